"""The result of one submission."""

import json
from dataclasses import asdict, dataclass, field
from typing import TypedDict


class Printed(TypedDict):
    """What a cell printed, showed or raised.

    Keys
    ----
    kind : str
        "stdout", "stderr", "result", "display" or "error".
    text : str
        Plain text.
    """

    kind: str
    text: str


class Output(Printed):
    """The same, and in which cell, counted from 1."""

    cell: int


@dataclass
class CellMark:
    """The mark of one cell.

    Parameters
    ----------
    score : float or None
        The points earned; None where a person is yet to mark the cell.
    max : float
        What the cell is worth, in points.
    message : str or None
        What the student is told; never a hidden test's data.
    manual : bool
        Whether a person marks it.
    """

    score: float | None
    max: float
    message: str | None = None
    manual: bool = False


@dataclass
class GradeRecord:
    """The result of one submission; one line of JSON.

    Parameters
    ----------
    student, assignment : str
        Whose it is and what of.
    status : str
        "graded", "missing", "unreadable", "timeout" (a cell did not end), "crashed" (a cell ended the
        process) or "failed" (the grader's own fault: there is no mark).
    score : float or None
        Points earned, without the cells that a person has yet to mark; None where there is no mark.
    max_score : float
        What the assignment is worth, in points.
    cells : dict of str to CellMark
        By id.
    warnings : list of str
        What was found changed, and other things worth a look.
    outputs : list of Output
        What the student's cells printed, showed and raised.
    seconds : float
        How long it took.
    sandbox : str
        The means of isolation.
    submission_sha256 : str or None
        Of the notebook.
    input_sha256 : str or None
        Of everything that the marks follow from; a later run grades again only where it differs.
    limits : dict of str to float or None
        What the submission was allowed to use, by the name of the limit.
    when, why : str
        The moment in UTC, and the reason for grading; both are empty in older records.
    """

    student: str
    assignment: str
    status: str
    score: float | None
    max_score: float
    cells: dict[str, CellMark]
    warnings: list[str] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    seconds: float = 0.0
    sandbox: str = ""
    submission_sha256: str | None = None
    input_sha256: str | None = None
    limits: dict[str, float] | None = None
    when: str = ""
    why: str = ""

    @classmethod
    def failed(cls, student: str, assignment: str, max_score: float, error: BaseException) -> "GradeRecord":
        """Write down that there is no mark because of us; the next run tries again."""
        record = cls(student, assignment, "failed", None, max_score, {})
        record.warnings = [f"The grader failed: {type(error).__name__}: {error}"]
        return record

    def to_json(self) -> str:
        """Write it as one line."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> "GradeRecord":
        """Read what `to_json` wrote."""
        record = json.loads(line)
        record["cells"] = {name: CellMark(**cell) for name, cell in record["cells"].items()}
        return cls(**record)
