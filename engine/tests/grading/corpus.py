"""What strangers hand in, named by what it tries, each with its verdict.

Words like @ANSWERS@ stand for paths that the test puts in: the worst case, a student who knows them.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from counting import POINTS, RIGHT, WRONG, as_bytes, cell, code, submission

ALL = frozenset(POINTS)


@dataclass(frozen=True)
class Case:
    """One hostile or unlucky submission.

    Parameters
    ----------
    solutions : dict
        What stands in the solution cells instead of the right answers.
    first, last : str
        A cell of the student's own before and after everything else.
    lost : frozenset of str
        The tests that give no points; the others give all of theirs.
    status : str
        The verdict.
    change : callable, optional
        Changes the notebook, or returns the bytes of the file.
    says : str
        Words that the record must hold.
    """

    solutions: dict = field(default_factory=dict)
    first: str = ""
    last: str = ""
    lost: frozenset = frozenset()
    status: str = "graded"
    change: Callable | None = None
    says: str = ""

    def file(self) -> bytes | None:
        """Return what is handed in."""
        handed_in = submission(self.solutions, self.first, self.last)
        changed = self.change(handed_in) if self.change else None
        return as_bytes(handed_in) if changed is None else changed


def share(body, **more):
    """Answer the first question with this body of a function, wrongly unless it succeeds in forging."""
    lines = "\n".join("    " + line for line in body.split("\n"))
    return Case(
        {"share": f"def share(rows, country):\n{lines}"}, lost=more.pop("lost", frozenset({"test-share"})), **more
    )


def wrong(first, **more):
    """Answer everything wrongly, after a cell that is meant to make it pass."""
    return Case(dict(WRONG), first, lost=more.pop("lost", ALL), **more)


def forbidden(attempt, **more):
    """Try what must not be possible; the right answers give full marks all the same.

    The attempt runs where it succeeds only if the sandbox fails, and prints what it got.
    """
    lines = "\n".join("    " + line for line in attempt.split("\n"))
    return Case(first=f"import os, sys, socket\ntry:\n{lines}\nexcept OSError as error:\n    print('refused')", **more)


def _delete(*ids):
    def change(handed_in):
        handed_in["cells"] = [
            one for one in handed_in["cells"] if one["metadata"].get("nbgrader", {}).get("grade_id") not in ids
        ]

    return change


def _edit(grade_id, marks=None, **parts):
    def change(handed_in):
        cell(handed_in, grade_id).update(parts)
        cell(handed_in, grade_id)["metadata"]["nbgrader"].update(marks or {})

    return change


def _duplicate(handed_in):
    right = cell(handed_in, "answer")
    handed_in["cells"].insert(0, {**right, "source": "answer = 0"})


def _duplicate_last_wrong(handed_in):
    at = handed_in["cells"].index(cell(handed_in, "test-answer"))
    handed_in["cells"].insert(at, {**cell(handed_in, "answer"), "source": "answer = 0"})


def _huge(handed_in):
    handed_in["cells"].append(code("# " + "x" * (40 * 2**20)))


def _many_cells(handed_in):
    handed_in["cells"] += [code(f"x{n} = {n}") for n in range(600)]


def _loud_cells(handed_in):
    handed_in["cells"][1:1] = [code("print('x' * 90_000)") for n in range(60)]


def _many_strange_ids(handed_in):
    handed_in["cells"] += [code("", grade_id=f"{n}" + "x" * 1000, solution=True) for n in range(2000)]


def _markup(handed_in):
    cell(handed_in, "essay")["source"] = "<script>alert(1)</script>"
    handed_in["cells"].append(code("raise ValueError('</pre><script>alert(1)</script>\x1b[31m')"))
    handed_in["cells"].append(code("", grade_id="<script>alert(1)</script>", solution=True))


def _huge_numbers(handed_in):
    cell(handed_in, "test-answer")["metadata"]["nbgrader"]["points"] = 10**4000


def _more_digits_than_python_reads(handed_in):
    return as_bytes(handed_in).replace(b'"points": 1', b'"points": ' + b"9" * 5000)


def _source_lists(handed_in):
    for one in handed_in["cells"]:
        one["source"] = one["source"].splitlines(keepends=True)


def _garbled_metadata(handed_in):
    cell(handed_in, "test-answer")["metadata"]["nbgrader"].update(points="many", grade=[], locked={})
    handed_in["cells"].append({**code("pass"), "metadata": {"nbgrader": {"grade_id": ["no", "text"]}}})
    handed_in["cells"].append({**code("pass"), "metadata": "none"})


LOOP = "while True:\n    pass"
STUBBORN = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
READS = "print(open({!r}).read())"
ALWAYS_EQUAL = (
    "class Yes({base}):\n"
    "    def __eq__(self, other): return True\n"
    "    __ne__ = __lt__ = __gt__ = lambda self, other: False\n"
    "    __le__ = __ge__ = __eq__\n"
    "    __hash__ = {base}.__hash__\n"
    "    __sub__ = __rsub__ = __abs__ = __add__ = __radd__ = lambda self, *other: self\n"
)


def always_equal(base, value):
    """Return an object of a subclass that says that it equals everything."""
    return Case(
        {
            "share": ALWAYS_EQUAL.format(base=base) + f"def share(rows, country):\n    return Yes({value})",
            "largest": ALWAYS_EQUAL.format(base=base) + f"def largest(numbers):\n    return Yes({value})",
            "answer": ALWAYS_EQUAL.format(base=base) + f"answer = Yes({value})",
        },
        lost=frozenset({"test-share", "test-largest", "test-answer"}),
    )


NO_SHARE = frozenset({"test-share"})

CASES: dict[str, Case] = {
    # --- what students do
    "all_right": Case(),
    "all_wrong": Case(dict(WRONG), lost=ALL),
    "blank": Case(dict.fromkeys(RIGHT, "# YOUR CODE HERE\nraise NotImplementedError()"), lost=ALL),
    "raises": Case({"answer": "answer = 1 / 0"}, lost=frozenset({"test-answer"}), says="ZeroDivisionError"),
    "raises_in_the_function": share("raise KeyError('no')", says="KeyError"),
    "syntax_error": Case({"share": "def share(rows, country:"}, lost=NO_SHARE, says="SyntaxError"),
    "recursion": share("return share(rows, country)", says="RecursionError"),
    "wrong_type": share("return 'a half'", says="TypeError"),
    "returns_nothing": share("pass"),
    "returns_an_object": share("return object()", says="cannot read object"),
    "name_is_data_not_a_function": Case({"share": "share = 0.5"}, lost=NO_SHARE, says="not callable"),
    "too_few_arguments": Case({"share": "def share(rows):\n    return 0.5"}, lost=NO_SHARE, says="TypeError"),
    "endless_loop_in_a_cell": Case(first=LOOP, status="timeout"),
    "endless_loop_in_a_function": share(LOOP, status="timeout", says="endless loop"),
    "endless_loop_on_hidden_data_only": share(
        f"if len(rows) > 5:\n    {LOOP.replace(chr(10), chr(10) + '    ')}\nreturn 0.5", status="timeout"
    ),
    "exit": Case(first="exit()", status="crashed"),
    "sys_exit": Case(first="import sys\nsys.exit()"),
    "sys_exit_in_a_function": share("import sys\nsys.exit()"),
    "os_exit": Case(first="import os\nos._exit(0)", status="crashed"),
    "os_exit_in_a_function": share("import os\nos._exit(0)"),
    "segfault": Case(first="import ctypes\nctypes.string_at(0)", status="crashed"),
    "segfault_in_a_function": share("import ctypes\nctypes.string_at(0)"),
    "abort": Case(first="import os\nos.abort()", status="crashed"),
    "asks_for_input": Case(first="name = input('Your name?')", says="cannot ask for input"),
    "magics": Case(first="%time x = 1\n!echo hello", last="%who"),
    "top_level_await": Case(first="import asyncio\nawait asyncio.sleep(0)"),
    "prints_a_warning": Case(first="import warnings\nwarnings.warn('careful')"),
    "warns_during_the_test": share(
        "import warnings\nwarnings.warn('careful')\nreturn sum(r['same'] for r in rows if r['country'] == country)"
        " / len([r for r in rows if r['country'] == country])",
        says="error stream",
    ),
    "plots": Case(first="from IPython.display import display, HTML\ndisplay(HTML('<b>1</b>'))"),
    "uses_numbers_of_its_own": Case(
        {
            "answer": "class Count(int):\n    pass\nanswer = Count(56)",
            "regions": "from collections import OrderedDict\n" + RIGHT["regions"],
        }
    ),
    "essay_written": Case(change=_edit("essay", source="The share is a half.")),
    # --- what happens to notebooks
    "test_edited": Case(dict(WRONG), lost=ALL, change=_edit("test-answer", source="pass"), says="had been changed"),
    "test_deleted": Case(change=_delete("test-answer"), lost=frozenset({"test-answer"}), says="missing"),
    "solution_deleted": Case(change=_delete("answer"), lost=frozenset({"test-answer"}), says="missing"),
    "locked_cell_edited": Case(dict(WRONG), lost=ALL, change=_edit("votes", source="close = lambda *x: True")),
    "locked_cell_deleted": Case(change=_delete("votes")),
    "duplicated_right_one_last": Case(change=_duplicate, says="twice"),
    "duplicated_wrong_one_last": Case(change=_duplicate_last_wrong, lost=frozenset({"test-answer"}), says="twice"),
    "points_raised": Case(change=_edit("test-answer", marks={"points": 100}), says="points"),
    "unlocked": Case(
        {"answer": "answer = 0"},
        lost=frozenset({"test-answer"}),
        change=_edit("test-answer", source="pass", marks={"locked": False, "solution": True}),
    ),
    "ungraded": Case(
        {"answer": "answer = 0"}, lost=frozenset({"test-answer"}), change=_edit("test-answer", marks={"grade": False})
    ),
    "flipped_to_markdown": Case(change=_edit("test-answer", cell_type="markdown"), says="type"),
    "renamed_cell": Case(
        change=_edit("test-answer", marks={"grade_id": "mine"}), lost=frozenset({"test-answer"}), says="mine"
    ),
    "source_as_lists": Case(change=_source_lists),
    "garbled_metadata": Case(change=_garbled_metadata),
    "many_cells": Case(change=_many_cells),
    "broken_json": Case(change=lambda _: b'{"cells": [', status="unreadable", lost=ALL, says="not JSON"),
    "empty_file": Case(change=lambda _: b"", status="unreadable", lost=ALL, says="empty"),
    "another_json": Case(change=lambda _: b"[1, 2]", status="unreadable", lost=ALL, says="no list of cells"),
    "not_utf8": Case(change=lambda _: b"\xff\xfe{}", status="unreadable", lost=ALL),
    "deep_json": Case(change=lambda _: b"[" * 200_000, status="unreadable", lost=ALL),
    "huge_notebook": Case(change=_huge, status="unreadable", lost=ALL, says="larger than"),
    "cells_that_are_none": Case(change=lambda _: json.dumps({"cells": [1]}).encode(), status="unreadable", lost=ALL),
    "lone_surrogates": Case(first="print('\\ud800')", last="x = '\\udfff'\nx"),
    # --- taking more than one's share
    "memory_hog": Case(first="x = bytearray(5 * 2**30)", says="MemoryError"),
    "memory_hog_in_many_processes": Case(
        first="import os, time\nfor _ in range(12):\n    if os.fork() == 0:\n"
        "        x = bytearray(b'1') * (700 * 2**20)\n"
        "        time.sleep(60)\ntime.sleep(60)",
        status="crashed",
        lost="*",
    ),
    "fork_bomb": Case(
        first="import os\ntry:\n    while True:\n        os.fork()\nexcept OSError:\n    pass", status="*", lost="*"
    ),
    "thread_bomb": Case(
        first="import threading, time\ntry:\n    while True:\n"
        "        threading.Thread(target=time.sleep, args=(60,), "
        "daemon=True).start()\nexcept RuntimeError:\n    print('enough')",
        says="enough",
        lost="*",
    ),
    "output_flood": Case(first="for _ in range(20_000):\n    print('x' * 1000)", says="(cut)"),
    "output_flood_below_python": Case(first="import os\nfor _ in range(1000):\n    os.write(1, b'x' * 100_000)"),
    "ignores_interrupts": Case(first=STUBBORN + LOOP, status="timeout"),
    "ignores_interrupts_in_a_function": share(
        STUBBORN + "signal.signal(signal.SIGALRM, signal.SIG_IGN)\n" + LOOP, status="timeout"
    ),
    "catches_interrupts": Case(
        first="while True:\n    try:\n        while True: pass\n    except BaseException: pass", status="timeout"
    ),
    "orphans": Case(first="import subprocess\nsubprocess.Popen(['sleep', '61'], start_new_session=True)"),
    "daemon": Case(
        first="import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        time.sleep(61)\n    os._exit(0)"
    ),
    "fills_the_folder": Case(
        first="try:\n    for n in range(200):\n        with open(f'{n}', 'wb') as file:\n"
        "            file.write(b'x' * 2**20)\nexcept OSError:\n"
        "    print('no room')",
        status="*",
    ),
    "one_large_file": forbidden(
        "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "open('large', 'wb').write(b'x' * 2**26)\nprint('written')",
        says="refused",
    ),
    "deep_folders": Case(first="import os\nfor _ in range(1500):\n    os.mkdir('d')\n    os.chdir('d')", status="*"),
    "infinite_generator": Case(
        {"regions": "def regions(rows, kind):\n    while True:\n        yield 1"}, lost=frozenset({"test-regions"})
    ),
    "gigantic_return_value": share("return 'x' * (300 * 2**20)", status="*"),
    "gigantic_number": share("return 10 ** 10 ** 8", status="*"),
    "data_that_holds_itself": share("rows = []\nrows.append(rows)\nreturn rows"),
    "unpicklable": share("return (x for x in open)"),
    # --- looking where one should not
    "reads_the_answers": forbidden(READS.format("@ANSWERS@")),
    "reads_another_submission": forbidden(READS.format("@OTHER@")),
    "reads_the_home_folder": forbidden(READS.format("@HOME@")),
    "lists_the_submissions": forbidden("print(os.listdir(os.path.dirname('@OTHER@')))"),
    "reads_by_a_link": forbidden("os.symlink('@ANSWERS@', 'link')\nprint(open('link').read())"),
    "reads_by_a_hard_link": forbidden("os.link('@ANSWERS@', 'link')\nprint(open('link').read())"),
    "reads_with_a_shell": Case(first="!cat '@ANSWERS@' '@OTHER@'"),
    "reads_other_processes": forbidden(
        "for pid in range(1, 5000):\n    try:\n        print(open(f'/proc/{pid}/environ').read())\n"
        "    except OSError:\n        pass\nfor name in os.listdir('/proc'):\n    print(name)"
    ),
    "reads_the_environment": Case(first="import os\nprint(dict(os.environ))"),
    "writes_outside": forbidden("open('@OUT@/written', 'w').write('x')"),
    "tampers_with_the_gradebook": forbidden("open('@OUT@/gradebook.csv', 'a').write('me,graded,100')"),
    "makes_the_gradebook_unreadable": forbidden("os.chmod('@OUT@/gradebook.csv', 0)"),
    "removes_another_submission": forbidden("os.remove('@OTHER@')"),
    "changes_the_courses_package": forbidden("import fourteen_points\nopen(fourteen_points.__file__, 'a').write('#')"),
    "changes_the_graders_package": forbidden("import seminar\nopen(seminar.__file__, 'a').write('#')"),
    "looks_into_the_temporary_folder": forbidden("print([os.listdir('/tmp/' + name) for name in os.listdir('/tmp')])"),
    "connects": forbidden(
        "socket.create_connection(('127.0.0.1', @PORT@), 1).send(b'hello')\nprint('connected')", says="refused"
    ),
    "connects_with_a_shell": Case(first="!bash -c 'echo hello > /dev/tcp/127.0.0.1/@PORT@'"),
    "sends_datagrams": forbidden(
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', @PORT@))\nprint('sent')",
        says="refused",
    ),
    "traces_its_parent": forbidden(
        "import ctypes\nif ctypes.CDLL(None, use_errno=True).ptrace(16, os.getppid(), 0, 0):\n"
        "    raise OSError\nprint('attached')",
        says="refused",
    ),
    "kills_its_parent": Case(
        first="import os, signal\ntry:\n    os.kill(os.getppid(), signal.SIGKILL)\nexcept OSError:\n"
        "    print('refused')",
        status="*",
    ),
    "kills_everybody": Case(
        first="import os, signal\ntry:\n    os.kill(-1, signal.SIGKILL)\nexcept OSError:\n    print('refused')",
        status="*",
        lost="*",
    ),
    "makes_new_namespaces": forbidden(
        "import ctypes\nif ctypes.CDLL(None).unshare(0x10000000):\n    raise OSError\nprint('new')", says="refused"
    ),
    # --- where no process counts it, where others could see it
    "memory_of_nobody": forbidden(
        "kept = []\nfor _ in range(60):\n    kept.append(os.memfd_create('hidden'))\n"
        "    os.write(kept[-1], b'x' * 2**24)\nprint('held')",
        says="refused",
    ),
    "removed_files_that_stay_open": Case(
        first="import os, time\nkept = []\ntry:\n    for n in range(30):\n        kept.append(open(f'{n}', 'wb'))\n"
        "        kept[-1].write(b'x' * 15_000_000)\n        kept[-1].flush()\n        os.unlink(f'{n}')\n"
        "    time.sleep(1)\nexcept OSError:\n    pass",
        status="*",
    ),
    "many_small_files_in_many_cells": Case(
        change=lambda one: one["cells"].extend(code(f"open('{n}', 'wb').write(b'x' * 15_000_000)") for n in range(12)),
        status="*",
        lost="*",
    ),
    "hides_its_memory": forbidden(
        "import ctypes\nif ctypes.CDLL(None).prctl(4, 0, 0, 0, 0):\n    raise OSError\nprint('hidden')", says="refused"
    ),
    "tells_others_by_a_lock": Case(
        first="import fcntl, os, sys\nheld = open(os.__file__)\nfcntl.flock(held, fcntl.LOCK_EX)\n"
        "fcntl.lockf(open(os.__file__), fcntl.LOCK_SH)\nif os.fork() == 0:\n    try:\n"
        "        fcntl.flock(open(os.__file__), fcntl.LOCK_EX | fcntl.LOCK_NB)\n    except OSError:\n"
        "        open('seen', 'w')\n    os._exit(0)\nos.wait()\n"
        "print('seen' if os.path.exists('seen') else 'not told')",
        says="not told",
    ),
    "tells_others_by_a_datagram": forbidden(
        "one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\none.bind('\\0meeting')\nprint('bound')",
        says="refused",
    ),
    "listens_for_file_names": forbidden(
        "import ctypes\nif ctypes.CDLL(None).inotify_init1(0) < 0:\n    raise OSError\nprint('listening')",
        says="refused",
    ),
    "kills_by_a_file": forbidden(
        "import fcntl\nfcntl.fcntl(os.pipe()[0], fcntl.F_SETOWN, os.getppid())\nprint('owned')", says="refused"
    ),
    "uses_a_database": Case(
        first="import sqlite3\nbook = sqlite3.connect('own.db')\nbook.execute('create table t (x)')\nbook.commit()\n"
        "book.execute('insert into t values (7)')\nprint('sum', *book.execute('select sum(x) from t'))",
        says="sum (7,)",
    ),
    "loud_cells": Case(change=_loud_cells),
    "many_strange_ids": Case(change=_many_strange_ids, says="does not belong"),
    "markup_everywhere": Case(change=_markup, says="<script>"),
    "huge_numbers_in_metadata": Case(change=_huge_numbers, says="points"),
    "more_digits_than_python_reads": Case(change=_more_digits_than_python_reads, status="unreadable", lost=ALL),
    # --- forging
    "equal_to_everything": always_equal("object", ""),
    "float_equal_to_everything": always_equal("float", "0.1"),
    "int_equal_to_everything": always_equal("int", "3"),
    "str_equal_to_everything": always_equal("str", "'x'"),
    "list_equal_to_everything": Case(
        {
            "regions": "class Yes(list):\n    def __eq__(self, other): return True\n"
            "def regions(rows, kind):\n    return Yes()"
        },
        lost=frozenset({"test-regions"}),
    ),
    "dict_equal_to_everything": Case(
        {
            "regions": "class Yes(dict):\n    def __eq__(self, other): return True\n"
            "def regions(rows, kind):\n    return Yes()"
        },
        lost=frozenset({"test-regions"}),
    ),
    "nan": share("return float('nan')"),
    "infinity": share("return float('inf')"),
    "true_for_a_number": Case({"answer": "answer = True"}, lost=frozenset({"test-answer"})),
    "patched_builtins": wrong(
        "import builtins\nfor name in ('sum', 'len', 'sorted', 'abs', 'isinstance', 'AssertionError'):\n"
        "    setattr(builtins, name, lambda *x, **y: True)",
        status="*",
    ),
    "patched_math": wrong("import math\nmath.isclose = lambda *x, **y: True\nclose = lambda *x: True"),
    "patched_json": wrong(
        "import json\njson.dumps = lambda *x, **y: '{\"value\": 4}'\njson.loads = lambda *x: {}", status="*"
    ),
    "patched_ast": wrong("import ast\nast.parse = lambda *x, **y: ast.Module([], [])", status="*"),
    "patched_codec": wrong(
        "from seminar.grading.running.student import snapshot\nfrom seminar.grading.running.wire import values\n"
        "snapshot.encode = values.encode = lambda *x: 56",
        status="*",
        lost=ALL - {"test-answer"},
    ),
    "poisoned_modules": wrong(
        "import sys, types\nfake = types.ModuleType('fourteen_points.tables')\nfake.points = lambda: []\n"
        "sys.modules['fourteen_points.tables'] = sys.modules['fourteen_points'].tables = fake\ntables = fake"
    ),
    "import_hooks": wrong(
        "import sys\nclass Hook:\n    def find_spec(self, *x): print('hook')\nsys.meta_path.insert(0, Hook())"
    ),
    "module_in_its_folder": wrong(
        "open('math.py', 'w').write('isclose = lambda *x, **y: True')\n"
        "open('sitecustomize.py', 'w').write('import os; os._exit(0)')"
    ),
    "atexit": wrong("import atexit\natexit.register(print, 'full marks')"),
    "finalizer": wrong("class Late:\n    def __del__(self): print(4)\nlate = Late()"),
    "signal_handlers": wrong("import signal\nfor n in (2, 10, 12, 14, 15):\n    signal.signal(n, lambda *x: None)"),
    "frame_walk": share(
        "import sys\nframe = sys._getframe()\nwhile frame:\n    for scope in (frame.f_locals, frame.f_globals):\n"
        "        for name in ('close', 'votes', 'rows', 'other'):\n            scope[name] = lambda *x: True\n"
        "    for value in list(frame.f_locals.values()):\n        if isinstance(value, dict):\n"
        "            value.update(value=None, error=None, unsupported=True, stderr=False, outputs=[], fallback=None)\n"
        "    frame = frame.f_back\nreturn 0.125"
    ),
    # Where the submission's own kernel decides, an emptied list of outputs means "no error", so full marks.
    "frame_walk_that_silences_the_kernel": share(
        "import sys\nframe = sys._getframe()\nwhile frame:\n    for thing in list(frame.f_locals.values()):\n"
        "        for name in ('take', 'add', 'run'):\n"
        "            if hasattr(thing, name):\n                setattr(thing, name, lambda *x: [])\n"
        "    frame = frame.f_back\nreturn 0.125"
    ),
    "frame_walk_to_the_tests": share(
        "import sys\nframe = sys._getframe()\nwhile frame:\n    for name, value in list(frame.f_locals.items()):\n"
        "        if hasattr(value, 'send'):\n"
        '            value.sendall(b\'\\x1c\\x00\\x00\\x00{"value": 1, "error": null  }\')\n'
        "    frame = frame.f_back\nreturn 0.125"
    ),
    "garbage_walk": wrong(
        "import gc\nfor thing in gc.get_objects():\n"
        "    if isinstance(thing, dict) and ('score' in thing or 'points' in thing):\n"
        "        thing.update(score=99, points=99)\n"
        "    if callable(thing) and getattr(thing, '__name__', '') == 'encode':\n        print('found')"
    ),
    "searches_memory_for_hidden_tests": Case(
        first="import gc\nfor thing in gc.get_objects():\n    if isinstance(thing, (dict, list, tuple)):\n"
        "        for value in (thing.values() if isinstance(thing, dict) else thing):\n"
        "            if isinstance(value, str) and ' '.join(['HIDDEN', 'TESTS']) in value:\n"
        "                print('found', value)"
    ),
    "fake_replies": wrong(
        'import os, struct\nreply = b\'{"n": 3, "value": null, "error": null, "ready": true}\'\n'
        "for fd in range(3, 64):\n    try:\n        os.write(fd, struct.pack('<I', len(reply)) + reply)\n"
        "    except OSError:\n        pass",
        status="*",
    ),
    "hands_over_files": wrong(
        "import socket, os\nfor fd in range(3, 64):\n    try:\n"
        "        socket.send_fds(socket.socket(fileno=os.dup(fd)), [b'\\0'], [0, 0, 0])\n"
        "    except OSError:\n        pass",
        status="*",
    ),
    "endless_reply": wrong(
        "import os\nfor fd in range(3, 64):\n    try:\n        os.write(fd, b'\\xff\\xff\\xff\\x00')\n"
        "    except OSError:\n        pass",
        status="*",
    ),
    "prints_results": wrong("print('all tests passed')\n4.0", last="print({'score': 14})\n14.0"),
    "partial_credit_by_number": Case(
        {
            "kind": "class Full(str):\n    def __eq__(self, other): return 100\n    __hash__ = str.__hash__\n"
            "def kind(word):\n    return Full('x')"
        },
        lost=frozenset({"test-kind"}),
    ),
    "stops_the_loop": Case(
        {
            "kind": "def kind(word):\n    raise StopIteration",
            "largest": "def largest(numbers):\n    raise StopIteration",
        },
        lost=frozenset({"test-kind", "test-largest"}),
    ),
    "raises_what_the_test_waits_for": Case(
        {"largest": "def largest(numbers):\n    raise ValueError"}, lost=frozenset({"test-largest"})
    ),
    "exits_where_an_error_is_awaited": Case(
        {"largest": "def largest(numbers):\n    if not numbers:\n        raise SystemExit\n    return max(numbers)"},
        lost=frozenset({"test-largest"}),
    ),
    "error_of_its_own_kind": Case(
        {
            "largest": "class Empty(ValueError):\n    pass\ndef largest(numbers):\n    if not numbers:\n"
            "        raise Empty('no')\n    return max(numbers)"
        }
    ),
    "changes_the_arguments": share("for row in rows:\n    row['same'] = True\nrows.clear()\nreturn 1.0"),
    "takes_the_helper_for_itself": wrong(
        "def close(one, other):\n    return True\ndef sorted(x):\n    return []\nvotes = []"
    ),
    "answers_differently_each_time": share("share.calls = getattr(share, 'calls', 0) + 1\nreturn share.calls / 2"),
    # --- names that cannot be read cost the tests that read them
    "a_map_that_fails": Case({"answer": "answer = map(int, ['n/a'])"}, lost=frozenset({"test-answer"})),
    "an_open_file": Case({"answer": "answer = open('answer.txt', 'w')"}, lost=frozenset({"test-answer"})),
    "an_object": Case({"answer": "answer = object()"}, lost=frozenset({"test-answer"}), says="cannot read `answer`"),
    "a_slow_generator": Case(
        {"answer": "import time\nanswer = (time.sleep(9) for _ in range(3))"},
        lost=frozenset({"test-answer"}),
        status="timeout",
    ),
    # --- carrying hidden tests' data out
    "leaks_by_printing": share("print(rows)\nimport sys\nprint(rows, file=sys.__stderr__)\nreturn 0.5"),
    "leaks_by_an_error": Case(
        {
            "largest": "def largest(numbers):\n    if numbers == [3, 1, 2]:\n        return 3\n"
            "    raise KeyError(str(numbers))"
        },
        lost=frozenset({"test-largest"}),
    ),
    "leaks_by_its_answer": Case(
        {"largest": "def largest(numbers):\n    if numbers == [3, 1, 2]:\n        return 3\n    return str(numbers)"},
        lost=frozenset({"test-largest"}),
    ),
    "leaks_by_a_file": share(
        "open('seen', 'a').write(str(len(rows)) + str(rows[-1]))\nreturn 0.5",
        last="import os, time\ntime.sleep(0.3)\nprint(open('seen').read() if os.path.exists('seen') else 'nothing')",
    ),
    "leaks_to_a_later_test": Case(
        {
            "share": "import os\nseen, told = os.pipe()\ndef share(rows, country):\n"
            "    os.write(told, str(len(rows)).encode())\n    return 0.5",
            "regions": "os.set_blocking(seen, False)\ndef regions(rows, kind):\n"
            "    raise ValueError(os.read(seen, 100).decode())",
        },
        lost=frozenset({"test-share", "test-regions"}),
    ),
    "leaks_by_a_thread": Case(
        first="import threading, time\nheard = []\ndef listen():\n    while True:\n"
        "        time.sleep(0.05)\n        print(heard)\n"
        "threading.Thread(target=listen, daemon=True).start()"
    ),
}
