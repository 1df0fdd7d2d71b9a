"""Byte-compiles wheels, so that the browser need not. Runs inside Pyodide; see compile_wheels.mjs."""

import importlib.util
import json
import re
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same wheels give the same bytes


def byte_code(source: bytes, name: str) -> bytes:
    """Return a .pyc that Python takes without looking at the source's date or hash."""
    code = compile(source, name, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a file without this machine's date and rights."""
    entry = zipfile.ZipInfo(name, FIRST_DAY)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    archive.writestr(entry, data)


def compile_wheel(wheel: Path, out: Path, leave_out: str, keep_source: bool) -> None:
    """Copy a wheel with byte code in place of its sources, or beside them."""
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(out, "w", compresslevel=9) as new:
        for name in sorted(old.namelist()):
            if name.endswith("/") or re.search(leave_out, name):
                continue
            data = old.read(name)
            if not name.endswith(".py") or ".data/" in name:
                write(new, name, data)
                continue
            try:
                code = byte_code(data, name)
            except SyntaxError:  # a template, or a test of broken code
                write(new, name, data)
                continue
            if keep_source:
                write(new, name, data)
                folder, _, stem = name.removesuffix(".py").rpartition("/")
                tag = sys.implementation.cache_tag
                write(new, f"{folder}/__pycache__/{stem}.{tag}.pyc", code)
            else:
                write(new, f"{name}c", code)


for task in json.loads(PLAN):  # noqa: F821 (compile_wheels.mjs sets it)
    source = Path("/wheels", task["wheel"])
    compile_wheel(source, Path("/out", task["wheel"]), task["leave_out"], task["keep_source"])
