"""Reads the response files that students hand in. One broken file never keeps the others from being graded."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Never

from seminar.course import Course
from seminar.errors import ResponseError
from seminar.quiz.bank.agreed import FORMAT, LARGEST, VERSION
from seminar.quiz.bank.answer import Answer, BankAnswers
from seminar.text import clean, clean_json, one_line, short

# Years in which a device with a clock that stands wrong may still think itself.
EARLIEST, LATEST = 1970, 9000


@dataclass(frozen=True)
class Responses:
    """What one student answered.

    ``banks`` maps a bank's stem to ``{"items": {item id: answer}, "exam": {"seed", "draw"}}``, as
    ``static/responses.schema.json`` describes it; ``exam`` is there only in exam mode.
    """

    student: str
    created: datetime
    banks: dict[str, BankAnswers]
    path: Path


@cache
def schema() -> dict[str, Any]:
    """Return the schema of response files."""
    found: dict[str, Any] = json.loads(
        (files("seminar.quiz") / "static" / "responses.schema.json").read_text(encoding="utf-8")
    )
    return found


@cache
def fits() -> Callable[[object], object]:
    """Return the function that complains of what does not fit the schema, ten times as fast as jsonschema."""
    from fastjsonschema import compile

    check: Callable[[object], object] = compile(schema())
    return check


def read(path: str | Path, courses: Collection[Course] = ()) -> Responses:
    """Read one response file.

    Parameters
    ----------
    path : str or Path
        The file.
    courses : collection of Course
        Whose answers are read; those of any course where it is empty.

    Raises
    ------
    ResponseError
        If the file cannot be read, is too large, is no response file of this version, or is another course's.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ResponseError(f"{size:,} bytes are too many for a response file", path)
        content = clean_json(json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=no_constant))
    except OSError as error:
        raise ResponseError(f"the file cannot be read ({error.strerror})", path) from None
    except UnicodeDecodeError:
        raise ResponseError("the file is not text in UTF-8", path) from None
    except json.JSONDecodeError as error:
        raise ResponseError(f"the file is not JSON ({error.msg})", path, error.lineno) from None
    except RecursionError:
        raise ResponseError("the file is nested too deeply for a response file", path) from None
    except ValueError as error:
        raise ResponseError(f"the file holds a number that cannot be read ({error})", path) from None
    return check_responses(content, path, courses)


def no_constant(name: str) -> Never:
    """Refuse NaN and Infinity, which JSON does not have and no score can be."""
    raise ValueError(name)


def check_responses(content: object, path: Path, courses: Collection[Course] = ()) -> Responses:
    """Return parsed JSON as responses; ``courses`` as in :func:`read`.

    Raises
    ------
    ResponseError
        If it is no response file, or one of another version or course, or one with a field that cannot be.
    """
    if not isinstance(content, dict) or not is_format(content.get("format"), courses):
        raise ResponseError("this is no response file; students export theirs on the page Progress", path)
    theirs = content.get("course")
    if courses and theirs is not None and theirs not in {course.slug for course in courses}:
        ours = " and ".join(sorted({course.slug for course in courses}))
        raise ResponseError(f"the answers are to the course {short(str(theirs))}, the questions are of {ours}", path)
    if content.get("version") != VERSION:
        said = short(str(content.get("version")))
        raise ResponseError(f"the file has version {said}, this program reads version {VERSION}", path)
    if wrong := departure(content):
        raise ResponseError(wrong, path)
    try:
        created = moment(content["created"])
    except ValueError:
        raise ResponseError(f"created is no date: {short(content['created'])}", path) from None
    for stem, bank in content["banks"].items():
        for name, answer in bank["items"].items():
            for place, at in moments(answer):
                try:
                    moment(str(at))
                except ValueError:
                    message = f"{short(stem)} › {short(name)} › {place} is no date: {short(str(at))}"
                    raise ResponseError(message, path) from None
    return Responses(one_line(content["student"]), created, content["banks"], path)


def is_format(name: object, courses: Collection[Course]) -> bool:
    """Say whether a file of this format is read: an earlier edition called it by its own name and named no course."""
    if not isinstance(name, str):
        return False
    earlier = {f"{course.formerly}-responses" for course in courses if course.formerly}
    return name == FORMAT or (name in earlier if courses else name.endswith("-responses"))


