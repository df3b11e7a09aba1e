"""Why a bill differs, where it is known. What none of these explains fails the check."""


def explain(reference, record, provider, answer, ours):
    """A sentence for a difference, or None."""
    if isinstance(answer, str):
        return f"{reference} refuses the model or the usage: it raises an error"
    if None in ours:
        return unknown(record)
    if reference == "litellm":
        return litellm(record, provider)
    return None


def unknown(record):
    if record["service"] == "batch":
        return "no batch price in the list: the reference takes half the price, ours is unknown"
    return "no price of tokens in the list: the reference bills nothing, ours is unknown"


def litellm(record, provider):
    if provider == "perplexity":
        return "litellm's calculator for perplexity knows neither cache rates nor tiers, the list does"
    if record["service"] in ("flex", "priority") and provider in ("fireworks_ai", "bedrock_converse"):
        return f"litellm bills {provider} at the standard rate, the list has one for the service level"
    if record["input_tokens"] == 0 and record["output_tokens"]:
        return "litellm finds no tier for an empty input and bills the output at nothing"
    return None
