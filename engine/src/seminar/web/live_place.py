"""The place of a live piece in a page: its state as JSON, and what stands there before a script runs."""

import json
from typing import Any


def live_place(name: str, state: dict[str, Any], fallback: str, look: str = "") -> str:
    """Return the HTML that ``web/static/shim.js`` brings to life, readable as it stands.

    Parameters
    ----------
    name : str
        The piece: the stem of its JavaScript module.
    state : dict[str, Any]
        What its model starts from.
    fallback : str
        HTML to read without a script, and in print.
    look : str
        A CSS class for the fallback.
    """
    # Nothing in a text may close the script element.
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    classes = f"bb-fallback {look}".strip()
    return (
        f'<div class="bb-live" data-bb="{name}"><script type="application/json">{text}</script>'
        f'<div class="{classes}">{fallback}</div></div>'
    )
