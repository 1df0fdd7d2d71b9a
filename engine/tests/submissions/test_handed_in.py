"""Whoever handed something in is graded or named, whatever the file is called and wherever it lies."""

import json
import pickle

import pytest
from sorted_out import graded, reasons

from seminar.errors import SubmissionError
from seminar.grading.submissions import files_beside
from seminar.grading.submissions.handed_in import look_through, sort_out
from seminar.grading.submissions.stored import OnDisk
from seminar.grading.submissions.submission import Submission

RIGHT = {"anna/nova/nova.ipynb": b"anna"}


@pytest.mark.parametrize(
    "path",
    [
        "bob/nova.ipynb",
        "bob/Nova/nova.ipynb",
        "bob/nova/Nova.ipynb",
        "bob/nova/nova (1).ipynb",
        "bob/nova/nova-Copy1.ipynb",
        "bob/nova/Copy of nova.ipynb",
        "bob/nova/nova - Copy (2).ipynb",
        "bob/nova/nova/nova.ipynb",
        "bob/homework/nova/nova.ipynb",
        "bob/nova/nova.IPYNB",
        "bob/nova/nova.ipynb.txt",
        "bob/nova/nova.ipynb.json",
        "bob/nova/bobs homework.ipynb",
        "bob/bobs homework.ipynb",
        "bob/bob_nova_final.ipynb",
    ],
)
def test_a_name_that_is_nearly_right_is_taken_and_said(handed_in, path):
    """A student whose notebook has another name, or lies a folder too high or too deep, keeps their marks."""
    result = handed_in({**RIGHT, path: b"bob"})
    assert graded(result) == {"anna": (b"anna", {}), "bob": (b"bob", {})}
    assert result.left_out == []
    assert result.notes == [f"1 notebook taken, though name or place is not quite right: {path}"]
    notes = {one.student: one.notes for one in result.submissions}
    assert notes["anna"] == ()
    assert notes["bob"] == (f"The notebook that was graded is {path.partition('/')[2]}.",)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("nova/nova.ipynb", "nova/nova (1).ipynb"),
        ("nova/nova.ipynb", "nova/Nova.ipynb"),
        ("nova/nova.ipynb", "nova.ipynb"),
        ("nova/nova (10).ipynb", "nova/nova (9).ipynb"),
        ("nova/nova-Copy1.ipynb", "nova/draft.ipynb"),
        ("nova.ipynb", "nova/draft.ipynb"),
        ("my_nova.ipynb", "draft.ipynb"),
    ],
)
def test_of_several_notebooks_the_nearest_is_graded(handed_in, better, worse):
    """The name decides, then the folder, then the number of the copy; the other one is named."""
    result = handed_in({**RIGHT, f"bob/{better}": b"better", f"bob/{worse}": b"worse"})
    assert graded(result)["bob"] == (b"better", {})
    (left_out,) = result.left_out
    assert (left_out.path, left_out.student) == (f"bob/{worse}", "bob")
    assert left_out.reason == "of several notebooks of a student one is graded"
    assert left_out.detail == f"{better} is graded"


def test_a_student_who_is_there_twice_is_graded_once(handed_in):
    """A folder and a notebook of the same student stop nobody; the second one is named."""
    result = handed_in({**RIGHT, "anna.ipynb": b"other", "bob_nova.ipynb": b"bob", "bob.ipynb": b"older"})
    assert graded(result) == {"anna": (b"anna", {}), "bob": (b"bob", {})}
    assert sorted(reasons(result)) == ["anna.ipynb", "bob.ipynb"]


def test_another_assignment_of_the_student_is_not_taken_for_this_one(handed_in):
    """In nbgrader's folder of all assignments the others are counted, and ask nobody to look."""
    entries = {**RIGHT, "anna/comet/comet.ipynb": b"x", "bob/comet/comet.ipynb": b"x", "bob/comet/data.csv": b"x"}
    result = handed_in(entries)
    assert graded(result) == {"anna": (b"anna", {}), "bob": (None, {})}
    look = {one.path: one.look for one in result.left_out}
    assert look == {"anna/comet/comet.ipynb": False, "bob/comet/comet.ipynb": False, "bob/comet/data.csv": False}


