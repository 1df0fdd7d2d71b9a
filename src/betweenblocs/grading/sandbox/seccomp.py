"""seccomp: the system calls that no course notebook needs and every break-out does."""

import ctypes
import errno
import platform
import struct

from betweenblocs.grading.sandbox.syscalls import PR_SET_SECCOMP, checked, libc, no_new_privileges

ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X86_64, AARCH64 = "x86_64", "aarch64"

#: Refused with "operation not permitted". Numbers: (x86-64, arm64); None where there is no such call.
REFUSED = {
    # network, and sockets that other programs of this account listen on
    "socket": (41, 198),
    # other processes' memory and files
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "open_by_handle_at": (304, 265),
    # mounts and namespaces
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "mount_setattr": (442, 442),
    # memory shared beyond this sandbox
    "shmget": (29, 194),
    "shmat": (30, 196),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    # memory that is no process's, so that nobody would count it
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # hearing of files that others open, by name
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    # parts of the kernel with a history
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "swapon": (167, 224),
    "reboot": (169, 142),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "syslog": (103, 116),
    # other processes' share of the machine
    "setpriority": (141, 140),
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
    "ioprio_set": (251, 30),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
}

#: Answered with success and not carried out: Landlock does not guard a file's mode, owner and times,
#: and a program that copies a file within its own folder should not fail over them.
FEIGNED = {
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "utimensat": (280, 88),
    "futimesat": (261, None),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    # A lock on a library's file would be seen by other submissions that run at the same time: a way to tell them.
    "flock": (73, 32),
}

CLONE, CLONE3 = (56, 220), (435, 435)
PRLIMIT, PRCTL = (302, 261), (157, 167)
#: prctl: a process that makes itself unreadable hides from the grader how much memory it takes.
SET_DUMPABLE = 4
SOCKETPAIR = (53, 199)
#: All kinds of sockets but streams, which stay with the other end that they were made with.
NO_STREAM = 0b1110
FCNTL, IOCTL = (72, 25), (16, 29)
#: fcntl: set a lock (feigned, as for flock; so sqlite still works); choose who gets which signal for a file; watch it.
SET_LOCKS = (6, 7, 37, 38)
SET_OWNER_SIGNAL_LEASE_NOTIFY = (8, 15, 10, 1024, 1026)
#: ioctl: FIOSETOWN and SIOCSPGRP do what fcntl's F_SETOWN does.
SET_OWNER = (0x8901, 0x8902)
#: Signals that could reach the grader itself.
SIGNALS = {
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
}
NEW_NAMESPACES = 0x7E020080

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, ANSWER = 0x7FFF0000, 0x80000000, 0x00050000
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

    def answer(numbers, value):
        if numbers[column] is not None:
            code.extend([(EQUAL, 0, 1, numbers[column]), (RETURN, 0, 0, value)])

    def by_argument(numbers, argument, tests, otherwise):
        """Answer by the argument's low half: `tests` are (operation, value, answer), the first that holds counts."""
        code.append((EQUAL, 0, 2 * len(tests) + 2, numbers[column]))
        code.append((LOAD, 0, 0, FIRST_ARGUMENT + 8 * argument))
        for operation, value, result in tests:
            code.extend([(operation, 0, 1, value), (RETURN, 0, 0, result)])
        code.append((RETURN, 0, 0, otherwise))

    for numbers in REFUSED.values():
        answer(numbers, ANSWER | errno.EPERM)
    for numbers in FEIGNED.values():
        answer(numbers, ANSWER)
    # The C library falls back to clone, whose flags can be read here.
    answer(CLONE3, ANSWER | errno.ENOSYS)
    refused = ANSWER | errno.EPERM
    by_argument(CLONE, 0, [(ANY_BIT, NEW_NAMESPACES, refused)], ALLOW)
    by_argument(PRLIMIT, 0, [(EQUAL, 0, ALLOW)], refused)
    by_argument(PRCTL, 0, [(EQUAL, SET_DUMPABLE, refused)], ALLOW)
    by_argument(SOCKETPAIR, 1, [(ANY_BIT, NO_STREAM, refused)], ALLOW)
    locks = [(EQUAL, command, ANSWER) for command in SET_LOCKS]
    others = [(EQUAL, command, refused) for command in SET_OWNER_SIGNAL_LEASE_NOTIFY]
    by_argument(FCNTL, 1, locks + others, ALLOW)
    by_argument(IOCTL, 1, [(EQUAL, command, refused) for command in SET_OWNER], ALLOW)
    if signals:
        for numbers in SIGNALS.values():
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
