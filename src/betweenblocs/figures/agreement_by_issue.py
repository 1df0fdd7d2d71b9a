"""Kazakhstan's agreement with three powers, one issue at a time: the pattern called issue-splitting."""

from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from betweenblocs.figures.style import INK, RULE, SMALL, STATE, canvas, drawn
from betweenblocs.numbers import agreement

PARTNERS = {"USA": "United States", "RUS": "Russia", "CHN": "China"}
MARKER = {"CHN": "s", "RUS": "o", "USA": "^"}
ISSUES = {
    "nuclear": "Nuclear weapons",
    "disarmament": "Disarmament",
    "colonialism": "Colonialism",
    "economic_development": "Development",
    "human_rights": "Human rights",
    "palestine": "Palestine question",
    "all": "All votes",
}
FIRST, LAST = 70, 74  # sessions, 2015-2019


@drawn
def agreement_by_issue() -> Figure:
    """Draw a row an issue and a mark a partner, ordered by agreement with Russia; all votes stand apart."""
    shares = {issue: {partner: agreement(partner, FIRST, LAST, issue) for partner in PARTNERS} for issue in ISSUES}
    issues = sorted(ISSUES, key=lambda issue: (issue == "all", shares[issue]["RUS"]))
    rows = [row + 0.5 * (issue == "all") for row, issue in enumerate(issues)]
    figure, axes = canvas(700, 420)
    axes.hlines(rows, 0, 1, color=RULE, linewidth=1)
    for partner, name in PARTNERS.items():
        values = [shares[issue][partner] for issue in issues]
        axes.plot(values, rows, MARKER[partner], color=STATE[partner], markersize=11, label=name)
        axes.text(values[-1], rows[-1] + 0.55, name, color=STATE[partner], ha="center", va="center")
        for value, row in zip(values, rows, strict=True):
            axes.text(
                value,
                row - 0.36,
                f"{100 * value:.0f}",
                color=STATE[partner],
                fontsize=SMALL,
                ha="center",
                va="center",
            )
    axes.set(xlim=(-0.03, 1.04), ylim=(rows[-1] + 0.9, -0.6))
    axes.set_yticks(rows, [ISSUES[issue] for issue in issues], fontsize=SMALL + 1, color=INK)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.set_title(f"Share of votes cast alike with Kazakhstan, sessions {FIRST}–{LAST}", pad=10)
    return figure
