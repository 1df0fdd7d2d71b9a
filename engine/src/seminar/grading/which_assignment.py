"""Finds the instructor's notebook by the names that submissions bear."""

from pathlib import Path

from seminar.course import Course
from seminar.errors import NotebookError
from seminar.grading.submissions.naming import closeness, is_hidden, is_system, notebook_stem
from seminar.grading.submissions.stored import Contents


def find_assignment(contents: Contents, submissions: Path, course: Course | None) -> Path:
    """Choose a notebook of `answers/` for what was handed in.

    Parameters
    ----------
    contents : Contents
        What is in the folder or the zip.
    submissions : Path
        The folder or the zip itself, whose name decides where its contents fit several.
    course : Course or None
        Whose folder `answers/` holds the instructor's notebooks, as NAME/NAME.ipynb; without one it is that of the
        working folder.

    Raises
    ------
    NotebookError
        None or several fit.
    """
    files = [name for name in contents.files if not is_hidden(name) and not is_system(name)]
    names = {stem for name in files if (stem := notebook_stem(name)) is not None}
    names |= {part for name in files for part in name.split("/")[:-1]}
    names |= {name.rpartition("/")[2] for name in contents.folders}
    answers = course.answers if course else Path("answers")
    paths = {path.stem: path for path in sorted(answers.glob("*/*.ipynb"))}
    fits = {stem: max((closeness(name, stem) for name in names), default=0) for stem in paths}
    if not any(fits.values()):
        fits = {}
    best = [stem for stem in fits if fits[stem] == max(fits.values())]
    # "the_nova" is no "nova", although each name that holds the first holds the second too.
    if fits and max(fits.values()) == 1:
        best = [stem for stem in best if not any(other != stem and closeness(other, stem) for other in best)]
    own = submissions.absolute().with_suffix("").name if submissions.is_file() else submissions.absolute().name
    if len(best) != 1:
        best = [stem for stem in best or paths if closeness(own, stem)] or best
    if len(best) != 1:
        which = f"several assignments fit ({', '.join(best)})" if best else "no assignment in answers/ fits"
        raise NotebookError(f"{which}; say which with --assignment answers/NAME/NAME.ipynb", submissions)
    return paths[best[0]]
