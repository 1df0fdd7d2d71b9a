"""Finds keys that a student can guess without reading: always first, always the longest, always false.

T. M. Haladyna, S. M. Downing, M. C. Rodriguez, "A Review of Multiple-Choice Item-Writing Guidelines for Classroom
Assessment", Applied Measurement in Education 15 (2002) 309-334: vary the location of the right answer, keep the
length of choices about equal.
"""

from collections import Counter
from collections.abc import Iterable

from seminar.quiz.bank import item as r
from seminar.quiz.parts.choices import Choice
from seminar.quiz.reading.inline import to_text

FEWEST = 8  # of fewer items a run of the same may be chance
MOST, MOST_OF_TWO = 0.6, 0.8  # shares that no author reaches who varies the key


def guessable(items: Iterable[r.Item]) -> Iterable[str]:
    """Return a sentence on each habit of the author that gives keys away.

    Parameters
    ----------
    items : iterable of Item
        All items that a student meets, over banks: in one bank there are too few of a kind.
    """
    items = list(items)
    single = [item.body.choices for item in items if item.type == "single"]
    truths = [item.body.answer for item in items if item.type == "true_false"]
    places = Counter(next(i for i, choice in enumerate(choices, 1) if choice.correct) for choices in single)
    longest = sum(key_is_longest(choices) for choices in single)
    if len(single) >= FEWEST:
        (place, times), *_ = places.most_common(1)
        if times > MOST * len(single):
            yield f"the key is choice {place} in {times} of {len(single)} single items; vary its place"
        if longest > MOST * len(single):
            yield f"the key is the longest choice in {longest} of {len(single)} single items; lengthen distractors"
    if len(truths) >= FEWEST:
        (answer, times), *_ = Counter(truths).most_common(1)
        if times > MOST_OF_TWO * len(truths):
            word = "true" if answer else "false"
            yield f"{times} of {len(truths)} true_false items are {word}; turn some of them"


def key_is_longest(choices: tuple[Choice, ...]) -> bool:
    """Say whether the key has more letters than every distractor."""
    lengths = {correct: [len(to_text(c.text)) for c in choices if c.correct is correct] for correct in (True, False)}
    return max(lengths[True]) > max(lengths[False])
