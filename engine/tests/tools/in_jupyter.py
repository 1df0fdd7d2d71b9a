"""Real Jupyter servers, each serving JupyterLab and Notebook 7 from a folder; a course's tests use them too."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import nbformat
import pytest

import second_course

PATIENCE = 120  # seconds until the server answers on a busy machine
SAVING = {"@jupyter-widgets/jupyterlab-manager/plugin": {"saveState": True}}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """The address of a running server, its folder, and its kernels."""

    def __init__(self, address: str, folder: Path):
        self.address, self.folder = address, folder

    def write(self, name: str, *sources: str):
        """Write a notebook with code cells into the folder."""
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, self.folder / name)

    def ask(self, method: str, path: str):
        """Call the server's interface and return its answer."""
        with urlopen(Request(f"{self.address}api/{path}", method=method), timeout=PATIENCE) as answer:
            return json.loads(answer.read() or "null")

    def stop_kernels(self):
        """Stop every kernel, as an evening does."""
        for session in self.ask("GET", "sessions"):
            self.ask("DELETE", f"sessions/{session['id']}")


@contextmanager
def started(home: Path, settings: dict[str, dict]) -> Iterator[Server]:
    """Start a server with settings of JupyterLab's; it is stopped with its kernels at the end."""
    folder = home / "notebooks"
    folder.mkdir()
    for plugin, setting in settings.items():
        file = home / "settings" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(setting), encoding="utf-8")
    address = f"http://127.0.0.1:{free_port()}/"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port_retries=0"]
    # Both put their application into the window, where the tests read the notebook.
    command += [f"--{app}.expose_app_in_browser=True" for app in ("LabApp", "JupyterNotebookApp")]
    command += [f"--ServerApp.port={address.rsplit(':', 1)[1].strip('/')}", f"--ServerApp.root_dir={folder}"]
    command += ["--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"]
    # A home of its own: neither this machine's settings nor its workspaces.
    homes = {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        # Notebooks import the second course as if it were installed.
        "PYTHONPATH": os.pathsep.join([str(second_course.SOURCES), os.environ.get("PYTHONPATH", "")]),
    }
    log = home / "log"
    with log.open("w") as output:
        running = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **homes})
    found = Server(address, folder)
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                found.ask("GET", "status")
                break
            except OSError:
                assert running.poll() is None, log.read_text()[-3000:]
                assert time.monotonic() < end, log.read_text()[-3000:]
                time.sleep(0.2)
        yield found
        found.stop_kernels()
    finally:
        running.terminate()
        try:
            running.wait(30)
        except subprocess.TimeoutExpired:
            running.kill()  # its kernels end by themselves when their parent is gone


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    """A server as it is installed; each worker has its own."""
    with started(tmp_path_factory.mktemp("jupyter"), {}) as running:
        yield running


@pytest.fixture(scope="session")
def saving_server(tmp_path_factory) -> Iterator[Server]:
    """A server that saves widgets with the notebook; each worker has its own."""
    with started(tmp_path_factory.mktemp("jupyter-saving"), SAVING) as running:
        yield running
