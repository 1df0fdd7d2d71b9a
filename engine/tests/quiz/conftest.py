"""The bank that has one item of every type."""

from pathlib import Path

import pytest
from hypothesis import settings

from seminar.quiz.bank.bank import read_bank

# A busy machine is no fault of the code: only benchmarks look at the clock.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

TINY = Path(__file__).parents[1] / "books" / "tiny" / "quizzes" / "tiny.yml"


@pytest.fixture(scope="session")
def tiny():
    """A small bank with every type once."""
    return read_bank(TINY)
