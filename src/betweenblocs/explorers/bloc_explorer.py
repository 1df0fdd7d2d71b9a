"""The bloc explorer: choose a day, let Kazakhstan join BRICS, and see what follows."""

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from betweenblocs import tables
from betweenblocs.explorers.blocs import ARTICLE_DAY, SIX, STATES, bridging, is_full, members, overlaps
from seminar.web import EXPLORERS, joined, live_place

HERE = Path(__file__).parent
FIRST, LAST = "1991-12-21", "2025-06-30"
# From when on a member's remark holds. Moldova's way out has no single day: it is as recorded for the article's.
REMARKS = {("CSTO", "ARM"): "2024-02-23", ("CIS", "MDA"): ARTICLE_DAY}


def state_of(day: str = ARTICLE_DAY, joining: bool = False) -> dict[str, Any]:
    """Return the state that ``bloc_explorer.js`` starts from."""
    rows: list[dict[str, Any]] = [
        {
            "bloc": row["organisation"],
            "iso3": row["iso3"],
            "joined": row["joined"],
            "left": row["left"],
            "full": is_full(row["status"]),
            "status": row["status"],
            "remark_from": REMARKS.get((row["organisation"], row["iso3"])),
        }
        for row in tables.membership()
        if row["organisation"] in SIX and row["joined"] and "Treaty only" not in row["status"]
    ]
    known = {row["iso3"] for row in rows}
    # Kazakhstan first: the reader is looking for it.
    order = sorted(known, key=lambda iso3: (iso3 != "KAZ", STATES[iso3]))
    events = [
        {"day": row["date"], "label": row["event"]}
        for row in tables.timeline()
        if row["track"] in SIX and FIRST <= row["date"] <= LAST
    ]
    return {
        "day": day,
        "joining": joining,
        "blocs": list(SIX),
        "rows": rows,
        "names": {iso3: STATES[iso3] for iso3 in order},
        "events": events,
        "first": FIRST,
        "last": LAST,
        "article": ARTICLE_DAY,
    }


def tables_html() -> str:
    """Return memberships, bridging scores and overlaps on the article's day as HTML tables."""
    blocs = {bloc: members(bloc) for bloc in SIX}
    scores, shares = bridging(), overlaps()
    head = "".join(f'<th scope="col">{bloc}</th>' for bloc in SIX)
    matrix = "".join(
        f'<tr><th scope="row">{escape(STATES[state])}</th>'
        + "".join(f"<td>{'member' if state in blocs[bloc] else ''}</td>" for bloc in SIX)
        + f"<td>{score:.3f}</td></tr>"
        for state, score in sorted(scores.items(), key=lambda item: (-item[1], STATES[item[0]]))
    )
    grid = "".join(
        f'<tr><th scope="row">{one}</th>'
        + "".join("<td>–</td>" if one == other else f"<td>{share(shares, one, other):.2f}</td>" for other in SIX)
        + "</tr>"
        for one in SIX
    )
    return (
        f"<table><caption>Full members on 24 October 2024 and their bridging scores</caption>"
        f'<thead><tr><th scope="col">State</th>{head}<th scope="col">Bridging</th></tr></thead>'
        f"<tbody>{matrix}</tbody></table><table><caption>Overlap of two blocs (Jaccard index)</caption>"
        f'<thead><tr><th scope="col">Bloc</th>{head}</tr></thead><tbody>{grid}</tbody></table>'
    )


def share(shares: dict[tuple[str, str], float | None], one: str, other: str) -> float:
    """Return the overlap of a pair, whichever bloc comes first."""
    found = shares[(one, other) if (one, other) in shares else (other, one)]
    assert found is not None, "every bloc had members on that day"
    return found


def static(day: str = ARTICLE_DAY, joining: bool = False) -> str:
    """Return the explorer for a page: its state, and tables for readers without a script and for print."""
    return live_place("bloc_explorer", state_of(day, joining), tables_html(), "bb-explorer")


class BlocExplorer(anywidget.AnyWidget):
    """The six blocs on a day of one's choice.

    Parameters
    ----------
    day : str, optional
        ISO date between 1991-12-21 and 2025-06-30; the day of Toqayev's speech if left out.
    joining : bool, optional
        Whether Kazakhstan counts as a member of BRICS.

    Attributes
    ----------
    day, joining
        Follow the reader's choice, and change the view when set.

    Raises
    ------
    traitlets.TraitError
        If `day` is no ISO date within the range.
    """

    _esm = joined(HERE / "bloc_explorer.js")
    _css = EXPLORERS
    day = traitlets.Unicode(ARTICLE_DAY).tag(sync=True)
    joining = traitlets.Bool(False).tag(sync=True)
    blocs: traitlets.List[Any] = traitlets.List().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    names = traitlets.Dict().tag(sync=True)
    events: traitlets.List[Any] = traitlets.List().tag(sync=True)
    first = traitlets.Unicode().tag(sync=True)
    last = traitlets.Unicode().tag(sync=True)
    article = traitlets.Unicode().tag(sync=True)

    def __init__(self, day: str = ARTICLE_DAY, joining: bool = False) -> None:
        super().__init__(**state_of(day, joining))

    @traitlets.validate("day")
    def _in_range(self, proposal: dict[str, Any]) -> str:
        day: str = proposal["value"]
        try:
            if FIRST <= date.fromisoformat(day).isoformat() <= LAST:
                return day
        except ValueError:
            pass
        raise traitlets.TraitError(f"day must be an ISO date from {FIRST} to {LAST}, not {day!r}")

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Add a readable form for places that show no widgets; where both are known, one is shown."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": static(self.day, self.joining)}, metadata
