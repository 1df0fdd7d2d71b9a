"""Cleans text that a stranger wrote, once, where it is read, so that all behind may print, write and compare it."""

import re

#: Half of a character that needs two halves; JSON can say it, no file can hold it.
SURROGATE = re.compile("[\ud800-\udfff]")
#: Control characters but tab and line feed (an escape sequence begins with one), the marks that turn the direction of
#: the text around them, and the two characters that Unicode sets aside.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text without what no honest text holds.

    A lone surrogate becomes the replacement character. Control characters and the marks that override or embed a
    direction go; line ends become line feeds. Letters of every script, accents, joiners, emoji and the two plain
    direction marks (U+200E, U+200F) stay, because people write with them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))


def one_line(text: str) -> str:
    """Return a cleaned text with single spaces for all white space: a name, a title, a line for a terminal."""
    return " ".join(clean(text).split())


def short(text: str) -> str:
    """Return what a stranger wrote as it can stand in a sentence: on one line, cut after sixty characters."""
    text = one_line(text)
    return text if len(text) <= 60 else f"{text[:60]}…"


def clean_json(value: object) -> object:
    """Return what JSON held with every text cleaned, the keys of mappings too.

    Where two keys become one, the last counts, as in JSON itself.
    """
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_json(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean_json(item) for key, item in value.items()}
    return value
