"""What genai-prices' calc_price says, and its data as the JSON that its repository publishes."""

import datetime

from genai_prices import data, types

from . import usages

SERVICES = {
    ("processing", "batch"): "batch",
    ("service_tier", "flex"): "flex",
    ("service_tier", "priority"): "priority",
}
MOMENT = datetime.datetime(2026, 11, 20, 12, 30, tzinfo=datetime.timezone.utc)


def as_json():
    return [
        {
            "id": provider.id,
            "pricing_urls": provider.pricing_urls,
            "models": [model_json(model) for model in provider.models],
        }
        for provider in data.providers
    ]


def model_json(model):
    prices = model.prices
    if isinstance(prices, types.ModelPrice):
        prices = prices_json(prices)
    else:
        prices = [conditional_json(price) for price in prices]
    return {
        "id": model.id,
        "context_window": model.context_window,
        "prices": prices,
        "price_variants": [
            {"when": variant.when, **conditional_json(variant)}
            for variant in model.price_variants or []
        ],
    }


def conditional_json(price):
    constraint = price.constraint
    if isinstance(constraint, types.StartDateConstraint):
        constraint = {"start_date": constraint.start_date.isoformat()}
    elif constraint is not None:
        constraint = {
            "start_time": constraint.start_time.isoformat(),
            "end_time": constraint.end_time.isoformat(),
        }
    return {"prices": prices_json(price.prices), "constraint": constraint}


def prices_json(prices):
    def value(price):
        if isinstance(price, types.TieredPrices):
            tiers = [{"start": tier.start, "price": str(tier.price)} for tier in price.tiers]
            return {"base": str(price.base), "tiers": tiers}
        return str(price)

    return {key: value(price) for key, price in prices.__dict__.items() if price is not None}


def cases():
    """(record, provider, answer) of every model that has a price for tokens."""
    generator = usages.seeded()
    for provider in data.providers:
        for model in provider.models:
            prices = model.get_prices(MOMENT)
            borders = {
                tier.start
                for price in prices.__dict__.values()
                if isinstance(price, types.TieredPrices)
                for tier in price.tiers
            }
            contexts = {"standard": None}
            for variant in model.price_variants or []:
                service = SERVICES.get(next(iter(variant.when.items())))
                begun = variant.constraint is None or variant.constraint.active(MOMENT)
                if service and begun and len(variant.when) == 1:
                    contexts[service] = variant.when
            for record in usages.usages(
                generator, f"{provider.id}/{model.id}", sorted(borders), list(contexts)
            ):
                record["at"] = MOMENT.strftime("%Y-%m-%dT%H:%MZ")
                yield record, provider.id, answer(
                    record, model, provider, contexts[record["service"]]
                )


def answer(record, model, provider, context):
    usage = types.Usage(
        input_tokens=record["input_tokens"],
        cache_read_tokens=record["cached_tokens"],
        cache_write_tokens=record["cache_write_tokens"] + record["cache_write_1h_tokens"],
        cache_write_1h_tokens=record["cache_write_1h_tokens"],
        output_tokens=record["output_tokens"],
        output_reasoning_tokens=record["reasoning_tokens"],
    )
    try:
        price = model.calc_price(
            usage, provider, genai_request_timestamp=MOMENT, price_context=context
        )
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}".splitlines()[0][:120]
    return [str(price.input_price), str(price.output_price)]
