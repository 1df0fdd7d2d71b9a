"""The class report: points, questions, common errors and look-alikes on one HTML page."""

import io
import tokenize
from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from jinja2 import Environment, PackageLoader

from betweenblocs.errors import SubmissionError
from betweenblocs.grading import notebook
from betweenblocs.grading.assignment import Assignment
from betweenblocs.grading.record import GradeRecord
from betweenblocs.grading.submissions.left_out import LeftOut, by_reason, shown
from betweenblocs.grading.submissions.submission import Submission
from betweenblocs.item_statistics import SMALLEST_CLASS, discrimination, facility

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
    """Write the report as one page that needs nothing else."""
    marked = [record for record in records if record.score is not None and record.max_score]
    templates = Environment(loader=PackageLoader("betweenblocs.grading"), autoescape=True)
    return templates.get_template("report.html").render(
        assignment=assignment,
        n=len(marked),
        bins=distribution(marked),
        questions=[question(cell, marked) for cell in assignment.graded if cell.points],
        left_out=[(reason, len(files), [shown(one.path) for one in files]) for reason, files in by_reason(left_out)],
        pairs=alike(assignment, submissions),
        smallest=SMALLEST_CLASS,
        threshold=ALIKE,
        shingle=SHINGLE,
    )


def distribution(records: list[GradeRecord]) -> list[tuple[str, int]]:
    """Count the students in each tenth of the points; full marks are in the last."""
    counts = Counter(max(0, min(int(10 * record.score / record.max_score), 9)) for record in records)
    return [(f"{10 * tenth}–{10 * tenth + 10} %", counts[tenth]) for tenth in range(10)]


def question(cell, records: list[GradeRecord]) -> dict:
    """Describe a question: facility, item-rest correlation, and what students were told most often.

    The rest leaves out cells that wait for a person, as their points are not known.
    """
    scores, rests, told = [], [], Counter()
    for record in records:
        grade = record.cells.get(cell.grade_id)
        if grade is None or grade.score is None:
            continue
        others = [one for name, one in record.cells.items() if name != cell.grade_id and one.score is not None]
        scores.append(grade.score / cell.points)
        rests.append(sum(one.score for one in others) / (sum(one.max for one in others) or 1))
        if grade.message:
            told[grade.message] += 1
    return {
        "name": cell.grade_id,
        "n": len(scores),
        "facility": facility(scores),
        "power": discrimination(scores, rests),
        "told": told.most_common(5),
    }


def alike(assignment: Assignment, submissions: Iterable[Submission]) -> list[tuple[str, str, float]]:
    """Find pairs of students whose solutions share nearly all runs of tokens (Jaccard index of shingles).

    What the released notebook held is left out, and so are comments and white space.
    """
    given = set()
    for cell in assignment.cells.values():
        given |= shingles(cell.released)
    runs = {one.student: _solutions(assignment, one) - given for one in submissions}
    runs = {student: found for student, found in runs.items() if len(found) >= FEWEST_SHINGLES}
    pairs = []
    for one, other in combinations(sorted(runs), 2):
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


def _solutions(assignment, submission):
    try:
        cells = notebook.read_notebook(submission.content() or b"")["cells"]
    except SubmissionError:
        return set()
    found = set()
    for cell in cells:
        original = assignment.cells.get(notebook.marks(cell).get("grade_id"))
        if original is not None and not original.locked and cell["cell_type"] == "code":
            found |= shingles(cell["source"])
    return found
