"""Says for each kind of sandbox what two submissions could still learn of each other, and what does not work there."""

#: In any sandbox of one machine, how fast one's code runs depends on what the others do.
TIME = "how busy processors, caches and disk are, and counters of the kernel such as the numbers of new pipes"
ACCOUNT = "where the grader is not root, what the kernel grants one account (pipes)"
REMAINING = {
    "namespaces+landlock": f"{TIME}; {ACCOUNT}",
    "namespaces": f"{TIME}; {ACCOUNT}",
    "landlock": (
        f"{TIME}; which process numbers exist; the size and time, not the content, of a file whose name they know; "
        "where the grader is not root, how many processes the account has. "
        "The folders /tmp and /dev/shm are closed: tempfile and pools work, multiprocessing.shared_memory does not"
    ),
    "none": "everything",
}


def sentence(kind: str) -> str:
    """Say what submissions that agreed beforehand could still tell each other in this kind of sandbox."""
    # A record may be of another version, which knew other sandboxes.
    return f"{kind}: submissions could still tell each other by {REMAINING.get(kind, 'what is not known here')}"
