"""Which names a cell binds and which it reads, found without running it."""

import ast
import symtable
from collections.abc import Iterator

from IPython.core.inputtransformer2 import TransformerManager

_transform = TransformerManager()


def plain(source: str) -> str:
    """Turn IPython's magics into plain Python; what is plain already keeps its lines."""
    try:
        ast.parse(source)
        return source
    except SyntaxError:
        return _transform.transform_cell(source)


def bound(source: str) -> set[str]:
    """Return the names that a cell binds, imports left out.

    Raises
    ------
    SyntaxError
        The cell is no Python.
    """
    top = symtable.symtable(plain(source), "cell", "exec")
    found = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned()}
    for table in _inner(top):
        found |= {s.get_name() for s in table.get_symbols() if s.is_declared_global() and s.is_assigned()}
    return found


def read(source: str) -> set[str]:
    """Return the names that a cell reads from its notebook, in its functions too."""
    top = symtable.symtable(plain(source), "cell", "exec")
    found = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    for table in _inner(top):
        found |= {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
    return found


def imports(source: str) -> str:
    """Return only the import statements of a cell."""
    tree = ast.parse(plain(source))
    return "\n".join(ast.unparse(node) for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom)))


def imported_modules(source: str) -> set[str]:
    """Return what a cell imports, at whatever depth, as `pkgutil.resolve_name` takes it: "a.b" or "a.b:name"."""
    found = set()
    for node in ast.walk(ast.parse(plain(source))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}:{alias.name}" for alias in node.names if alias.name != "*"} or {node.module}
    return found


def classes(source: str) -> set[str]:
    """Return the classes that a cell defines at its top."""
    return {node.name for node in ast.parse(plain(source)).body if isinstance(node, ast.ClassDef)}


def in_class_bodies(source: str) -> set[str]:
    """Return the names that the bodies of a cell's classes read, where Python does not ask for a missing one."""
    top = symtable.symtable(source, "cell", "exec")
    bodies = [table for table in _inner(top) if table.get_type() == "class"]
    return {s.get_name() for table in bodies for s in table.get_symbols() if s.is_global() and s.is_referenced()}


def _inner(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _inner(child)
