"""The types of items, one module a type; the script of each is ``static/types/<type>.js``.

A module here holds one class, a ``Body`` whose ``NAME`` is the module's. Nothing else lists the types.
"""

from importlib import import_module
from pkgutil import iter_modules

from seminar.quiz.parts.body import Body


def type_in(module: str) -> type[Body]:
    """Return the type that a module of this package holds."""
    held = vars(import_module(f"{__name__}.{module}")).values()
    (found,) = (one for one in held if isinstance(one, type) and issubclass(one, Body) and is_called(one, module))
    return found


def is_called(one: type[Body], name: str) -> bool:
    """Say whether a class is the type of this name and not one that it is made of."""
    return getattr(one, "NAME", None) == name


#: The types by their names, in alphabetical order.
TYPES: dict[str, type[Body]] = {
    name: type_in(name) for name in sorted(module.name for module in iter_modules(__path__))
}
