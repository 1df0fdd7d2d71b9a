"""What was noticed in a class beyond its marks: one sentence each, once, with a count."""

import re
from collections import Counter
from collections.abc import Iterable

from seminar.grading.running.result.record import GradeRecord

#: So many kinds are listed.
MOST = 12
#: Sentences that hold a stranger's words, and what is said in their place.
GENERAL = {
    re.compile(r"The cell .* does not belong to this assignment and was not graded\.", re.DOTALL): (
        "A cell that does not belong to this assignment was not graded."
    ),
    re.compile(r"\d+ files? beside the notebook .*", re.DOTALL): "Files beside the notebook were left out.",
    re.compile(r"(The cell .*) is there .* times; the last one counts\.", re.DOTALL): (
        r"\1 is there several times; the last one counts."
    ),
    re.compile(r"The answer (.*) is in \d+ cells, which are read as one\.", re.DOTALL): (
        r"The answer \1 is in several cells, which are read as one."
    ),
}
CUT_SHORT = {
    "timeout": "It did not end in time, so its marks come from a run that was cut short.",
    "crashed": "Its process ended, so a cell was left out.",
}


def notices(records: Iterable[GradeRecord]) -> list[str]:
    """Count what was noticed in how many submissions, the most frequent first.

    Parameters
    ----------
    records : iterable of GradeRecord
        The class. Why a file was missing or could not be read stands elsewhere.

    Returns
    -------
    list of str
        Such as "3 submissions: The cell memo is missing."
    """
    found: Counter[str] = Counter()
    for record in records:
        if record.status in ("missing", "unreadable", "failed"):
            continue
        said = {_general(warning) for warning in record.warnings}
        if record.status in CUT_SHORT:
            said.add(CUT_SHORT[record.status])
        found.update(said)
    ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    sentences = [f"{count} submission{'s' * (count != 1)}: {says}" for says, count in ranked[:MOST]]
    if len(ranked) > MOST:
        sentences.append(f"and {len(ranked) - MOST} more kinds of remark, on the feedback pages")
    return sentences


def _general(warning: str) -> str:
    for pattern, instead in GENERAL.items():
        if match := pattern.fullmatch(warning):
            return match.expand(instead)
    return warning[:300]
