"""Grades on the machines of a Dask cluster: the instructor's own, as its workers see answers and submissions."""

import contextlib
import logging
import platform
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor

import seminar
from seminar.errors import ClusterError, SandboxError, SeminarError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.running import grader as engine
from seminar.grading.sandbox import means
from seminar.grading.sandbox.limits import Limits

CONNECT_SECONDS = 10


@contextlib.contextmanager
def connected(address: str, assignment: Assignment, kind: str | None, limits: Limits) -> Iterator[tuple[Executor, set]]:
    """Reach a cluster and try the sandbox of each of its workers.

    Parameters
    ----------
    address : str
        The scheduler's, such as "tcp://10.0.0.1:8786".
    assignment, kind, limits
        As in `engine.grade`; with no kind a worker that offers no sandbox is an error.

    Yields
    ------
    tuple
        The executor for `engine.grade`, and the kinds of sandbox that the workers have.

    Raises
    ------
    ClusterError
        It cannot be reached, has no workers, or they have another version.
    SandboxError
        A worker does not isolate submissions.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("--dask needs the package distributed (the extra dask)") from None
    # What goes wrong is said by us, once.
    for library in ("distributed", "distributed.client", "tornado", "asyncio"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise ClusterError(f"no Dask scheduler answers at {address} ({_first_line(error)})") from None
    try:
        _same_versions(client, address)
        kinds = _asked(client, engine.strongest, assignment, limits, kind == means.ANY)
        yield Cluster(client, address), set(kinds)
        with contextlib.suppress(Exception):
            client.run(engine.close)
    finally:
        # A scheduler that is gone cannot be told good-bye.
        with contextlib.suppress(Exception):
            client.close(timeout=2)


class Cluster(Executor):
    """What `engine.grade` needs of a cluster.

    A task whose worker dies is given to another one by the scheduler; one that several workers died of is given up.

    Parameters
    ----------
    client : distributed.Client
        The connection.
    address : str
        For messages.
    """

    def __init__(self, client, address: str):
        # Equal submissions of two students are two tasks, not one.
        self.client, self.address, self.executor = client, address, client.get_executor(pure=False)

    @property
    def threads(self) -> int:
        """How many tasks can run at a time; 0 while it is not known."""
        return sum(self.client.nthreads().values()) if self.client.status == "running" else 0

    def submit(self, function, /, *arguments, **named):
        """Hand a task to the scheduler.

        Raises
        ------
        ClusterError
            The scheduler is gone.
        """
        if self.client.status != "running":
            raise ClusterError(
                f"the Dask scheduler at {self.address} is gone; the same command goes on where this one stopped"
            )
        return self.executor.submit(function, *arguments, **named)


def versions() -> dict[str, str]:
    """Say what this process runs: other versions may give other marks."""
    import distributed

    python = ".".join(platform.python_version_tuple()[:2])
    return {"seminar": seminar.__version__, "Python": python, "distributed": distributed.__version__}


def _same_versions(client, address):
    if not client.scheduler_info(n_workers=-1)["workers"]:
        raise ClusterError(f"the Dask cluster at {address} has no workers")
    own = versions()
    for worker, theirs in _by_worker(client, versions).items():
        if isinstance(theirs, Exception):
            raise ClusterError(f"the worker {worker} has no seminar {own['seminar']} ({_first_line(theirs)})")
        for name in own:
            if own[name] != theirs[name]:
                raise ClusterError(f"the worker {worker} has {name} {theirs[name]}, here it is {own[name]}")


def _asked(client, function, *arguments):
    answers = _by_worker(client, function, *arguments)
    for worker, answer in answers.items():
        if isinstance(answer, SeminarError):
            kind = SandboxError if isinstance(answer, SandboxError) else ClusterError
            raise kind(f"the worker {worker}: {answer}")
        if isinstance(answer, Exception):
            raise ClusterError(f"the worker {worker} cannot grade ({_first_line(answer)})")
    return answers.values()


def _by_worker(client, function, *arguments):
    try:
        return client.run(function, *arguments, on_error="return")
    except Exception as error:
        raise ClusterError(f"the workers of the Dask cluster cannot be asked ({_first_line(error)})") from None


def _first_line(error):
    return f"{type(error).__name__}: {error}".splitlines()[0]
