"""How often somebody may do something: a bucket of tokens that refills."""

from time import monotonic


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

    def __init__(self, burst: int, rate: float):
        self.burst, self.rate = burst, rate
        self.left, self.seen = float(burst), monotonic()

    def allows(self) -> bool:
        """Take one, if there is one left."""
        now = monotonic()
        self.left = min(self.burst, self.left + (now - self.seen) * self.rate)
        self.seen = now
        if self.left < 1:
            return False
        self.left -= 1
        return True

    def give_back(self):
        """Return what was taken: it is not to count."""
        self.left += 1
