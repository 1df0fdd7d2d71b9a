"""seccomp: the system calls that no course notebook needs and every break-out does."""

import ctypes
import errno
import platform
import struct

from seminar.grading.sandbox.kernel import calls
from seminar.grading.sandbox.kernel.syscalls import PR_SET_SECCOMP, checked, libc, no_new_privileges

ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X86_64, AARCH64 = "x86_64", "aarch64"

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, ANSWER = 0x7FFF0000, 0x80000000, 0x00050000
#: The number of a system call on x86-64 and on arm64, None where there is none.
Numbers = tuple[int | None, int | None]
NUMBER, ARCH, FIRST_ARGUMENT = 0, 4, 16


def supported() -> bool:
    """Say whether the numbers of this machine's system calls are known."""
    return platform.system() == "Linux" and platform.machine() in ARCHITECTURE


def program(signals: bool) -> list[tuple[int, int, int, int]]:
    """Write the filter: (operation, jump if true, jump if false, value) for each instruction.

    Parameters
    ----------
    signals : bool
        Whether processes outside could be signalled, so that `kill` is to be refused but for the own group.
    """
    machine = platform.machine()
    column = (X86_64, AARCH64).index(machine)
    code = [
        (LOAD, 0, 0, ARCH),
        (EQUAL, 1, 0, ARCHITECTURE[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    if machine == X86_64:
        # The x32 interface would give every call a second number.
        code += [(AT_LEAST, 0, 1, 0x40000000), (RETURN, 0, 0, ANSWER | errno.EPERM)]

    def answer(numbers: Numbers, value: int) -> None:
        number = numbers[column]
        if number is not None:
            code.extend([(EQUAL, 0, 1, number), (RETURN, 0, 0, value)])

    def by_argument(numbers: tuple[int, int], argument: int, tests: list[tuple[int, int, int]], otherwise: int) -> None:
        """Answer by the argument's low half: `tests` are (operation, value, answer), the first that holds counts."""
        code.append((EQUAL, 0, 2 * len(tests) + 2, numbers[column]))
        code.append((LOAD, 0, 0, FIRST_ARGUMENT + 8 * argument))
        for operation, value, result in tests:
            code.extend([(operation, 0, 1, value), (RETURN, 0, 0, result)])
        code.append((RETURN, 0, 0, otherwise))

    for numbers in calls.REFUSED.values():
        answer(numbers, ANSWER | errno.EPERM)
    for numbers in calls.FEIGNED.values():
        answer(numbers, ANSWER)
    for numbers in calls.UNKNOWN.values():
        answer(numbers, ANSWER | errno.ENOSYS)
    code.extend([(AT_LEAST, 0, 1, calls.HIGHEST + 1), (RETURN, 0, 0, ANSWER | errno.ENOSYS)])
    refused = ANSWER | errno.EPERM
    by_argument(calls.CLONE, 0, [(ANY_BIT, calls.NEW_NAMESPACES, refused)], ALLOW)
    by_argument(calls.PRLIMIT, 0, [(EQUAL, 0, ALLOW)], refused)
    by_argument(calls.PRCTL, 0, [(EQUAL, calls.SET_DUMPABLE, refused)], ALLOW)
    by_argument(calls.SOCKETPAIR, 1, [(ANY_BIT, calls.NO_STREAM, refused)], ALLOW)
    locks = [(EQUAL, command, ANSWER) for command in calls.SET_LOCKS]
    others = [(EQUAL, command, refused) for command in (*calls.SET_OWNER_SIGNAL_LEASE_NOTIFY, calls.SET_PIPE_SIZE)]
    by_argument(calls.FCNTL, 1, [*locks, *others, (AT_LEAST, calls.FILE_NOTES, refused)], ALLOW)
    waits = [(EQUAL, operation, ALLOW) for operation in calls.WAITS]
    # "Invalid" is what the C library lets pass in silence.
    by_argument(calls.FUTEX, 1, [(ANY_BIT, calls.WITHIN_ONE_PROCESS, ALLOW), *waits], ANSWER | errno.EINVAL)
    by_argument(calls.MMAP, 3, [(ANY_BIT, calls.HUGE_PAGES, refused)], ALLOW)
    by_argument(calls.IOCTL, 1, [(EQUAL, command, refused) for command in calls.SET_OWNER], ALLOW)
    if signals:
        for numbers in calls.SIGNALS.values():
            by_argument(numbers, 0, [(EQUAL, 0, ALLOW)], refused)
    code.append((RETURN, 0, 0, ALLOW))
    return code


def restrict(signals: bool) -> None:
    """Filter the system calls of this process and its children, for good."""
    code = b"".join(struct.pack("<HBBI", *instruction) for instruction in program(signals))
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("<HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
    no_new_privileges()
    checked(libc.prctl(PR_SET_SECCOMP, 2, ctypes.c_char_p(header), 0, 0), "seccomp")
