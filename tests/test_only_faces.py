"""What the course says to the engine goes through the faces of its parts, so that its rooms may be set anew."""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

import betweenblocs

ROOT = Path(__file__).parents[1]
MODULES = sorted(ROOT.glob("src/**/*.py"))
NOTEBOOKS = sorted(
    path for folder in ("classroom", "exercises", "answers") for path in ROOT.glob(f"{folder}/**/*.ipynb")
)
#: `from seminar.quiz.bank.bank import …` goes into a room; `from seminar.quiz import …` stays at the face.
INTO_A_ROOM = re.compile(r"^[#\s]*(?:from|import) (seminar\.\w+\.[\w.]+)", re.MULTILINE)


def source(path: Path) -> str:
    """Return the code of a module or a notebook, with lines that a teacher may take out of a comment."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code")


@pytest.mark.parametrize("path", MODULES + NOTEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_course_enters_the_engine_by_its_faces(path):
    """No module and no notebook of the course names a room inside a part of the engine."""
    assert INTO_A_ROOM.findall(source(path)) == []


def test_the_course_has_modules_and_notebooks_that_use_the_engine():
    """Else the test above would find nothing because it looks in the wrong place."""
    using = {path.suffix for path in MODULES + NOTEBOOKS if "from seminar" in source(path)}
    assert using == {".py", ".ipynb"}


TAKEN = re.compile(r"^[#\s]*from ((?:seminar|betweenblocs)[\w.]*) import ([\w, ]+)", re.MULTILINE)
PROMISED = re.compile(r"`(seminar(?:\.\w+)+)`")


def promised() -> set[str]:
    """Return the names of the engine on which its README says that a notebook may rely."""
    text = (ROOT / "engine" / "README.md").read_text(encoding="utf-8")
    return set(PROMISED.findall(text.partition("## What a notebook may rely on")[2].partition("\n## ")[0]))


def test_what_notebooks_take_is_what_they_may_rely_on():
    """Of the engine a notebook takes promised names only, and of this package those that it lists."""
    for path in NOTEBOOKS:
        for module, names in TAKEN.findall(source(path)):
            for name in names.split(", "):
                if module == "betweenblocs":
                    assert name in betweenblocs.__all__, path
                elif module.startswith("seminar"):
                    assert f"{module}.{name}" in promised(), path


def test_what_is_promised_is_there_and_explained():
    """Every name can be had and says what it is; the course hands its own on."""
    assert len(promised()) >= 5
    for full in promised():
        module, _, name = full.rpartition(".")
        assert getattr(import_module(module), name).__doc__
    for name in betweenblocs.__all__:
        assert hasattr(betweenblocs, name)
