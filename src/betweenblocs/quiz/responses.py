"""Reads the response files that students hand in. One broken file never keeps the others from being graded."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from betweenblocs.errors import ResponseError

FORMAT, VERSION = "betweenblocs-responses", 1
# A whole book answered weighs some 100 KB. What is larger is not a response file.
LARGEST = 5_000_000


@dataclass(frozen=True)
class Responses:
    """What one student answered.

    ``banks`` maps a bank's stem to ``{"items": {item id: answer}, "exam": {"seed", "draw"}}``, as
    ``static/responses.schema.json`` describes it; ``exam`` is there only in exam mode.
    """

    student: str
    created: datetime
    banks: dict[str, dict]
    path: Path


@cache
def schema():
    """Return the validator of response files, from jsonschema."""
    from jsonschema import Draft202012Validator

    text = (files(__package__) / "static" / "responses.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def read(path: str | Path) -> Responses:
    """Read one response file.

    Raises
    ------
    ResponseError
        If the file cannot be read, is too large, or is no response file of this version.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ResponseError(f"{size:,} bytes are too many for a response file", path)
        content = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=no_constant)
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
    return check(content, path)


def no_constant(name: str):
    """Refuse NaN and Infinity, which JSON does not have and no score can be."""
    raise ValueError(name)


def check(content, path: Path) -> Responses:
    """Return parsed JSON as responses.

    Raises
    ------
    ResponseError
        If it is no response file, or one of another version, or one with a field that cannot be.
    """
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ResponseError("this is no response file; students export theirs on the page Progress", path)
    if content.get("version") != VERSION:
        said = str(content.get("version"))[:20]
        raise ResponseError(f"the file has version {said}, this program reads version {VERSION}", path)
    if wrong := departure(content):
        raise ResponseError(wrong, path)
    try:
        created = moment(content["created"])
        for bank in content["banks"].values():
            for answer in bank["items"].values():
                moment(answer["at"])
    except (KeyError, TypeError, ValueError) as error:
        raise ResponseError(f"a date cannot be read ({error})", path) from None
    return Responses(" ".join(content["student"].split()), created, content["banks"], path)


def departure(content: dict) -> str | None:
    """Return a sentence on what in a file departs most from the schema, None where nothing does.

    The lab in the browser has no jsonschema, which is not pure Python. There only the shape is checked on which
    scoring relies; no file is graded there.
    """
    try:
        from jsonschema.exceptions import best_match
    except ImportError:
        return None if shaped(content) else "the file has not the shape of a response file"
    error = best_match(schema().iter_errors(content))
    if not error:
        return None
    place = " › ".join(str(step)[:60] for step in error.absolute_path) or "the file"
    what = f"lacks {error.message.split(' is a ')[0]}" if error.validator == "required" else "cannot be read"
    return f"{place} {what}"


def shaped(content: dict) -> bool:
    """Say whether the names, numbers and mappings on which scoring relies are of their kind."""

    def answered(answer) -> bool:
        return isinstance(answer, dict) and counted(answer.get("hints"))

    def asked(bank) -> bool:
        exam = bank.get("exam") if isinstance(bank, dict) else None
        drawn = not exam or (isinstance(exam, dict) and isinstance(exam.get("seed"), str) and counted(exam.get("draw")))
        listed = isinstance(bank, dict) and isinstance(bank.get("items"), dict)
        return drawn and listed and all(answered(a) and answered(a.get("first") or {}) for a in bank["items"].values())

    named = isinstance(content.get("student"), str) and isinstance(content.get("created"), str)
    return named and isinstance(content.get("banks"), dict) and all(map(asked, content["banks"].values()))


def counted(number) -> bool:
    """Say whether this is a count, or nothing."""
    return number is None or (isinstance(number, int) and number >= 0)


def moment(text: str) -> datetime:
    """Return a point in time; it names its time zone."""
    return datetime.fromisoformat(text)


def found(paths: list[Path]) -> list[Path]:
    """Return the files to read: those named, and every ``.json`` below a folder that is named."""
    files_ = []
    for path in map(Path, paths):
        files_ += sorted(path.rglob("*.json")) if path.is_dir() else [path]
    return list(dict.fromkeys(files_))


def read_all(paths: list[Path]) -> tuple[list[Responses], list[str]]:
    """Read many files and folders.

    Where a student handed in more than one file, the one that was exported last counts.

    Returns
    -------
    tuple of (list of Responses, list of str)
        One for each student, by name, and a sentence for each file that is not used.
    """
    newest: dict[str, Responses] = {}
    problems = []
    listed = found(paths)
    if not listed:
        problems.append(f"{', '.join(map(str, paths))}: there is no .json file here")
    for path in listed:
        try:
            responses = read(path)
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
    return sorted(newest.values(), key=lambda responses: responses.student.casefold()), problems
