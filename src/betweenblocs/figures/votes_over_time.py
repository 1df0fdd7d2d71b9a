"""Kazakhstan's agreement with Russia, China and the United States in the UN General Assembly."""

from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from betweenblocs.figures.style import GROUND, MUTED, SMALL, STATE, canvas, drawn
from betweenblocs.numbers import agreement_by_session

PARTNERS = {"CHN": "China", "RUS": "Russia", "USA": "United States"}
MARKER = {"CHN": "s", "RUS": "o", "USA": "^"}
COUNTED, QUOTED = range(47, 75), range(75, 79)  # sessions; session 47 met in 1992


@drawn
def votes_over_time() -> Figure:
    """Draw one line a partner; filled marks are counted from roll calls, hollow ones quoted."""
    figure, axes = canvas(700, 430)
    for partner, name in PARTNERS.items():
        share = agreement_by_session(partner)
        for sessions, fill in ((COUNTED, STATE[partner]), (QUOTED, GROUND)):
            years = [1945 + session for session in sessions]
            shares = [share[session] for session in sessions]
            axes.plot(years, shares, MARKER[partner] + "-", color=STATE[partner], markerfacecolor=fill, markersize=6)
        axes.text(2024.2, shares[-1], f"{name} {shares[-1]:.0%}", va="center", color=STATE[partner])
    axes.axvline(2019.5, color=MUTED, linewidth=1, linestyle=(0, (4, 4)))
    axes.text(2019, 0.02, "counted from roll calls", ha="right", fontsize=SMALL, color=MUTED)
    axes.text(2020, 0.02, "quoted", ha="left", fontsize=SMALL, color=MUTED)
    axes.set(xlim=(1991, 2024), ylim=(0, 1), xticks=[1992, 2000, 2008, 2016, 2023])
    axes.set_title("Share of votes cast alike with Kazakhstan, a session a year", pad=14)
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(axis="y")
    return figure
