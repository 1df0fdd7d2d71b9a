"""Writes mathematics as MathML Core, which every current browser draws without a script."""

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator


def add_mathml(app: Sphinx) -> None:
    """Register ``html_math_renderer: mathml``."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))


def visit_math(writer: HTML5Translator, node: nodes.Element) -> None:
    """Write a formula in the line."""
    writer.body.append(f'<span class="math">{convert(node.astext())}</span>')
    raise nodes.SkipNode


def visit_displaymath(writer: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on a line of its own, with its number where it has one."""
    writer.body.append(writer.starttag(node, "div", CLASS="math"))
    if node["number"]:
        number = get_node_equation_number(writer, node)
        writer.body.append(f'<span class="eqno">({number})</span>')
    writer.body.append(convert(node.astext(), display="block"))
    writer.body.append("</div>\n")
    raise nodes.SkipNode
