"""What is taken from a notebook that anybody may have written."""

import json
import time

import pytest
from counting import answers, as_bytes, cell, code, markdown, submission

from seminar.errors import SubmissionError
from seminar.grading.assignment import notebook
from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.assignment.outputs import without_outputs
from seminar.grading.assignment.restore import restore


def with_outputs(size):
    """Return a notebook whose outputs have so many bytes, with the line ends that base64 has."""
    handed_in = submission()
    picture = ("A" * 76 + "\n") * (size // 77)
    cell(handed_in, "share")["outputs"] = [{"output_type": "display_data", "data": {"image/png": picture}}]
    return as_bytes(handed_in)


def test_a_student_s_own_keys_do_not_reach_the_grader():
    """Of a cell only what a notebook has is kept: no key or value of a student's own invention."""
    odd = code("x = 1") | {"grade_id": ["x"], "score": 10, "id": ["no", "text"], "attachments": {"a": {}}}
    odd["metadata"] = {"nbgrader": {"grade_id": "share", "grade": [], "points": {}, "mine": 1}, "mine": {"x": 1}}
    (read,) = notebook.read_notebook(as_bytes({"cells": [odd], "metadata": {"mine": 1}, "mine": 1}))["cells"]
    marks = {"grade_id": "share", "grade": None, "points": None}
    assert read == {"cell_type": "code", "source": "x = 1", "metadata": {"nbgrader": marks}}


def test_a_picture_that_was_pasted_into_an_answer_stays():
    """A person who marks the answer sees it; what is no picture does not come along."""
    pasted = {"plot.png": {"image/png": "QUJD", "odd": 1}, "odd": 2}
    written = markdown("![plot](attachment:plot.png)", grade_id="essay") | {"attachments": pasted}
    (read,) = notebook.read_notebook(as_bytes({"cells": [written]}))["cells"]
    assert read["attachments"] == {"plot.png": {"image/png": "QUJD"}}


def test_outputs_do_not_count_against_the_size():
    """A notebook with 35 MB of pictures is read as the one without them."""
    assert notebook.read_notebook(with_outputs(35 * 2**20)) == notebook.read_notebook(with_outputs(0))


@pytest.mark.parametrize(
    "source",
    ['x = {"outputs": [1, 2]}', r'"\"outputs\": ["', '"outputs"', '{"widgets": {', "'\\\\' '\"outputs\": [['"],
    ids=range(5),
)
def test_no_source_is_taken_for_outputs(source):
    """Whatever a student writes in a cell, the cell keeps it."""
    handed_in = {"cells": [code(source) | {"outputs": [{"text": '"]} \\'}]}, code("last")], "metadata": {}}
    for indent in (None, 1):
        read = notebook.read_notebook(json.dumps(handed_in, indent=indent).encode())
        assert [one["source"] for one in read["cells"]] == [source, "last"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"cells": [], "x": "' + b"a" * 33 * 2**20 + b'"}', "larger than 32 MB without its outputs"),
        (b'{"cells": [' + b"[]," * 2_000_000 + b"[]]}", "more parts than a notebook needs"),
        (b'{"cells": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"cells": [{"outputs": [' + b'\\"' * 2_000_000, "not JSON"),
        (b'{"cells": [{"outputs": ["' + b'"' * 2_000_001, "not JSON"),
        (b'"outputs":' * 400_000, "not JSON"),
        (b'"outputs":[' * 200_000, "not JSON"),
    ],
    ids=["large", "parts", "nested", "escapes", "quotes", "keys", "open"],
)
def test_what_is_made_to_hold_up_the_grader_is_refused_at_once(content, says):
    """A hostile file costs neither minutes nor gigabytes, and its student gets a sentence."""
    started = time.process_time()
    with pytest.raises(SubmissionError, match=says):
        notebook.read_notebook(content)
    assert time.process_time() - started < 10


def test_a_larger_file_is_not_looked_into(monkeypatch):
    """There is an end to what is read, outputs or not, and the sentence names it."""
    monkeypatch.setattr(notebook, "MOST_READ", 2**20)
    with pytest.raises(SubmissionError, match="larger than 1 MB, even for one with outputs"):
        notebook.read_notebook(with_outputs(2**21))


def test_what_has_no_outputs_is_not_copied():
    """Most notebooks that are handed in are small, and most files of other kinds have no outputs."""
    content = b'{"cells": []}'
    assert without_outputs(content) is content


def test_line_ends_of_windows_are_no_change(tmp_path):
    """An editor that writes CRLF has changed no word of the instructor's cells."""
    (tmp_path / "counting.ipynb").write_bytes(as_bytes(answers()))
    handed_in = submission()
    for one in handed_in["cells"]:
        one["source"] = one["source"].replace("\n", "\r\n")
    cells, warnings = restore(as_bytes(handed_in), read_assignment(tmp_path / "counting.ipynb"))
    assert warnings == []
    assert not any("\r" in one["source"] for one in cells)
