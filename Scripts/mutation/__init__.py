"""What Scripts/mutate-vocabularies is made of."""

from dataclasses import dataclass, field


@dataclass
class Result:
    """What became of the mutations of a format."""

    loaded: int = 0
    slowest: float = 0
    failures: list[str] = field(default_factory=list)
