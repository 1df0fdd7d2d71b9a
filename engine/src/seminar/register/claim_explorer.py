"""The claim explorer: filter the article's claims, and read who says what side by side."""

from html import escape
from pathlib import Path

import anywidget
import traitlets

from betweenblocs import tables
from seminar.web.join_modules import joined
from seminar.web.live_place import live_place

HERE = Path(__file__).parent
FACETS = ("speaker", "theme", "stance", "voice", "type")
KEPT = ("id", "speaker", "voice", "paraphrase", "theme", "theme_alt", "stance", "stance_alt", "type_alt")


def all_claims() -> list[dict]:
    """Return the claims with what the explorer shows of them."""
    return [
        {name: claim[name] for name in (*KEPT, "paragraph", "core")} | {"type": claim["claim_type"]}
        for claim in tables.claims()
    ]


def passes(claim: dict, choice: dict) -> bool:
    """Say whether a claim passes the filters; with ``second``, a second-best code counts as well."""
    if choice.get("core") and not claim["core"]:
        return False
    wanted = {facet: choice[facet] for facet in FACETS if choice.get(facet)}
    return all(
        claim[facet] == value or (choice.get("second") and claim.get(f"{facet}_alt") == value)
        for facet, value in wanted.items()
    )


def state_of(choice: dict | None = None, compare: list[str] | None = None, register: str = "") -> dict:
    """Return the state that ``claim_explorer.js`` starts from."""
    return {
        "claims": all_claims(),
        "choice": choice or {},
        "compare": compare or [],
        "register": register,
    }


def table_html(register: str) -> str:
    """Return the claims as an HTML table, second-best codes in brackets."""

    def code(claim: dict, facet: str) -> str:
        other = claim[f"{facet}_alt"]
        return escape(claim[facet]) + (f" <em>(second best: {escape(other)})</em>" if other else "")

    def name(claim: dict) -> str:
        return f'<a href="{register}#{claim["id"]}">{claim["id"]}</a>' if register else claim["id"]

    rows = "".join(
        f'<tr><th scope="row">{name(claim)}</th><td>{escape(claim["speaker"])}<br>{claim["voice"]}</td>'
        f"<td>{escape(claim['paraphrase'])}</td>"
        + "".join(f"<td>{code(claim, facet)}</td>" for facet in ("theme", "stance", "type"))
        + "</tr>"
        for claim in all_claims()
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Claim", "Speaker, voice", "In our words"))
    codes = "".join(f'<th scope="col">{head}</th>' for head in ("Theme", "Stance", "Type"))
    return (
        '<div class="bb-scroll" tabindex="0" role="region" aria-label="Claims"><table>'
        f"<caption>The claims of the article</caption><thead><tr>{heads}{codes}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def static(register: str = "claims.html") -> str:
    """Return the explorer for a page: its state, and a table for readers without a script and for print."""
    return live_place("claim_explorer", state_of(register=register), table_html(register), "bb-explorer")


class ClaimExplorer(anywidget.AnyWidget):
    """The claims of the article, filtered.

    Parameters
    ----------
    choice : dict, optional
        What to show, by ``speaker``, ``theme``, ``stance``, ``voice``, ``type``; ``core=True`` keeps to the
        teaching set, ``second=True`` counts second-best codes too.
    compare : list of str, optional
        One or two speakers to read side by side.

    Attributes
    ----------
    choice, compare
        Follow the reader's choice, and change the view when set.
    """

    _esm = joined(HERE / "claim_explorer.js")
    _css = HERE / "explorers.css"
    claims = traitlets.List().tag(sync=True)
    choice = traitlets.Dict().tag(sync=True)
    compare = traitlets.List(traitlets.Unicode(), maxlen=2).tag(sync=True)
    register = traitlets.Unicode().tag(sync=True)

    def __init__(self, choice: dict | None = None, compare: list[str] | None = None):
        super().__init__(**state_of(choice, compare))

    @property
    def shown(self) -> list[str]:
        """The ids of the claims that pass the filters now."""
        return [claim["id"] for claim in self.claims if passes(claim, self.choice)]

    def _repr_mimebundle_(self, **kwargs):
        """Add a readable form for places that show no widgets; where both are known, one is shown."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": static("")}, metadata
