"""Says at the end of a run how it went, each thing once."""

from collections import Counter
from collections.abc import Iterable

from seminar.grading.pages.notices import notices
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.sandbox import remaining
from seminar.grading.submissions.left_out import LeftOut, counted, sentences, some

HOW_BY_HAND = (
    "in formgrader (--gradebook-db), or as student,grade_id,score,comment in manual.csv beside gradebook.csv; "
    "then run this again"
)


def summary(records: Iterable[GradeRecord], left_out: Iterable[LeftOut] = (), gone: Iterable[str] = ()) -> str:
    """Say in a few lines how the run went.

    Parameters
    ----------
    records : iterable of GradeRecord
        Of everybody who is in the gradebook.
    left_out : iterable of LeftOut
        What is not graded.
    gone : iterable of str
        Students with a mark from an earlier run who hand in nothing any more.
    """
    records, left_out, gone = list(records), list(left_out), sorted(gone)
    counts = Counter(record.status for record in records)
    statuses = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    scores = sorted(record.score for record in records if record.score is not None)
    middle = f"; median {scores[len(scores) // 2]:g} of {records[0].max_score:g} points" if scores else ""
    lines = [f"{counted(len(records), 'submission')}: {statuses}{middle}"]
    if by_hand := sum(any(cell.score is None for cell in record.cells.values()) for record in records):
        lines.append(f"{by_hand} wait for marks by hand: {HOW_BY_HAND}")
    if gone:
        lines.append(f"marks of {some(gone)} are there, but no submission any more: they are in no table")
    lines += notices(records)
    lines += sentences(left_out)
    kinds = sorted({record.sandbox for record in records if record.sandbox})
    lines.append("isolation: " + ("; ".join(map(remaining.sentence, kinds)) or "nothing ran"))
    return "\n".join(lines)