@pytest.mark.parametrize("outer", ["submitted/", "course/submitted/"])
@pytest.mark.parametrize("anna", ["anna/nova/nova.ipynb", "anna/nova.ipynb", "anna.ipynb", "anna_nova.ipynb"])
def test_an_outer_folder_is_no_student(handed_in, outer, anna):
    """The folder that somebody packed, or nbgrader's `submitted`, may lie around everything."""
    files = {f"{outer}{anna}": b"1", f"{outer}bob/nova/nova.ipynb": b"2"}
    assert graded(handed_in(files)) == {"anna": (b"1", {}), "bob": (b"2", {})}


def test_a_flat_folder(handed_in):
    """One notebook a student, with the assignment's name or without; another file belongs to nobody."""
    entries = {"anna.ipynb": b"1", "bob_nova.ipynb": b"2", "carla - Nova (1).ipynb": b"3", "list.csv": b"4"}
    result = handed_in(entries)
    assert graded(result) == {"anna": (b"1", {}), "bob": (b"2", {}), "carla": (b"3", {})}
    assert reasons(result) == {"list.csv": "it lies beside the submissions and bears no student's name"}


def test_who_handed_in_something_else_is_there_without_points(handed_in):
    """A folder without a notebook is a student's; the feedback says what was found; an archive is to be unpacked."""
    result = handed_in({**RIGHT, "mara/essay.pdf": b"1", "noll/nova/work.zip": b"2", "dora/nova/": b""})
    assert {one.student: (one.notebook is None, one.notes) for one in result.submissions} == {
        "anna": (False, ()),
        "dora": (True, ()),
        "mara": (True, ("1 file handed in, but no notebook, such as essay.pdf.",)),
        "noll": (True, ("1 file handed in, but no notebook, such as nova/work.zip.",)),
    }
    details = {one.path: one.detail for one in result.left_out}
    assert details == {"mara/essay.pdf": "", "noll/nova/work.zip": "an archive: unpack it"}


def test_a_folder_beside_flat_notebooks_is_no_student(handed_in):
    """A folder of data among STUDENT.ipynb files is named, and nobody of that name gets no points."""
    result = handed_in({"anna.ipynb": b"1", "bob.ipynb": b"2", "data/votes.csv": b"3"})
    assert [one.student for one in result.submissions] == ["anna", "bob"]
    assert reasons(result) == {"data/votes.csv": "it lies in a folder without a notebook"}


def test_files_lie_beside_the_notebook_as_they_were_handed_in(handed_in):
    """What is in the notebook's folder comes along; what lies elsewhere is named."""
    entries = {"bob/nova/nova.ipynb": b"1", "bob/nova/data/votes.csv": b"2", "bob/helper.py": b"3"}
    result = handed_in({**RIGHT, **entries})
    assert graded(result)["bob"] == (b"1", {"data/votes.csv": b"2"})
    assert reasons(result) == {"bob/helper.py": "it does not lie in the folder of the notebook"}


def test_a_large_file_removes_no_other_one(handed_in, monkeypatch):
    """What does not fit is left out alone, said to the student too, and what comes after it in the alphabet stays."""
    monkeypatch.setattr(files_beside, "MOST_BYTES", 2**20)
    entries = {"bob/nova/nova.ipynb": b"1", "bob/nova/aaa_big.csv": b"2" * 2**20 + b"2", "bob/nova/helper.py": b"3"}
    result = handed_in({**RIGHT, **entries})
    assert graded(result)["bob"] == (b"1", {"helper.py": b"3"})
    assert reasons(result) == {"bob/nova/aaa_big.csv": "the files beside a notebook may have 1 MB"}
    (bob,) = (one for one in result.submissions if one.student == "bob")
    assert bob.notes == ("1 file beside the notebook left out, such as aaa_big.csv.",)


