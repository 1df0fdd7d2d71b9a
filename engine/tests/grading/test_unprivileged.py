"""What holds where the grader is root holds where it is a plain user: the corpus and the places, run by nobody."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from offered import offered

ENGINE = Path(__file__).parents[2]
KINDS = [pytest.param(kind, marks=pytest.mark.xdist_group(f"nobody {kind}")) for kind in offered()]
pytestmark = [
    pytest.mark.skipif(os.getuid() != 0, reason="the other tests are run by a plain user already"),
    pytest.mark.timeout(1200),
]


@pytest.fixture
def home():
    """A folder for nobody, where nobody may come to it."""
    folder = Path(tempfile.mkdtemp(prefix="nobody-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder / "home"
    shutil.rmtree(folder)


def run(home, kind, *tests):
    """Run tests in one kind of sandbox as nobody, and return what pytest said."""
    program = [sys.executable, str(Path(__file__).parent / "as_nobody.py"), str(home)]
    pytests = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=short"]
    pytests += ["-o", "timeout=900", *tests]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment["SEMINAR_SANDBOX"] = kind
    command = [*program, *pytests]
    return subprocess.run(command, cwd=ENGINE, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", KINDS)
def test_the_corpus_holds_for_a_plain_user(home, kind):
    """Each submission has the marks and the verdict that it has where the grader is root, and nothing comes back."""
    done = run(home, kind, "tests/grading/test_corpus.py")
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_a_course_gives_nothing_away_to_a_plain_users_submissions(home, kind):
    """A course beside its submissions, and one in a folder of its own, are closed to them without root's help."""
    done = run(home, kind, "tests/grading/test_places.py")
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
