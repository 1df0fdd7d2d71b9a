"""What the first edition kept: answers to every type, the marks that it gave, and its bank, then mended."""

import json
import re
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from seminar.quiz.bank.give_ids import give_ids

FOLDER = Path(__file__).parent
RESPONSES = FOLDER / "responses"
MARKS = json.loads((FOLDER / "marks.json").read_text(encoding="utf-8"))
REPORT = (FOLDER / "report.csv").read_text(encoding="utf-8")
TAKEN = json.loads((FOLDER / "taken.json").read_text(encoding="utf-8"))
STORAGE = json.loads((FOLDER / "local_storage.json").read_text(encoding="utf-8"))


def as_it_was(folder: Path) -> Path:
    """Write the bank of the first edition, in which no option has an id."""
    path = folder / "tiny.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((FOLDER / "tiny.yml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def with_ids(folder: Path) -> Path:
    """Write it as `quiz ids` leaves it."""
    path = as_it_was(folder)
    give_ids(path)
    return path


def with_ids_by_hand(folder: Path) -> Path:
    """Write it with an id of an author's own at each option, other than the one made of its words."""
    path = with_ids(folder)
    numbers = iter(range(1, 100))
    text = re.sub(r'\bid: "?[0-9a-f]{8}\b"?', lambda _: f"id: part-{next(numbers)}", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    return path


def mended(folder: Path) -> Path:
    """Write it with an id at each option, and then with other words at each."""
    path = with_ids(folder)
    yaml = YAML()
    bank = yaml.load(path)
    for item in bank["items"]:
        for part in [*item.get("choices", ()), *item.get("pairs", ()), *item.get("items", ()), *item.get("cards", ())]:
            mend(part)
            if "right" in part:
                mend(part["right"])
            if "category" in part:
                part["category"] += ", mended"
        for label in [*item.get("extra", ()), *item.get("categories", ())]:
            mend(label)
    text = StringIO()
    yaml.dump(bank, text)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def mend(part: dict) -> None:
    """Change the words of an option, row or step that has an id."""
    words = "left" if "left" in part else "text"
    assert part["id"]
    part[words] += ", mended"


BANKS = {"as it was": as_it_was, "with ids": with_ids, "with ids by hand": with_ids_by_hand, "mended": mended}
