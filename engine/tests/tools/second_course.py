"""The second course as an installed package: its sources, and beside them what an installer says of it."""

from pathlib import Path

SOURCES = Path(__file__).parents[1] / "course" / "src"
PACKAGE = "fourteen_points"
ENTRY_POINT = f"[seminar.courses]\nfourteen-points = {PACKAGE}\n"


def describe(package: str, folder: Path, entry_points: str = "") -> None:
    """Write into a folder of packages what an installer says of one: its name, a version and its entry points."""
    about = folder / f"{package}-0.dist-info"
    about.mkdir(parents=True, exist_ok=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0\n")
    (about / "entry_points.txt").write_text(entry_points)


def install(folder: Path) -> list[str]:
    """Describe the course in a folder and return what belongs on Python's path, so that it counts as installed."""
    describe(PACKAGE, folder, ENTRY_POINT)
    return [str(SOURCES), str(folder)]
