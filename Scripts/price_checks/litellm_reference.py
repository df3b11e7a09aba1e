"""What litellm's cost_per_token says."""

import datetime
import json
import logging

import litellm
from litellm.litellm_core_utils.llm_cost_calc import utils as cost_utils
from litellm.types.utils import (
    CacheCreationTokenDetails,
    CompletionTokensDetailsWrapper,
    PromptTokensDetailsWrapper,
    Usage,
)

from . import usages

litellm.suppress_debug_info = True
logging.disable(logging.CRITICAL)

# litellm asks these for credentials before it looks at a price.
CREDENTIALS = {"github_copilot", "chatgpt"}
MODES = {"chat", "responses", "completion"}


def cases(list_path):
    """(record, provider, answer) of every chat model; the answer is two numbers or an error."""
    with open(list_path, encoding="utf-8") as file:
        table = json.load(file)
    generator = usages.seeded()
    for model, entry in table.items():
        provider = entry.get("litellm_provider")
        if model == "sample_spec" or entry.get("mode") not in MODES or provider in CREDENTIALS:
            continue
        regions = [r for r in ("eu", "us") if f"regional_processing_uplift_multiplier_{r}" in entry]
        for record in usages.usages(
            generator,
            model,
            usages.borders_of_entry(entry),
            usages.services_of_entry(entry),
            regions,
            "off_peak_pricing" in entry,
        ):
            yield record, provider, answer(record)


def answer(record):
    written, hour = record["cache_write_tokens"], record["cache_write_1h_tokens"]
    details = {"cached_tokens": record["cached_tokens"]}
    if written or hour:
        details["cache_creation_tokens"] = written + hour
    if hour:
        details["cache_creation_token_details"] = CacheCreationTokenDetails(
            ephemeral_5m_input_tokens=written, ephemeral_1h_input_tokens=hour
        )
    reasoning = record["reasoning_tokens"]
    usage = Usage(
        prompt_tokens=record["input_tokens"],
        completion_tokens=record["output_tokens"],
        total_tokens=record["input_tokens"] + record["output_tokens"],
        prompt_tokens_details=PromptTokensDetailsWrapper(**details),
        completion_tokens_details=(
            CompletionTokensDetailsWrapper(reasoning_tokens=reasoning) if reasoning else None
        ),
    )
    options = {}
    if record["service"] == "batch":
        options["call_type"] = "retrieve_batch"
    elif record["service"] != "standard":
        options["service_tier"] = record["service"]
    if "region" in record:
        options["data_residency"] = record["region"]
    if "at" in record:
        moment = datetime.datetime.fromisoformat(record["at"].replace("Z", "+00:00"))
        cost_utils.current_billing_time = lambda: moment
    try:
        return list(
            litellm.cost_per_token(
                model=record["model"],
                usage_object=usage,
                prompt_tokens=record["input_tokens"],
                completion_tokens=record["output_tokens"],
                **options,
            )
        )
    except Exception as error:  # noqa: BLE001  # litellm raises bare exceptions
        return f"{type(error).__name__}: {error}".splitlines()[0][:120]
