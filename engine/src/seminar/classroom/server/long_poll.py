"""Requests that are held until something changes.

A page asks “anything new?” and gets its answer when there is something, or after a while. Nothing has to be
reopened after a phone slept or a network changed: the next request is the reconnection, and where a proxy cuts
long requests short this becomes plain polling by itself.
"""

import asyncio


class Waiting:
    """Those who wait, one request for each of them."""

    def __init__(self) -> None:
        self.held: dict[object, asyncio.Future[None]] = {}

    async def change(self, who: object, seconds: float) -> None:
        """Return when something changed, the time is over, or the same one asks anew."""
        self.release(who)
        future = self.held[who] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await future
        except TimeoutError:
            pass
        finally:
            if self.held.get(who) is future:
                del self.held[who]

    def release(self, who: object) -> None:
        """Let one of them go on."""
        future = self.held.pop(who, None)
        if future and not future.done():
            future.set_result(None)

    def ring(self) -> None:
        """Let all of them go on."""
        for who in list(self.held):
            self.release(who)
