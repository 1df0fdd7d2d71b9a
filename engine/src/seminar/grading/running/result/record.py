"""The result of one submission."""

import json
from dataclasses import asdict, dataclass, field


@dataclass
class CellGrade:
    """The marks of one cell.

    Parameters
    ----------
    score : float or None
        None where a person is to give the points.
    max : float
        The points that can be had.
    message : str or None
        What the student is told; never a hidden test's data.
    manual : bool
        Whether a person gives the points.
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
    score, max_score : float or None
        Points without those that a person has yet to give.
    cells : dict of str to CellGrade
        By id.
    warnings : list of str
        What was found changed, and other things worth a look.
    outputs : list
        What the student's cells printed: (cell number, kind, text).
    seconds : float
        How long it took.
    sandbox : str
        The means of isolation.
    submission_sha256 : str or None
        Of the notebook.
    input_sha256 : str or None
        Of everything that the marks follow from; a later run grades again only where it differs.
    limits : dict or None
        What the submission was allowed to use.
    when, why : str
        The moment in UTC, and the reason for grading; both are empty in older records.
    """

    student: str
    assignment: str
    status: str
    score: float | None
    max_score: float
    cells: dict[str, CellGrade]
    warnings: list[str] = field(default_factory=list)
    outputs: list[dict] = field(default_factory=list)
    seconds: float = 0.0
    sandbox: str = ""
    submission_sha256: str | None = None
    input_sha256: str | None = None
    limits: dict | None = None
    when: str = ""
    why: str = ""

    def to_json(self) -> str:
        """Write it as one line."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> "GradeRecord":
        """Read what `to_json` wrote."""
        record = json.loads(line)
        record["cells"] = {name: CellGrade(**cell) for name, cell in record["cells"].items()}
        return cls(**record)
