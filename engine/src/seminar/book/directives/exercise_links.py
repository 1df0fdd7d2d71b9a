"""``{exercise-links} STEM``: three ways into an exercise: the lab in the browser, a download, the reader's own Jupyter.

Whether the book has its lab, and what that weighs, is known before Sphinx starts: `seminar.book.site.make_site` says
so in the environment variables ``SEMINAR_LAB`` and ``SEMINAR_LAB_SIZE`` (bytes).
"""

import os
import shutil
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from seminar import __version__
from seminar.book.site.static import FOLDER
from seminar.course import Course

SCRIPT = Path(__file__).parents[1] / "static" / "exercise_links.js"
WITHOUT = "This copy of the book was built without the browser lab: download the notebook and open it in Jupyter."


def add_exercise_links(app: Sphinx) -> None:
    """Register the directive and its script."""
    app.add_config_value("seminar_lab", os.environ.get("SEMINAR_LAB") == "1", "env", bool)
    app.add_config_value("seminar_lab_size", int(os.environ.get("SEMINAR_LAB_SIZE", 0)), "env", int)
    app.add_directive("exercise-links", ExerciseLinks)
    app.connect("html-page-context", add_script)
    app.connect("build-finished", copy_script)


def add_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Load the script on pages that lead to the lab."""
    if 'class="bb-lab"' in (context.get("body") or ""):
        app.add_js_file(f"{FOLDER}/{SCRIPT.name}", loading_method="defer")


def copy_script(app: Sphinx, exception: Exception | None) -> None:
    """Copy the script at the end, because Sphinx copies no static file when no page is out of date."""
    if exception is None and app.builder.format == "html":
        target = Path(app.outdir) / "_static" / FOLDER
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SCRIPT, target / SCRIPT.name)


def lab_link(stem: str, up: str, size: int) -> str:
    """Return the link that opens one exercise in the lab.

    Parameters
    ----------
    stem : str
        The exercise.
    up : str
        Way from the page to the root of the site: ``""`` or ``"../"`` repeated.
    size : int
        What the lab loads the first time, in bytes; 0 where it is not known.
    """
    loads = f"loads about {size / 1e6:.0f} MB, once, " if size else ""
    href = f"{up}lab/notebooks/index.html?path={escape(stem)}.ipynb"
    return (
        f'<p><a class="bb-lab" href="{href}" data-lab="{up}lab/" target="_blank" rel="noopener">'
        'Open the exercise in the browser<span class="bb-unseen"> (in a new tab)</span></a></p>'
        f'<p class="bb-lab-note">Nothing to install and no account: Python runs in the page, {loads}starts in about '
        "ten seconds, and then needs no network. Your work is kept in this browser only: answers to questions as you "
        "give them, the notebook as it saves itself, every ten seconds. "
        "To hand it in, choose <em>File → Download</em> there.</p>"
        '<p class="bb-lab-server" hidden>The lab needs a web server, and this page was opened from a folder. '
        "In the folder of the book run <code>python3 -m http.server</code> and open the address that it prints.</p>"
    )


def wheels(course: Course) -> list[str]:
    """Return the names of the files that a reader's own Jupyter needs: the engine's package and the course's."""
    versions = {"seminar": __version__, course.package: course.version}
    return [f"{name}-{number}-py3-none-any.whl" for name, number in versions.items()]


def own_jupyter(course: Course, stem: str, up: str) -> str:
    """Return how to open the exercise in the reader's own Jupyter, VS Code, Colab or marimo."""
    wheel = " ".join(f"./{name}" for name in wheels(course))
    links = " and ".join(
        f'<a href="{up}package/{name}" download>{name.partition("-")[0]}</a>' for name in wheels(course)
    )
    name = escape(stem)
    return (
        "<details class='bb-own'><summary>Use your own Jupyter, VS Code, Colab or marimo</summary>"
        f"<p>Download the notebook and the packages {links} into one folder, then:</p>"
        "<ul>"
        f"<li>Jupyter: <code>pip install jupyterlab {wheel}</code>, then <code>jupyter lab {name}.ipynb</code></li>"
        f"<li>VS Code: <code>pip install ipykernel {wheel}</code>, "
        "then open the notebook with the Jupyter extension and pick that Python.</li>"
        "<li>Colab: upload the files; put "
        f"<code>%pip install {wheel}</code> and "
        "<code>from google.colab import output; output.enable_custom_widget_manager()</code> into a first cell, "
        "and delete that cell before you hand the notebook in.</li>"
        f"<li>marimo: <code>pip install marimo {wheel}</code>, "
        f"then <code>marimo convert {name}.ipynb -o {name}.py</code> and <code>marimo edit {name}.py</code>. "
        "Good for exploring; hand in the notebook.</li>"
        "</ul></details>"
    )


class ExerciseLinks(SphinxDirective):
    """Prints the ways into one exercise."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Link the lab where the book has one, the notebook, and what one's own Jupyter needs."""
        stem = self.arguments[0]
        notebook = Path("..") / "exercises" / stem / f"{stem}.ipynb"
        path = Path(self.env.srcdir) / notebook
        if not path.is_file():
            raise self.error(f"there is no exercise {stem!r}; exercises/{stem}/{stem}.ipynb is missing")
        up = "../" * self.env.docname.count("/")
        box = nodes.container(classes=["bb-exercise"])
        if self.config.seminar_lab:
            box += nodes.raw("", lab_link(stem, up, self.config.seminar_lab_size), format="html")
        else:
            box += nodes.paragraph("", WITHOUT)
        download = download_reference(
            "",
            "",
            nodes.Text(f"Download the notebook ({stem}.ipynb)"),
            refdoc=self.env.docname,
            reftarget=notebook.as_posix(),
            reftype="download",
            refdomain="",
            refexplicit=True,
            refwarn=True,
        )
        box += nodes.paragraph("", "", download)
        box += nodes.raw("", own_jupyter(Course.find(Path(self.env.srcdir)), stem, up), format="html")
        return [box]
