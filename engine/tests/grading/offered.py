"""The kinds of sandbox that tests run in."""

import os

from seminar.grading.sandbox import means


def offered() -> list[str]:
    """List what this machine offers; the one alone that SEMINAR_SANDBOX names, where it names one."""
    named = os.environ.get("SEMINAR_SANDBOX")
    return [kind for kind in means.candidates() if named in (None, kind)]
