"""What is thrown on the wall: never the key too early, never a name, never a student's markup."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from other_key import turned, with_other_key
from second_course import COURSE, FOLDER, TINY_BANK
from seminar.classroom.notebook.response_folders import Folders
from seminar.classroom.notebook.slides import MOVES
from seminar.classroom.notebook.vote import Vote
from seminar.classroom.room.counts import band, said_of_gain
from seminar.errors import BankError, ClassError
from seminar.quiz.answers.peer_instruction import compare, shifts
from seminar.quiz.answers.response_file import Responses, moment, read_all
from seminar.quiz.bank import item as r
from seminar.quiz.bank.bank import bank_path, read_bank
from seminar.quiz.bank.pool import scorable
from shown_table import counts
from simulated import simulate

TINY = read_bank(TINY_BANK)
WHEN = "2026-11-24T10:00:00Z"


class TwoRounds:
    """A room in which everybody has voted already; it counts how often it was asked and closed."""

    def __init__(self, bank: r.Bank, item: str, *rounds: list):
        self.calls = []
        self.given = {
            number: [
                Responses(f"Student {place}", moment(WHEN), {bank.stem: {"items": {item: answer(said)}}}, Path("x"))
                for place, said in enumerate(said_by_all)
            ]
            for number, said_by_all in enumerate(rounds, 1)
        }
        self.closed: list[int] = []

    def ask(self, item_id: str, number: int) -> int:
        self.calls.append(("ask", number))
        return number

    def close(self, item_id: str, number: int) -> int:
        self.calls.append(("close", number))
        self.closed.append(number)
        return 0

    def held(self, item_id: str, number: int) -> bool:
        return number in self.closed

    def responses(self, item_id: str, number: int) -> list[Responses]:
        return self.given.get(number, []) if number in self.closed else []

    def join_html(self) -> str:
        return "<p>Come in</p>"


def answer(said) -> dict:
    """A record as the class server keeps it."""
    return {"response": said, "at": WHEN, "attempts": 1, "hints": 0}


def record(said, first) -> dict:
    """A record as a chapter of the book keeps it after two attempts."""
    return {"response": said, "at": WHEN, "attempts": 2, "score": 1.0, "first": answer(first)}


def write(folder: Path, student: str, answers: dict, stem: str = TINY.stem):
    """Write one response file."""
    folder.mkdir(exist_ok=True)
    content = {"format": "seminar-responses", "version": 1, "student": student, "created": WHEN}
    content["banks"] = {stem: {"items": answers}}
    (folder / f"{student}.json").write_text(json.dumps(content), encoding="utf-8")


def before_the_key(vote: Vote) -> str:
    """Return every slide that is shown before the key."""
    slides = [vote.question(), vote.open(1), vote.close(1), vote.said(1), vote.open(2), vote.close(2), vote.said()]
    return "".join(slide._repr_html_() for slide in slides)


@pytest.mark.parametrize("bank", [TINY, read_bank(bank_path("the_points", COURSE))], ids=["tiny", "the_points"])
def test_before_the_key_nothing_depends_on_it(bank, tmp_path):
    """With another key every slide up to the second vote is the same to the letter, for each item with options."""
    rounds = Folders(*(simulate(bank, tmp_path / str(seed), students=9, seed=seed) for seed in (1, 2)), course=COURSE)
    turnable = [item for item in scorable(bank) if turned(item.body)]
    assert len(turnable) > 5
    for item in turnable:
        other = with_other_key(bank, item)
        votes = [Vote(one, item.id, rounds) for one in (bank, other)]
        assert before_the_key(votes[0]) == before_the_key(votes[1])
        assert votes[0].key()._repr_html_() != votes[1].key()._repr_html_()


@pytest.mark.parametrize("item", scorable(TINY), ids=lambda item: item.type)
def test_every_scored_type_can_be_voted_on(item, tmp_path):
    """Each type has its slides; the counts add up to the answers where one thing is said."""
    rounds = Folders(*(simulate(TINY, tmp_path / str(seed), students=12, seed=seed) for seed in (1, 2)), course=COURSE)
    vote = Vote(TINY, item.id, rounds)
    before_the_key(vote)
    table = BeautifulSoup(vote.key()._repr_html_(), "html.parser").table
    if item.type in ("single", "true_false", "numeric", "text", "order"):
        assert [sum(column) for column in zip(*counts(table).values(), strict=True)] == [12, 12]
    assert "✓ right" in table.text
    everybody = [rounds.responses(item.id, number) for number in (1, 2)]
    (row,) = (row for row in compare([TINY], *everybody) if row["item"] == item.id)
    moved = BeautifulSoup(vote.moved()._repr_html_(), "html.parser").table
    assert counts(moved) == {words: [row[shift]] for shift, (_, words) in MOVES.items()}


def test_what_a_student_typed_is_shown_as_text_and_only_if_another_typed_it_too():
    """Markup stays words, and what only one student wrote is counted without being shown."""
    item = next(item for item in scorable(TINY) if item.type == "text")
    evil, once = '<img src=x onerror="alert(1)">', "<b>my neighbour</b>"
    vote = Vote(TINY, item.id, TwoRounds(TINY, item.id, [evil, evil, once], [evil, evil, once]))
    page = before_the_key(vote) + vote.key()._repr_html_()
    found = BeautifulSoup(page, "html.parser")
    assert not found.find_all(["img", "b"])
    assert evil in found.text
    assert "my neighbour" not in found.text
    assert "something else" in found.text


def test_nobody_answered_is_a_sentence_on_every_slide(tmp_path, monkeypatch):
    """Folders that are not there yet, and an empty one, are no error; the bank goes by its name."""
    monkeypatch.chdir(FOLDER)
    (tmp_path / "empty").mkdir()
    vote = Vote("the_points", "which-strait", Folders(tmp_path / "empty", tmp_path / "not-there"))
    assert "Nobody has answered." in vote.close(1)._repr_html_()
    assert "Nobody answered" in vote.said(1)._repr_html_()
    assert "Nobody answered" in vote.said()._repr_html_()
    assert "The twelfth point" in vote.key()._repr_html_()
    assert "nothing to compare" in vote.moved()._repr_html_()


def test_a_file_that_cannot_be_used_is_counted_and_not_named(tmp_path):
    """The wall shows how many, never whose."""
    folder = simulate(TINY, tmp_path / "first", students=3)
    (folder / "Aru Bekova.json").write_text("{")
    said = Vote(TINY, scorable(TINY)[0].id, Folders(folder, tmp_path / "second", course=COURSE)).close(1)._repr_html_()
    assert "1 file does not count" in said
    assert "Aru" not in said


def test_who_goes_on_in_the_same_browser_is_compared_by_the_latest_answer(tmp_path):
    """A second export keeps the first attempt of the first round; a fresh browser's first attempt counts."""
    item = next(item for item in scorable(TINY) if item.type == "single")
    right, wrong = (next(c.id for c in item.body.choices if c.correct is side) for side in (True, False))
    write(tmp_path / "first", "Aru", {item.id: record(wrong, wrong)})
    write(tmp_path / "second", "Aru", {item.id: record(right, wrong)})
    write(tmp_path / "first", "Dana", {item.id: record(wrong, wrong)})
    write(tmp_path / "second", "Dana", {item.id: record(right, wrong) | {"first": answer(wrong) | {"hints": 1}}})
    exam = {"score": None, "first": None}  # an exam page keeps no first attempt
    write(tmp_path / "first", "Madi", {item.id: answer(wrong) | exam})
    write(tmp_path / "second", "Madi", {item.id: answer(right) | exam})
    rounds = Folders(tmp_path / "first", tmp_path / "second", course=COURSE)
    moved = Vote(TINY, item.id, rounds).moved()._repr_html_()
    table = counts(BeautifulSoup(moved, "html.parser").table)
    assert (table["wrong, then right"], table["wrong, and still wrong"]) == ([2], [1])
    assert "2 answered where the page says at once what is right" in moved
    (row,) = compare([TINY], *(read_all([path])[0] for path in rounds.paths))
    assert (row["wrong→right"], row["wrong→wrong"]) == (2, 1)


