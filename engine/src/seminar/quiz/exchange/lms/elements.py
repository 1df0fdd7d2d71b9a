"""Builds XML: elements with text that is always allowed in it."""

import re
from xml.etree import ElementTree as ET

from seminar.quiz.reading.inline import to_html

# XML 1.0, production 2: everything else cannot be written, not even as a reference.
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def start(tag: str, **attributes: str) -> ET.Element:
    """Return a document's root; an attribute ``type_`` is written ``type``."""
    return ET.Element(tag, {k.rstrip("_"): ILLEGAL.sub("", v) for k, v in attributes.items()})


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Append an element to another and return it; attributes as in :func:`start`."""
    element = start(tag, **attributes)
    parent.append(element)
    if text is not None:
        element.text = ILLEGAL.sub("", text)
    return element


def add_markup(parent: ET.Element, text: str) -> None:
    """Append a bank's text as XHTML: text, ``<code>``, ``<strong>``, ``<em>`` and ``<br/>``."""
    inner = ILLEGAL.sub("", to_html(text)).replace("<br>", "<br/>")
    # Our own escaped markup, not somebody's document: nothing in it can name an entity.
    element = ET.fromstring(f"<x>{inner}</x>")  # noqa: S314
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + (element.text or "")
    else:
        parent.text = (parent.text or "") + (element.text or "")
    parent.extend(element)


def document(root: ET.Element) -> bytes:
    """Return a document as UTF-8 with its declaration, indented."""
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
