"""A cell that Jupyter split has two halves with one id; neither is lost."""

import copy

from counting import answers, as_bytes, cell, markdown, solution, submission
from counting import tests as check
from small import grade, hand_in, write

from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.assignment.restore import is_untouched, parts, restore

ESSAY = markdown("YOUR ANSWER HERE", grade_id="essay", grade=True, solution=True, points=5)


def restored(tmp_path, *texts):
    """The cells and warnings of a submission whose essay is in so many cells."""
    handed_in = submission()
    essay = cell(handed_in, "essay")
    handed_in["cells"].remove(essay)
    handed_in["cells"] += [{**copy.deepcopy(essay), "source": text} for text in texts]
    (tmp_path / "counting.ipynb").write_bytes(as_bytes(answers()))
    assignment = read_assignment(tmp_path / "counting.ipynb")
    return assignment, *restore(as_bytes(handed_in), assignment)


def test_all_parts_of_a_text_answer_are_read_as_one(tmp_path):
    """In their order, each once, and without what was handed out; it is said."""
    assignment, cells, warnings = restored(tmp_path, "One.", "YOUR ANSWER HERE", "Two.", "One.")
    ((_, last),) = [(n, one) for n, one in parts(cells, "essay") if "grade_id" in one]
    assert last["source"] == "One.\n\nTwo."
    assert warnings == ["The answer essay is in 4 cells, which are read as one."]
    assert not is_untouched(cells, assignment.cells["essay"])


def test_a_blank_half_is_not_the_whole_answer(tmp_path):
    """The half below the cut still holds what was handed out: the answer waits for a person all the same."""
    path = write(tmp_path, solution("one", "x = 1"), check("test", 1, "assert x == 1"), ESSAY)

    def split(cells):
        cells[-1]["source"] = "My answer."
        cells.append({**copy.deepcopy(cells[-1]), "source": "YOUR ANSWER HERE"})

    written, blank = grade(path, hand_in(path, {}, split), hand_in(path, {}, lambda cells: cells.append(cells[-1])))
    assert written.cells["essay"].score is None
    assert (blank.cells["essay"].score, blank.cells["essay"].message) == (0, "No answer.")


def test_both_halves_of_a_split_solution_run(tmp_path):
    """As in Jupyter: what the first half defines, the second uses."""
    path = write(tmp_path, solution("one", "x = 1\ny = x + 1"), check("test", 1, "assert y == 2"))

    def split(cells):
        cells.insert(1, {**copy.deepcopy(cells[0]), "source": "y = x + 1"})
        cells[0]["source"] = "x = 1"

    (record,) = grade(path, hand_in(path, {}, split))
    assert record.score == 1
    assert record.warnings == ["The cell one is there twice; the last one counts."]
