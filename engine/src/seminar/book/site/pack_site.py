"""Packs the built site into one zip that opens without a network. The same site gives the same bytes.

``python -m seminar.book.site.pack_site`` writes ``_build/SLUG.zip``. The book opens from the unpacked
folder; the lab needs a web server, because browsers run no worker from ``file://``.
"""

import sys
from pathlib import Path

from seminar.course import Course
from seminar.text import write_zip


def pack(site: Path, target: Path, folder: str) -> None:
    """Write a zip of a built site, without this machine's dates, rights and order of files.

    Parameters
    ----------
    site : Path
        Folder that holds ``index.html``.
    target : Path
        The zip, which is replaced.
    folder : str
        The folder in which everything lies inside the zip.

    Raises
    ------
    FileNotFoundError
        If the site is not built.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(2, "there is no built book; `make site` builds it", str(site))
    paths = sorted(path for path in site.rglob("*") if path.is_file() and path.name != ".buildinfo")
    write_zip(target, ((f"{folder}/{path.relative_to(site).as_posix()}", path.read_bytes()) for path in paths))


def main() -> int:
    """Pack the site that `make site` has built."""
    course = Course.find()
    target = course.root / "_build" / f"{course.slug}.zip"
    try:
        pack(course.root / "_build" / "html", target, course.slug)
    except FileNotFoundError as error:
        sys.stderr.write(f"{error.strerror} ({error.filename})\n")
        return 2
    sys.stdout.write(f"{target} ({target.stat().st_size / 1e6:.0f} MB)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
