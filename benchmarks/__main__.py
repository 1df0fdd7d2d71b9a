"""Runs every benchmark, or those that are named: ``python -m benchmarks quiz_weight``."""

import pkgutil
import sys
from importlib import import_module
from pathlib import Path

import benchmarks

# What drives a browser and fetches others' packages is the tests' too.
sys.path.insert(0, str(Path(__file__).parents[1] / "engine/tests/tools"))


def main(names: list[str]) -> int:
    """Run benchmarks and print a table for each.

    Returns
    -------
    int
        0, or 2 where a name is unknown.
    """
    known = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")]
    modules = {name: import_module(f"benchmarks.{name}") for name in known}
    modules = {name: module for name, module in modules.items() if hasattr(module, "run")}
    if unknown := [name for name in names if name not in modules]:
        print(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(modules)}", file=sys.stderr)
        return 2
    for name in names or modules:
        print(f"\n{name}: {modules[name].__doc__.splitlines()[0]}\n")
        print(table(modules[name].run()))
    return 0


def table(rows: list[dict]) -> str:
    """Return rows as a Markdown table, numbers to three significant digits."""
    cells = [[shown(value) for value in row.values()] for row in rows]
    heads = [str(name) for name in rows[0]]
    widths = [max(len(row[column]) for row in [heads, *cells]) for column in range(len(heads))]
    lines = [heads, ["-" * width for width in widths], *cells]
    return "\n".join(
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) + " |" for line in lines
    )


def shown(value) -> str:
    """Return a cell's text."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