def test_the_assignment_s_own_files_come_first(handed_in):
    """A student's copy of the data is no news where it is the same, and named where it is not."""
    entries = {f"{name}/nova/{file}": content for name in "ab" for file, content in [("nova.ipynb", b"1")]}
    entries |= {"a/nova/votes.csv": b"same", "b/nova/votes.csv": b"else"}
    result = handed_in(entries, own={"votes.csv": b"same"})
    assert graded(result) == {"a": (b"1", {}), "b": (b"1", {})}
    assert reasons(result) == {"b/nova/votes.csv": files_beside.OWN}


def test_what_programs_leave_behind_is_counted_and_no_noise(handed_in):
    """Files of operating systems, of Jupyter and of Word are one sentence, and nobody has to look."""
    junk = ["__MACOSX/anna/nova/._nova.ipynb", ".DS_Store", "anna/nova/.ipynb_checkpoints/nova-checkpoint.ipynb"]
    junk += ["anna/Thumbs.db", "anna/nova/~$essay.docx", "anna/nova/__pycache__/x.pyc", "anna/nova/._nova.ipynb"]
    hidden = ["anna/nova/.env", ".cache/x"]
    result = handed_in({**RIGHT, **dict.fromkeys(junk + hidden, b"x")})
    assert graded(result) == {"anna": (b"anna", {})}
    assert sorted(reasons(result)) == sorted(junk + hidden)
    assert len(set(reasons(result).values())) == 2
    assert not any(one.look for one in result.left_out)


def test_names_that_nobody_can_print_are_cleaned_once(unpacked):
    """Escape sequences, half characters and turned directions end at the door; two names that become one stay two."""
    entries = {"a\x1b[31mnna/nova/nova.ipynb": b"1", "a[31mnna/nova/nova.ipynb": b"2", "b\u202eob.ipynb": b"3"}
    folder = unpacked(entries)
    (folder / b"caf\xe9.ipynb".decode(errors="surrogateescape")).write_bytes(b"4")
    result = sort_out(look_through(folder), "nova")
    assert {student: notebook for student, (notebook, _) in graded(result).items()} == {
        "a[31mnna": b"1",
        "a[31mnna [2]": b"2",
        "bob": b"3",
        "caf\N{REPLACEMENT CHARACTER}": b"4",
    }
    assert any("differ only in signs that cannot be seen: one is called a[31mnna [2]" in note for note in result.notes)
    assert "\x1b" not in json.dumps(result.notes, ensure_ascii=False)


def test_the_graders_own_folder_and_the_instructor_s_notebook_are_no_submissions(unpacked):
    """Results that lie among the submissions, and the answers, are not graded as somebody's."""
    folder = unpacked({**RIGHT, "graded/feedback/anna.html": b"x", "graded/old.ipynb": b"x", "nova.ipynb": b"own"})
    result = sort_out(look_through(folder, folder / "graded"), "nova", {}, folder / "nova.ipynb")
    assert graded(result) == {"anna": (b"anna", {})}
    assert reasons(result) == {"nova.ipynb": "it is the instructor's own notebook"}


def test_where_nothing_can_be_meant_the_files_are_counted(handed_in):
    """One sentence says how many files there are and what was expected."""
    with pytest.raises(SubmissionError, match="no submission found among 2 files: neither"):
        handed_in({"list.csv": b"1", "readme.txt": b"2"})


def test_a_submission_reads_its_bytes_late_and_takes_them_along(tmp_path):
    """Nothing is read before it is needed; what goes to another machine holds its bytes, or why there are none."""
    path = tmp_path / "nova.ipynb"
    path.write_bytes(b"first")
    one = Submission("anna", OnDisk(path, 5), {"x.txt": OnDisk(tmp_path / "gone", 1)})
    path.write_bytes(b"later")
    far = pickle.loads(pickle.dumps(one))
    path.unlink()
    assert far.content() == b"later"
    with pytest.raises(SubmissionError, match="cannot be read"):
        one.content()
    assert files_beside.beside({}, far.files)[1] == ["1 files beside the notebook were left out, such as 'x.txt'."]
