"""Grades on the machines of a Dask cluster: the instructor's own, as its workers see answers and submissions."""

import contextlib
import logging
import platform
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import seminar
from seminar.errors import ClusterError, SandboxError, SeminarError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.running.grader import Grader
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.running.worker_pool import WorkerPool
from seminar.grading.sandbox import means
from seminar.grading.sandbox.limits import Limits
from seminar.grading.submissions.submission import Submission

if TYPE_CHECKING:
    import distributed

CONNECT_SECONDS = 10


@contextlib.contextmanager
def connected(
    address: str, assignment: Assignment, kind: str | None, limits: Limits
) -> Iterator[tuple["Cluster", set[str]]]:
    """Reach a cluster and try the sandbox of each of its workers.

    Parameters
    ----------
    address : str
        The scheduler's, such as "tcp://10.0.0.1:8786".
    assignment, kind, limits
        As in `Grader.grade`; with no kind a worker that offers no sandbox is an error.

    Yields
    ------
    tuple
        The grader, and the kinds of sandbox that the workers have.

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
    # These libraries log nothing, because our own message says what goes wrong.
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
        kinds = _asked(client, strongest_there, assignment, limits, kind == means.ANY)
        with Cluster(client, address) as cluster:
            yield cluster, set(kinds)
    finally:
        # Closing fails if the scheduler is gone, and then nothing is left to close.
        with contextlib.suppress(Exception):
            client.close(timeout=2)


class Cluster(Grader):
    """The workers of a cluster, each with workers of ours in its process.

    A task whose worker dies is given to another one by the scheduler; one that several workers died of is given up.

    Parameters
    ----------
    client : distributed.Client
        The connection.
    address : str
        For messages.
    """

    def __init__(self, client: "distributed.Client", address: str):
        # Equal submissions of two students are two tasks, not one.
        self.client, self.address, self.executor = client, address, client.get_executor(pure=False)

    @property
    def threads(self) -> int:
        """How many tasks can run at a time; 0 while it is not known."""
        return sum(self.client.nthreads().values()) if self.client.status == "running" else 0

    def submit_own(self, assignment: Assignment, kind: str | None, limits: Limits) -> Future[Assignment]:
        """Hand the instructor's own solution to the scheduler.

        Raises
        ------
        ClusterError
            The scheduler is gone.
        """
        return self._submit(check_there, assignment, kind, limits)

    def submit(
        self, assignment: Assignment, submission: Submission, kind: str | None, limits: Limits
    ) -> Future[GradeRecord]:
        """Hand a submission to the scheduler.

        Raises
        ------
        ClusterError
            The scheduler is gone.
        """
        return self._submit(grade_there, assignment, submission, kind, limits)

    def _submit(self, function: Callable[..., object], *arguments: object) -> Future[Any]:
        if self.client.status != "running":
            raise ClusterError(
                f"the Dask scheduler at {self.address} is gone; the same command goes on where this one stopped"
            )
        future: Future[Any] = self.executor.submit(function, *arguments)
        return future

    def close(self) -> None:
        """End what was started on the workers; the connection stays open."""
        # This fails if the scheduler is gone, and then nothing of ours can be reached.
        with contextlib.suppress(Exception):
            self.client.run(close_there)


# --- what runs on a worker of the cluster


def _pool(worker: "distributed.Worker") -> WorkerPool:
    """Return the pool of a worker; it belongs to it, because the worker's process is the scheduler's and not ours."""
    pool: WorkerPool = worker.__dict__.setdefault("seminar_pool", WorkerPool())
    return pool


def grade_there(assignment: Assignment, submission: Submission, kind: str | None, limits: Limits) -> GradeRecord:
    """Grade one submission on the worker that this task was given to."""
    from distributed import get_worker

    return _pool(get_worker()).grade_submission(assignment, submission, kind, limits)


def check_there(assignment: Assignment, kind: str | None, limits: Limits) -> Assignment:
    """Grade the own solution on the worker that this task was given to."""
    from distributed import get_worker

    return _pool(get_worker()).check_own(assignment, kind, limits)


def strongest_there(assignment: Assignment, limits: Limits, or_none: bool, dask_worker: "distributed.Worker") -> str:
    """Find the strongest sandbox of a worker, which `Client.run` gives by the name `dask_worker`."""
    return _pool(dask_worker).strongest(assignment, limits, or_none)


def close_there(dask_worker: "distributed.Worker") -> None:
    """End what was started on a worker."""
    _pool(dask_worker).close()


def versions() -> dict[str, str]:
    """Say what this process runs: other versions may give other marks."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"seminar": seminar.__version__, "Python": python, "distributed": version("distributed")}


def _same_versions(client: "distributed.Client", address: str) -> None:
    if not client.scheduler_info(n_workers=-1)["workers"]:
        raise ClusterError(f"the Dask cluster at {address} has no workers")
    own = versions()
    for worker, theirs in _by_worker(client, versions).items():
        if isinstance(theirs, Exception):
            raise ClusterError(f"the worker {worker} has no seminar {own['seminar']} ({_first_line(theirs)})")
        for name in own:
            if own[name] != theirs[name]:
                raise ClusterError(f"the worker {worker} has {name} {theirs[name]}, here it is {own[name]}")


def _asked(client: "distributed.Client", function: Callable[..., str], *arguments: object) -> list[str]:
    answers = _by_worker(client, function, *arguments)
    for worker, answer in answers.items():
        if isinstance(answer, SeminarError):
            kind = SandboxError if isinstance(answer, SandboxError) else ClusterError
            raise kind(f"the worker {worker}: {answer}")
        if isinstance(answer, Exception):
            raise ClusterError(f"the worker {worker} cannot grade ({_first_line(answer)})")
    return list(answers.values())


def _by_worker(client: "distributed.Client", function: Callable[..., object], *arguments: object) -> dict[str, Any]:
    try:
        answers: dict[str, Any] = client.run(function, *arguments, on_error="return")
        return answers
    except Exception as error:
        raise ClusterError(f"the workers of the Dask cluster cannot be asked ({_first_line(error)})") from None


def _first_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
