"""Runs a notebook's cells in IPython's shell, as a kernel would, within one process."""

import asyncio
import builtins
import getpass
import io
import subprocess
import sys

import IPython.core.async_helpers
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

#: Kept of one cell's outputs; the rest is dropped with a note.
MOST_OUTPUTS = 200


class Outputs:
    """What a cell printed, showed and raised, up to a size.

    Parameters
    ----------
    characters : int
        How much text is kept of one cell.
    """

    def __init__(self, characters: int):
        self.characters = characters
        self.clear()

    def clear(self) -> None:
        """Begin a new cell."""
        self.kept, self.size, self.stderr = [], 0, False

    def add(self, kind: str, text: str) -> None:
        """Keep one output: `kind` is stdout, stderr, result, display or error."""
        self.stderr = self.stderr or kind == "stderr"
        room = self.characters - self.size
        if room <= 0 or len(self.kept) > MOST_OUTPUTS:
            return
        text = text[:room] + ("\n… (cut)" if len(text) > room else "")
        self.size += len(text)
        if self.kept and self.kept[-1]["kind"] == kind and kind in ("stdout", "stderr"):
            self.kept[-1]["parts"].append(text)
        else:
            self.kept.append({"kind": kind, "parts": [text]})

    def take(self) -> list[dict]:
        """Hand over what was kept, as `{"kind", "text"}`."""
        taken = [{"kind": output["kind"], "text": "".join(output["parts"])} for output in self.kept]
        self.clear()
        return taken


class _Stream(io.TextIOBase):
    encoding, errors = "utf-8", "replace"

    def __init__(self, outputs, name):
        self.outputs, self.name = outputs, name

    def writable(self):
        return True

    def fileno(self):
        return {"stdout": 1, "stderr": 2}[self.name]

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str")
        if text:
            self.outputs.add(self.name, text)
        return len(text)


class Kernel:
    """One notebook's namespace and the shell that runs its cells.

    Parameters
    ----------
    characters : int
        How much output of one cell is kept.
    """

    def __init__(self, characters: int):
        self.outputs = outputs = Outputs(characters)
        self.left = False
        kernel = self

        class Hook(DisplayHook):
            def write_output_prompt(self):
                pass

            def start_displayhook(self):
                pass

            def write_format_data(self, format_dict, md_dict=None):
                outputs.add("result", format_dict.get("text/plain", ""))

            def finish_displayhook(self):
                pass

        class Publisher(DisplayPublisher):
            def publish(self, data, metadata=None, **details):
                outputs.add("display", data.get("text/plain", ""))

            def clear_output(self, wait=False):
                outputs.clear()

        class Shell(InteractiveShell):
            def _showtraceback(self, etype, evalue, stb):
                outputs.add("error", "\n".join(stb))

            def ask_exit(self):
                kernel.left = True

            def enable_gui(self, gui=None):
                pass

        settings = Config()
        settings.HistoryManager.enabled = False
        settings.InteractiveShell.colors = "nocolor"
        settings.InteractiveShell.ast_node_interactivity = "last_expr"
        self.shell = Shell.instance(config=settings, displayhook_class=Hook, display_pub_class=Publisher)
        self.shell.InteractiveTB.set_mode("Plain")

    def begin(self) -> None:
        """Make the process ready for a notebook, after the fork."""
        # A loop that was opened before the fork would be shared with the next notebook.
        IPython.core.async_helpers._asyncio_event_loop = None
        asyncio.set_event_loop(None)
        builtins.input = getpass.getpass = _no_input
        sys.stdout, sys.stderr = _Stream(self.outputs, "stdout"), _Stream(self.outputs, "stderr")
        self.shell.system = self.shell.system_piped = self.shell.system_raw = self.system

    def system(self, command: str) -> None:
        """Run a line that begins with an exclamation mark."""
        done = subprocess.run(  # noqa: S602  # the notebook's own command, in the notebook's sandbox
            command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.outputs.add("stdout", done.stdout.decode(errors="replace"))
        self.shell.user_ns["_exit_code"] = done.returncode

    def no_input(self) -> str:
        """Say that nobody is there to type."""
        return _no_input()

    def run(self, source: str) -> list[dict]:
        """Run one cell and return its outputs."""
        self.outputs.clear()
        try:
            result = self.shell.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
            if error is not None and not any(output["kind"] == "error" for output in self.outputs.kept):
                self.outputs.add("error", f"{type(error).__name__}: {error}")
        except KeyboardInterrupt:
            self.outputs.add("error", "KeyboardInterrupt")
        return self.outputs.take()


def _no_input(prompt=""):
    raise StdinNotImplementedError("A notebook that is graded cannot ask for input.")
