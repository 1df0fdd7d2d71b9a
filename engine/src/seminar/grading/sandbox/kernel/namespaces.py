"""Namespaces: a file tree, a network, a process table in which nothing else exists."""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

from seminar.grading.sandbox.kernel.syscalls import checked, libc, syscall

NEWNS, NEWUTS, NEWIPC = 0x00020000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
NOSUID, NODEV, BIND, RECURSIVE, PRIVATE = 2, 4, 4096, 16384, 1 << 18
DETACH = 2
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
MOUNT_SETATTR, AT_RECURSIVE, ATTR_RDONLY, ATTR_NOSUID = 442, 0x8000, 1, 2
DEVICES = ("null", "zero", "full", "random", "urandom")
#: What the assignment hands out; all that a submission may write, and where programs look for that.
FILES, OWN = "/files", "/own"
LINKS = {"/tmp": f"{OWN}/tmp", "/dev/shm": f"{OWN}/shm"}  # noqa: S108  # each submission has its own


def unshare(flags: int) -> None:
    """Leave namespaces for new ones."""
    checked(libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str | None = None, flags: int = 0, data: str | None = None) -> None:
    """Mount a file system."""

    def text(value: str | None) -> bytes | None:
        return None if value is None else value.encode()

    result = libc.mount(text(source), text(target), text(kind), ctypes.c_ulong(flags), text(data))
    checked(result, f"mount {target}")


def unmount(target: str) -> None:
    """Take a mount out of the tree, whoever still uses it."""
    checked(libc.umount2(target.encode(), DETACH), f"umount {target}")


def enter(root: str, readable: Iterable[str], covers: Iterable[str], files: str) -> None:
    """Move this process into namespaces of its own, where only these paths exist and none can be written.

    The next process that it forks is the first of the new process table.

    Parameters
    ----------
    root : str
        An empty folder that becomes the root of the file tree.
    readable : iterable of str
        Files and folders to show, at the same place; those above others come first.
    covers : iterable of str
        Folders below these that are to look empty, but for what of `readable` lies below them.
    files : str
        A folder to show as FILES.

    Raises
    ------
    OSError
        The kernel or the administrator does not allow it.
    """
    others = NEWNS | NEWNET | NEWIPC | NEWUTS | NEWPID
    if os.getuid() == 0:
        unshare(others)
    else:
        uid, gid = os.getuid(), os.getgid()
        unshare(NEWUSER | others)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    mount("none", "/", flags=RECURSIVE | PRIVATE)
    mount("tmpfs", root, "tmpfs", NOSUID | NODEV, "size=1m,mode=755")
    for path in [*readable, *(f"/dev/{name}" for name in DEVICES)]:
        _show(path, root + path)
    for path in covers:
        if not Path(root + path).is_dir():
            # It lies in one that is covered already.
            continue
        mount("tmpfs", root + path, "tmpfs", NOSUID | NODEV, "size=1m,mode=755")
        for inside in (one for one in readable if Path(one).is_relative_to(path)):
            _show(inside, root + inside)
    _show(files, root + FILES)
    Path(root + OWN).mkdir()
    for usual, own in LINKS.items():
        # Python itself may lie below one of these.
        if not os.path.lexists(root + usual):
            Path(root + usual).symlink_to(own)
    attributes = (ctypes.c_uint64 * 4)(ATTR_RDONLY | ATTR_NOSUID, 0, 0, 0)
    arguments = (ctypes.c_int(-100), root.encode(), AT_RECURSIVE, attributes, ctypes.c_size_t(32))
    syscall(MOUNT_SETATTR, "mount_setattr", *arguments)
    os.chdir(root)
    syscall(PIVOT_ROOT[os.uname().machine], "pivot_root", b".", b".")
    # Old and new root are stacked on the same place: this removes the old one.
    unmount(".")
    os.chdir("/")


def _show(path: str, place: str) -> None:
    source, target = Path(path), Path(place)
    if not source.exists() or target.exists() or target.is_symlink():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    if source.is_dir():
        target.mkdir()
    else:
        target.touch()
    mount(path, str(target), flags=BIND | RECURSIVE)


def fork_first_of_new_table(own_table: int) -> int:
    """Fork a process that is number one of a process table of its own: all end when it ends.

    Parameters
    ----------
    own_table : int
        An open file of this process's own /proc/self/ns/pid, to come back to.

    Returns
    -------
    int
        As os.fork does: 0 in the new process.
    """
    unshare(NEWPID)
    child = os.fork()
    if child:
        checked(libc.setns(own_table, NEWPID), "setns")
    return child
