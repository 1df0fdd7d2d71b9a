"""What makes a place in a page live: its state, its joined script, the style that explorers share."""

from pathlib import Path

from seminar.web.join_modules import joined
from seminar.web.live_place import live_place

#: The style of all explorers.
EXPLORERS = Path(__file__).parent / "static" / "explorers.css"

__all__ = ["EXPLORERS", "joined", "live_place"]
