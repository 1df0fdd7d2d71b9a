"""A bulk download of a learning management system is read, packed or not, and no entry of a zip harms the others."""

import os
import socket
import stat
import struct
import zipfile

import pytest
from sorted_out import graded, reasons, taken

from seminar.errors import SubmissionError
from seminar.grading.submissions import archive
from seminar.grading.submissions.handed_in import look_through, sort_out

ONE = "Aida Serik_101_assignsubmission_file_/nova.ipynb"
TWO = "Boris_102_assignsubmission_file_/nova.ipynb"


def test_moodle(handed_in):
    """Folders with and without the last underscore, and files without folders, are each a student's."""
    entries = {
        "Aida Serik_101_assignsubmission_file_/nova.ipynb": b"1",
        "Aida Serik_101_assignsubmission_file_/data/votes.csv": b"2",
        "Jean-Luc O'Neil_102_assignsubmission_file/nova.ipynb": b"3",
        "Li_Wei_103_assignsubmission_file_nova.ipynb": b"4",
        "Mara Noll_104_assignsubmission_file_/essay.pdf": b"5",
        "Mara Noll_104_assignsubmission_onlinetext_/onlinetext.html": b"6",
        "Participant_105_assignsubmission_file_/my answer.ipynb": b"7",
        "Aida Serik_101_assignsubmission_onlinetext_onlinetext.html": b"8",
    }
    result = handed_in(entries)
    assert graded(result) == {
        "Aida Serik (Moodle 101)": (b"1", {"data/votes.csv": b"2"}),
        "Jean-Luc O'Neil (Moodle 102)": (b"3", {}),
        "Li_Wei (Moodle 103)": (b"4", {}),
        "Mara Noll (Moodle 104)": (None, {}),
        "Participant (Moodle 105)": (b"7", {}),
    }
    typed = "it was typed in or written by the learning management system"
    assert {one.path: (one.reason, one.look) for one in result.left_out} == {
        "Mara Noll_104_assignsubmission_file_/essay.pdf": (
            "its student handed in no notebook for this assignment",
            True,
        ),
        "Mara Noll_104_assignsubmission_onlinetext_/onlinetext.html": (typed, True),
        "Aida Serik_101_assignsubmission_onlinetext_onlinetext.html": (typed, False),
    }


def test_canvas(handed_in):
    """The latest attempt counts, a name may hold underscores, and in anonymous marking a code is the name."""
    entries = {
        "serikaida_LATE_501_9001_nova.ipynb": b"1",
        "noll_502_9002_nova.ipynb": b"old",
        "noll_502_9003_nova-2.ipynb": b"newest",
        "noll_502_9004_nova-1.ipynb": b"newer",
        "noll_502_9005_votes.csv": b"2",
        "o_connor_44_55_nova.ipynb": b"3",
        "anon_x8Kp2_67890_nova.ipynb": b"4",
        "anon_12345_LATE_67891_nova.ipynb": b"5",
        "__MACOSX/noll_502_9004_nova-1.ipynb": b"junk",
    }
    result = handed_in(entries)
    assert graded(result) == {
        "noll (Canvas 502)": (b"newest", {"votes.csv": b"2"}),
        "serikaida (Canvas 501)": (b"1", {}),
        "o_connor (Canvas 44)": (b"3", {}),
        "anonymous x8Kp2 (Canvas)": (b"4", {}),
        "anonymous 12345 (Canvas)": (b"5", {}),
    }
    assert result.notes == ["2 students handed in late: anonymous 12345 (Canvas), serikaida (Canvas 501)"]
    older = {one.path: (one.detail, one.look) for one in result.left_out if one.student}
    assert older == {
        "noll_502_9002_nova.ipynb": ("nova-2.ipynb is graded", False),
        "noll_502_9004_nova-1.ipynb": ("nova-2.ipynb is graded", False),
    }


def test_blackboard(handed_in):
    """The newest attempt counts with its own files; user names with underscores keep them."""
    new, old = "Home_work_a_serik_attempt_2024-10-25-10-00-00", "Home_work_a_serik_attempt_2024-10-24-10-00-00"
    entries = {
        f"{new}_nova.ipynb": b"new",
        f"{new}_votes.csv": b"2",
        f"{new}.txt": b"note",
        f"{old}_nova.ipynb": b"old",
        f"{old}_draft.csv": b"1",
        "Home_work_noll_attempt_2024-10-24-10-00-00_nova.ipynb": b"3",
    }
    result = handed_in(entries)
    assert graded(result) == {
        "a_serik (Blackboard)": (b"new", {"votes.csv": b"2"}),
        "noll (Blackboard)": (b"3", {}),
    }
    assert reasons(result) == {
        f"{new}.txt": "it was typed in or written by the learning management system",
        f"{old}_nova.ipynb": "of several notebooks of a student one is graded",
        f"{old}_draft.csv": "it belongs to an earlier attempt",
    }