def test_a_vote_that_is_over_is_not_opened_again():
    """A cell that is run again, also after the kernel was started anew, opens nothing and says what there is."""
    item = next(item for item in scorable(TINY) if item.type == "single")
    said = [item.body.choices[0].id] * 4
    room = TwoRounds(TINY, item.id, said, said)
    vote = Vote(TINY, item.id, room)
    assert "Come in" in vote.open(1)._repr_html_()
    vote.close(1)
    assert "This vote is over: 4 answered." in vote.open(1)._repr_html_()
    assert "This vote is over: 4 answered." in Vote(TINY, item.id, room).open(1)._repr_html_()
    assert room.calls == [("ask", 1), ("close", 1)]
    assert "Come in" in Vote(TINY, item.id, room).open(2)._repr_html_()


@pytest.mark.parametrize("number", [0, 3, "1", None])
def test_a_vote_that_does_not_exist_is_a_sentence(number):
    """Two votes are compared; a third is refused before anything is opened."""
    item = next(item for item in scorable(TINY) if item.type == "single")
    room = TwoRounds(TINY, item.id)
    for call in (Vote(TINY, item.id, room).open, Vote(TINY, item.id, room).close):
        with pytest.raises(ClassError, match="the first is 1, the second 2"):
            call(number)
    assert room.calls == []


