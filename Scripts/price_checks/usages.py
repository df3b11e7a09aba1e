"""Seeded usages on both sides of every border, cached, written, empty and huge."""

import random
import re

SUFFIXES = (("batch", "_batches"), ("flex", "_flex"), ("priority", "_priority"))


def borders_of_entry(entry):
    """The lengths of input at which a price of litellm's entry changes."""
    found = set()
    for key in entry:
        match = re.search(r"_above_(\d+)(k?)_tokens", key)
        if match:
            found.add(int(match[1]) * (1000 if match[2] else 1))
    for tier in entry.get("tiered_pricing", []):
        found.update(int(border) for border in tier.get("range", []) if border)
    return sorted(found)


def services_of_entry(entry):
    """The service levels for which litellm's entry has a price."""
    return ["standard"] + [
        service for service, suffix in SUFFIXES if any(key.endswith(suffix) for key in entry)
    ]


def usages(generator, model, borders, services, regions=(), off_peak=False):
    """Records such as `malmoi cost --usage-log` reads."""
    sizes = [0, 1, generator.randint(2, 5000), generator.randint(5000, 200_000), 10**9]
    for border in borders:
        sizes += [border - 1, border, border + 1]
    turn = 0
    for size in sizes:
        for kind in ("plain", "cached", "written", "all"):
            if kind != "plain" and size == 0:
                continue
            cached = written = hour = 0
            if kind == "cached":
                cached = generator.choice([size, generator.randint(0, size)])
            elif kind == "all":
                cached = generator.randint(0, size)
            if kind in ("written", "all"):
                written = generator.randint(0, size - cached)
            if kind == "all":
                hour = generator.randint(0, size - cached - written)
            output = generator.choice([0, 1, generator.randint(0, 4000), generator.randint(0, 10**5)])
            record = {
                "model": model,
                "input_tokens": size,
                "cached_tokens": cached,
                "cache_write_tokens": written,
                "cache_write_1h_tokens": hour,
                "output_tokens": output,
                "reasoning_tokens": generator.choice([0, 0, generator.randint(0, output)]),
                "service": services[turn % len(services)],
            }
            turn += 1
            region = generator.choice([None, None, *regions]) if regions else None
            if region:
                record["region"] = region
            if off_peak:
                day = generator.choice([18, 20, 21, 22])
                record["at"] = f"2026-11-{day}T{generator.randint(0, 23):02}:30Z"
            yield record


def seeded():
    return random.Random(20261121)
