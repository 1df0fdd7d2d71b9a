"""The class report: points, questions, common errors and look-alikes on one HTML page."""

import io
import tokenize
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from statistics import fmean, pstdev, quantiles
from urllib.parse import quote

from jinja2 import Environment, PackageLoader

from seminar.errors import SubmissionError
from seminar.grading.assignment import notebook
from seminar.grading.assignment.assignment import Assignment, Cell
from seminar.grading.assignment.questions import questions, title
from seminar.grading.pages.feedback import page_names
from seminar.grading.pages.notices import notices
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.sandbox import remaining
from seminar.grading.submissions.left_out import LeftOut, by_reason, shown
from seminar.grading.submissions.submission import Submission
from seminar.text import SMALLEST_CLASS, discrimination, facility

#: What a teacher looks at first, by a record's status.
UNUSUAL = {
    "missing": "Handed in no notebook",
    "unreadable": "Cannot be read as a notebook",
    "timeout": "Did not end in time; the marks are from a run that was cut short",
    "crashed": "Ended their process; the rest was graded",
    "failed": "The grader itself failed; run it again",
}
#: So many tokens in a row make a shingle; two students share at least this part of all theirs to be listed.
SHINGLE, ALIKE = 6, 0.9
#: Shorter solutions look alike because there is one way to write them.
FEWEST_SHINGLES = 40
#: Letters of one cell that are looked at: nobody solves a question in more.
LONGEST = 50_000


def to_html(
    assignment: Assignment,
    records: Iterable[GradeRecord],
    submissions: Iterable[Submission],
    left_out: Iterable[LeftOut] = (),
) -> str:
    """Write the report as one page that needs nothing else but the feedback pages that it links to.

    Parameters
    ----------
    assignment : Assignment
        What was graded.
    records : iterable of GradeRecord
        The class.
    submissions : iterable of Submission
        What was handed in, read one at a time for look-alikes.
    left_out : iterable of LeftOut
        What was not graded.
    """
    records = sorted(records, key=lambda one: one.student)
    marked = [record for record in records if record.score is not None and record.max_score]
    pages = {student: f"feedback/{quote(name)}" for student, name in page_names(r.student for r in records).items()}
    templates = Environment(loader=PackageLoader("seminar.grading.pages"), autoescape=True)
    return templates.get_template("report.html").render(
        assignment=assignment,
        title=title(assignment),
        n=len(marked),
        pages=pages,
        spread=spread([record.score for record in marked if record.score is not None]),
        most=assignment.max_score,
        bins=distribution(marked),
        attention=[
            (says, [one.student for one in records if one.status == status]) for status, says in UNUSUAL.items()
        ],
        waiting=waiting(assignment, records),
        questions=[question(cell, marked) for cell in assignment.graded if cell.points],
        titles={one.grade_id: one.title for one in questions(assignment)},
        left_out=[(reason, len(files), [shown(one.path) for one in files]) for reason, files in by_reason(left_out)],
        notices=notices(records),
        isolation=[remaining.sentence(kind) for kind in sorted({one.sandbox for one in records if one.sandbox})],
        pairs=alike(assignment, submissions),
        smallest=SMALLEST_CLASS,
        threshold=ALIKE,
        shingle=SHINGLE,
    )


def spread(scores: list[float]) -> dict[str, float] | None:
    """Describe the scores of a class: mean, median, standard deviation (of the class, not a sample), quartiles.

    Returns
    -------
    dict or None
        None without scores. "low" and "high" are the quartiles: half of the class lies between them.
    """
    if not scores:
        return None
    low, middle, high = quantiles(scores, n=4, method="inclusive") if len(scores) > 1 else scores * 3
    return {"mean": fmean(scores), "median": middle, "sd": pstdev(scores), "low": low, "high": high}


def waiting(assignment: Assignment, records: list[GradeRecord]) -> list[tuple[str, list[str]]]:
    """List, for each cell that a person marks, the students who still wait."""
    found = [
        (cell.grade_id, [r.student for r in records if (one := r.cells.get(cell.grade_id)) and one.score is None])
        for cell in assignment.graded
    ]
    return [(name, students) for name, students in found if students]


def distribution(records: list[GradeRecord]) -> list[tuple[str, int]]:
    """Count the students in each tenth of the score; full marks are in the last."""
    tenths = [10 * record.score / record.max_score for record in records if record.score is not None]
    counts = Counter(max(0, min(int(tenth), 9)) for tenth in tenths)
    return [(f"{10 * tenth}–{10 * tenth + 10} %", counts[tenth]) for tenth in range(10)]


def question(cell: Cell, records: list[GradeRecord]) -> dict[str, object]:
    """Describe a question: facility, item-rest correlation, and what students were told most often.

    The rest leaves out cells that wait for a person, because their score is not known.
    """
    credits: list[float] = []
    rests: list[float] = []
    told: Counter[str] = Counter()
    waits = 0
    for record in records:
        mark = record.cells.get(cell.grade_id)
        if mark is None:
            continue
        if mark.score is None:
            waits += 1
            continue
        others = [one for name, one in record.cells.items() if name != cell.grade_id and one.score is not None]
        credits.append(mark.score / cell.points)
        rests.append(sum(one.score or 0.0 for one in others) / (sum(one.max for one in others) or 1))
        if mark.message:
            told[mark.message] += 1
    return {
        "name": cell.grade_id,
        "n": len(credits),
        "waits": waits,
        "facility": facility(credits),
        "power": discrimination(credits, rests),
        "told": told.most_common(5),
    }


def alike(assignment: Assignment, submissions: Iterable[Submission]) -> list[tuple[str, str, float]]:
    """Find pairs of students whose solutions share nearly all runs of tokens (Jaccard index of shingles).

    What the released notebook held is left out, and so are comments and white space.
    """
    given: set[tuple[str, ...]] = set()
    for cell in assignment.cells.values():
        given |= shingles(cell.released)
    runs = {one.student: _solutions(assignment, one) - given for one in submissions}
    runs = {student: found for student, found in runs.items() if len(found) >= FEWEST_SHINGLES}
    pairs = []
    for one, other in combinations(sorted(runs), 2):
        # Sets of such different sizes cannot share so much.
        if min(len(runs[one]), len(runs[other])) < ALIKE * max(len(runs[one]), len(runs[other])):
            continue
        both = len(runs[one] & runs[other])
        pairs.append((one, other, both / (len(runs[one]) + len(runs[other]) - both)))
    return sorted((pair for pair in pairs if pair[2] >= ALIKE), key=lambda pair: -pair[2])


def shingles(source: str) -> set[tuple[str, ...]]:
    """Return all runs of tokens in a piece of Python; of what is no Python, as far as it can be read."""
    words = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source[:LONGEST]).readline):
            if token.type not in (tokenize.COMMENT, tokenize.NL) and token.string.strip():
                words.append(token.string)
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass
    return {tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def _solutions(assignment: Assignment, submission: Submission) -> set[tuple[str, ...]]:
    try:
        cells = notebook.read_notebook(submission.content() or b"")["cells"]
    except SubmissionError:
        return set()
    found: set[tuple[str, ...]] = set()
    sources: dict[str, dict[str, None]] = {}
    for cell in cells:
        grade_id = str(notebook.marks(cell).get("grade_id"))
        original = assignment.cells.get(grade_id)
        if original is not None and not original.locked and cell["cell_type"] == "code":
            # All cells of one id together are one answer: hundreds of copies cost no more than one.
            sources.setdefault(grade_id, {})[cell["source"]] = None
    for texts in sources.values():
        found |= shingles("\n".join(texts))
    return found
