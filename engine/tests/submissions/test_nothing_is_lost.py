"""A folder, and a zip, with one of every odd file ends with every file graded or named."""

import csv
import os
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sorted_out import taken

from seminar.cli import main
from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.submissions.handed_in import look_through, sort_out

ANSWER = Path(__file__).parents[1] / "course/answers/the_points/the_points.ipynb"
NOTEBOOK = b'{"cells": []}'
X = "the_points"
#: What classes hand in, and what comes along.
ODD = [
    f"anna/{X}/{X}.ipynb",
    f"anna/{X}/helper.py",
    f"anna/{X}/data/votes.csv",
    f"anna/{X}/{X} (1).ipynb",
    f"anna/{X}/old/{X}.ipynb",
    "anna/notes.txt",
    "anna/comet/comet.ipynb",
    "anna/comet/comet.csv",
    f"bob/{X}.ipynb",
    "carla/The_Points/The_Points.IPYNB",
    f"dora/{X}/{X}-Copy1.ipynb",
    f"emil/hw/{X}/{X}.ipynb.txt",
    "fred/essay.pdf",
    "gina/work.zip",
    "hugo.ipynb",
    f"hugo_{X}.ipynb",
    f"{X}.ipynb",
    "iris.IPYNB",
    "readme.txt",
    "all.zip",
    "Aida_101_assignsubmission_file_/answer.ipynb",
    "Aida_101_assignsubmission_onlinetext_/onlinetext.html",
    "Mara_104_assignsubmission_file_/essay.pdf",
    "o_connor_44_55_nova.ipynb",
    "o_connor_44_56_nova-1.ipynb",
    "anon_x8Kp2_67890_nova.ipynb",
    "HW_noll_attempt_2024-10-24-10-00-00_nova.ipynb",
    "HW_noll_attempt_2024-10-24-10-00-00.txt",
    "__MACOSX/._hugo.ipynb",
    ".DS_Store",
    "anna/Thumbs.db",
    f"anna/{X}/.ipynb_checkpoints/{X}-checkpoint.ipynb",
    f"anna/{X}/~$essay.docx",
    f"anna/{X}/.env",
    ".hidden/x.ipynb",
    "a;=1+1/x.ipynb",
    "esc\x1b[31mape/x.ipynb",
    "right\u202eleft.ipynb",
    f"jana/{X}/" + "deep/" * 60 + "x.txt",
    f"kai/{X}/empty.csv",
    "line\nbreak.ipynb",
    " blank .ipynb",
    ".ipynb",
]


@pytest.fixture
def folder(tmp_path):
    """All of them as files, and what is no file."""
    folder = tmp_path / "submissions"
    for name in ODD:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(NOTEBOOK)
    with (folder / f"anna/{X}/aaa_big.csv").open("wb") as file:
        file.truncate(20 * 2**20)
    (folder / "folder.ipynb").mkdir()
    for number in range(3):
        (folder / f"lena{number}/{X}").mkdir(parents=True)
    os.mkfifo(folder / f"lena0/{X}/{X}.ipynb")
    (folder / f"lena1/{X}/{X}.ipynb").symlink_to("/etc/passwd")
    (folder / f"lena2/{X}/loop").symlink_to("loop")
    (folder / "gone").symlink_to("nowhere")
    (folder / b"caf\xe9.ipynb".decode(errors="surrogateescape")).write_bytes(NOTEBOOK)
    return folder


@pytest.fixture
def archive(tmp_path):
    """All of them as entries, and what is no proper entry."""
    path = tmp_path / "submissions.zip"
    link = zipfile.ZipInfo(f"lena1/{X}/{X}.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as file:
        for name in [
            *ODD,
            "../out.ipynb",
            "/etc/out.ipynb",
            "C:/out.ipynb",
            f"lena//{X}/{X}.ipynb",
            link,
            "spoilt.ipynb",
        ]:
            file.writestr(name, NOTEBOOK + b"!" * (name == "spoilt.ipynb"))
    path.write_bytes(path.read_bytes().replace(NOTEBOOK + b"!", NOTEBOOK + b"?"))
    return path


def named(out):
    with (out / "not_graded.csv").open(newline="", encoding="utf-8") as file:
        return {row["path"] for row in csv.DictReader(file)}


def shown(paths):
    """Return paths as the table shows them: in one line, and no formula."""
    clean = {" ".join(re.sub("[\x00-\x08\x0b-\x1f\x7f\u202e]", "", path).split()) for path in paths}
    return {
        re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", re.sub(r"(^|;)(?==)", r"\1'", path)) for path in clean
    }


def everything(place):
    if place.is_file():
        return {entry.filename.replace("//", "/") for entry in zipfile.ZipFile(place).infolist()}
    found = [path for path in place.rglob("*") if path.is_symlink() or not path.is_dir()]
    return {path.relative_to(place).as_posix() for path in found} | {"folder.ipynb"}


@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_every_file_is_graded_or_named(request, kind, asked, tmp_path, capsys):
    """The graded files and those in not_graded.csv are all that there are; report and exit status say it too."""
    place = request.getfixturevalue(kind)
    assert main(["grade", str(place), "--assignment", str(ANSWER), "--out", str(tmp_path / "out")]) == 1
    assignment = read_assignment(ANSWER)
    graded = taken(sort_out(look_through(place), X, assignment.files, ANSWER), place)
    assert len(graded) == len(set(graded)) >= 20
    graded = {path.replace("//", "/") for path in graded}
    names = named(tmp_path / "out")
    assert shown(everything(place)) == shown(graded) | names
    assert not shown(graded) & names
    report = (tmp_path / "out/report.html").read_text()
    assert "all.zip" in report
    assert "it is hidden" in report
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "taken, though name or place is not quite right" in said
    # Each reason is said once, with a count.
    sentences = [line for line in said.splitlines() if "not graded, because" in line]
    assert len(sentences) == len({line.split("because", 1)[1] for line in sentences}) >= 8


def test_a_large_class_needs_little_memory(tmp_path):
    """Forty notebooks of 5 MB are hashed, read and compared in the room of a few, from a folder as from a zip."""
    (tmp_path / "in").mkdir()
    outputs = b'"' + b"A" * (5 * 2**20) + b'"'
    handed_in = b'{"cells": [{"cell_type": "code", "source": "x", "outputs": [' + outputs + b"]}]}"
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for number in range(40):
            (tmp_path / f"in/s{number}.ipynb").write_bytes(handed_in + b" " * number)
            file.writestr(f"s{number}.ipynb", handed_in + b" " * number)
    for place in ("in", "in.zip"):
        command = [sys.executable, "-c", MEASURED, str(tmp_path / place), str(ANSWER), str(tmp_path / f"out-{place}")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert int(done.stdout.splitlines()[-1]) < 80, done.stdout


#: Megabytes that a run takes beyond what its imports take, with a grader that only reads.
MEASURED = """
import resource, sys
from seminar.cli import main
from seminar.grading.running.this_machine import ThisMachine
from seminar.grading.marks import by_hand, formgrader
from seminar.grading.pages import class_report, feedback
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.assignment.restore import restore
def grade(self, assignment, submissions, kind, limits):
    for one in submissions:
        restore(one.content(), assignment)
        yield GradeRecord(one.student, assignment.name, "graded", 0.0, 1.0, {})
ThisMachine.grade, ThisMachine.strongest = grade, lambda *_: "pretended"
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert main(["grade", sys.argv[1], "--assignment", sys.argv[2], "--out", sys.argv[3]]) == 0
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
