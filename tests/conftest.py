"""What every test may use: the built book, a browser, and a page that remembers what it asked and complained of."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from browsing import once


def build_book(out: Path, lab: bool):
    """Build the real book, with its lab or without, warnings as errors."""
    command = [sys.executable, "-m", "seminar.book.site.make_site", "--out", str(out), "--lab", str(int(lab))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The real book without its lab, built once."""
    return once(tmp_path_factory, "site", partial(build_book, lab=False)) / "_build" / "html"


@pytest.fixture(scope="session")
def site_with_lab(tmp_path_factory) -> Path:
    """The real book as it is published, with the lab beside it, built once."""
    return once(tmp_path_factory, "site-with-lab", partial(build_book, lab=True)) / "_build" / "html"
