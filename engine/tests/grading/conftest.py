"""The second course, installed for the small assignment; and nbgrader, which the grader is compared with."""

import os
import subprocess

import nbgrader_course
import pytest

import second_course


@pytest.fixture(scope="module", autouse=True)
def second_course_is_installed(tmp_path_factory):
    """Install the second course, whose tables the small assignment reads, here and in processes that a test starts."""
    paths = second_course.install(tmp_path_factory.mktemp("packages"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(paths))
        for path in reversed(paths):
            patch.syspath_prepend(path)
        yield


@pytest.fixture(scope="session")
def programs():
    """nbgrader, installed from its lock."""
    try:
        return nbgrader_course.install()
    except (subprocess.CalledProcessError, OSError) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"NOT COMPARED WITH NBGRADER, which could not be installed: {error}")
