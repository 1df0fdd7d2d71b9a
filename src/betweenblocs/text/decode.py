"""Recognises the encoding of a text file."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

#: What spreadsheets and learning management systems write. The encoding of Central Europe is not among them, because
#: nearly every text in that of Western Europe would pass for it.
CANDIDATES = ["cp1252", "cp1251", "koi8_r", "mac_roman"]


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

        best = from_bytes(content, cp_isolation=CANDIDATES).best()
        if best is None:
            raise ValueError("it is text in no known encoding") from None
        return str(best), best.encoding
