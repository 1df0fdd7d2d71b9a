"""Grades submissions with nbgrader itself, in an environment of its own."""

import os
import sqlite3
import subprocess
from pathlib import Path

import own_environment
from counting import write

LOCK = Path(__file__).with_name("nbgrader.txt")


def install() -> Path:
    """Make the environment and return its folder of programs."""
    return own_environment.install("nbgrader", LOCK)


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
    prepare(programs, course, name, answers, submissions)
    return autograde(programs, course, name)


def prepare(programs: Path, course: Path, name: str, answers: bytes, submissions: dict[str, bytes]) -> None:
    """Write a new course and tell nbgrader of the assignment, as `grade` does first."""
    write(course / "source" / name / f"{name}.ipynb", answers)
    for student, content in submissions.items():
        write(course / "submitted" / student / name / f"{name}.ipynb", content)
    run(programs, course, "generate_assignment", name, "--create")


def autograde(programs: Path, course: Path, name: str) -> dict[str, dict]:
    """Grade a prepared course in one call and read its gradebook, as `grade` does then."""
    run(programs, course, "autograde", name, "--create")
    return _gradebook(course / "gradebook.db", name)


def run(programs: Path, course: Path, *command: str) -> None:
    """Run one of nbgrader's commands; it reports failed submissions by its status, so that is not looked at."""
    python(programs, course, "-m", "nbgrader", *command)


def python(programs: Path, course: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run the Python that nbgrader is installed in, in a course's folder."""
    command, environment = [str(programs / "python"), *arguments], surroundings(programs, course)
    return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)


def surroundings(programs: Path, course: Path) -> dict[str, str]:
    """Return environment variables with which Jupyter finds nbgrader's programs and nobody's own settings."""
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    jupyter = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    return environment | dict.fromkeys(jupyter, str(course))


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
