"""System calls that Python does not wrap."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_SECCOMP = 1, 8, 22
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
CAP_DAC_READ_SEARCH = 2


def checked(result: int, what: str) -> int:
    """Raise OSError where a C function returned less than zero."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(number: int, what: str, *arguments: object) -> int:
    """Call the kernel by number.

    Raises
    ------
    OSError
        The kernel refused.
    """
    return checked(libc.syscall(ctypes.c_long(number), *arguments), what)


def prctl(option: int, value: int) -> None:
    """Set an attribute of this process."""
    checked(libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), f"prctl {option}")


def no_new_privileges() -> None:
    """Give up set-uid programs for good."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def become(uid: int) -> None:
    """Turn root into the unprivileged account `uid`, which can read like root where the sandbox lets it.

    A Python under /root would be out of reach otherwise; Landlock or the mounts decide what may be read.
    """
    prctl(PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    keep_capabilities(1 << CAP_DAC_READ_SEARCH)


def keep_capabilities(mask: int) -> None:
    """Give up every capability but those of `mask`."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    low, high = mask & 0xFFFFFFFF, mask >> 32
    data = (ctypes.c_uint32 * 6)(low, low, 0, high, high, 0)
    checked(libc.capset(header, data), "capset")
