"""Landlock: what this process and its children may open, for good."""

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from seminar.grading.sandbox.kernel.syscalls import no_new_privileges, syscall

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
READ = EXECUTE | READ_FILE | READ_DIR
#: The rights that make sense for a file that is no folder.
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV


def version() -> int:
    """Say which version of Landlock the kernel has, 0 where it has none."""
    try:
        return syscall(CREATE_RULESET, "landlock", None, ctypes.c_size_t(0), ctypes.c_uint(1))
    except OSError:
        return 0


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Leave this process nothing but these paths: no other file, no TCP, no signal to the outside.

    Parameters
    ----------
    readable : iterable of str
        Files and folders that may be read and run; those that do not exist are passed over.
    writable : iterable of str
        Files and folders where everything is allowed.

    Raises
    ------
    OSError
        The kernel has no Landlock.
    """
    abi = version()
    # Each version of the interface knows more rights; all that are known are taken away.
    rights = (1 << {0: 0, 1: 13, 2: 14, 3: 15, 4: 15}.get(abi, 16)) - 1
    network = 0b11 if abi >= 4 else 0
    scopes = 0b11 if abi >= 6 else 0
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    attributes = struct.pack("<QQQ", rights, network, scopes)[:size]
    rules = syscall(CREATE_RULESET, "landlock", ctypes.c_char_p(attributes), ctypes.c_size_t(size), ctypes.c_uint(0))
    try:
        for paths, granted in ((readable, READ), (writable, rights)):
            for path in paths:
                _allow(rules, path, granted & rights)
        no_new_privileges()
        syscall(RESTRICT_SELF, "landlock", ctypes.c_int(rules), ctypes.c_uint(0))
    finally:
        os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not Path(path).is_dir():
            rights &= ON_FILES
        beneath = ctypes.c_char_p(struct.pack("<Qi", rights, place))
        syscall(ADD_RULE, f"landlock {path}", ctypes.c_int(rules), ctypes.c_int(1), beneath, ctypes.c_uint(0))
    finally:
        os.close(place)
