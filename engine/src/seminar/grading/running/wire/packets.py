"""Messages between processes: a length, then JSON, over a socket, with a deadline and an upper size."""

import json
import os
import select
import socket
import struct
import time
from typing import Any

#: What JSON can hold, by name. Its reader knows what each name means, and checks it where a student's process wrote it.
Message = dict[str, Any]
#: No message is longer than this many bytes, whatever its sender says.
LONGEST = 16 * 2**20


class ClosedError(Exception):
    """The other end is gone, or says what is no message."""


class LateError(Exception):
    """The other end did not answer in time."""


def send(channel: socket.socket, message: Message, fds: tuple[int, ...] = (), deadline: float | None = None) -> None:
    """Send one message, with open files where there are any.

    Parameters
    ----------
    channel : socket.socket
        One end of a Unix stream socket.
    message : dict
        Anything that JSON can hold.
    fds : tuple of int
        Open files to hand over.
    deadline : float, optional
        In seconds of the monotonic clock.

    Raises
    ------
    ClosedError
        The other end is gone.
    LateError
        The other end does not read.
    """
    body = json.dumps(message).encode()
    try:
        _wait(channel, deadline)
        if fds:
            # The files ride on the first byte of the length.
            head = struct.pack("<I", len(body))
            socket.send_fds(channel, [head[:1]], list(fds))
            body = head[1:] + body
        else:
            body = struct.pack("<I", len(body)) + body
        channel.sendall(body)
    except TimeoutError:
        raise LateError from None
    except OSError:
        raise ClosedError from None


def readable(channel: socket.socket, deadline: float) -> bool:
    """Wait until something came, or the other end is gone, or it is `deadline`."""
    # Not select.select, which fails for file numbers past 1,023.
    waiting = select.poll()
    waiting.register(channel, select.POLLIN)
    return bool(waiting.poll(max(0.0, 1000 * (deadline - time.monotonic()))))


def receive(channel: socket.socket, deadline: float | None = None, longest: int = LONGEST) -> tuple[Message, list[int]]:
    """Receive one message and the open files that came with it.

    Parameters
    ----------
    channel : socket.socket
        One end of a Unix stream socket.
    deadline : float, optional
        In seconds of the monotonic clock.
    longest : int
        No longer message is taken.

    Raises
    ------
    ClosedError
        The other end is gone, or sent what is no message.
    LateError
        Nothing whole came before `deadline`.
    """
    fds: list[int] = []
    try:
        _wait(channel, deadline)
        first, fds, _, _ = socket.recv_fds(channel, 1, 4)
        if not first:
            raise ClosedError
        size = struct.unpack("<I", first + _exactly(channel, 3, deadline))[0]
        if size > longest:
            raise ClosedError
        message = json.loads(_exactly(channel, size, deadline))
        if not isinstance(message, dict):
            raise ClosedError
    except BaseException as error:
        # A submission could otherwise fill this process's table of open files with what it hands over.
        for fd in fds:
            os.close(fd)
        if isinstance(error, TimeoutError):
            raise LateError from None
        if isinstance(error, (OSError, ValueError, RecursionError)):
            raise ClosedError from None
        raise
    return message, fds


def _exactly(channel: socket.socket, size: int, deadline: float | None) -> bytes:
    body = bytearray()
    while len(body) < size:
        _wait(channel, deadline)
        part = channel.recv(min(size - len(body), 2**20))
        if not part:
            raise ClosedError
        body += part
    return bytes(body)


def _wait(channel: socket.socket, deadline: float | None) -> None:
    # A time-out of zero would mean "do not block".
    channel.settimeout(None if deadline is None else max(0.001, deadline - time.monotonic()))
