"""One question, asked twice: what a classroom notebook runs, cell by cell."""

from seminar.classroom.notebook.response_folders import Folders
from seminar.classroom.notebook.room_client import Room
from seminar.classroom.notebook.slides import ROUNDS, Slide, key_html, moved_html, paragraph, question_html, said_html
from seminar.classroom.room import counts as results
from seminar.course import Course
from seminar.errors import BankError, ClassError
from seminar.quiz import Bank, Mark, Responses, asked, bank_path, read_bank, scorable


class Vote:
    """Peer instruction on one item. Each method shows one slide; only :meth:`key` and :meth:`moved` tell the key.

    Parameters
    ----------
    bank : str or Bank
        The name of a bank of the course that the notebook lies in ("first_chapter"), or a bank.
    item : str
        The id of the item.
    rounds : Room or Folders
        Where the answers come from: a running ``seminar class``, or two folders of response files.
    register : str, optional
        The address of the book's page of claims, to which the evidence is then linked.

    Raises
    ------
    BankError
        If there is no such bank or item, or the item is not scored.
    """

    def __init__(self, bank: str | Bank, item: str, rounds: Room | Folders, register: str = "") -> None:
        self._bank = bank if isinstance(bank, Bank) else read_bank(bank_path(bank, Course.find()))
        (self._item,) = asked(self._bank, [item])
        if self._item not in scorable(self._bank):
            raise BankError(f"the item `{item}` is not scored; vote on one that is", self._bank.path, self._item.line)
        self._rounds, self._register = rounds, register

    def question(self) -> Slide:
        """Show the stem and what can be chosen."""
        return Slide("Question", question_html(self._item))

    def open(self, number: int) -> Slide:
        """Open vote 1 or 2 and show how to answer.

        Run again, in this kernel or in another, it opens nothing and shows the way in again. A vote that was closed,
        in a rehearsal or on the projector's page, stays closed; :meth:`reset` makes place for another.
        """
        self._check(number)
        if self._rounds.held(self._item.id, number):
            n = len(self._votes(number))
            body = paragraph(f"This vote is over: {n} answered.")
            again = "If that was a rehearsal, run .reset() on this vote; then open it again."
            return Slide(f"{ROUNDS[number]}: closed", body + paragraph(again, "bb-quiet"))
        self._rounds.ask(self._item.id, number)
        body = f'<div class="bb-two"><div>{question_html(self._item)}</div><div>{self._rounds.join_html()}</div></div>'
        return Slide(ROUNDS[number], body)

    def close(self, number: int) -> Slide:
        """Close a vote and say how many answered, no more. One that was closed elsewhere stays so."""
        self._check(number)
        self._rounds.close(self._item.id, number)
        n = len(self._votes(number))
        body = f'<p><span class="bb-many">{n}</span> answered.</p>' if n else paragraph("Nobody has answered.")
        if isinstance(self._rounds, Folders) and (left := self._rounds.unused(number)):
            many = "1 file does" if left == 1 else f"{left} files do"
            note = f"{many} not count; `seminar quiz grade {self._rounds.paths[number - 1]}` says why."
            body += paragraph(note, "bb-quiet")
        return Slide(f"{ROUNDS[number]}: closed", body)

    def reset(self) -> Slide:
        """Forget the votes on this item, such as those of a rehearsal."""
        self._rounds.reset(self._item.id)
        return Slide("Reset", paragraph("The votes on this question are forgotten; the first can be opened."))

    def said(self, number: int | None = None) -> Slide:
        """Show how often each answer was given in one vote, or in both side by side; the key is not in it."""
        if number is not None:
            self._check(number)
        return Slide("What the class said", self._said([number] if number else [1, 2]))

    def key(self) -> Slide:
        """Show the right answer, why, what settles it, and what each answer gets wrong or right."""
        return Slide("The key", key_html(self._item, self._register) + self._said([1, 2], key=True))

    def moved(self) -> Slide:
        """Show who moved where between the votes, and what that is worth."""
        first, second = self._votes(1), self._votes(2)
        shift = results.moved(first, second)
        body = []
        if (share := results.share_right(first)) is not None:
            where = f"In the first vote {share * 100:.0f} % were right: {results.band(share)}."
            body.append(paragraph(f"{where} Right means full marks."))
        if n := shift["n"]:
            before = results.said_of_share(shift["right→right"] + shift["right→wrong"], n)
            after = results.said_of_share(shift["right→right"] + shift["wrong→right"], n)
            body += [moved_html(shift), paragraph(f"Right before the talk: {before}. After it: {after}.")]
        body += map(paragraph, results.said_of_gain(shift))
        if once := shift["only_before"] + shift["only_after"]:
            body.append(paragraph(f"{once} voted only once and are not in the table.", "bb-quiet"))
        if told := results.told(self._responses(1), self._bank, self._item):
            note = (
                f"{told} answered where the page says at once what is right, such as a chapter of the book. "
                "Their second vote says little about the talk."
            )
            body.append(paragraph(note, "bb-quiet"))
        return Slide("How the class moved", "".join(body))

    def _responses(self, number: int) -> list[Responses]:
        return self._rounds.responses(self._item.id, number)

    def _votes(self, number: int) -> dict[str, Mark]:
        return results.votes(self._bank, self._item, self._responses(number))

    def _check(self, number: int) -> None:
        """Refuse a vote that is neither the first nor the second."""
        if number not in ROUNDS:
            raise ClassError(f"there is no vote {number!r}: the first is 1, the second 2")

    def _said(self, numbers: list[int], key: bool = False) -> str:
        votes = {number: self._votes(number) for number in numbers}
        lines = results.lines(self._item, *votes.values())
        return said_html(self._item, lines, {number: len(given) for number, given in votes.items()}, key)
