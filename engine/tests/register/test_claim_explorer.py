"""The claim explorer in a real browser and in a notebook: what it leaves, where it leads, and that all can use it."""

from pathlib import Path

import pytest

from explorer_page import (
    expect_no_barrier,
    expect_table_without_script,
    expect_targets_for_a_finger,
    in_every_look,
    open_explorer,
)
from second_course import COURSE
from seminar.register import claim_explorer, register_of
from seminar.register.claim_explorer import ClaimExplorer, all_claims, claim_explorer_html, passes

SCRIPT = Path(claim_explorer.__file__).with_suffix(".js")


@pytest.fixture
def claims(page, tmp_path):
    """A page with the claim explorer."""
    return open_explorer(page, tmp_path, claim_explorer_html(COURSE), SCRIPT)


@pytest.mark.parametrize(
    "choice",
    [
        {"kind": "settlement"},
        {"kind": "settlement", "second": True},
        {"voice": "no verb", "region": "Russia"},
    ],
    ids=["one filter", "second-best codes", "two filters"],
)
def test_filters_leave_the_claims_that_python_leaves(claims, choice):
    """Selects and boxes give the same claims as the same choice in a notebook, and the count is told."""
    register = register_of(COURSE)
    for facet, value in choice.items():
        if facet in register.settings.filters:
            claims.get_by_label(facet.capitalize(), exact=True).select_option(value)
    claims.get_by_label("second-best").set_checked(choice.get("second", False))
    everything = all_claims(register)
    expected = [claim["id"] for claim in everything if passes(claim, choice)]
    assert 0 < len(expected) < len(everything)
    shown = claims.eval_on_selector_all("[data-claim]", "all => all.map((one) => one.dataset.claim)")
    assert shown == expected
    assert claims.get_by_role("status").inner_text() == f"{len(expected)} of {len(everything)} claims."


def test_a_second_best_code_finds_what_the_best_alone_leaves_out(claims):
    """The fifth point is a principle, or else a settlement: it comes with the box."""
    claims.get_by_label("Kind", exact=True).select_option("settlement")
    fifth = claims.locator("[data-claim=S5]")
    assert fifth.count() == 0
    claims.get_by_label("second-best").check()
    assert fifth.count() == 1


def test_a_claim_leads_to_the_register(claims):
    """Each id links to its entry among the claims."""
    assert claims.get_by_role("link", name="S12", exact=True).get_attribute("href") == "claims.html#S12"


@in_every_look
def test_nobody_is_shut_out(page, tmp_path, theme, direction, width):
    """No look of the page puts a barrier before a reader."""
    page.set_viewport_size({"width": width, "height": 800})
    open_explorer(page, tmp_path, claim_explorer_html(COURSE), SCRIPT, theme, direction)
    expect_no_barrier(page, width)


def test_targets_are_large_enough_for_a_finger(claims):
    """No control is too small to be hit."""
    expect_targets_for_a_finger(claims)


def test_without_a_script_and_on_paper_there_is_a_table(browser, claims):
    """Nobody needs a script to read the claims."""
    expect_table_without_script(browser, claims, "S14")


def test_it_can_be_read_where_no_widget_runs():
    """One output carries the live view and a table; a frontend shows the one that it can."""
    data, _ = ClaimExplorer(course=COURSE)._repr_mimebundle_()
    assert {"application/vnd.jupyter.widget-view+json", "text/html"} <= set(data)
    assert "<table>" in data["text/html"]


def test_the_claims_shown_follow_the_choice():
    """Setting the filter in a notebook changes what `shown` gives."""
    explorer = ClaimExplorer(choice={"kind": "association"}, course=COURSE)
    assert explorer.shown == ["S14"]
    explorer.choice = {"kind": "settlement", "voice": "must"}
    assert explorer.shown == ["S7"]
