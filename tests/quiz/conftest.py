"""The readers of others, as in the engine's tests."""

from foreign_readers import parse, violations

__all__ = ["parse", "violations"]
