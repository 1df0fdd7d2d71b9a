"""Fourteen points: the tables of the course, and the engine's widgets for its notebooks."""

from importlib import import_module


def __getattr__(name):
    # A notebook that only reads a table should not pay for widgets.
    if name == "tables":
        return import_module("fourteen_points.tables")
    homes = {"Quiz": "seminar.quiz", "ClaimExplorer": "seminar.register"}
    if name in homes:
        from functools import partial

        from seminar.course import Course

        return partial(getattr(import_module(homes[name]), name), course=Course.installed("fourteen_points"))
    raise AttributeError(f"module 'fourteen_points' has no attribute {name!r}")
