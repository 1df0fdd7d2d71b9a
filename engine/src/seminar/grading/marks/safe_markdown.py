"""A student's Markdown as a page may show it that runs scripts with the rights of an instructor.

It stays Markdown and reads as it did. What could become a tag, a character reference, a link that runs a script or a
command of TeX that makes one gets an invisible character in its middle, so that no reader of Markdown takes it for
one. Nothing is parsed for that: two parsers never agree on every trick.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import unquote

#: Invisible, and neither white space nor part of any tag, address or command.
JOINER = "\N{WORD JOINER}"
#: Kinds of picture that hold no script, and how many bytes of them one cell may show.
PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
MOST_BYTES = 8 * 2**20
NOT_SHOWN = "\n\n*(A picture is not shown here: it is missing, too large, or of a kind that can hold a script.)*"

#: What must not be: a tag, a character reference, TeX's command for a link, a diagram that a script draws.
BREAK_AFTER = re.compile(
    r"""<(?=[A-Za-z/!?])(?!https?://[^\s<>"'`&]*>) | &(?=\#?\w+;) | \\(?=href\b) | (?<=[`~]{3})[ \t]*(?=mermaid)""",
    re.VERBOSE,
)
#: An image that JupyterLab made a tag of, because its size was changed.
IMAGE_TAG = re.compile(r"""<img\b[^<>]*?\ssrc=["'](attachment:[^"'<>\s]+)["'][^<>]*>""", re.IGNORECASE)
#: Where the address of a link begins: `[text](` or `[name]:`.
LINK = re.compile(r"\](?=[(:])")
ATTACHED = re.compile(r"""(?P<before>[(:]\s*<?)attachment:(?P<name>(?:[^\s<>()"'`]|\([^\s<>()"'`]*\))+)""")
#: Addresses that run nothing: of the web, of an e-mail, of a picture, within the page or beside it.
SAFE = re.compile(
    r"""[(:]\s*<?(?:https?://|mailto:|\#|data:image/(?:png|jpeg|gif|webp);base64,|[\w./~%-]+(?=[\s)\#?>]|$))""",
    re.IGNORECASE,
)


def safe_markdown(source: str, attachments: Mapping[str, Mapping[str, str]]) -> tuple[str, dict[str, dict[str, str]]]:
    """Make Markdown safe for a page with scripts.

    Parameters
    ----------
    source : str
        What a student wrote.
    attachments : mapping
        The cell's pictures as in a notebook: `{"plot.png": {"image/png": "base64"}}`.

    Returns
    -------
    tuple
        The text, and those of its pictures that can be shown, under names of our own. A reference to any other is
        no longer one, because nbconvert ends with an error where an attachment is missing.
    """
    source = IMAGE_TAG.sub(r"![](\1)", source)
    source = BREAK_AFTER.sub(lambda found: found[0] + JOINER, source)
    parts: list[str] = []
    pictures: dict[str, dict[str, str]] = {}
    room, missing, last = MOST_BYTES, False, 0
    for link in LINK.finditer(source):
        parts.append(source[last : link.end()])
        last = link.end()
        if attached := ATTACHED.match(source, last):
            found = _picture(attached["name"], attachments)
            if found is None or len(found[1]) > room:
                missing = True
                parts.append(JOINER)
                continue
            room -= len(found[1])
            name = f"picture-{len(pictures) + 1}.{PICTURES[found[0]]}"
            pictures[name] = {found[0]: found[1]}
            parts.append(f"{attached['before']}attachment:{name}")
            last = attached.end()
        elif not SAFE.match(source, last):
            parts.append(JOINER)
    return "".join([*parts, source[last:], NOT_SHOWN * missing]), pictures


def _picture(name: str, attachments: Mapping[str, Mapping[str, str]]) -> tuple[str, str] | None:
    """Find an attachment's kind and content, where it is a picture of a safe kind."""
    kinds = attachments.get(name) or attachments.get(unquote(name.replace(JOINER, ""))) or {}
    for kind in PICTURES.keys() & kinds.keys():
        content = "".join(kinds[kind].split())
        try:
            base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError):
            continue
        return kind, content
    return None
