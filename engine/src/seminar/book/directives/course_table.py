"""``{course-table}``: prints a table of the data package, each foreign column marked with its language."""

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from seminar.course import Course
from seminar.tables import describe


def add_course_tables(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("course-table", CourseTableDirective)


def pairs(argument: str) -> dict[str, str]:
    """Read ``greek=el latin=la``."""
    found = dict(part.partition("=")[::2] for part in argument.split())
    if not all(found.values()):
        raise ValueError("write column=language, such as greek=el")
    return found


class CourseTableDirective(SphinxDirective):
    """The rows of a table, or those of them where one column has one value.

    The argument names the table; ``:columns:`` chooses columns, ``:languages:`` says in which language a column is
    (``greek=el``), or which column says it (``words=language``), ``:where:`` keeps some rows (``kind=person``). The
    body is the caption.
    """

    required_arguments = 1
    has_content = True
    option_spec = {
        "columns": directives.unchanged_required,
        "languages": pairs,
        "where": pairs,
        "name": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Write the table."""
        course = Course.find(Path(self.env.srcdir))
        name = self.arguments[0]
        folder = course.tables_folder
        self.env.note_dependency(str(folder / f"{name}.csv"))
        schema = {field["name"]: field for field in describe(folder, name)["schema"]["fields"]}
        columns = self.options.get("columns", " ".join(schema)).split()
        languages, where = self.options.get("languages", {}), self.options.get("where", {})
        if unknown := [column for column in (*columns, *languages, *where) if column not in schema]:
            raise self.error(f"the table {name} has no column {unknown[0]!r}; it has {', '.join(schema)}")
        rows = [row for row in getattr(course.tables, name)() if all(str(row[k]) == v for k, v in where.items())]
        table = nodes.table(classes=["bb-course-table", "colwidths-auto"])
        table += nodes.title("", "", *self.parse_inline(" ".join(self.content))[0])
        group = nodes.tgroup(cols=len(columns))
        group += [nodes.colspec(colwidth=1) for _ in columns]
        heads = [nodes.entry("", nodes.paragraph("", column.replace("_", " ").capitalize())) for column in columns]
        group += nodes.thead("", nodes.row("", *heads))
        body = nodes.tbody()
        for row in rows:
            cells = [cell(row[column], languages.get(column), row, schema) for column in columns]
            body += nodes.row("", *cells)
        group += body
        table += group
        self.add_name(table)
        return [table]


def cell(value: object, language: str | None, row: dict[str, object], schema: dict[str, object]) -> nodes.entry:
    """Return one cell; an address becomes a link, a foreign text is marked."""
    text = "" if value is None else str(value)
    if text.startswith(("http://", "https://")):
        return nodes.entry("", nodes.paragraph("", "", nodes.reference("", text.split("/")[2], refuri=text)))
    if language and text:
        tag = str(row[language]) if language in schema else language
        return nodes.entry("", nodes.paragraph("", "", nodes.inline("", text, classes=[f"language-{tag}"])))
    return nodes.entry("", nodes.paragraph("", text))
