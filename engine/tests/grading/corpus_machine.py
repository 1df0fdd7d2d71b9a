"""What strangers hand in to use more of the machine than is theirs, or to talk to each other by it."""

import textwrap

from corpus import Case, forbidden


def tries(attempt):
    """Try what the sandbox refuses; what it prints says that it was."""
    return forbidden(textwrap.dedent(attempt).strip(), says="refused")


def works(attempt, says):
    """Do what honest notebooks do; it works, and costs nothing."""
    return Case(first="import os\n" + textwrap.dedent(attempt).strip(), says=says)


def takes(attempt, **more):
    """Take more than there is for one submission, which ends it."""
    return Case(first=textwrap.dedent(attempt).strip(), **{"status": "crashed", "lost": "*", **more})


CASES: dict[str, Case] = {
    # --- two that agreed before: no number of the machine's and no file of a library's may carry a word
    "asks_how_busy_the_machine_is": tries(
        """
        import ctypes
        if ctypes.CDLL(None).sysinfo(ctypes.create_string_buffer(500)):
            raise OSError
        print("told")
        """
    ),
    "asks_for_the_load": tries("print('told', os.getloadavg())"),
    "asks_how_full_the_disk_is": tries("print('told', os.statvfs('/usr'))"),
    "asks_what_is_in_memory": tries(
        """
        print("told", os.preadv(os.open(os.__file__, os.O_RDONLY), [bytearray(9)], 0, os.RWF_NOWAIT))
        """
    ),
    "leaves_a_note_with_a_file": tries(
        """
        import fcntl, struct
        fcntl.fcntl(os.open(os.__file__, os.O_RDONLY), 1036, struct.pack("Q", 3))
        print("left")
        """
    ),
    "wakes_another_by_a_library": tries(
        """
        import ctypes
        library = ctypes.CDLL(None)
        place = ctypes.cast(library.getpid, ctypes.c_void_p).value & ~3
        number = {"x86_64": 202, "aarch64": 98}[os.uname().machine]
        if library.syscall(number, ctypes.c_void_p(place), 1, 9, None, None, 0) < 0:
            raise OSError
        print("woken")
        """
    ),
    "waits_at_an_address_of_its_own": tries("socket.socketpair()[0].bind('\\0meeting')\nprint('bound')"),
    "hands_itself_open_files": tries("socket.send_fds(socket.socketpair()[0], [b'x'], [0])\nprint('handed')"),
    "takes_requests_of_the_whole_machine": tries(
        """
        import ctypes
        number = {"x86_64": 206, "aarch64": 0}[os.uname().machine]
        if ctypes.CDLL(None).syscall(number, 60000, ctypes.create_string_buffer(8)):
            raise OSError
        print("taken")
        """
    ),
    "makes_calls_that_came_later": tries(
        """
        import ctypes, errno
        library = ctypes.CDLL(None, use_errno=True)
        for number in (467, *range(470, 600)):
            known = library.syscall(number, -1, 0, 0, 0, 0, 0) >= 0
            if known or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
                print("possible", number)
        raise OSError
        """
    ),
    # --- memory and files that are not where one looks first
    "memory_in_children_of_a_thread": takes(
        """
        import os, threading, time
        def take():
            for _ in range(5):
                if os.fork() == 0:
                    x = bytearray(b"1") * (120 * 2**20)
                    time.sleep(60)
            time.sleep(60)
        threading.Thread(target=take, daemon=True).start()
        time.sleep(2)
        """,
        says="more memory",
    ),
    "memory_that_nobody_looks_at": takes(
        """
        import mmap, os, time
        for _ in range(3):
            if os.fork() == 0:
                x = mmap.mmap(-1, 300 * 2**20)
                for at in range(0, len(x), 4096):
                    x[at] = 1
                x.madvise(mmap.MADV_DONTNEED)
                time.sleep(60)
        time.sleep(2)
        """,
        says="more memory",
    ),
    "memory_in_sockets": takes(
        """
        import os, socket, time
        for _ in range(30):
            if os.fork() == 0:
                kept = []
                try:
                    while True:
                        kept += socket.socketpair()
                        kept[-1].setblocking(False)
                        kept[-1].send(b"x" * 200_000)
                except OSError:
                    time.sleep(60)
        time.sleep(2)
        """,
        says="more memory",
    ),
    "memory_in_huge_pages": tries(
        """
        import errno, mmap
        try:
            mmap.mmap(-1, 2**21, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x40000)
        except OSError as error:
            # A machine that has none says so with another number.
            if error.errno == errno.EPERM:
                raise
        print("possible")
        """
    ),
    "removed_files_that_stay_mapped": takes(
        """
        import mmap, os, time
        kept = []
        try:
            for n in range(30):
                with open(f"{n}", "w+b") as file:
                    file.write(b"x" * 15_000_000)
                    file.flush()
                    kept.append(mmap.mmap(file.fileno(), 4096))
                os.unlink(f"{n}")
            time.sleep(1)
            print("held", len(kept))
        except OSError:
            print("no room")
        """,
        status="*",
    ),
    # --- what an honest notebook uses
    "uses_a_pool": works(
        """
        import multiprocessing
        def square(x):
            return x * x
        with multiprocessing.Pool() as pool:
            print("sum", sum(pool.map(square, range(20))))
        """,
        "sum 2470",
    ),
    "uses_an_executor": works(
        """
        from concurrent.futures import ProcessPoolExecutor
        def square(x):
            return x * x
        with ProcessPoolExecutor(3) as pool:
            print("sum", sum(pool.map(square, range(20))))
        """,
        "sum 2470",
    ),
    "uses_a_queue": works(
        """
        import multiprocessing, queue
        numbers, lock, count = multiprocessing.Queue(), multiprocessing.RLock(), multiprocessing.Value("i", 0)
        def put():
            for n in range(100):
                numbers.put(n)
                with count.get_lock(), lock, lock:
                    count.value += 1
        both = [multiprocessing.Process(target=put) for _ in range(2)]
        for one in both:
            one.start()
        got = sum(numbers.get(timeout=5) for _ in range(200))
        for one in both:
            one.join()
        try:
            numbers.get(timeout=0.01)
        except queue.Empty:
            print("sum", got, count.value)
        """,
        "sum 9900 200",
    ),
    "uses_events_and_conditions": works(
        """
        import multiprocessing
        event, condition = multiprocessing.Event(), multiprocessing.Condition()
        semaphore, barrier = multiprocessing.BoundedSemaphore(1), multiprocessing.Barrier(2)
        def other():
            barrier.wait(5)
            with condition:
                condition.notify()
            event.set()
        process = multiprocessing.Process(target=other)
        with condition:
            process.start()
            barrier.wait(5)
            told = condition.wait(5)
        try:
            semaphore.release()
        except ValueError as error:
            print(told, event.wait(5), error)
        """,
        "True True semaphore or lock released too many times",
    ),
    "uses_the_temporary_folder": works(
        """
        import tempfile
        with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w+") as file:
            file.write("kept")
            file.seek(0)
            open(folder + "/other", "w").write("x")
            print("file", file.read(), os.listdir("."))
        """,
        "file kept []",
    ),
}
