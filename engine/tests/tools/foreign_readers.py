"""Programs of others that read what we write."""

import json
import os
import subprocess
import sys

import pytest

from foreign_packages import from_npm, from_pypi
from seminar.lab.fetch import node

PARSE = (
    "const t = require('fs').readFileSync(0, 'utf8'); console.log(JSON.stringify(require(process.argv[1]).parse(t)))"
)
CHECK = """
import json, sys
from qti_package_maker.common.package_integrity import check_package
print(json.dumps([check_package(path) for path in sys.argv[1:]]))
"""


@pytest.fixture(scope="session")
def parse():
    """Return a function that parses GIFT with gift-pegjs."""
    try:
        package = from_npm("gift-pegjs", "1.0.2")
    except OSError as error:
        pytest.skip(str(error))

    def parse_(text: str) -> list[dict]:
        command = [*node(), "-e", PARSE, str(package)]
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return [question for question in json.loads(done.stdout) if question["type"] != "Category"]

    return parse_


@pytest.fixture(scope="session")
def violations():
    """Return a function that tells of each package which references in it lead nowhere."""
    try:
        folders = [from_pypi("qti_package_maker", "26.7.14"), from_pypi("lxml", "6.1.3")]
    except OSError as error:
        pytest.skip(str(error))

    def violations_(*paths) -> list[list[str]]:
        command = [sys.executable, "-c", CHECK, *map(str, paths)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, folders))}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return violations_