@pytest.mark.parametrize("outer", ["download/", "CS101-Nova-7/"])
def test_a_download_that_was_unpacked_into_a_folder_and_packed_again(handed_in, outer):
    """An outer folder hides nobody's name."""
    assert list(graded(handed_in({f"{outer}{ONE}": b"1", f"{outer}{TWO}": b"2"}))) == [
        "Aida Serik (Moodle 101)",
        "Boris (Moodle 102)",
    ]


@pytest.mark.parametrize(
    "name", ["../x_1_assignsubmission_file_/nova.ipynb", "/etc/nova.ipynb", "C:/x", "a\\..\\..\\x"]
)
def test_a_name_that_leads_out_costs_itself_alone(packed, name):
    """A zip slip is named, and the others are graded."""
    result = sort_out(look_through(packed({ONE: b"1", name: b"2"})), "nova")
    assert graded(result) == {"Aida Serik (Moodle 101)": (b"1", {})}
    assert reasons(result) == {name.replace("\\", "/"): "the name leads out of the archive"}


@pytest.mark.parametrize("name", ["B_102_assignsubmission_file_//nova.ipynb", "B\\nova.ipynb", "Part:/nova.ipynb"])
def test_an_odd_name_that_leads_nowhere_is_taken(packed, name):
    """Two slashes, Windows' backslashes and a colon do no harm, as nothing is unpacked."""
    assert (b"2", {}) in graded(sort_out(look_through(packed({ONE: b"1", name: b"2"})), "nova")).values()


def spoilt(path, entry, how):
    """Change the archive's bytes for one entry."""
    content = bytearray(path.read_bytes())
    name = entry.encode()
    local = content.index(name) - 30
    central = content.rindex(name) - 46
    if how == "crc":
        content[local + 30 + len(name)] ^= 0xFF
    elif how == "encrypted":
        content[local + 6] |= 1
        content[central + 8] |= 1
    elif how == "method":
        struct.pack_into("<H", content, local + 8, 97)
        struct.pack_into("<H", content, central + 10, 97)
    elif how == "local":
        content[local : local + 4] = b"nope"
    elif how == "bomb":
        struct.pack_into("<I", content, central + 24, 2**31)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("crc", "cannot be unpacked"),
        ("encrypted", "encrypted"),
        ("method", "cannot be unpacked"),
        ("local", "cannot be unpacked"),
        ("bomb", "would unpack to more than 256 MB"),
    ],
)
def test_a_bad_entry_costs_itself_alone(packed, how, says):
    """Its student has a verdict with the reason, and the others have their marks."""
    path = spoilt(packed({ONE: b"anna" * 99, TWO: b"boris" * 99}), TWO, how)
    result = sort_out(look_through(path), "nova")
    aida, boris = result.submissions
    assert aida.content() == b"anna" * 99
    with pytest.raises(SubmissionError, match=says):
        boris.content()
    (left_out,) = result.left_out
    assert (left_out.path, left_out.student, left_out.look) == (TWO, "Boris (Moodle 102)", True)
    assert says in left_out.reason


