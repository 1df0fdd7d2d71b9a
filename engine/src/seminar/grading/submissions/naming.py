"""What a file's name says: is it a notebook, whose assignment is it, or did a computer write it for itself."""

import re
import unicodedata

#: A browser may write a second ending behind the first.
NOTEBOOK = re.compile(r"(?P<stem>.+)\.ipynb(?:\.txt|\.json)?", re.IGNORECASE | re.DOTALL)
#: What a browser, Jupyter, a file manager or a person appends to a copy; and what Google writes before it.
COPY = re.compile(r"[ _-]*(?:\((?P<n>\d+)\)|[-_ ]copy(?:[ _-]?(?P<m>\d+))?|\(copy(?: (?P<k>\d+))?\))$", re.IGNORECASE)
COPY_OF = re.compile(r"^copy of ", re.IGNORECASE)
SYSTEM_FOLDERS = {
    "__macosx",
    ".ipynb_checkpoints",
    "__pycache__",
    ".git",
    "$recycle.bin",
    ".trash",
    ".virtual_documents",
}
SYSTEM_FILES = {".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", ".localized", "icon\r"}
ARCHIVE = re.compile(r"\.(?:zip|rar|7z|tar|tgz|gz|bz2|xz)$", re.IGNORECASE)


def notebook_stem(path: str) -> str | None:
    """Return a notebook's name without its ending, which may be in capitals; None for another file."""
    match = NOTEBOOK.fullmatch(path.rpartition("/")[2])
    return match["stem"] if match else None


def is_system(path: str) -> bool:
    """Say whether an operating system, an office program or Jupyter wrote the file for itself."""
    *folders, name = path.casefold().split("/")
    return (
        bool(SYSTEM_FOLDERS & {*folders, name}) or name in SYSTEM_FILES or name.startswith(("._", "~$", ".~", ".nfs"))
    )


def is_hidden(path: str) -> bool:
    """Say whether a file or one of its folders is hidden."""
    return any(part.startswith(".") for part in path.split("/"))


def without_copy(stem: str) -> tuple[str, int]:
    """Return a name without what marks a copy, and the copy's number, 0 where there is none."""
    number, stem = 0, COPY_OF.sub("", stem)
    while match := COPY.search(stem):
        number = max(number, int((match["n"] or match["m"] or match["k"] or "1")[:9]))
        stem = stem[: match.start()]
    return stem, number


def closeness(stem: str, assignment: str) -> int:
    """Say how near a name is to that of the assignment.

    Returns
    -------
    int
        3 for the same, 2 for the same but for capitals, signs between words and the mark of a copy, 1 where it holds
        the assignment's name as words, else 0.
    """
    if stem == assignment:
        return 3
    words = _words(assignment)
    if words and _words(without_copy(stem)[0]) == words:
        return 2
    return 1 if words and f" {words} " in f" {_words(stem)} " else 0


def _words(name: str) -> str:
    name = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.findall(r"[^\W_]+", name))
