"""Runs the server until it is told to stop."""

import signal
import socket

import uvicorn

from betweenblocs.classroom.network import more_files
from betweenblocs.classroom.seats import SEATS
from betweenblocs.classroom.server import Server

# Two for each seat and room for who joins; more_files asks the system for as many.
CONNECTIONS = 3 * SEATS


class Uvicorn(uvicorn.Server):
    """uvicorn, which first tells everybody who waits that the class is over."""

    def __init__(self, config: uvicorn.Config, server: Server):
        super().__init__(config)
        self.server = server

    async def shutdown(self, sockets=None):
        """Answer the requests that are held, or they would be waited for."""
        self.server.end()
        await super().shutdown(sockets)


def serve(server: Server, host: str, listening: socket.socket):
    """Serve until the process is interrupted or told to end; both come back here.

    Parameters
    ----------
    server : Server
        What is served.
    host : str
        The host at which it listens.
    listening : socket
        Where it listens.
    """
    more_files()
    config = uvicorn.Config(
        server.application(host),
        access_log=False,
        limit_concurrency=CONNECTIONS,
        lifespan="off",
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=60,
        ws="none",
    )
    # uvicorn raises anew what stopped it, and without this the answers would die with the process.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        Uvicorn(config, server).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
