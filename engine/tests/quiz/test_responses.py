"""Response files: one broken file never keeps the others from being graded, and no file is believed."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from by_javascript import by_javascript
from seminar.errors import ResponseError
from seminar.quiz.answers.marking import mark, other_draws, surprises, table
from seminar.quiz.answers.response_file import departure, read, read_all, schema
from seminar.quiz.bank.agreed import agreed
from seminar.quiz.bank.bank import read_bank
from seminar.quiz.bank.item import Exam
from seminar.quiz.bank.pool import draw, drawn, scorable
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.page.exam import exam_html
from simulated import right_response, simulate

WHEN = "2026-11-24T10:00:00Z"


def content(student="Aru", created=WHEN, **banks) -> dict:
    """A response file with the given answers."""
    return {
        "format": "seminar-responses",
        "version": 1,
        "student": student,
        "created": created,
        "banks": {stem: bank if "items" in bank else {"items": bank} for stem, bank in banks.items()},
    }


def save(folder, name: str, text) -> None:
    (folder / name).write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")


def first_attempt(response, **more) -> dict:
    given = {"response": response, "certainty": "sure", "hints": 0, "at": WHEN} | more
    return given | {"attempts": 1, "first": given}


def test_the_published_schema_is_a_schema():
    """Editors and other programs can use it."""
    Draft202012Validator.check_schema(schema())


def test_a_folder_with_unreadable_files_is_graded_all_the_same(tmp_path):
    """Each file that cannot be used gets one sentence that names it; the others count."""
    save(tmp_path, "good.json", content("Aru", tiny={}))
    save(tmp_path, "cut_off.json", '{"format": "seminar-responses", ')
    save(tmp_path, "later_version.json", content("Future") | {"version": 2})
    save(tmp_path, "not_ours.json", {"answers": []})
    save(tmp_path, "empty.json", "")
    save(tmp_path, "deep.json", "[" * 100_000)
    save(tmp_path, "not_a_number.json", '{"format": "seminar-responses", "version": 1, "created": NaN}')
    save(tmp_path, "no_name.json", content("  "))
    save(tmp_path, "bad_score.json", content("Cheat", tiny={"one-of-four": {"at": WHEN, "score": 99}}))
    save(tmp_path, "bad_date.json", content("Dana", created="2026-13-45T10:00:00Z"))
    (tmp_path / "picture.json").write_bytes(b"\x89PNG\xff\xfe")
    (tmp_path / "huge.json").write_text('"' + "x" * 5_000_001)
    save(tmp_path, "notes.txt", "not a response file by its name")
    everybody, problems = read_all([tmp_path])
    assert [responses.student for responses in everybody] == ["Aru"]
    expected = {
        "bad_date.json": "created is no date: 2026-13-45T10:00:00Z",
        "bad_score.json": "tiny › items › one-of-four › score cannot be read",
        "cut_off.json": "not JSON",
        "deep.json": "nested too deeply",
        "empty.json": "not JSON",
        "huge.json": "too many",
        "later_version.json": "version 2, this program reads version 1",
        "no_name.json": "names no student",
        "not_a_number.json": "NaN",
        "not_ours.json": "no response file",
        "picture.json": "not text in UTF-8",
    }
    assert len(problems) == len(expected)
    for problem, (name, sentence) in zip(problems, expected.items(), strict=True):
        assert name in problem
        assert sentence in problem


BAD_TEXTS = {
    "half a character": "club\ud800",
    "a NUL": "cl\0ub",
    "an escape sequence": "\x1b[31mclub",
    "a mark that turns the direction": "\u202eclub",
}


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS)
@pytest.mark.parametrize("place", ["student", "item", "response", "seed"])
def test_what_no_honest_text_holds_is_gone_once_a_file_is_read(tmp_path, place, text):
    """In a name, an item's id, a response or a seed: all that was read can be written to a file and to a terminal."""
    answers = {text if place == "item" else "which-word": first_attempt(text if place == "response" else "club")}
    bank = {"items": answers, "exam": {"seed": text if place == "seed" else "", "draw": None}}
    save(tmp_path, "x.json", json.dumps(content(text if place == "student" else "Aru", tiny=bank)))
    (responses,), problems = read_all([tmp_path])
    assert problems == []
    kept = json.dumps([responses.student, responses.banks], ensure_ascii=False)
    kept.encode()
    assert not any(letter in kept for letter in ("\\u0000", "\\u001b", "\u202e"))
    assert "club" in kept


