"""Builds the JupyterLite site: one folder of files that any static host serves, with all that the exercises need."""

import json
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock

from seminar.course import Course
from seminar.errors import LabError
from seminar.lab.browser import browser_python, own_wheels
from seminar.lab.fetch import kept, key, run

EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension", "anywidget")
# Any fixed day: the same inputs give the same bytes. The file browser shows it.
FIRST_DAY = 1767225600  # 1 January 2026


def notebooks(course: Course) -> list[Path]:
    """Return the exercises, one notebook each."""
    return sorted(course.exercises.glob("*/*.ipynb"))


def cache_of(course: Course) -> Path:
    """Return the folder that keeps parts between builds, made where there is none."""
    cache = course.root / "_build" / "lab-cache"
    cache.mkdir(parents=True, exist_ok=True)
    return cache


def lite(course: Course, python: Path, folder: Path) -> None:
    """Run JupyterLite over our settings, the exercises and Python for the browser."""
    work = folder / "work"
    (work / "contents").mkdir(parents=True)
    for notebook in notebooks(course):
        shutil.copyfile(notebook, work / "contents" / notebook.name)
    shutil.copytree(python, work / "static" / "pyodide")
    shutil.copyfile(course.lab / "jupyter-lite.json", work / "jupyter-lite.json")
    installed = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    config = {
        "LiteBuildConfig": {
            "apps": ["lab", "notebooks", "tree"],
            "contents": ["contents"],
            # Only these, whatever else is installed beside them.
            "federated_extensions": [str(installed / name) for name in EXTENSIONS],
            "ignore_sys_prefix": ["federated_extensions"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "source_date_epoch": FIRST_DAY,
        }
    }
    (work / "jupyter_lite_config.json").write_text(json.dumps(config), encoding="utf-8")
    program = str(Path(sys.executable).with_name("jupyter-lite"))
    run([program, "build", "--output-dir", str(folder / "site")], "JupyterLite failed", cwd=work)
    shutil.rmtree(work)
    name_icons(folder / "site")
    list_large_files(folder / "site")


def name_icons(site: Path) -> None:
    """Name the icon in every page: without it a browser asks the host's root for one and complains."""
    for page in site.rglob("index.html"):
        up = "../" * (len(page.relative_to(site).parts) - 1)
        icon = f'<head>\n    <link rel="icon" href="{up}static/favicons/favicon.ico">'
        page.write_text(page.read_text(encoding="utf-8").replace("<head>", icon, 1), encoding="utf-8")


def list_large_files(site: Path) -> None:
    """Write ``warm-up.json``: what a page may fetch ahead once the reader turns to its link."""
    large = [*(site / "static" / "pyodide").iterdir(), *site.glob("build/jlab_core.*.js")]
    names = sorted(path.relative_to(site).as_posix() for path in large)
    (site / "warm-up.json").write_text(json.dumps(names), encoding="utf-8")


def size_of_large_files(lab: Path) -> int:
    """Return what the files in ``warm-up.json`` weigh, in bytes."""
    names = json.loads((lab / "warm-up.json").read_text(encoding="utf-8"))
    return sum((lab / name).stat().st_size for name in names)


def make_lab(course: Course) -> Path:
    """Return the folder with the whole lab, built once for the same inputs.

    Raises
    ------
    LabError
        If a part is missing; its sentence says which.
    """
    if not course.lab.is_dir():
        raise LabError("the course has no folder lab/ with the lab's settings")
    cache = cache_of(course)
    with FileLock(cache / "lock"):
        python = browser_python(course, cache, own_wheels(course, cache))
        versions = [version(name) for name in ("jupyterlite-core", "jupyterlite-pyodide-kernel", "anywidget")]
        made_of: list[bytes | Path] = [python.name.encode(), " ".join(versions).encode(), Path(__file__)]
        made_of += [course.lab / "jupyter-lite.json", *notebooks(course)]
        made_of += [notebook.name.encode() for notebook in notebooks(course)]
        return kept(cache / f"lab-{key(*made_of)}", lambda folder: lite(course, python, folder)) / "site"


def lay_beside(site: Path, lab: Path | None) -> None:
    """Put the lab at ``lab/`` in a built book; without one, take away what an earlier build put there."""
    shutil.rmtree(site / "lab", ignore_errors=True)
    if lab is not None:
        shutil.copytree(lab, site / "lab")


def lay_package_beside(course: Course, site: Path) -> None:
    """Put the wheels at ``package/`` in a built book, for readers with a Jupyter of their own.

    Raises
    ------
    LabError
        If one cannot be built.
    """
    cache = cache_of(course)
    with FileLock(cache / "lock"):
        shutil.rmtree(site / "package", ignore_errors=True)
        (site / "package").mkdir()
        for wheel in own_wheels(course, cache):
            shutil.copyfile(wheel, site / "package" / wheel.name)
