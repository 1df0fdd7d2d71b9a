"""What another format cannot hold, gathered while a quiz is written or read, and said once for each kind."""

from dataclasses import dataclass, field
from pathlib import Path

#: The name of an item, and what is lost of it: "GIFT has no place for hints".
Loss = tuple[str, str]


def summary(losses: list[Loss], few: int | None = None) -> list[str]:
    """Return a sentence for each kind of loss with the items that it meets.

    Parameters
    ----------
    losses : list of Loss
        In any order.
    few : int, optional
        Where a kind meets more items than this, only their number is said; without it all are named.
    """
    kinds: dict[str, list[str]] = {}
    for name, what in dict.fromkeys(losses):
        kinds.setdefault(what, []).append(name)
    return [
        f"{what}: {', '.join(names) if few is None or len(names) <= few else f'{len(names)} items'}"
        for what, names in kinds.items()
    ]


@dataclass
class Notes:
    """What a reader has to say of a file: the questions that it left out, and what it lost of the others."""

    skipped: list[tuple[int | None, str, str]] = field(default_factory=list)
    lost: list[Loss] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)

    def skip(self, line: int | None, name: str, why: str) -> None:
        """Note a question that is left out: its line, what it is called, and why."""
        self.skipped.append((line, name, why))

    def lose(self, name: str, what: str) -> None:
        """Note what is lost of an item that is kept."""
        self.lost.append((name, what))

    def sentences(self, path: Path) -> list[str]:
        """Return all of it, each question that was left out with its place in the file."""
        places = [f"{path}:{line}" if line else str(path) for line, _, _ in self.skipped]
        left_out = [
            f"{place}: left out “{name}”: {why}" for place, (_, name, why) in zip(places, self.skipped, strict=True)
        ]
        return [*left_out, *summary(self.lost), *self.whole]
