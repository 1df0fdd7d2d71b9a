"""Writes an imported quiz as a bank file, and says what its author still has to fill in."""

import re
import unicodedata
from io import StringIO

from ruamel.yaml import YAML

from betweenblocs.quiz.bodies import claim_ids

# YAML knows no control characters; a bank's text has no use for them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def make_id(title: str, taken: set[str]) -> str:
    """Return a kebab-case id from a title, unlike those that are taken, and take it."""
    ascii_ = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", ascii_)[:8]) or "item"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def clean(text: str) -> str:
    """Return a text without control characters."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def missing(item: dict) -> list[str]:
    """Return a sentence on what the bank wants of an item and the other system did not give, or none."""
    wants = []
    parts = [*item.get("choices", ()), *item.get("pairs", ())]
    if any(not part.get("feedback") for part in parts) or not item.get("feedback", True):
        wants.append("feedback on each choice")
    if item["type"] != "reflect" and not item.get("explanation"):
        wants.append("an explanation")
    if not item.get("evidence"):
        wants.append("evidence or sources")
    return [f"{item['id']}: still needs {', '.join(wants)}"] if wants else []


def known_claims(names: list[str]) -> list[str]:
    """Return those names that are claims of the register, in the same order."""
    return [name for name in names if name in claim_ids()]


def to_yaml(bank: dict) -> str:
    """Return a bank as YAML, fields in the order given, long texts unbroken."""
    yaml = YAML(pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=2, offset=0)
    text = StringIO()
    yaml.dump(bank, text)
    return text.getvalue()
