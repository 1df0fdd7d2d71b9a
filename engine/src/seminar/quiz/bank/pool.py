"""Which items of a bank a student is asked: the draw by seed is the same in Python and in the browser.

Every item gets a rank, a 32-bit hash of the exam's seed, the student's code and the item's id. The n items with
the lowest ranks are drawn and keep the bank's order. Nothing is shuffled and no generator has a state, so the draw
does not depend on the order of the bank, and ``static/exam.js`` needs no more than the same twenty lines.
"""

from seminar.quiz.bank.item import Bank, Exam, Item
from seminar.text import one_line


def rank(text: str) -> int:
    """Return the 32-bit hash of a text that decides whether an item is drawn.

    FNV-1a over the UTF-8 bytes, then MurmurHash3's 32-bit finaliser, without which texts that differ only in
    their last letters would rank close to each other.

    Sources: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV Non-Cryptographic Hash Algorithm"
    (IETF Internet-Draft); A. Appleby, MurmurHash3 (public domain), function ``fmix32``.
    """
    hashed = 0x811C9DC5
    for byte in text.encode("utf-8", "surrogatepass"):
        hashed = ((hashed ^ byte) * 0x01000193) & 0xFFFFFFFF
    hashed = ((hashed ^ (hashed >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    hashed = ((hashed ^ (hashed >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
    return hashed ^ (hashed >> 16)


def draw(ids: list[str], count: int | None, seed: str, student: str) -> list[str]:
    """Return the ids that one student is asked, in the order in which they stand in the bank.

    Parameters
    ----------
    ids : list of str
        The ids of the pool.
    count : int or None
        How many to draw. ``None``, or as many as there are and more, draws all.
    seed : str
        The exam's seed. Another seed draws another set.
    student : str
        The student's name or code. Case makes no difference, nor do spaces about it or more than one within.
    """
    if count is None or count >= len(ids):
        return list(ids)
    # Cleaned as the name in a response file is. Spaces are what Python and JavaScript take for one; one of them is
    # JavaScript's alone.
    code = one_line(student.replace("\ufeff", " ")).lower()
    ranked = sorted(ids, key=lambda id_: (rank(f"{seed}\n{code}\n{id_}"), id_))
    lowest = set(ranked[:count])
    return [id_ for id_ in ids if id_ in lowest]


def scorable(bank: Bank) -> list[Item]:
    """Return the items of a bank that earn points."""
    return [item for item in bank.items if item.scored]


def pool(bank: Bank) -> list[Item]:
    """Return the items from which the bank's exam draws; without an exam all that earn points."""
    named = bank.exam.items if bank.exam else ()
    return [item for item in scorable(bank) if not named or item.id in named]


def drawn(bank: Bank, student: str) -> list[Item]:
    """Return the graded items of a bank that a student is asked: all, or those that its exam draws for them.

    Parameters
    ----------
    bank : Bank
        It says how its exam draws. What a student's file says of it is never believed.
    student : str
        The student's name or code.

    Returns
    -------
    list of Item
        In the bank's order.
    """
    items, exam = pool(bank), bank.exam or Exam()
    ids = set(draw([item.id for item in items], exam.draw, exam.seed, student))
    return [item for item in items if item.id in ids]
