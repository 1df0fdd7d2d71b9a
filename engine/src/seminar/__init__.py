"""An engine for a course on a text; it knows no text.

A course is a folder with a ``course.toml``; `seminar.course.Course` reads it, and everything here is handed one.
"""

from importlib.metadata import version

__version__ = version("seminar")
