"""What every test may use: the built book, a browser, and a page that remembers what it asked and complained of."""

import subprocess
import sys
from pathlib import Path

import pytest

from browsing import once


def build_book(out: Path):
    """Build the real book with its lab."""
    command = [sys.executable, "-m", "seminar.book.site.make_site", "--out", str(out), "--lab", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The real book, built once with warnings as errors."""
    return once(tmp_path_factory, "site", build_book) / "_build" / "html"
