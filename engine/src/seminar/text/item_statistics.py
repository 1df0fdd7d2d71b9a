"""What scores from 0 to 1 say about an item: facility and discrimination, for quizzes and assignments."""

from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import NormalDist, StatisticsError, correlation, fmean

# Below this many students no correlation is shown: with ten answers the 95 % interval of a correlation of .3 reaches
# from about -.4 to .8 and says nothing about the item.
SMALLEST_CLASS = 20


@dataclass(frozen=True)
class Discrimination:
    """The item-rest correlation with its interval; ``why`` says why a value is missing."""

    r: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    why: str = ""


def facility(scores: list[float]) -> float | None:
    """Return the mean score of an item, from 0 (nobody got anything) to 1; ``None`` without answers.

    For items that are right or wrong this is the share of right answers, the "item difficulty" of classical test
    theory (F. M. Lord and M. R. Novick, Statistical Theories of Mental Test Scores, 1968, section 15.2).
    """
    return fmean(scores) if scores else None


def discrimination(scores: list[float], rests: list[float], level: float = 0.95) -> Discrimination:
    """Return how well an item tells strong students from weak ones: its correlation with the rest of the quiz.

    Pearson's r between the score of the item and the mean score of the *other* items that the same student answered
    (the item itself is left out, else it would correlate with itself). The interval uses Fisher's transformation,
    z = artanh r with standard error 1 / sqrt(n - 3) (R. A. Fisher, "On the probable error of a coefficient of
    correlation deduced from a small sample", Metron 1, 1921); it assumes roughly normal scores, which item scores
    are not, and is to be read as a rough guide.

    Parameters
    ----------
    scores, rests : list of float
        One pair a student, of equal length.
    level : float
        The confidence of the interval.
    """
    n = len(scores)
    if n < SMALLEST_CLASS:
        return Discrimination(n=n, why=f"n too small (fewer than {SMALLEST_CLASS})")
    try:
        r = max(-1.0, min(1.0, correlation(scores, rests)))
    except StatisticsError:
        same = "everybody scored the same" if len(set(scores)) == 1 else "the rest of the quiz does not differ"
        return Discrimination(n=n, why=same)
    if abs(r) > 1 - 1e-12:
        return Discrimination(r=r, n=n, why="no interval for a perfect correlation")
    reach = NormalDist().inv_cdf((1 + level) / 2) / sqrt(n - 3)
    return Discrimination(r, tanh(atanh(r) - reach), tanh(atanh(r) + reach), n)


def wilson(right: int, n: int, level: float = 0.95) -> tuple[float, float] | None:
    """Return the interval of a share, ``None`` for n = 0.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927): it stays inside 0..1 and holds for small n.
    """
    if n == 0:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, square = right / n, z * z
    centre = (share + square / (2 * n)) / (1 + square / n)
    reach = z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, centre - reach), min(1.0, centre + reach)
