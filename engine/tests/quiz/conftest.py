"""The bank that has one item of every type."""

import pytest
from hypothesis import settings

from foreign_readers import parse, violations
from in_second_course import tmp_path
from second_course import TINY_BANK
from seminar.quiz.bank.bank import read_bank

__all__ = ["parse", "tmp_path", "violations"]

# A busy machine is no fault of the code: only benchmarks look at the clock.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def tiny():
    """A small bank with every type once."""
    return read_bank(TINY_BANK)
