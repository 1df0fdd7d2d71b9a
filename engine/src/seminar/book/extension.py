"""The Sphinx extension of the book: everything that its pages say beyond MyST."""

import hashlib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from seminar import __version__
from seminar.book.directives.about_the_data import add_about_the_data
from seminar.book.directives.boxes import add_boxes
from seminar.book.directives.course_table import add_course_tables
from seminar.book.directives.exercise_links import add_exercise_links
from seminar.book.directives.explorer import add_explorers
from seminar.book.directives.links import add_links
from seminar.book.directives.number import add_numbers
from seminar.book.directives.plot import add_plots
from seminar.book.directives.progress import add_progress
from seminar.book.directives.quiz import add_quiz
from seminar.book.site.citation import add_citations
from seminar.book.site.mathml import add_mathml
from seminar.book.site.offline import add_offline
from seminar.book.site.static import add_static
from seminar.course import Course
from seminar.register import add_claims

ENGINE = Path(__file__).parents[1]
PARTS = (
    add_offline,
    add_static,
    add_mathml,
    add_citations,
    add_claims,
    add_numbers,
    add_plots,
    add_boxes,
    add_quiz,
    add_progress,
    add_explorers,
    add_exercise_links,
    add_about_the_data,
    add_course_tables,
    add_links,
)


def digest(*folders: Path) -> str:
    """Return one short hash over the sources in some folders."""
    sources = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    sources = [path for path in sources if "__pycache__" not in path.parts]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


def settle(app: Sphinx, config: Config) -> None:
    """Make Sphinx notice what it cannot see: our own code, and the tables that executed cells read."""
    course = Course.find(Path(app.srcdir))
    ours = [ENGINE / name for name in ("book", "quiz", "register", "tables", "web")]
    config.seminar_sources = digest(*ours, course.package_folder)
    cache = Path(app.outdir).parent / ".jupyter_cache"
    config.nb_execution_cache_path = str(cache / digest(course.package_folder / "tables"))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.add_config_value("seminar_sources", "", "env", str)
    app.connect("config-inited", settle, priority=400)
    for add in PARTS:
        add(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
