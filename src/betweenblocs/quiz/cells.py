"""Makes a CSV cell safe for a spreadsheet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value):
    """Return a value whose text a spreadsheet takes for text; numbers pass as they are.

    A cell that begins with one of =, +, -, @ runs as a formula when the file is opened, and a student chooses their
    own name. A leading apostrophe stops that (OWASP, "CSV Injection").
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
