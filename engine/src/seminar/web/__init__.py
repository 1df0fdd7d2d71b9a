"""What makes a place in a page live: its state, its joined script, the style that explorers share.

`live_place` is the HTML of the place, `joined` its script as one module, `SHIM` the script that wakes all places of a
page, `EXPLORERS` the style.
"""

from pathlib import Path

from seminar.web.join_modules import joined
from seminar.web.live_place import live_place

#: The style of all explorers.
EXPLORERS = Path(__file__).parent / "static" / "explorers.css"
#: The script that gives a widget its model where no notebook does.
SHIM = Path(__file__).parent / "static" / "shim.js"

__all__ = ["EXPLORERS", "SHIM", "joined", "live_place"]
