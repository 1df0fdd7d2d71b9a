"""Writes the folder that Pyodide loads in the browser: its runtime, byte-compiled wheels, and a lock of just these."""

import email
import hashlib
import json
import re
import shutil
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import seminar
from seminar.course import Course
from seminar.lab.fetch import kept, key, node, pyodide, run, wheels

HERE = Path(__file__).parent
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
# Parts that no notebook in a browser reads; jedi's stubs for Django alone are 20 MB.
LEAVE_OUT = r"(^|/)tests?/|^jedi/third_party/django-stubs/"
# Of the classroom, what counts votes from files stays: a browser has no sockets for a server or its client.
OURS_LEAVE_OUT = (
    r"^seminar/(book|grading|lab|quiz/exchange)/"
    r"|^seminar/classroom/(commands\.|server/|notebook/room_client\.)"
    r"|^\w+/figures/"
)
# What an installer writes beside a package; it may name places of this machine.
OF_THE_INSTALLATION = ("INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json")
KERNEL = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
BROWSER = {
    "extra": "",
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_python_implementation": "CPython",
    "platform_system": "Emscripten",
    "python_full_version": "3.14.2",
    "python_version": "3.14",
    "sys_platform": "emscripten",
}


def compiled(
    runtime: Path, found: list[Path], cache: Path, name: str, leave_out: str, keep_source: bool = False
) -> list[Path]:
    """Return byte-compiled copies of wheels, made once in a folder of the cache."""
    plan = [{"wheel": wheel.name, "leave_out": leave_out, "keep_source": keep_source} for wheel in sorted(found)]
    scripts = [HERE / "compile_wheels.py", HERE / "compile_wheels.mjs", runtime / "package.json"]
    digest = key(json.dumps(plan).encode(), *scripts, *sorted(found))

    def make(folder: Path) -> None:
        gathered = folder / "gathered"
        gathered.mkdir()
        for wheel in found:
            shutil.copy2(wheel, gathered)
        command = [*node(), str(HERE / "compile_wheels.mjs"), str(runtime), str(gathered), str(folder)]
        run([*command, json.dumps(plan)], "the lab's packages could not be byte-compiled")
        shutil.rmtree(gathered)

    return sorted(kept(cache / f"{name}-{digest}", make).glob("*.whl"))


def describe(wheel: Path) -> dict[str, Any]:
    """Return what Pyodide's lock says of one wheel: name, version, hash, what it needs and what it lets import."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        meta = email.message_from_bytes(archive.read(metadata))
    needs = [Requirement(text) for text in meta.get_all("Requires-Dist") or []]
    modules = {re.split(r"/|\.pyc?$", name)[0] for name in names if re.match(r"[A-Za-z_]\w*(/.*)?\.pyc?$", name)}
    return {
        "name": canonicalize_name(meta["Name"]),
        "version": meta["Version"],
        "file_name": wheel.name,
        "install_dir": "site",
        "package_type": "package",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "imports": sorted(modules),
        "depends": sorted({canonicalize_name(n.name) for n in needs if n.marker is None or n.marker.evaluate(BROWSER)}),
        "unvendored_tests": False,
    }


def lock(found: list[Path], runtime: Path) -> dict[str, Any]:
    """Return a lock for Pyodide that holds these wheels and no address."""
    packages = {entry["name"]: entry for entry in map(describe, sorted(found))}
    for entry in packages.values():
        # What is only for a server's front end (widgetsnbextension, jupyterlab-widgets) has no wheel here.
        entry["depends"] = [name for name in entry["depends"] if name in packages]
    info = json.loads((runtime / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    return {"info": info, "packages": dict(sorted(packages.items()))}


def own_wheels(course: Course, cache: Path) -> list[Path]:
    """Build the wheels of the engine and of the course; this takes under a second, so they are built anew each time.

    Raises
    ------
    LabError
        If hatchling refuses.
    """
    folder = cache / "ours"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    checkout = Path(seminar.__file__).parents[2]
    if (checkout / "pyproject.toml").is_file():
        build(checkout, folder)
    else:
        pack_installed("seminar", folder)
    build(course.root, folder)
    return sorted(folder.glob("*.whl"))


def build(project: Path, folder: Path) -> None:
    """Build the wheel of a project into a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    run(command, f"the wheel of {project.name} could not be built", cwd=project)


def pack_installed(name: str, folder: Path) -> None:
    """Write the wheel of a package that is installed, where its source is not at hand."""
    own = distribution(name)
    files = [
        file
        for file in own.files or []
        if file.parts[0] != ".." and "__pycache__" not in file.parts and file.name not in OF_THE_INSTALLATION
    ]
    with zipfile.ZipFile(folder / f"{name}-{own.version}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in files:
            content = file.read_binary()
            if file.name == "RECORD":  # it lists the files that this wheel holds
                listed = {one.as_posix() for one in files}
                content = b"".join(row for row in content.splitlines(True) if row.decode().split(",")[0] in listed)
            wheel.writestr(zipfile.ZipInfo(file.as_posix(), (1980, 1, 1, 0, 0, 0)), content)


def browser_python(course: Course, cache: Path, own: list[Path]) -> Path:
    """Return the folder with Python for the browser, made once for the same inputs.

    Parameters
    ----------
    course : Course
        Whose settings of the lab are taken.
    cache : Path
        Folder that keeps parts between builds.
    own : list of Path
        The wheels of the engine and of the course.

    Raises
    ------
    LabError
        If a part cannot be fetched or compiled.
    """
    runtime = pyodide(course.lab, cache)
    kernel = Path(sys.prefix) / KERNEL
    theirs = [wheel for wheel in kernel.glob("*.whl") if not wheel.name.startswith("widgetsnbextension")]
    theirs += wheels(course.lab, cache).glob("*.whl")
    ready = compiled(runtime, theirs, cache, "packages", LEAVE_OUT)
    ready += compiled(runtime, own, cache, "own", OURS_LEAVE_OUT, keep_source=True)

    def make(folder: Path) -> None:
        for path in (*(runtime / name for name in RUNTIME), *ready):
            shutil.copyfile(path, folder / path.name)
        written = json.dumps(lock(ready, runtime), indent=1)
        (folder / "pyodide-lock.json").write_text(written, encoding="utf-8")

    return kept(cache / f"pyodide-{key(runtime / 'package.json', Path(__file__), *ready)}", make)
