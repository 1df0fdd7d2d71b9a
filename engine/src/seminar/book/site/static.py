"""Puts our scripts and styles into the site, each on the pages that need it.

A widget's ES module and the shim become one classic script: modules do not load from ``file://``,
and ``type=module async`` may run before the page is parsed.
"""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from seminar.course import Course
from seminar.web import SHIM, joined

ENGINE = Path(__file__).parents[2]
FOLDER = "seminar"
EXPORT = re.compile(r"^export default (\{[^}]*\});?\s*$", re.MULTILINE)
STYLES = (
    "book/static/book.css",
    "book/static/exercise_links.css",
    "quiz/static/quiz.css",
    "quiz/static/progress.css",
    "book/static/drawing.css",
    "web/static/explorers.css",
)
#: Where live pieces are: in the engine, then in the course's package.
SCRIPTS = (ENGINE / "quiz/static", ENGINE / "register")


def add_static(app: Sphinx) -> None:
    """Register the styles and connect the copying."""
    app.add_css_file(f"{FOLDER}/{FOLDER}.css")
    app.connect("html-page-context", add_scripts, priority=800)
    # At the end, because Sphinx copies no static file when no page is out of date.
    app.connect("build-finished", write_static)


def live_pieces(body: str) -> list[str]:
    """Return the names of the live pieces in a page, each once, in order."""
    return list(dict.fromkeys(re.findall(r'data-bb="([a-z_]+)"', body)))


def add_scripts(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Load a widget's script on the pages that hold the widget, and nowhere else."""
    for name in live_pieces(context.get("body") or ""):
        app.add_js_file(f"{FOLDER}/{name}.js", loading_method="defer")


def classic(module: Path) -> str:
    """Return one classic script: the widget's module, then the shim that hydrates its places in the page."""
    source, found = EXPORT.subn(r"const widget = \1;", joined(module, SHIM))
    if found != 1:
        raise ValueError(f"{module.name} must end in one `export default {{ render }};`")
    return f'(() => {{\n"use strict";\n{source}\nhydrate("{module.stem}", widget);\n}})();\n'


def write_static(app: Sphinx, exception: Exception | None) -> None:
    """Write the joined scripts and the joined style into the site."""
    if exception is not None or app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    course = Course.find(Path(app.srcdir))
    styles = [ENGINE / name for name in STYLES] + sorted(course.package_folder.glob("*/*.css"))
    css = "\n".join(path.read_text(encoding="utf-8") for path in styles if path.exists())
    (target / f"{FOLDER}.css").write_text(css, encoding="utf-8")
    for folder in (*SCRIPTS, course.package_folder / "explorers"):
        for path in sorted(folder.glob("*.js")):
            if EXPORT.search(path.read_text(encoding="utf-8")):
                (target / path.name).write_text(classic(path), encoding="utf-8")
