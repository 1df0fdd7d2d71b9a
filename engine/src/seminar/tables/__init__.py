"""Reads the data package of a course: CSV files and the ``datapackage.json`` (Frictionless) that describes them.

`read` gives the rows of a table, `describe` says what its columns mean, `package` is the whole description.
"""

from seminar.tables.read import describe, package, read

__all__ = ["describe", "package", "read"]
