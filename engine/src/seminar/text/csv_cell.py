"""Makes a CSV cell safe for a spreadsheet."""

import re
from typing import Any

#: Where a cell begins: at the start, and after what another spreadsheet may take for the end of a cell, because a
#: quotation mark in the middle of a line does not protect a semicolon. The wide signs count in East Asian versions.
FORMULA = re.compile(r"(^|[;\t\r\n])(?=[=+\-@＝＋－＠])")


def safe(value: Any) -> Any:
    """Return a value whose text a spreadsheet takes for text; numbers pass as they are.

    A cell that begins with one of =, +, -, @ runs as a formula when the file is opened, and a student chooses their
    own name. A leading apostrophe stops that (OWASP, "CSV Injection").
    """
    if not isinstance(value, str):
        return value
    value = FORMULA.sub(r"\1'", value)
    return f"'{value}" if value.startswith(("\t", "\r")) else value