def moments(answer: Answer) -> list[tuple[str, object]]:
    """Return every date of an answer, each with its place."""
    first, history = answer.get("first") or {}, answer.get("history") or []
    shown = [("shown_at", answer["shown_at"])] if "shown_at" in answer else []
    dated = [("first › at", first), *((f"history › {n} › at", one) for n, one in enumerate(history))]
    return [("at", answer.get("at")), *shown, *((place, one["at"]) for place, one in dated if "at" in one)]


def departure(content: dict[str, Any]) -> str | None:
    """Return a sentence on what in a file departs most from the schema, None where nothing does.

    The lab in the browser has neither validator. There only the shape is checked on which scoring relies; no file is
    graded there.
    """
    try:
        from fastjsonschema import JsonSchemaValueException
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match
    except ImportError:
        return None if shaped(content) else "the file has not the shape of a response file"
    try:
        fits()(content)
    except JsonSchemaValueException:
        # Rarely needed, and it knows best which of many departures to name.
        error = best_match(Draft202012Validator(schema()).iter_errors(content))
        if error is None:
            return "the file has not the shape of a response file"
        place = " › ".join(short(str(step)) for step in error.absolute_path) or "the file"
        what = f"lacks {error.message.split(' is a ')[0]}" if error.validator == "required" else "cannot be read"
        return f"{place} {what}"
    return None


def shaped(content: dict[str, Any]) -> bool:
    """Say whether the names, numbers and mappings on which scoring relies are of their kind."""

    def answered(answer: object) -> bool:
        return isinstance(answer, dict) and counted(answer.get("hints"))

    def asked(bank: object) -> bool:
        exam = bank.get("exam") if isinstance(bank, dict) else None
        drawn = not exam or (isinstance(exam, dict) and isinstance(exam.get("seed"), str) and counted(exam.get("draw")))
        items = bank.get("items") if isinstance(bank, dict) else None
        if not drawn or not isinstance(items, dict):
            return False
        return all(answered(a) and answered(a.get("first") or {}) for a in items.values())

    named = isinstance(content.get("student"), str) and isinstance(content.get("created"), str)
    return named and isinstance(content.get("banks"), dict) and all(map(asked, content["banks"].values()))


def counted(number: object) -> bool:
    """Say whether this is a count, or nothing."""
    return number is None or (isinstance(number, int) and number >= 0)


def moment(text: str) -> datetime:
    """Return a point in time.

    Raises
    ------
    ValueError
        It is none, names no time zone, or lies where days added to it or taken from it leave the calendar.
    """
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or not EARLIEST <= found.year < LATEST:
        raise ValueError(text)
    return found


def response_files(paths: list[Path]) -> list[Path]:
    """Return the files to read: those named, and every ``.json`` below a folder that is named."""
    files_ = []
    for path in map(Path, paths):
        files_ += sorted(path.rglob("*.json")) if path.is_dir() else [path]
    return list(dict.fromkeys(files_))


def read_all(paths: list[Path], courses: Collection[Course] = ()) -> tuple[list[Responses], list[str]]:
    """Read many files and folders; ``courses`` as in :func:`read`.

    Where a student handed in more than one file, the one that was exported last counts.

    Returns
    -------
    tuple of (list of Responses, list of str)
        One for each student, by name, and a sentence for each file that is not used.
    """
    newest: dict[str, Responses] = {}
    problems = []
    listed = response_files(paths)
    if not listed:
        problems.append(f"{', '.join(map(str, paths))}: there is no .json file here")
    for path in listed:
        try:
            responses = read(path, courses)
        except ResponseError as error:
            problems.append(str(error))
            continue
        if not responses.student:
            problems.append(f"{path}: the file names no student")
            continue
        key = responses.student.casefold()
        older = newest.get(key)
        if older and older.created > responses.created:
            responses, older = older, responses
        newest[key] = responses
        if older:
            problems.append(f"{older.path}: {older.student} has a newer file, {responses.path.name}")
    # The name of a file is a stranger's text too.
    said = [clean(problem) for problem in problems]
    return sorted(newest.values(), key=lambda responses: responses.student.casefold()), said
