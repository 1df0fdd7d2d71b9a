"""Options, rows and steps as a page gets them, and what stands there without a script and on paper."""

from collections.abc import Iterable
from html import escape
from typing import Any

from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.reading.inline import to_html, to_text
from seminar.text import one_line

Option = dict[str, Any]
LONGEST = 500  # letters; an item asks for a number or a word


def option(name: str, text: str, **more: object) -> Option:
    """Return an option, row or step, as HTML and as plain text."""
    return {"id": name, "html": to_html(text), "text": to_text(text)} | {k: v for k, v in more.items() if v}


def by_id(options: list[Option]) -> list[Option]:
    """Return options in an order that is made of their ids and says nothing about the key."""
    return sorted(options, key=lambda option: shuffled(option["id"]))


def shuffled(name: str) -> str:
    """Return where an option stands among others: ids that an author wrote may run like the key."""
    return option_id(name)


def picks(kind: str, compiled: dict[str, Any], name: str) -> str:
    """Draw radio buttons or check boxes: ``kind`` is ``radio`` or ``checkbox``."""
    options = "".join(
        f'<div class="bb-option"><label><input type="{kind}" name="{name}">'
        f'<span class="bb-words">{option["html"]}</span></label></div>'
        for option in compiled["options"]
    )
    return f'<div class="bb-options bb-options-{compiled["type"]}">{options}</div>'


def line(compiled: dict[str, Any], name: str) -> str:
    """Draw a line to write on."""
    unit = f'<span class="bb-unit">{escape(compiled["unit"])}</span>' if compiled.get("unit") else ""
    return f'<div class="bb-typed"><input type="text" name="{name}" aria-label="Your answer">{unit}</div>'


def boxes(options: Iterable[str], several: bool) -> str:
    """Return boxes to tick on paper."""
    note = "<p>Tick all that fit.</p>" if several else ""
    shape = "box" if several else "box round"
    rows = "".join(f'<li><span class="{shape}"></span>{option}</li>' for option in options)
    return f"{note}<ul>{rows}</ul>"


def unordered(entries: Iterable[str]) -> str:
    """Return an HTML list of HTML entries, nothing of none."""
    listed = list(entries)
    return html_list("ul", listed) if listed else ""


def html_list(tag: str, entries: Iterable[str]) -> str:
    """Return an HTML list of HTML entries."""
    return f"<{tag}>{''.join(f'<li>{entry}</li>' for entry in entries)}</{tag}>"


def right_ones(compiled: dict[str, Any]) -> str:
    """Return the options of the key as an HTML list."""
    words = {option["id"]: option["html"] for option in compiled["options"]}
    return html_list("ul", [words[name] for name in compiled["key"]["correct"]])


def is_line(response: object) -> bool:
    """Say whether this is a line that somebody typed and that a file can hold."""
    return isinstance(response, str) and len(response) <= LONGEST and is_text(response) and bool(one_line(response))


def is_text(text: str) -> bool:
    """Say whether a text can be written to a file: JSON lets half a character through."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def ids(asked: dict[str, Any], what: str = "options") -> set[str]:
    """Return the ids of a compiled item's options or rows."""
    return {option["id"] for option in asked[what]}


def are_options(asked: dict[str, Any], response: object) -> bool:
    """Say whether this is a list of different options of a compiled item, at least one."""
    if not isinstance(response, list) or not response or not known(response, ids(asked)):
        return False
    return len(set(response)) == len(response)


def known(names: Iterable[object], options: set[str]) -> bool:
    """Say whether all of these are texts that name an option."""
    return all(isinstance(name, str) and name in options for name in names)
