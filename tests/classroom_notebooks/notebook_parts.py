"""Reads a classroom notebook and what its cells show."""

from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
CHAPTERS = (
    "charter_or_club",
    "expert_viewpoints",
    "integration_blocs",
    "multi_vector_policy",
    "the_decision",
    "trade_and_pressure",
)


def notebook(stem: str):
    """Return a classroom notebook as it is handed out."""
    return nbformat.read(ROOT / "classroom" / f"{stem}.ipynb", as_version=4)


def asked(book) -> list[str]:
    """Return the ids of the items that a notebook asks, in order."""
    sources = [cell.source for cell in book.cells if cell.id.startswith("question-")]
    return [source.split("Vote(")[1].split('"')[3] for source in sources]


def shown(book, cell_id: str) -> BeautifulSoup:
    """Return what a cell shows, as HTML."""
    (cell,) = (cell for cell in book.cells if cell.id == cell_id)
    return BeautifulSoup("".join(output.data["text/html"] for output in cell.outputs), "html.parser")
