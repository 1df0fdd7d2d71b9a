"""The claim explorer: filter the text's claims, and read who says what side by side."""

from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from seminar.course import Course
from seminar.register.register import Register, register_of
from seminar.web import EXPLORERS, joined, live_place

HERE = Path(__file__).parent
#: What a reader can filter by beside the codes.
WHO = ("speaker", "voice")


def all_claims(register: Register) -> list[dict[str, Any]]:
    """Return the claims with what the explorer shows of them: a code under its facet's name, the second as NAME_alt."""
    shown = []
    for name in register.claims:
        claim: dict[str, Any] = {"id": name, "text": register.text(name)}
        claim |= {field: register.field(name, field) for field in (*WHO, "part", "core")}
        for facet in register.settings.facets:
            claim[facet.name], claim[f"{facet.name}_alt"] = register.code(name, facet)
        shown.append(claim)
    return shown


def passes(claim: dict[str, Any], choice: dict[str, Any]) -> bool:
    """Say whether a claim passes the filters; with ``second``, a second-best code counts as well."""
    if choice.get("core") and not claim["core"]:
        return False
    wanted = {facet: value for facet, value in choice.items() if facet in claim and facet != "core" and value}
    return all(
        claim[facet] == value or (choice.get("second") and claim.get(f"{facet}_alt") == value)
        for facet, value in wanted.items()
    )


def state_of(
    course: Course, choice: dict[str, Any] | None = None, compare: list[str] | None = None, page: str = ""
) -> dict[str, Any]:
    """Return the state that ``claim_explorer.js`` starts from; `page` is the register's address, "" without one."""
    register = register_of(course)
    return {
        "claims": all_claims(register),
        "facets": [facet.name for facet in register.settings.facets],
        "filters": list(register.settings.filters),
        "choice": choice or {},
        "compare": compare or [],
        "register": page,
    }


def table_html(course: Course, page: str) -> str:
    """Return the claims as an HTML table, second-best codes in brackets."""
    register = register_of(course)
    facets = [facet.name for facet in register.settings.facets]

    def code(claim: dict[str, Any], facet: str) -> str:
        other = claim[f"{facet}_alt"]
        return escape(claim[facet]) + (f" <em>(second best: {escape(other)})</em>" if other else "")

    def name(claim: dict[str, Any]) -> str:
        return f'<a href="{page}#{claim["id"]}">{claim["id"]}</a>' if page else claim["id"]

    rows = "".join(
        f'<tr><th scope="row">{name(claim)}</th><td>{escape(claim["speaker"])}<br>{escape(claim["voice"] or "")}</td>'
        f"<td>{escape(claim['text'])}</td>" + "".join(f"<td>{code(claim, facet)}</td>" for facet in facets) + "</tr>"
        for claim in all_claims(register)
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Claim", "Speaker, voice", "In our words"))
    codes = "".join(f'<th scope="col">{head}</th>' for head in map(str.capitalize, facets))
    return (
        '<div class="bb-scroll" tabindex="0" role="region" aria-label="Claims"><table>'
        f"<caption>The claims of {escape(course.title)}</caption><thead><tr>{heads}{codes}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def claim_explorer_html(course: Course, page: str = "claims.html") -> str:
    """Return the explorer for a page: its state, and a table for readers without a script and for print."""
    return live_place("claim_explorer", state_of(course, page=page), table_html(course, page), "bb-explorer")


class ClaimExplorer(anywidget.AnyWidget):
    """The claims of the text, filtered.

    Parameters
    ----------
    choice : dict[str, Any], optional
        What to show, by ``speaker``, ``voice`` and the names of the facets; ``core=True`` keeps to the teaching set,
        ``second=True`` counts second-best codes too.
    compare : list of str, optional
        One or two speakers to read side by side.
    course : Course, optional
        Whose claims; by default the course of the working folder, else the one that is installed.

    Attributes
    ----------
    choice, compare
        Follow the reader's choice, and change the view when set.
    """

    _esm = joined(HERE / "claim_explorer.js")
    _css = EXPLORERS
    claims: traitlets.List[Any] = traitlets.List().tag(sync=True)
    choice = traitlets.Dict().tag(sync=True)
    compare = traitlets.List(traitlets.Unicode(), maxlen=2).tag(sync=True)
    register = traitlets.Unicode().tag(sync=True)
    facets = traitlets.List(traitlets.Unicode()).tag(sync=True)
    filters = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(
        self, choice: dict[str, Any] | None = None, compare: list[str] | None = None, *, course: Course | None = None
    ) -> None:
        self._course = course or Course.find()
        super().__init__(**state_of(self._course, choice, compare))

    @property
    def shown(self) -> list[str]:
        """The ids of the claims that pass the filters now."""
        return [claim["id"] for claim in self.claims if passes(claim, self.choice)]

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Add a readable form for places that show no widgets; where both are known, one is shown."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": claim_explorer_html(self._course, "")}, metadata