def test_a_link_and_a_pipe_in_an_archive(packed):
    """What is no file has a verdict that says so, and nobody else's file is read."""
    link, pipe = zipfile.ZipInfo(TWO), zipfile.ZipInfo("Carla_103_assignsubmission_file_/nova.ipynb")
    link.external_attr, pipe.external_attr = (stat.S_IFLNK | 0o777) << 16, (stat.S_IFIFO | 0o666) << 16
    result = sort_out(look_through(packed({ONE: b"1", link: b"/etc/passwd", pipe: b""})), "nova")
    assert result.submissions[0].content() == b"1"
    for one, says in zip(result.submissions[1:], ["It is a link", "It is no file"], strict=True):
        with pytest.raises(SubmissionError, match=says):
            one.content()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name(tmp_path):
    """The last one counts, as when the archive is unpacked, and the first one is named."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(ONE, b"first")
        file.writestr(ONE, b"last")
    result = sort_out(look_through(path), "nova")
    assert graded(result) == {"Aida Serik (Moodle 101)": (b"last", {})}
    assert reasons(result) == {ONE: "it is in the archive twice, and the last one counts"}


def test_a_name_that_is_not_the_utf_8_it_says(packed):
    """One name with a wrong byte stops nobody; its student is graded under a readable name."""
    path = packed({ONE: b"1", "Бор_102_assignsubmission_file_/nova.ipynb": b"2"})
    path.write_bytes(path.read_bytes().replace("Бор".encode(), b"\xd0\xff\xd0\xbe\xd1\x80"))
    with pytest.raises(UnicodeDecodeError):
        zipfile.ZipFile(path)
    found = graded(sort_out(look_through(path), "nova"))
    assert sorted(content for content, _ in found.values()) == [b"1", b"2"]
    assert "Aida Serik (Moodle 101)" in found


def test_names_of_macos_are_read_as_they_are_meant(packed):
    """MacOS writes UTF-8 without saying so; the name of a student is not changed by that."""
    path = packed({"Айгүл_102_assignsubmission_file_/nova.ipynb": b"2"})
    content = bytearray(path.read_bytes())
    central = content.index(b"PK\1\2")
    content[7] &= ~8
    content[central + 9] &= ~8
    path.write_bytes(content)
    assert list(graded(sort_out(look_through(path), "nova"))) == ["Айгүл (Moodle 102)"]


def test_a_pipe_holds_nobody_up(unpacked, monkeypatch):
    """Pipes, sockets, links and folders in the place of a notebook have a verdict each, and nothing is waited for."""
    folder = unpacked({"anna/nova/nova.ipynb": b"1", "dir/nova/nova.ipynb/": b"", "x.ipynb/": b"", "flat.ipynb": b"2"})
    for name in ("pipe", "sock", "link", "loop", "gone", "file"):
        (folder / name / "nova").mkdir(parents=True)
    os.mkfifo(folder / "pipe/nova/nova.ipynb")
    os.mkfifo(folder / "pipe.ipynb")
    (folder / "link/nova/nova.ipynb").symlink_to("/etc/passwd")
    (folder / "loop/nova/nova.ipynb").symlink_to("nova.ipynb")
    (folder / "gone/nova/nova.ipynb").symlink_to("nowhere")
    (folder / "file/nova/nova.ipynb").write_bytes(b"3")
    (folder / "file/nova/all").symlink_to(folder, target_is_directory=True)
    (folder / "mallory").mkdir()
    (folder / "mallory/nova").symlink_to(folder / "anna/nova", target_is_directory=True)
    there = socket.socket(socket.AF_UNIX)
    monkeypatch.chdir(folder)
    there.bind("sock/nova/nova.ipynb")
    result = sort_out(look_through(folder), "nova")
    there.close()
    fine = {one.student: one.content() for one in result.submissions if one.student in ("anna", "flat", "file")}
    assert fine == {"anna": b"1", "flat": b"2", "file": b"3"}
    says = {}
    for one in result.submissions:
        if one.student not in fine and one.notebook is not None:
            with pytest.raises(SubmissionError) as caught:
                one.content()
            says[one.student] = caught.value.message
    assert says == {
        **dict.fromkeys(["pipe", "sock"], "It is no file, but a pipe, a socket or a device."),
        **dict.fromkeys(["link", "loop", "gone"], "It is a link, which could lead anywhere."),
        **dict.fromkeys(["dir", "x"], "It is a folder, no file."),
    }
    named = {one.path for one in result.left_out}
    assert named >= {"pipe.ipynb", "file/nova/all", "mallory/nova", "x.ipynb"}
    everything = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    assert everything <= set(taken(result, folder)) | named


def test_what_a_plain_user_may_not_read_costs_itself_alone(as_plain_user):
    """A file and a folder without permission are named with the system's words; their students have a verdict."""
    for name in ("anna", "bob", "carla"):
        (as_plain_user / name / "nova").mkdir(parents=True)
        (as_plain_user / name / "nova/nova.ipynb").write_bytes(b"1")
    (as_plain_user / "bob/nova/nova.ipynb").chmod(0)
    (as_plain_user / "carla/nova").chmod(0)
    result = sort_out(look_through(as_plain_user), "nova")
    (as_plain_user / "carla/nova").chmod(0o700)
    assert [one.student for one in result.submissions] == ["anna", "bob", "carla"]
    assert result.submissions[0].content() == b"1"
    for one in result.submissions[1:]:
        with pytest.raises(SubmissionError, match="Permission denied"):
            one.content()
    assert set(reasons(result)) == {"bob/nova/nova.ipynb", "carla/nova/"}


def test_what_is_no_zip_is_one_sentence(tmp_path):
    """A PDF with the wrong name, and half of a download, are refused with the path."""
    for content in (b"%PDF-1.7", b"PK\3\4" + b"x" * 500, b""):
        (tmp_path / "all.zip").write_bytes(content)
        with pytest.raises(SubmissionError, match="this is no zip"):
            look_through(tmp_path / "all.zip")
    with pytest.raises(SubmissionError, match="there is no such folder"):
        look_through(tmp_path / "nothing")


def test_the_limit_of_what_is_unpacked_is_that_of_a_notebook():
    """A file that may be handed in unpacked may also come in a zip."""
    from seminar.grading.assignment import notebook

    assert archive.MOST_READ == notebook.MOST_READ
