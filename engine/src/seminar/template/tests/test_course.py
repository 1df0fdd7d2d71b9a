"""The course holds together: its questions, numbers and exercise."""

from pathlib import Path

from seminar.course import Course
from seminar.grading.assignment import release
from seminar.quiz.bank.check import check

COURSE = Course.find(Path(__file__).parent)


def test_no_question_has_a_fault():
    """Every bank can be read, and nothing in it is doubtful."""
    assert [str(finding) for finding in check(sorted(COURSE.quizzes.glob("*.yml")))] == []


def test_every_exercise_is_what_its_answer_gives():
    """What students get is made from what the instructor keeps."""
    for answer in COURSE.answers.glob("*/*.ipynb"):
        exercise = COURSE.exercises / answer.parent.name / answer.name
        assert exercise.read_text(encoding="utf-8") == release.release(answer)
