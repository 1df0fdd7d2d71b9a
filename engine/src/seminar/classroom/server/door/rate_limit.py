"""How often somebody may do something: a bucket of tokens that refills."""

from time import monotonic

ADDRESSES = 4096  # that are remembered


class Pace:
    """Allow a burst, and then so many a second.

    Parameters
    ----------
    burst : int
        How many at once.
    rate : float
        How many a second after that.
    """

    __slots__ = ("burst", "left", "rate", "seen")

    def __init__(self, burst: int, rate: float) -> None:
        self.burst, self.rate = burst, rate
        self.left, self.seen = float(burst), monotonic()

    @property
    def spent(self) -> bool:
        """Whether none is left now."""
        now = monotonic()
        self.left = min(self.burst, self.left + (now - self.seen) * self.rate)
        self.seen = now
        return self.left < 1

    def allows(self) -> bool:
        """Take one, if there is one left."""
        if self.spent:
            return False
        self.left -= 1
        return True


class Paces(dict[str, Pace]):
    """A pace for each address; the address that was seen first is forgotten where there are too many."""

    def __init__(self, burst: int, rate: float) -> None:
        super().__init__()
        self.burst, self.rate = burst, rate

    def of(self, address: str) -> Pace:
        """Return the pace of an address."""
        if address not in self and len(self) >= ADDRESSES:
            del self[next(iter(self))]
        return self.setdefault(address, Pace(self.burst, self.rate))
