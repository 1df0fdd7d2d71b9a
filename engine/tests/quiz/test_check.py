"""`check` finds what a reader of one file cannot see or a machine can only suspect."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from second_course import COURSE
from seminar.errors import BankError
from seminar.quiz.bank.bank import read_bank
from seminar.quiz.bank.check import check
from seminar.quiz.bank.give_ids import give_ids

ITEM = """\
- id: {id}
  type: {type}
  prompt: {prompt}
{body}
  evidence: [S5]
  explanation: Wilson speaks.
"""
TRUTH = "  answer: true\n  feedback: {true: Yes., false: No.}"


def bank(folder: Path, *items: str, name: str = "bank") -> Path:
    """Write a bank of items."""
    path = folder / f"{name}.yml"
    path.write_text("title: A bank\nitems:\n" + "".join(items), encoding="utf-8")
    with suppress(BankError):  # what is wrong is for `check` to say
        give_ids(path)
    return path


def item(kind="true_false", body=TRUTH, id="first-one", prompt="Who speaks?"):
    """Return an item as YAML."""
    return ITEM.format(id=id, type=kind, body=body, prompt=prompt)


def messages(*paths, today=date(2026, 11, 24)):
    """Return what is found, without the place."""
    return [finding.message for finding in check(paths, today)]


def test_a_clean_bank_gives_no_finding(tmp_path):
    """Nothing is found where nothing is wrong."""
    assert messages(bank(tmp_path, item())) == []


def test_an_item_past_its_day_is_found(tmp_path):
    """An item is stale the day after `review_by`, not on the day."""
    path = bank(tmp_path, item(body=f"{TRUTH}\n  review_by: 2026-11-24"))
    assert messages(path) == []
    (found,) = check([path], date(2026, 11, 25))
    assert "was to be reviewed by 2026-11-24" in found.message
    assert str(found).startswith(f"{path}:3: first-one: ")


def test_an_id_in_two_banks_is_found(tmp_path):
    """Ids are unique in the whole book."""
    one, other = bank(tmp_path, item(), name="one"), bank(tmp_path, item(), name="other")
    (found,) = messages(one, other)
    assert f"taken by {one}:3" in found


def test_a_bank_that_cannot_be_read_stops_nothing(tmp_path):
    """A broken bank is one finding, and the next bank is looked at all the same."""
    broken, good = tmp_path / "broken.yml", bank(tmp_path, item(prompt="Which of these?"), name="good")
    broken.write_text("title: [", encoding="utf-8")
    found = check([broken, tmp_path / "gone.yml", good])
    assert ["not YAML" in found[0].message, "no such file" in found[1].message] == [True, True]
    assert len(found) == 2


def test_keys_that_blur_are_found(tmp_path):
    """A near miss that is also right, a fraction without tolerance, options that fold alike."""
    choices = "  choices: [{text: Café, correct: true, feedback: x}, {text: cafe, feedback: x}]"
    path = bank(
        tmp_path,
        item("text", "  accept: [club]\n  near: [{text: Club., feedback: x}]", "a"),
        item("text", "  accept: [club, Club]", "b"),
        item("numeric", "  answer: 5\n  tolerance: 1\n  near: [{value: 6.5, tolerance: 0.5, feedback: x}]", "c"),
        item("numeric", "  answer: 0.5", "d"),
        item("single", choices, "e"),
        item("match", "  pairs: [{left: p, right: X, feedback: x}, {left: q, right: x, feedback: x}]", "f"),
    )
    found = messages(path)
    assert [message[:1] for message in found] == list("abcdef")
    assert "accepted and near at once" in found[0]
    assert "accepted twice" in found[1]
    assert "reaches into" in found[2]
    assert "how exact" in found[3]
    assert "say the same" in found[4]
    assert "say the same" in found[5]


def test_a_stem_that_needs_its_options_is_found(tmp_path):
    """A stem with "which of the following" cannot be answered without looking at the options."""
    choices = "  choices: [{text: a, correct: true, feedback: x}, {text: b, feedback: x}]"
    (found,) = messages(bank(tmp_path, item("single", choices, prompt="Which of the following is so?")))
    assert "leans on the options" in found


def test_a_card_with_a_contested_code_is_found(tmp_path):
    """A claim with a second-best kind is not asked for its kind, nor against the register's code."""
    categories = "  categories: [principle, settlement, association]"
    kinds = {claim["id"]: claim for claim in COURSE.tables.points() if claim["kind"] == "principle"}
    sure = next(name for name, claim in kinds.items() if not claim["kind_or"])
    doubtful = next(name for name, claim in kinds.items() if claim["kind_or"])
    cards = [f"  - {{text: t{c}, category: association, feedback: x, claim: {c}}}" for c in (sure, doubtful)]
    found = messages(bank(tmp_path, item("classify", "\n".join([categories, "  cards:", *cards]))))
    assert any(f"{sure} is keyed `association`" in message for message in found)
    assert any(f"{doubtful} may also be coded" in message for message in found)


def test_sources_and_objectives_that_the_book_does_not_have_are_found(tmp_path):
    """Beside a chapter and a bibliography, a bank is held against both."""
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "references.bib").write_text("@misc{known2024,\n}\n", encoding="utf-8")
    chapter = "# A\n\n## You will be able to\n\n- read\n- write\n\n## Before you read\n"
    (tmp_path / "bank.md").write_text(chapter, encoding="utf-8")
    body = f"{TRUTH}\n  sources: [known2024, unknown2024]\n  objective: 3"
    found = messages(bank(tmp_path / "quizzes", item(body=body)))
    assert found == [
        "first-one: the chapter has no objective 3; it has 2",
        "first-one: the bibliography has no `unknown2024`",
    ]


BARE = """\
- id: {id}
  type: single
  prompt: Who speaks?
  choices: [{{text: Wilson, correct: true}}, {{text: Nobody}}]
"""


def test_every_fault_of_a_bank_is_listed(tmp_path):
    """Each fault of each item, not the first alone; the good items between them are looked at too."""
    path = bank(
        tmp_path,
        item(body=f"{TRUTH}\n  points: -1\n  objective: third\n  review_by: soon", id="one"),
        item(prompt="Good?", id="two"),
        item(kind="riddle", id="three"),
        item(id="two"),
        "- id: four\n  type: true_false\n",
    )
    found = messages(path)
    assert len(found) == 9
    for words in (
        "`points` is -1",
        "`objective`",
        "write a day",
        "no type `riddle`",
        "`two` is taken",
        "has no `prompt`",
    ):
        assert [message for message in found if words in message], words


def test_a_draft_is_read_and_what_it_lacks_is_listed(tmp_path):
    """A draft needs no feedback, evidence or explanation; check says of each item what is still missing."""
    path = tmp_path / "draft.yml"
    path.write_text("title: A draft\ndraft: true\nitems:\n" + BARE.format(id="one"), encoding="utf-8")
    assert read_bank(path).draft
    assert messages(path) == [
        "the bank is a draft, which the book does not show",
        "one: still needs feedback on 2 of its 2 parts, an explanation, evidence or sources",
    ]


def test_the_same_bank_is_refused_when_it_says_that_it_is_finished(tmp_path):
    """Without `draft: true` the reader and the schema ask for all that a draft may lack."""
    path = tmp_path / "bank.yml"
    path.write_text("title: Not a draft\nitems:\n" + BARE.format(id="one"), encoding="utf-8")
    found = messages(path)
    assert any("names neither" in message for message in found)
    assert any("has no `feedback`" in message for message in found)
    assert any("has no `explanation`" in message for message in found)
