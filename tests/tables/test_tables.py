"""The tables and their description."""

import re
from pathlib import Path

import frictionless
import pytest

from betweenblocs import tables
from betweenblocs.tables import HERE, rows
from seminar.errors import TableError
from seminar.tables.read import package, row

NAMES = [resource["name"] for resource in package(HERE)["resources"]]
ROW = {
    "claims": rows.Claim,
    "coding_round1": rows.Coding,
    "facts": rows.Fact,
    "membership": rows.Membership,
    "names": rows.Name,
    "originals": rows.Original,
    "renderings": rows.Rendering,
    "timeline": rows.Event,
    "trade_rival_figures": rows.Figure,
    "unga_agreement_2020_2023": rows.Share,
    "unga_contingency": rows.Count,
    "unga_ukraine_votes": rows.UkraineVote,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_valid_by_its_own_description(name):
    """Frictionless finds no row that breaks the schema of its table."""
    resource = frictionless.Package(str(HERE / "datapackage.json")).get_resource(name)
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_where_it_is_from_and_what_it_lacks(name):
    """Each table names sources, a licence, a day and its gaps, and describes every column."""
    resource = tables.describe(name)
    assert resource["sources"] and resource["licenses"] and resource["gaps"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", resource["as_of"])
    assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_gives_what_its_type_promises(name):
    """The columns and types of a row are those of its TypedDict, and no reader shares rows with another call."""
    first, second = getattr(tables, name)(), getattr(tables, name)()
    promised = ROW[name].__annotations__
    assert set(first[0]) == set(promised)
    for entry in first:
        for column, kind in promised.items():
            assert isinstance(entry[column], kind), (name, column, entry[column])
    first[0].clear()
    assert second[0]


def test_a_state_was_counted_against_every_table_of_votes():
    """The nine cells of a contingency table add up to the votes counted."""
    for entry in tables.unga_contingency():
        assert sum(entry[a + b] for a in "YAN" for b in "YAN") == entry["n"]


def test_an_original_is_quoted_in_25_words_at_the_most():
    """What is quoted is short, has an address and, where it stands behind a claim, a claim that exists."""
    claims = {claim["id"] for claim in tables.claims()}
    for original in tables.originals():
        assert len(re.findall(r"[\w'’-]+", original["words"])) <= 25, original["id"]
        assert original["claim"] is None or original["claim"] in claims


def test_low_confidence_never_decides_a_roster_on_the_day():
    """No full member of the six blocs on 24 October 2024 rests on a row of low confidence, but for Saudi Arabia."""
    low = [
        entry
        for entry in tables.membership()
        if entry["confidence"] == "low" and entry["organisation"] in {"BRICS", "EAEU", "CSTO", "SCO", "OTS", "CIS"}
    ]
    assert {entry["iso3"] for entry in low} <= {"SAU"}


def test_an_unknown_table_is_named_with_those_that_exist():
    """Asking for a table that is not there tells which are."""
    with pytest.raises(TableError, match="there is no table 'claim'; there are claims"):
        tables.describe("claim")


def test_a_cell_of_the_wrong_type_is_found_with_its_line():
    """A cell that is no number where one is described is reported with file and line."""
    with pytest.raises(TableError) as failure:
        row({"n": "many"}, {"n": int}, Path("votes.csv"), 7)
    assert str(failure.value) == "votes.csv:7: 'many' in column n is not of the type described"


def test_the_constructed_coders_are_labelled():
    """Whoever reads the description of the coding learns that B and C are constructed."""
    assert "constructed" in tables.describe("coding_round1")["description"]


def test_every_claim_names_a_known_speaker_of_the_article():
    """The register holds 57 claims, numbered without a gap, by eight speakers."""
    claims = tables.claims()
    assert [claim["id"] for claim in claims] == [f"C{number:02d}" for number in range(1, 58)]
    assert len({claim["speaker"] for claim in claims}) == 8


def test_no_file_of_the_tables_lies_about_unused():
    """Every CSV file beside the readers is described in the data package."""
    assert {path.stem for path in HERE.glob("*.csv")} == set(NAMES)
