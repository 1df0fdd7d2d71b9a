"""The explorers as a notebook meets them."""

import pytest
from traitlets import TraitError

from betweenblocs import BlocExplorer, ClaimExplorer, tables
from betweenblocs.explorers.blocs import bridging, members, overlap, overlaps


def test_a_day_outside_the_tables_is_refused_in_one_sentence():
    """The reader learns the range instead of seeing an empty table."""
    for day in ("2030-01-01", "yesterday"):
        with pytest.raises(TraitError, match="ISO date from 1991-12-21 to 2025-06-30"):
            BlocExplorer(day=day)


def test_it_can_be_read_where_no_widget_runs():
    """One output carries the live view and a table; a frontend shows the one that it can."""
    data, _ = BlocExplorer()._repr_mimebundle_()
    assert {"application/vnd.jupyter.widget-view+json", "text/html"} <= set(data)
    assert "<table>" in data["text/html"]


def test_the_claims_shown_follow_the_choice():
    """Setting the filter in a notebook changes what `shown` gives."""
    explorer = ClaimExplorer(choice={"stance": "supports"})
    assert explorer.shown == [claim["id"] for claim in tables.claims() if claim["stance"] == "supports"]
    explorer.choice = {"stance": "supports", "core": True, "speaker": "Anuar Bakhitkhanov"}
    assert explorer.shown == ["C07"]


def test_memberships_are_those_of_the_day():
    """Who had not joined yet, had left, only observes or only signed a treaty is no member."""
    assert len(members("SCO", "2016-01-01")) == 6
    assert len(members("SCO", "2024-07-03")) == 9
    assert "UZB" in members("CSTO", "2010-01-01")
    assert "UZB" not in members("CSTO", "2012-12-19")
    assert members("CSTO", "1998-01-01") == set()
    assert "SAU" not in members("BRICS")
    assert "KAZ" in members("BRICS", joining=("KAZ",))
    assert members("BRICS", "2005-01-01", joining=("KAZ",)) == set()


def test_reference_values_of_overlap_and_bridging():
    """The day of the speech: five of six members shared by EAEU and CSTO; Kazakhstan would overtake Russia."""
    assert overlaps()["EAEU", "CSTO"] == pytest.approx(5 / 6)
    assert overlaps()["BRICS", "OTS"] == 0
    assert overlap(set(), set()) is None
    now, then = bridging(), bridging(joining=("KAZ",))
    assert (now["RUS"], now["KAZ"]) == pytest.approx((0.2563, 0.0763), abs=5e-5)
    assert (then["RUS"], then["KAZ"]) == pytest.approx((0.1295, 0.2263), abs=5e-5)
    assert now["KAZ"] == now["KGZ"]
