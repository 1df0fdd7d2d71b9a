"""Writes the bibliography as a list whose entries are list items.

docutils gives each entry the role ``doc-biblioentry`` inside a list; ARIA has withdrawn that role.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def add_citations(app: Sphinx) -> None:
    """Replace how an entry is opened; it is closed as before."""
    app.add_node(nodes.citation, override=True, html=(visit_citation, HTML5Translator.depart_citation))


def visit_citation(writer: HTML5Translator, node: nodes.Element) -> None:
    """Open an entry, and the list with the first one."""
    if not isinstance(node.previous_sibling(), nodes.citation):
        writer.body.append('<div role="list" class="citation-list">\n')
    writer.body.append(writer.starttag(node, "div", classes=["citation"], role="listitem"))
