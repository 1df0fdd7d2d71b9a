"""Reads the data package of a course: CSV files and the ``datapackage.json`` (Frictionless) that describes them."""

from seminar.tables.read import describe, package, read

__all__ = ["describe", "package", "read"]
