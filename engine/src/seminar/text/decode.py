"""Recognises the encoding of a text file."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import suppress

from seminar.text.clean import clean

#: What spreadsheets and learning management systems write. The encoding of Central Europe is not among them, because
#: nearly every text in that of Western Europe would pass for it.
CANDIDATES = ["cp1252", "cp1251", "koi8_r", "mac_roman"]
CYRILLIC = re.compile("[\u0400-\u04ff]")
MIXED = re.compile("[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    A byte order mark decides, then UTF-8 where the bytes are valid UTF-8, because text in another encoding hardly
    ever is. Else charset-normalizer chooses the encoding in which the text reads like a language.

    Parameters
    ----------
    content : bytes
        The file.

    Raises
    ------
    ValueError
        It is text in no encoding that is known.
    """
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16"), "utf-16"
    try:
        return content.decode("utf-8-sig"), "utf-8-sig" if content.startswith(BOM_UTF8) else "utf-8"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        found = [(str(match), match.encoding) for match in from_bytes(content, cp_isolation=CANDIDATES)]
        found = found or list(possible(content))
        if not found:
            raise ValueError("it is text in no known encoding") from None
        return next((match for match in found if not mixes_scripts(match[0])), found[0])


def mixes_scripts(text: str) -> bool:
    """Tell whether much of the Cyrillic in a text stands within words of Latin letters, as Western accents may seem."""
    return 3 * len(MIXED.findall(text)) > len(CYRILLIC.findall(text))


def possible(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the text of a file in each encoding that it may have, for one with too few letters to tell by."""
    for encoding in CANDIDATES:
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if clean(text) == text.replace("\r\n", "\n").replace("\r", "\n"):
                yield text, encoding
