"""Runs the server until it is told to stop."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

import uvicorn

from seminar.classroom.server.app import Server
from seminar.classroom.server.door.connections import Connection, Connections
from seminar.classroom.server.network import more_files

BEAT = 1  # seconds
OTHER_FILES = 32  # that a class has open beside its connections
# asyncio accepts a batch in every round of its loop: one is accepted, one gets its transport, one is counted, and what
# is closed then holds its descriptor for a round more. The fifth is what the loop may do besides.
BATCHES = 5


class Uvicorn(uvicorn.Server):
    """uvicorn, which sweeps and saves while it runs, and first tells everybody who waits that the class is over."""

    def __init__(self, config: uvicorn.Config, server: Server, connections: Connections) -> None:
        super().__init__(config)
        self.server, self.all = server, connections

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to who runs the server: uvicorn's second Ctrl+C would cut answers off."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and begin to beat."""
        await super().startup(sockets)
        self.beating = asyncio.create_task(self.beat())

    async def beat(self) -> None:
        """Do what is due every second."""
        while True:
            await asyncio.sleep(BEAT)
            self.all.sweep()
            await self.server.beat()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer the requests that are held, or they would be waited for."""
        self.beating.cancel()
        with suppress(asyncio.CancelledError):
            await self.beating
        self.server.end()
        await super().shutdown(sockets)


def prepared(server: Server, host: str) -> Uvicorn:
    """Return what serves; ``should_exit`` stops it.

    Parameters
    ----------
    server : Server
        What is served.
    host : str
        The host at which it listens.
    """
    files = more_files()
    batch = min(512, files // (3 * BATCHES))  # two thirds stay for who is counted
    connections = Connections(files - BATCHES * batch - OTHER_FILES)
    config = uvicorn.Config(
        server.application(host),
        access_log=False,
        backlog=batch,
        # uvicorn only calls it, for each connection once; its types ask for a class.
        http=partial(Connection, connections=connections),  # type: ignore[arg-type]
        lifespan="off",
        log_level="error",  # a warning for each broken request would let a device fill the window
        # Anybody can write the header that says for whom a proxy asks; only who named a proxy has one.
        forwarded_allow_ips="127.0.0.1,::1",
        proxy_headers=server.proxied,
        server_header=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=60,
        ws="none",
    )
    return Uvicorn(config, server, connections)


def serve(uvicorn_: Uvicorn, listening: socket.socket) -> None:
    """Serve until it is told to stop."""
    uvicorn_.run(sockets=[listening])
