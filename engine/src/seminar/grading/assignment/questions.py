"""What an assignment asks, in the words of its notebook: for the pages that students and instructors read."""

import re
from dataclasses import dataclass

from seminar.grading.assignment import cell_names, notebook
from seminar.grading.assignment.assignment import Assignment

HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
#: Marks of Markdown that a heading is read without.
MARKUP = re.compile(r"[*_`]+|!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Question:
    """One cell that gives points.

    Parameters
    ----------
    grade_id : str
        Its name, as in gradebook.csv.
    number : int
        Counted from 1.
    title : str
        The heading that it stands under.
    words : str
        The Markdown of the cell before it, without its heading; "" where a question before it stands there too.
    test : str or None
        The test as students have it; None where a person marks.
    answers : list of str
        The cells in which it is answered.
    uses : dict of str to str
        The cell that a student's name comes from, for each name that the visible test reads.
    """

    grade_id: str
    number: int
    title: str
    words: str
    test: str | None
    answers: list[str]
    uses: dict[str, str]


def title(assignment: Assignment) -> str:
    """Return the first heading of the notebook, or the assignment's name where it has none."""
    for cell in notebook.read_notebook(assignment.own)["cells"]:
        if cell["cell_type"] == "markdown" and (found := HEADING.search(cell["source"])):
            return _plain(found[1])
    return assignment.name


def questions(assignment: Assignment) -> list[Question]:
    """Read the questions of an assignment, in their order."""
    found: list[Question] = []
    heading = words = ""
    # The solution cells since the last test, and where each name of a student's was bound last.
    group: list[str] = []
    binder: dict[str, str] = {}
    is_open = False
    for cell in notebook.read_notebook(assignment.own)["cells"]:
        marks = notebook.marks(cell)
        known = assignment.cells[marks["grade_id"]] if marks else None
        if cell["cell_type"] == "markdown" and not notebook.is_solution(cell):
            # What only instructors read is no part of the question.
            words = notebook.released(cell)
            if here := HEADING.search(words):
                heading, words = _plain(here[1]), words[: here.start()] + words[here.end() :]
        if known is not None and notebook.is_solution(cell):
            group = [*group, known.grade_id] if is_open else [known.grade_id]
            is_open = True
            if cell["cell_type"] == "code":
                binder |= dict.fromkeys(cell_names.bound(cell["source"]), known.grade_id)
        if known is None or not known.graded:
            continue
        uses: dict[str, str] = {}
        if not known.by_hand:
            uses = {name: binder[name] for name in sorted(_read(known.released) & binder.keys())}
        answers = [known.grade_id] if known.by_hand else list(group or dict.fromkeys(uses.values()))
        test = None if known.by_hand else known.released.strip("\n")
        found.append(
            Question(known.grade_id, len(found) + 1, heading or known.grade_id, words.strip(), test, answers, uses)
        )
        words, is_open = "", False
    return found


def needs(assignment: Assignment, name: str, binder: dict[str, str]) -> set[str]:
    """Return the names of a student's that a name needs in the instructor's own solution, itself left out."""
    reached, left = {name}, [name]
    while left:
        cell = assignment.cells.get(binder.get(left.pop(), ""))
        new = (cell_names.read(cell.source) & binder.keys()) - reached if cell and cell.cell_type == "code" else set()
        reached |= new
        left += new
    return reached - {name}


def _read(released: str) -> set[str]:
    try:
        return cell_names.read(released)
    except SyntaxError:
        # Without its hidden lines it may be no Python.
        return set()


def _plain(heading: str) -> str:
    return MARKUP.sub(lambda found: found[1] or "", heading).strip()
