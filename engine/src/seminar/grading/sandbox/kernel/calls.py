"""Which system calls a submission may not make; numbers are (x86-64, arm64), None where there is no such call."""

#: The last call of Linux 6.19, up to which each is refused, feigned or let through on purpose.
#: A newer one is answered with "no such call", as by an older kernel.
HIGHEST = 470

#: Refused with "operation not permitted".
REFUSED = {
    # network, and sockets that other programs of this account listen on
    "socket": (41, 198),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "connect": (42, 203),
    # open files on their way through a socket are in no process's table, so nobody would count them
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    # other processes' memory and files
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
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
    "open_tree_attr": (467, 467),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "statmount": (457, 457),
    "listmount": (458, 458),
    "listns": (470, 470),
    # memory shared beyond this sandbox
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "msgget": (68, 186),
    "msgctl": (71, 187),
    "semget": (64, 190),
    "semctl": (66, 191),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    # what the whole machine does: its processes and load, its disk, what it has read into memory
    "sysinfo": (99, 179),
    "statfs": (137, 43),
    "fstatfs": (138, 44),
    "ustat": (136, None),
    "sysfs": (139, None),
    "mincore": (27, 232),
    "cachestat": (451, 451),
    # requests of which the whole machine has a limited number
    "io_setup": (206, 0),
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
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "uselib": (134, None),
    "modify_ldt": (154, None),
    "iopl": (172, None),
    "ioperm": (173, None),
    "nfsservctl": (180, 42),
    "lookup_dcookie": (212, 18),
    "lsm_get_self_attr": (459, 459),
    "lsm_set_self_attr": (460, 460),
    "lsm_list_modules": (461, 461),
    "uretprobe": (335, None),
    "uprobe": (336, None),
    # the machine itself
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "syslog": (103, 116),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "vhangup": (153, 58),
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
    "process_mrelease": (448, 448),
    "file_getattr": (468, 468),
    "file_setattr": (469, 469),
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
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
    # A lock on a library's file would be seen by other submissions that run at the same time: a way to tell them.
    "flock": (73, 32),
    # So would be whether a library's file is in memory, and how long the machine takes to write everything down.
    "fadvise64": (221, 223),
    "readahead": (187, 213),
    "sync": (162, 81),
    "syncfs": (306, 267),
}

#: Answered with "no such call": the C library has another way.
UNKNOWN = {
    # Its flags can be read in clone.
    "clone3": (435, 435),
    # Their flags ask what the machine has in memory.
    "preadv2": (327, 286),
    "pwritev2": (328, 287),
    "futex_waitv": (449, 449),
    "futex_wake": (454, 454),
    "futex_wait": (455, 455),
    "futex_requeue": (456, 456),
}

CLONE = (56, 220)
PRLIMIT, PRCTL = (302, 261), (157, 167)
#: prctl: a process that makes itself unreadable hides from the grader how much memory it takes.
SET_DUMPABLE = 4
SOCKETPAIR = (53, 199)
#: All kinds of sockets but streams, which stay with the other end that they were made with.
NO_STREAM = 0b1110
FCNTL, IOCTL = (72, 25), (16, 29)
#: futex: within one process, anything; else only a thread that waits for another's end. A library's code is the
#: same memory in all submissions, so one could wake the other by it.
FUTEX, WITHIN_ONE_PROCESS, WAITS = (202, 98), 128, (0, 9, 265)
#: mmap: huge pages are the whole machine's, and counted for no process.
MMAP, HUGE_PAGES = (9, 222), 0x40000
#: fcntl: set a lock (feigned, as for flock; so sqlite still works); choose who gets which signal for a file; watch it.
SET_LOCKS = (6, 7, 37, 38)
SET_OWNER_SIGNAL_LEASE_NOTIFY = (8, 15, 10, 1024, 1026)
#: fcntl: a pipe that holds more; and from here on notes that the kernel keeps with a file for all who open it.
SET_PIPE_SIZE, FILE_NOTES = 1031, 1035
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
