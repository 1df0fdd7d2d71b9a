"""The claim explorer with the article's claims, which have several speakers and a teaching set."""

from pathlib import Path

import pytest

from betweenblocs.engine import COURSE
from explorer_page import open_explorer
from seminar.register import claim_explorer, register_of


@pytest.fixture
def claims(page, tmp_path):
    """A page with the claim explorer."""
    script = Path(claim_explorer.__file__).with_suffix(".js")
    return open_explorer(page, tmp_path, claim_explorer.claim_explorer_html(COURSE), script)


def test_filters_leave_the_claims_that_python_leaves(claims):
    """Speaker, theme and the teaching set give the same claims as the same choice in a notebook."""
    choice = {"speaker": "Gaziz Abishev", "theme": "sovereignty", "second": True, "core": True}
    claims.get_by_label("Speaker", exact=True).select_option(choice["speaker"])
    claims.get_by_label("Theme", exact=True).select_option(choice["theme"])
    claims.get_by_label("second-best").check()
    wider = claims.get_by_role("status").inner_text()
    claims.get_by_label("Teaching set").check()
    everything = claim_explorer.all_claims(register_of(COURSE))
    expected = [claim["id"] for claim in everything if claim_explorer.passes(claim, choice)]
    assert expected
    shown = claims.eval_on_selector_all("[data-claim]", "all => all.map((one) => one.dataset.claim)")
    assert shown == expected
    assert claims.get_by_role("status").inner_text() == f"{len(expected)} of 57 claims."
    assert wider != claims.get_by_role("status").inner_text()


def test_two_speakers_are_read_side_by_side(claims):
    """Chosen by keyboard, two speakers stand beside each other, theme by theme; second-best codes are named."""
    claims.get_by_label("Read", exact=True).focus()
    claims.keyboard.type("Eduard")
    claims.keyboard.press("Tab")
    claims.keyboard.type("Gaziz")
    claims.keyboard.press("Tab")
    assert claims.get_by_role("status").inner_text() == "18 of 57 claims by Eduard Poletaev and Gaziz Abishev."
    charter = claims.get_by_role("region", name="institution & charter")
    left, right = charter.locator("[data-speaker]").all()
    assert (left.locator("[data-claim]").count(), right.locator("[data-claim]").count()) == (3, 3)
    assert "second best: conditional" in right.inner_text()
