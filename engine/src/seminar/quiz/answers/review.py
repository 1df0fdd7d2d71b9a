"""What to review next: what was answered wrong at once, the rest after 1, 3, 7 and 21 days.

The page Progress keeps the same ladder in ``static/review.js``. FSRS, which fits its intervals to how well each item
was remembered, is offered here through the package ``fsrs``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from seminar.quiz.answers.analysis import is_right
from seminar.quiz.answers.response_file import moment
from seminar.quiz.bank.agreed import LADDER, URGENCY
from seminar.quiz.bank.answer import Answer, Attempt, BankAnswers

RIGHT = ("guessed", "right")


@dataclass(frozen=True)
class Review:
    """An item to review: when, and why (one of ``URGENCY``)."""

    bank: str
    item: str
    due: datetime
    why: str


def attempts(answer: Answer) -> list[Attempt]:
    """Return the scored attempts at an item in order, each ``{"score", "certainty", "at"}``.

    ``history`` holds the last twenty; a record without it has its first and its latest attempt.
    """
    known: list[Attempt] = answer.get("history") or [answer.get("first") or {}, answer]
    return [attempt for attempt in known if attempt.get("score") is not None and attempt.get("at")]


def why(attempt: Attempt) -> str:
    """Return what an attempt says of the item: "sure and wrong", "wrong", "guessed" or "right"."""
    if not is_right(attempt["score"]):
        return "sure and wrong" if attempt.get("certainty") == "sure" else "wrong"
    return "guessed" if attempt.get("certainty") == "guess" else "right"


def mastered(answer: Answer) -> bool:
    """Return whether the latest attempt is right, and where the answer was shown, made on a later day.

    A record of the first edition does not say when; then the day of the first attempt stands for it.
    """
    tries = attempts(answer)
    if not tries or why(tries[-1]) not in RIGHT:
        return False
    last = tries[-1]["at"]
    shown = answer.get("shown") and (answer.get("shown_at") or (answer.get("first") or {}).get("at") or last)
    return not shown or last[:10] > str(shown)[:10]


def rung(tries: list[Attempt]) -> int:
    """Return the rung of the ladder: one up for each further day in a row that ended with a right answer."""
    days = {attempt["at"][:10]: why(attempt) for attempt in tries}
    right = 0
    for day in sorted(days, reverse=True):
        if days[day] != "right":
            break
        right += 1
    return min(max(right - 1, 0), len(LADDER) - 1)


def ladder(banks: dict[str, BankAnswers]) -> list[Review]:
    """Return the reviews of all scored answers: the urgent kinds first, and in each the earliest due.

    Parameters
    ----------
    banks : dict
        ``Responses.banks``.
    """
    return planned(banks, lambda tries: moment(tries[-1]["at"]) + timedelta(days=LADDER[rung(tries)]))


def fsrs(banks: dict[str, BankAnswers]) -> list[Review]:
    """Return the reviews on the days that FSRS gives, which it derives from all attempts that are known.

    A wrong answer is rated "again", a right guess "hard", a right answer "good", and one that the student was sure
    of "easy". Source: J. Ye, J. Su, Y. Cao, "A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition
    Scheduling", KDD 2022; the parameters are those of the package ``fsrs``, not fitted to the student.
    """
    from fsrs import Card, Rating, Scheduler

    rated = {"sure and wrong": Rating.Again, "wrong": Rating.Again, "guessed": Rating.Hard, "right": Rating.Good}
    # No steps of minutes: a book is opened once a day. No fuzz: the same file has to give the same days.
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

    def due(tries: list[Attempt]) -> datetime:
        card = Card()
        for attempt in tries:
            kind = why(attempt)
            rating = Rating.Easy if (kind, attempt.get("certainty")) == ("right", "sure") else rated[kind]
            card, _ = scheduler.review_card(card, rating, moment(attempt["at"]).astimezone(UTC))
        return card.due

    return planned(banks, due)


def planned(banks: dict[str, BankAnswers], due: Callable[[list[Attempt]], datetime]) -> list[Review]:
    """Return the reviews in the order of their urgency.

    What was answered wrong is due since then; for the rest ``due`` gives the day from the attempts.
    """
    reviews = []
    for stem, bank in banks.items():
        for name, answer in bank["items"].items():
            if tries := attempts(answer):
                reason = why(tries[-1])
                day = due(tries) if reason in RIGHT else moment(tries[-1]["at"])
                reviews.append(Review(stem, name, day, reason))
    return sorted(reviews, key=lambda review: (URGENCY.index(review.why), review.due))
