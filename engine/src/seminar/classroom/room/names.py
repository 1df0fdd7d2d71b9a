"""Names that students choose: cleaned, cut, and compared as an eye compares them."""

import unicodedata

from seminar.text import cut, one_line

LONGEST = 60
#: Small Latin letters with what looks like them, or like their capital, in Cyrillic, in Greek and among the digits.
TWINS = {
    "a": "аα",
    "b": "вβь",
    "c": "сϲ",
    "d": "ԁ",
    "e": "еε",
    "g": "ԍ",
    "h": "нһη",
    "i": "іӏιlι1|",
    "j": "јϳ",
    "k": "кκ",
    "m": "мμ",
    "n": "ν",
    "o": "оοσ0",
    "p": "рρ",
    "q": "ԛ",
    "s": "ѕ",
    "t": "тτ",
    "w": "ԝω",
    "x": "хχ",
    "y": "уүγυ",
    "z": "ζ",
    "3": "зҙ",
}
LATIN = {ord(twin): letter for letter, twins in TWINS.items() for twin in twins}
UNSEEN = ("Cc", "Cf", "Zs")


def cleaned(name: str) -> str:
    """Return a name as it may stand on a wall: one line, one spelling for each accent, 60 letters at most."""
    return cut(unicodedata.normalize("NFC", one_line(name)), LONGEST)


def looks(name: str) -> str:
    """Return what an eye sees of a name: two names that cannot be told apart give the same text.

    Case, kinds of letters, blanks and invisible characters do not count, and a letter of another alphabet counts as
    the Latin one that it looks like.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in plain if unicodedata.category(letter) not in UNSEEN).translate(LATIN)
