"""Quotations in the book: ``{original}`` quotes one, ``{originals}`` lists them, ``{foreign}`` marks a foreign word."""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, SphinxRole

from seminar.course import Course
from seminar.register.originals import Original
from seminar.register.register import Register, register_of

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
SEEN = {"whole": "", "part": " (seen in part)"}


def add_originals(app: Sphinx) -> None:
    """Register the role and the directives."""
    app.add_role("original", OriginalRole())
    app.add_role("foreign", ForeignRole())
    app.add_directive("original", OriginalDirective)
    app.add_directive("originals", OriginalsDirective)


def originals_of(env: BuildEnvironment) -> dict[str, Original]:
    """Return the originals of the course whose book is built."""
    return register_of(Course.find(Path(env.srcdir))).originals


def words(original: Original) -> nodes.inline:
    """Return the words, marked with their language for a screen reader and a dictionary."""
    return nodes.inline("", original.quoted, classes=["bb-original", f"language-{original.language}"])


def block(original: Original) -> nodes.container:
    """Return a quotation as a block: the words, the rendering, the source."""
    box = nodes.container(classes=["bb-quotation"], ids=[original.id])
    box += nodes.paragraph("", "", words(original), classes=["bb-quotation-words"])
    if original.rendering != original.words:
        box += nodes.paragraph("", original.rendering, classes=["bb-quotation-rendering"])
    source = nodes.paragraph("", f"{original.speaker}, ", classes=["bb-quotation-source"])
    if original.date:
        source += nodes.Text(f"{original.date}, ")
    source += nodes.reference("", original.outlet, refuri=original.url)
    source += nodes.Text(SEEN[original.seen])
    box += source
    return box


class OriginalRole(SphinxRole):
    """``{original}`O02` ``: the words in their language, linked to where they were read."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Write the words, with our rendering as the link's title."""
        found = originals_of(self.env)
        if self.text not in found:
            return [], [self.inliner.reporter.error(f"there is no original {self.text!r}", line=self.lineno)]
        original = found[self.text]
        link = nodes.reference("", "", words(original), refuri=original.url, reftitle=original.rendering)
        return [link], []


class ForeignRole(SphinxRole):
    """``{foreign}`ru: слово` ``: a word of another language, in italics and marked with its language."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Write the words."""
        language, parted, words = self.text.partition(": ")
        if not parted or not LANGUAGE.fullmatch(language):
            message = f"`{self.text}` names no language; write it first, such as `ru: слово`"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        return [nodes.emphasis("", words, classes=[f"language-{language}"])], []


class OriginalDirective(SphinxDirective):
    """A quotation as a block of its own: its number is the argument."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Write the words, the rendering and the source."""
        found = originals_of(self.env)
        name = self.arguments[0]
        if name not in found:
            raise self.error(f"there is no original {name!r}")
        return [block(found[name])]


class OriginalsDirective(SphinxDirective):
    """Lists all quotations, those behind a claim with a link to it."""

    def run(self) -> list[nodes.Node]:
        """Write the quotations in the order of the table, each with what to be careful about."""
        written = nodes.container(classes=["bb-quotations"])
        for original in originals_of(self.env).values():
            box = block(original)
            note = nodes.paragraph("", "", classes=["bb-quotation-note"])
            if original.claim:
                note += nodes.reference("", original.claim, internal=True, refuri=f"claims.html#{original.claim}")
                note += nodes.Text(". " if original.note else "")
            note += nodes.Text(original.note or "")
            box += note
            written += box
        return [written]


def behind(register: Register, claim: str) -> list[nodes.Node]:
    """Return what an entry of the register says of a claim's originals; nothing where the course has no such table."""
    if not register.originals:
        return []
    found = register.originals_of(claim)
    if not found:
        return [nodes.paragraph("", "No original was found.", classes=["bb-register-note"])]
    return [block(original) for original in found]
