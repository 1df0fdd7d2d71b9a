"""What students answered in the first edition counts as it did: the marks, the report, the page's own score."""

from dataclasses import replace

import pytest

import first_edition
from by_javascript import by_javascript
from seminar.quiz.answers.item_report import analyse, to_csv
from seminar.quiz.answers.marking import table
from seminar.quiz.answers.response_file import read_all
from seminar.quiz.bank.bank import read_bank
from seminar.quiz.bank.credit import score
from seminar.quiz.page.compiled import compile_item


@pytest.fixture(params=first_edition.BANKS)
def bank(request, tmp_path):
    """The bank of the first edition: as it was, with ids, with an author's own, and with every option mended."""
    return read_bank(first_edition.BANKS[request.param](tmp_path))


def test_the_marks_of_the_first_edition_stay(bank):
    """Four students' answers to every type earn what they earned, first and last."""
    everybody, problems = read_all([first_edition.RESPONSES])
    assert problems == []
    assert table([bank], everybody) == first_edition.MARKS


def test_files_of_the_first_edition_are_its_courses_alone(bank):
    """They name no course; a course that was never called so does not take them."""
    (course,) = {bank.course}
    everybody, problems = read_all([first_edition.RESPONSES], [course])
    assert (len(everybody), problems) == (4, [])
    nobody, refused = read_all([first_edition.RESPONSES], [replace(course, slug="other", formerly=None)])
    assert (nobody, len(refused)) == ([], 4)


def test_the_report_of_the_first_edition_stays(bank):
    """The figures of each item, and how often each option was taken."""
    found = analyse([bank], read_all([first_edition.RESPONSES])[0])
    assert to_csv(found) == first_edition.REPORT
    taken = {
        item["id"]: sorted([o["n"], o["rest"], o["correct"]] for o in item["options"]) for item in found[0]["items"]
    }
    assert taken == {name: sorted(options) for name, options in first_edition.TAKEN.items()}


def test_javascript_scores_the_answers_of_the_first_edition_as_python_does(bank):
    """The page finds in each kept answer the options that it names."""
    answers = [
        (bank.item(name), record)
        for responses in read_all([first_edition.RESPONSES])[0]
        for name, record in responses.banks["tiny"]["items"].items()
    ]
    given = [(item, tried["response"]) for item, record in answers for tried in (record["first"], record)]
    cases = [{"item": compile_item(item), "response": response} for item, response in given]
    found = by_javascript("score(c.item.type, c.item.key, current(c.item.former, c.response))", cases)
    expected = [score(item, response) for item, response in given]
    assert found == [None if earned is None else pytest.approx(earned) for earned in expected]