def test_an_item_that_is_not_scored_is_refused_in_a_sentence():
    """A reflection has no key to vote on."""
    item = next(item for item in TINY.items if item.type == "reflect")
    with pytest.raises(BankError, match="is not scored"):
        Vote(TINY, item.id, TwoRounds(TINY, item.id))


def test_few_votes_are_not_sold_as_a_measurement():
    """Below twenty the slide says what one student weighs; an undefined gain is said in words."""
    few = said_of_gain(shifts({"a": 0, "b": 0, "c": 1}, {"a": 1, "b": 0, "c": 1}))
    assert few[0].startswith("Normalised gain: 0.50")
    assert "With n = 3, one student more or less moves a share by 33 points" in few[1]
    assert "nothing to gain" in said_of_gain(shifts({"a": 1}, {"a": 1}))[0]
    many = {str(place): place % 2 for place in range(20)}
    assert len(said_of_gain(shifts(many, many))) == 1
    worse = said_of_gain(shifts(many, dict.fromkeys(many, 0)))
    assert worse[0].startswith("Normalised gain: −1.00")
    assert "negative" in worse[1]
    assert [band(share) for share in (0.29, 0.3, 0.7, 0.71)] == [
        "less than 30 %",
        "between 30 and 70 %",
        "between 30 and 70 %",
        "more than 70 %",
    ]


def test_a_vote_from_files_needs_nothing_that_the_lab_does_not_have(tmp_path):
    """Without jsonschema and the server's libraries a class is counted, and a file of another shape is left out."""
    simulate(TINY, tmp_path / "first", students=4)
    broken = [
        {"student": 7},
        {"banks": []},
        {"banks": {TINY.stem: {"items": []}}},
        {"banks": {TINY.stem: {"items": {"x": 1}}}},
        {"banks": {TINY.stem: {"items": {"x": {"at": WHEN, "hints": "many"}}}}},
        {"banks": {TINY.stem: {"items": {"x": {"at": WHEN, "first": [1]}}}}},
        {"banks": {TINY.stem: {"items": {"x": {}}}}},
        {"banks": {TINY.stem: {"items": {}, "exam": {"seed": 1}}}},
    ]
    good = {"format": "seminar-responses", "version": 1, "student": "X", "created": WHEN, "banks": {}}
    for number, change in enumerate(broken):
        (tmp_path / "first" / f"broken-{number}.json").write_text(json.dumps(good | change))
    item = scorable(TINY)[0].id
    program = f"""
import sys
sys.modules.update(dict.fromkeys(["jsonschema", "jsonschema.exceptions", "jinja2", "starlette", "segno", "uvicorn"]))
from seminar.classroom.notebook.response_folders import Folders
from seminar.classroom.notebook.vote import Vote
from seminar.quiz.bank.bank import read_bank
vote = Vote(read_bank({str(TINY.path)!r}), {item!r}, Folders("first", "second"))
print(vote.close(1)._repr_html_().split("bb-many")[-1], vote.moved()._repr_html_()[:0])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert ">4</span>" in done.stdout
    assert f"{len(broken)} files do not count" in done.stdout
