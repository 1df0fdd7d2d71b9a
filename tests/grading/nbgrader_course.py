"""Grades submissions with nbgrader itself, in an environment of its own."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = Path(__file__).with_name("nbgrader.txt")
ENVIRONMENT = ROOT / ".venv-nbgrader"


def install() -> Path:
    """Make the environment, once for each state of the lock, and return its folder of programs.

    Raises
    ------
    subprocess.CalledProcessError
        It cannot be installed, for instance without a network.
    """
    ready, state = ENVIRONMENT / "ready", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not ready.exists() or ready.read_text() != state:
        python = ENVIRONMENT / "bin/python"
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
        subprocess.run(install, check=True, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"})
        ready.write_text(state)
    return ENVIRONMENT / "bin"


def grade(programs: Path, course: Path, name: str, answers: bytes, submissions: dict[str, bytes]) -> dict[str, dict]:
    """Run nbgrader's two commands in a new course and read its gradebook.

    Parameters
    ----------
    programs : Path
        From `install`.
    course : Path
        An empty folder.
    name : str
        The assignment.
    answers : bytes
        The instructor's notebook.
    submissions : dict of str to bytes
        What was handed in, by student.

    Returns
    -------
    dict
        By student the points of each cell, None where a person is to give them; a student whom nbgrader gave no
        mark at all is missing.
    """
    _write(course / "source" / name / f"{name}.ipynb", answers)
    for student, content in submissions.items():
        _write(course / "submitted" / student / name / f"{name}.ipynb", content)
    run(programs, course, "generate_assignment", name, "--create")
    run(programs, course, "autograde", name, "--create")
    return _gradebook(course / "gradebook.db", name)


def run(programs: Path, course: Path, *command: str) -> None:
    """Run one of nbgrader's commands; it reports failed submissions by its status, so that is not looked at."""
    # The package asks for its own version, which an environment that it is not installed in does not know.
    package = course / "packages/betweenblocs-0.dist-info/METADATA"
    package.parent.mkdir(parents=True, exist_ok=True)
    package.write_text("Metadata-Version: 2.1\nName: betweenblocs\nVersion: 0\n")
    paths = f"{ROOT / 'src'}:{course / 'packages'}"
    environment = {**os.environ, "PYTHONPATH": paths, "PATH": f"{programs}:{os.environ['PATH']}"}
    environment |= {"JUPYTER_CONFIG_DIR": str(course), "JUPYTER_DATA_DIR": str(course), "IPYTHONDIR": str(course)}
    subprocess.run(
        [str(programs / "nbgrader"), *command], cwd=course, env=environment, capture_output=True, check=False
    )


def _write(path, content):
    path.parent.mkdir(parents=True)
    path.write_bytes(content)


def _gradebook(database, name):
    query = """
        SELECT student.id, base_cell.name, grade.auto_score, grade.needs_manual_grade
        FROM grade
        JOIN base_cell ON grade.cell_id = base_cell.id
        JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
        JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
        JOIN student ON submitted_assignment.student_id = student.id
        JOIN notebook ON submitted_notebook.notebook_id = notebook.id
        WHERE notebook.name = ?
    """
    marks = {}
    with sqlite3.connect(database) as connection:
        for student, cell, score, by_hand in connection.execute(query, (name,)):
            marks.setdefault(student, {})[cell] = None if by_hand else score or 0.0
    connection.close()
    return marks
