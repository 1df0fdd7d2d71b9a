"""What Python and the page have to agree on: it is said here alone, and goes to the page in its state."""

from typing import Any

#: How sure a student may say to be, and the words for it; the surest first.
CERTAINTIES = {"sure": "Sure", "think": "I think so", "guess": "A guess"}
#: After so many days a right answer comes up again: the first time, the second, ...
LADDER = (1, 3, 7, 21)
#: Why an item is reviewed, the most urgent reason first.
URGENCY = ("sure and wrong", "wrong", "guessed", "right")
#: What a response file says of itself.
FORMAT, VERSION = "seminar-responses", 1
#: Bytes. A whole book answered weighs some 100 KB; what is larger is no response file.
LARGEST = 5_000_000
#: What the name of a bank is in a response file.
STEM = "^[A-Za-z0-9_-]{1,100}$"
#: So many of the latest checks of an answer are kept.
HISTORY = 20


def agreed() -> dict[str, Any]:
    """Return all of it as the field ``agreed`` of a live piece's state."""
    return {
        "certainties": CERTAINTIES,
        "ladder": list(LADDER),
        "urgency": list(URGENCY),
        "history": HISTORY,
        "file": {"format": FORMAT, "version": VERSION, "largest": LARGEST, "stem": STEM},
    }
