"""Cuts a text to what fits, without breaking a letter in two."""

import unicodedata

JOINER = "\u200d"  # makes one picture of two
MARKS = 3  # upon one letter; more is drawn over the lines above and below
PICTURE = 20  # characters that one letter or picture may take; a flag of a region takes seven


def cut(text: str, most: int) -> str:
    """Return the first letters of a text, as a reader counts them.

    A letter keeps its accents, a picture what it is joined from. Accents that are piled upon one letter go, because
    such a pile covers the lines around it.

    Parameters
    ----------
    text : str
        As :func:`seminar.text.one_line` or ``clean`` gives it.
    most : int
        How many letters are kept.
    """
    kept: list[list[str]] = []
    for letter in text:
        mark = unicodedata.category(letter) in ("Mn", "Me")
        if kept and (mark or goes_on(kept[-1], letter)):
            marks = sum(unicodedata.category(one) in ("Mn", "Me") for one in kept[-1])
            if len(kept[-1]) < PICTURE and not (mark and marks >= MARKS):
                kept[-1].append(letter)
        elif len(kept) == most:
            break
        else:
            kept.append([letter])
    return "".join("".join(letters) for letters in kept).rstrip()


def goes_on(before: list[str], letter: str) -> bool:
    """Say whether a character belongs to the picture or letter before it."""
    if letter == JOINER or before[-1] == JOINER:
        return True
    if "\U0001f1e6" <= letter <= "\U0001f1ff":  # two of them are a flag
        return len(before) == 1 and "\U0001f1e6" <= before[0] <= "\U0001f1ff"
    skin, tag = "\U0001f3fb" <= letter <= "\U0001f3ff", "\U000e0020" <= letter <= "\U000e007f"
    return skin or tag or unicodedata.category(letter) == "Mc"
