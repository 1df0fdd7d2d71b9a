"""The process that starts submissions outlives whatever they do."""

import os
from types import SimpleNamespace

from seminar.grading.running.student.starter_process import Server


def test_a_second_signal_for_the_same_child_ends_nothing():
    """Two processes of a submission may end at once; the second signal finds its child waited for, and says nothing."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    setup = {"files": "", "boxes": "", "readable": [], "own_table": None}
    server = Server(None, SimpleNamespace(namespaces=False), None, setup)
    server.child = child
    server.ended()
