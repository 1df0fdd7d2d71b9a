"""Who may hold a connection, how many and how long, so that a device that hoards them shuts nobody out.

A class at a university comes from one address, so nobody is refused for their address. Where a crowd holds too many
connections, its oldest one is closed and the new one is served: who has just come asks at once, and what is hoarded is
silent. A connection belongs to the crowd of its address until it shows a seat or the instructor's key; then it counts
there, where a hoarder of the same address cannot reach it.
"""

import asyncio
from collections import OrderedDict, defaultdict
from time import monotonic
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

Crowd = tuple[str, str | int]  # a kind, and which of that kind
TEACHER: Crowd = ("teacher", "")
MOST = {"address": 2000, "seat": 8, "teacher": 64}  # connections of one crowd; a browser opens six
SILENT = {"address": 10, "seat": 60, "teacher": 60}  # seconds without a request
ANSWERED = {"address": 20, "seat": 60, "teacher": 60}  # seconds in which an answer has to be taken


class Connection(H11Protocol):
    """One connection, as uvicorn speaks it.

    Parameters
    ----------
    connections : Connections
        Where it is counted; the others are uvicorn's.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        connections: "Connections",
    ) -> None:
        super().__init__(config, server_state, {**app_state, "connection": self}, _loop)
        self.all = connections
        self.crowd = TEACHER
        self.touched = monotonic()

    # uvicorn narrows the argument too, because asyncio gives a server of streams no other kind.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Join the crowd of the address."""
        super().connection_made(transport)
        self.all.enter(self, ("address", self.client[0] if self.client else ""))

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave."""
        self.all.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Note when a request has come whole; a letter a second is none."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self.all.touch(self)

    def on_response_complete(self) -> None:
        """Note when it was answered."""
        self.all.touch(self)
        super().on_response_complete()

    def belongs(self, kind: str, who: str | int = "") -> None:
        """Count this connection for a seat, or for the instructor."""
        if self.crowd != (kind, who):
            self.all.leave(self)
            self.all.enter(self, (kind, who))

    @property
    def busy(self) -> bool:
        """Whether a request is being answered."""
        return self.cycle is not None and not self.cycle.response_complete


class Connections:
    """All connections, by crowd, in each crowd the one that was silent longest first.

    Parameters
    ----------
    most : int
        How many there may be in all.
    """

    def __init__(self, most: int) -> None:
        self.most, self.count = most, 0
        self.crowds: dict[Crowd, OrderedDict[Connection, None]] = defaultdict(OrderedDict)

    def enter(self, connection: Connection, crowd: Crowd) -> None:
        """Count a connection, and close another one where that makes too many."""
        if len(self.crowds[crowd]) >= min(MOST[crowd[0]], self.most // 2):
            self.close(next(iter(self.crowds[crowd])))
        elif self.count >= self.most:
            largest = max((one for one in self.crowds if one != TEACHER), key=lambda one: len(self.crowds[one]))
            self.close(next(iter(self.crowds[largest])))
        connection.crowd = crowd
        self.crowds[crowd][connection] = None
        self.count += 1

    def leave(self, connection: Connection) -> None:
        """Count a connection no more."""
        crowd = self.crowds.get(connection.crowd)
        if crowd and connection in crowd:
            del crowd[connection]
            self.count -= 1
            if not crowd:
                del self.crowds[connection.crowd]

    def touch(self, connection: Connection) -> None:
        """Note that something came or went."""
        connection.touched = monotonic()
        if connection in self.crowds.get(connection.crowd, ()):
            self.crowds[connection.crowd].move_to_end(connection)

    def close(self, connection: Connection) -> None:
        """Close a connection at once."""
        self.leave(connection)
        connection.transport.abort()

    def sweep(self) -> None:
        """Close what has been silent too long, or does not take its answer."""
        now = monotonic()
        for (kind, _), crowd in list(self.crowds.items()):
            for connection in list(crowd):
                if now - connection.touched > (ANSWERED if connection.busy else SILENT)[kind]:
                    self.close(connection)