@pytest.mark.parametrize(
    "date", ["2026-99-99T00:00:00Z", "2026-02-30T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"]
)
@pytest.mark.parametrize("place", ["at", "first › at", "history › 1 › at"])
def test_a_day_that_does_not_exist_is_named_with_its_place(tmp_path, place, date):
    """Wherever it stands: else it ends the plan of what to review, long after the file was read."""
    record = first_attempt("club") | {"history": [{"at": WHEN, "score": 0}, {"at": WHEN, "score": 1}]}
    holder = {"at": record, "first › at": record["first"], "history › 1 › at": record["history"][1]}[place]
    holder["at"] = date
    save(tmp_path, "x.json", content(tiny={"which-word": record}))
    with pytest.raises(ResponseError) as raised:
        read(tmp_path / "x.json")
    assert str(raised.value) == f"{tmp_path / 'x.json'}: tiny › which-word › {place} is no date: {date}"


DATES = json.loads((Path(__file__).parent / "shared_cases" / "moments.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", DATES, ids=[case["says"] for case in DATES])
def test_a_file_is_read_where_its_dates_are_dates(tmp_path, case):
    """The cases that hold for the page too: what it takes for a date and exports, grading reads."""
    save(tmp_path, "x.json", content(tiny={"which-word": first_attempt("club") | {"at": case["text"]}}))
    assert (len(read_all([tmp_path])[0]) == 1) is case["is"]


def test_a_date_that_is_none_stops_no_page(tmp_path):
    """The plan of what to review leaves such an attempt out, and a file that is exported then can be graded."""
    good = {"at": WHEN, "score": 1, "certainty": "sure"}
    bad = [{"at": "2026-99-99T00:00:00Z", "score": 0}, {"at": 5, "score": 0}, {"score": 0}, None]
    record = first_attempt("club") | {"history": [good, *bad], "attempts": 5}
    record["first"] = {"response": "club", "at": "2026-99-99T00:00:00Z", "score": 1}
    (planned,) = by_javascript("plan({ a: c[0] }, c[1])", [[record, agreed()]], "review.js")
    assert [(review["id"], review["why"]) for review in planned] == [("a", "right")]
    expression = "packed({ get: (name) => c[1][name] }, 'Aru', { tiny: { items: { a: c[0] } } })"
    state = {"course": "a-course", "agreed": agreed()}
    (packed,) = by_javascript(expression, [[record, state]], "responses.js")
    save(tmp_path, "x.json", packed)
    assert read(tmp_path / "x.json").banks["tiny"]["items"]["a"]["history"] == [good]


def test_the_name_of_a_file_is_no_order_to_a_terminal(tmp_path):
    """Students name the files that they hand in."""
    save(tmp_path, "\x1b[31mred.json", "{")
    assert "\x1b" not in read_all([tmp_path])[1][0]


def test_what_the_fast_check_lets_through_the_schema_lets_through(tiny, tmp_path):
    """Two libraries read one schema: on files with a field changed for something else they agree."""
    whole = content(tiny={"which-word": first_attempt("club") | {"history": [{"at": WHEN, "score": 1}], "shown": True}})
    changed = [whole]
    for other in (None, -1, 1.0, 2.5, True, "x", "x" * 20_001, [], ["x"], [1], {}, {"x": 1}, {"x": "y"}, WHEN):
        changed += list(with_each_field_as(whole, other))
    by_schema = Draft202012Validator(schema())
    for one in changed:
        assert (departure(one) is None) == by_schema.is_valid(one), one


def with_each_field_as(value, other):
    """Yield copies of a JSON value, in each of which one field is something else or missing."""
    if isinstance(value, dict):
        for name in value:
            rest = {key: part for key, part in value.items() if key != name}
            yield rest
            yield {**value, name: other}
            yield from ({**value, name: part} for part in with_each_field_as(value[name], other))
    elif isinstance(value, list):
        yield [other]
        yield from ([part] for part in with_each_field_as(value[0], other))


def test_the_newest_file_of_a_student_counts_whatever_the_order(tmp_path):
    """Two files by one student: the later export stays, the other is named; case and spaces make no other student."""
    save(tmp_path, "a.json", content("aru  K.", created="2026-11-25T09:00:00+05:00", tiny={}))
    save(tmp_path, "b.json", content("Aru K.", created="2026-11-25T08:00:00Z", tiny={}))
    everybody, problems = read_all([tmp_path])
    assert [responses.path.name for responses in everybody] == ["b.json"]
    assert problems == [f"{tmp_path / 'a.json'}: aru K. has a newer file, b.json"]


def test_a_file_that_is_not_there_is_a_sentence_too(tmp_path):
    """A mistyped name does not end the run."""
    everybody, problems = read_all([tmp_path / "nobody.json"])
    assert everybody == []
    assert "cannot be read (No such file or directory)" in problems[0]


def test_a_single_broken_file_is_an_error(tmp_path):
    """Who names one file learns what is wrong with it."""
    save(tmp_path, "x.json", "{")
    with pytest.raises(ResponseError) as raised:
        read(tmp_path / "x.json")
    assert str(raised.value).startswith(f"{tmp_path / 'x.json'}:1: ")


def test_the_score_in_a_file_is_never_believed(tiny, tmp_path):
    """A student who writes a score of 1 beside a wrong answer gets 0."""
    item = next(i for i in tiny.items if i.type == "single")
    wrong = next(choice.id for choice in item.body.choices if not choice.correct)
    save(tmp_path, "x.json", content(tiny={item.id: first_attempt(wrong) | {"score": 1}}))
    (row,) = table([tiny], [read(tmp_path / "x.json")])
    assert (row["points_first"], row["points_last"], row["answered"]) == (0, 0, 1)
    assert row["possible"] == sum(i.points for i in scorable(tiny))


def test_a_full_set_of_right_answers_earns_full_marks_in_every_type(tiny, tmp_path):
    """Every scored type, answered as the page keeps it."""
    items = {i.id: first_attempt(right_response(compile_item(i))) for i in scorable(tiny)}
    save(tmp_path, "x.json", content(tiny=items))
    (row,) = table([tiny], [read(tmp_path / "x.json")])
    assert row["points_first"] == row["points_last"] == row["possible"]


def test_first_and_last_attempt_are_both_reported_and_hints_cost(tiny, tmp_path):
    """First wrong, then right with two hints: 0, then full marks less the hints' cost."""
    item = next(i for i in tiny.items if i.hints)
    right, wrong = (next(c.id for c in item.body.choices if c.correct is side) for side in (True, False))
    record = first_attempt(wrong) | {"response": right, "hints": 2, "attempts": 2}
    save(tmp_path, "x.json", content(tiny={item.id: record}))
    found = next(m for m in mark(tiny, read(tmp_path / "x.json")) if m.item == item)
    assert (found.raw, found.first, found.last) == (0, 0, 1 - sum(hint.cost for hint in item.hints))


def test_practice_after_the_answer_was_shown_earns_nothing(tiny, tmp_path):
    """The first attempt stays, however the item is answered later."""
    item = next(i for i in tiny.items if i.type == "single")
    right, wrong = (next(c.id for c in item.body.choices if c.correct is side) for side in (True, False))
    record = first_attempt(wrong) | {"response": right, "attempts": 2, "shown": True}
    save(tmp_path, "x.json", content(tiny={item.id: record}))
    assert next(m for m in mark(tiny, read(tmp_path / "x.json")) if m.item == item).last == 0


def test_an_answer_that_no_asked_item_explains_is_named(tiny, tmp_path):
    """An id that the bank does not have is left out and said."""
    save(tmp_path, "x.json", content(tiny={"gone": {"at": WHEN, "response": "x"}}))
    assert "has no item gone" in surprises(tiny, read(tmp_path / "x.json"))[0]


@pytest.fixture
def exam(tiny):
    """The small bank as an exam that draws three items."""
    return replace(tiny, exam=Exam(draw=3, seed="spring"))


def handed_in(folder, bank, student="Aru", answered=None, **exam):
    """Save and read the file of a student who answered some items rightly, and who says how they were drawn."""
    names = [item.id for item in scorable(bank)] if answered is None else answered
    items = {name: first_attempt(right_response(compile_item(bank.item(name)))) for name in names}
    said = {"exam": exam} if exam else {}
    save(folder, f"{student}.json", content(student, tiny={"items": items, **said}))
    return read(folder / f"{student}.json")


def test_an_exam_is_graded_on_what_was_drawn_for_the_student(exam, tmp_path):
    """The pool is drawn anew from code and seed; an answer to another item is left out and said."""
    names = [item.id for item in scorable(exam)]
    ids = draw(names, 3, "spring", "Aru")
    other = next(name for name in names if name not in ids)
    responses = handed_in(tmp_path, exam, answered=[*ids, other], seed="spring", draw=3)
    assert [item.id for item in drawn(exam, responses.student)] == ids
    (row,) = table([exam], [responses])
    assert row["points_first"] == row["possible"] == sum(exam.item(name).points for name in ids)
    assert f"{other} was not drawn for Aru" in surprises(exam, responses)[0]
    assert other_draws(exam, [responses]) == []


def test_an_exam_of_some_items_is_drawn_from_these(exam, tmp_path):
    """The items that the bank names for its exam are the pool in the page and in grading."""
    names = ["what-first", "one-of-four", "who-what", "yes-or-no"]
    some = replace(exam, exam=Exam(items=tuple(names), draw=2, seed="spring"))
    shown = [item["id"] for item in exam_state(some)["items"]]
    assert sorted(shown) == sorted(names)
    drawn = draw(shown, 2, "spring", "Aru")
    responses = handed_in(tmp_path, some, answered=drawn, seed="spring", draw=2)
    (row,) = table([some], [responses])
    assert (row["asked"], row["points_first"]) == (2, row["possible"])


def exam_state(bank) -> dict:
    """Return what the exam's page starts from."""
    return json.loads(re.search(r">(\{.*?\})</script>", exam_html(bank), re.DOTALL)[1])


@pytest.mark.parametrize("bank_says", [True, False], ids=["the bank says how", "the bank says nothing"])
def test_a_student_who_writes_that_one_item_was_drawn_has_no_full_marks(exam, tiny, tmp_path, bank_says):
    """Whatever draw and seed stand in the file, and though the one item is answered rightly: it is graded and named."""
    bank = exam if bank_says else tiny
    names = [item.id for item in scorable(bank)]
    seed = next(str(n) for n in range(99) if draw(names, 1, str(n), "Aru") == ["one-of-four"])
    responses = handed_in(tmp_path, bank, answered=["one-of-four"], seed=seed, draw=1)
    (row,) = table([bank], [responses])
    assert row["asked"] == (3 if bank_says else len(names))
    assert row["points_first"] < row["possible"]
    (sentence,) = other_draws(bank, [responses])
    assert "Aru" in sentence
    assert "1" in sentence


def test_a_student_who_says_nothing_of_the_exam_is_graded_by_it_and_named(exam, tmp_path):
    """Whoever takes the line out of the file changes nothing."""
    responses = handed_in(tmp_path, exam, answered=[])
    (row,) = table([exam], [responses])
    assert row["asked"] == 3
    assert "says that it is of no exam" in other_draws(exam, [responses])[0]


def test_a_bank_that_does_not_say_how_it_was_drawn_is_named_once_with_what_to_write(tiny, tmp_path):
    """A class of three gives one sentence, and what it says to write makes the same exam of the bank."""
    everybody = [handed_in(tmp_path, tiny, name, seed="spring", draw=3) for name in ("Aru", "Dana", "Zoë")]
    (sentence,) = other_draws(tiny, everybody)
    line = re.search(r"`(exam: .*)`", sentence)[1]
    path = tmp_path / "tiny.yml"
    path.write_text(f"{line}\n{tiny.path.read_text(encoding='utf-8')}", encoding="utf-8")
    bank = read_bank(path)
    assert bank.exam == Exam(draw=3, seed="spring")
    assert other_draws(bank, everybody) == []
    assert [row["asked"] for row in table([bank], everybody)] == [3, 3, 3]


def test_a_student_who_changes_the_seed_is_named(exam, tmp_path):
    """Another seed than the exam's means items of one's own choice."""
    everybody = [
        handed_in(tmp_path, exam, name, seed=seed, draw=3) for name, seed in (("Aru", "spring"), ("Dana", "mine"))
    ]
    (sentence,) = other_draws(exam, everybody)
    assert "Dana" in sentence
    assert "“mine”" in sentence


def test_a_class_of_sixty_is_read_and_scored(tiny, tmp_path):
    """Every student has a row, and the marks differ."""
    everybody, problems = read_all([simulate(tiny, tmp_path / "class")])
    rows = table([tiny], everybody)
    assert (len(rows), problems) == (60, [])
    assert len({row["points_first"] for row in rows}) > 5


def test_a_bank_that_a_student_did_not_answer_makes_no_row(tiny, tmp_path):
    """Grading several banks leaves out what is not there."""
    save(tmp_path, "x.json", content(tiny={}))
    assert [row["bank"] for row in table([tiny, replace(tiny, stem="other")], [read(tmp_path / "x.json")])] == ["tiny"]
