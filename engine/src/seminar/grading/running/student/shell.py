"""Runs a notebook's cells in IPython's shell, as a kernel would, within one process."""

import asyncio
import builtins
import getpass
import io
import subprocess
import sys
from typing import Any

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
        self.kept: list[dict[str, Any]] = []
        self.size, self.stderr = 0, False

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

    def take(self) -> list[dict[str, str]]:
        """Hand over what was kept, as `{"kind", "text"}`."""
        taken = [{"kind": output["kind"], "text": "".join(output["parts"])} for output in self.kept]
        self.clear()
        return taken


class _Stream(io.TextIOBase):
    encoding, errors = "utf-8", "replace"

    def __init__(self, outputs: Outputs, name: str):
        self.outputs, self.name = outputs, name

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return {"stdout": 1, "stderr": 2}[self.name]

    def write(self, text: str) -> int:
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
            def write_output_prompt(self) -> None:
                pass

            def start_displayhook(self) -> None:
                pass

            def write_format_data(self, format_dict: dict[str, str], md_dict: object = None) -> None:
                outputs.add("result", format_dict.get("text/plain", ""))

            def finish_displayhook(self) -> None:
                pass

        class Publisher(DisplayPublisher):
            def publish(self, data: dict[str, str], *ignored: Any, **details: Any) -> None:
                outputs.add("display", data.get("text/plain", ""))

            def clear_output(self, wait: bool = False) -> None:
                outputs.clear()

        class Shell(InteractiveShell):
            def _showtraceback(self, etype: object, evalue: object, stb: list[str]) -> None:
                outputs.add("error", "\n".join(stb))

            def ask_exit(self) -> None:
                kernel.left = True

            def enable_gui(self, gui: object = None) -> None:
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
        builtins.input = _no_input
        getpass.getpass = _no_password
        sys.stdout, sys.stderr = _Stream(self.outputs, "stdout"), _Stream(self.outputs, "stderr")
        # IPython asks a shell without a terminal to replace these.
        for name in ("system", "system_piped", "system_raw"):
            setattr(self.shell, name, self.system)

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

    def run(self, source: str) -> list[dict[str, str]]:
        """Run one cell and return its outputs."""
        self.outputs.clear()
        try:
            result = self.shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]  # IPython's
            error = result.error_before_exec or result.error_in_exec
            if error is not None and not any(output["kind"] == "error" for output in self.outputs.kept):
                self.outputs.add("error", f"{type(error).__name__}: {error}")
        except KeyboardInterrupt:
            self.outputs.add("error", "KeyboardInterrupt")
        return self.outputs.take()


def _no_input(prompt: object = "") -> str:
    raise StdinNotImplementedError("A notebook that is graded cannot ask for input.")


def _no_password(prompt: str = "", stream: object = None) -> str:
    return _no_input()
