"""The bloc explorer in a real browser: by keyboard, on any screen, on paper, and as exact as Python."""

from itertools import product
from pathlib import Path

import pytest

from betweenblocs.explorers import bloc_explorer
from betweenblocs.explorers.blocs import SIX, bridging, overlaps
from explorer_page import (
    expect_no_barrier,
    expect_table_without_script,
    expect_targets_for_a_finger,
    in_every_look,
    open_explorer,
)
from seminar.web import joined

BLOCS = Path(bloc_explorer.__file__).with_suffix(".js")
DAYS = ("1991-12-21", "2005-08-26", "2010-06-01", "2016-01-01", "2024-07-04", "2024-10-24", "2025-06-30")


@pytest.fixture
def blocs(page, tmp_path):
    """A page with the bloc explorer."""
    return open_explorer(page, tmp_path, bloc_explorer.static(), BLOCS)


def values(page, selector: str, key: str) -> dict[str, float]:
    """Return the exact numbers behind a table's cells, by an attribute of the row or cell."""
    script = """([selector, key]) => Object.fromEntries([...document.querySelectorAll(selector)]
        .map((place) => [place.dataset[key], place.querySelector("data")?.value ?? null]))"""
    found = page.evaluate(script, [selector, key])
    return {name: None if value is None else float(value) for name, value in found.items()}


def test_bridging_scores_and_overlaps_are_those_of_networkx(blocs):
    """On seven days, with and without Kazakhstan in BRICS, the browser computes what Python computes."""
    for day, joining in product(DAYS, (False, True)):
        blocs.get_by_label("Exact date").fill(day)
        blocs.get_by_label("What if").set_checked(joining)
        expected = bridging(day, ("KAZ",) if joining else ())
        actual = values(blocs, ".bb-matrix tr[data-state]", "state")
        assert set(expected) <= set(actual), day
        for state, score in actual.items():
            assert score == pytest.approx(expected.get(state, 0), abs=1e-9), (day, joining, state)
        pairs = values(blocs, ".bb-grid td[data-pair]", "pair")
        for pair, share in overlaps(day, ("KAZ",) if joining else ()).items():
            assert pairs[" ".join(pair)] == pytest.approx(share, abs=1e-9), (day, joining, pair)


def test_a_reader_with_a_keyboard_moves_through_time_and_hears_what_changed(blocs):
    """Arrow keys move the day; the status line names who came and went and the highest score."""
    blocs.get_by_label("Exact date").fill("2024-07-03")
    blocs.get_by_role("status").filter(has_text="3 July 2024").wait_for()
    blocs.get_by_label("Day").focus()
    blocs.keyboard.press("ArrowRight")
    said = blocs.get_by_role("status").filter(has_text="SCO: Belarus added.")
    said.wait_for()
    assert "4 July 2024" in said.inner_text()
    assert blocs.get_by_label("Day").get_attribute("aria-valuetext") == "4 July 2024"


def test_the_what_if_is_reached_and_told_by_keyboard(blocs):
    """Space ticks the box; Kazakhstan is marked as a supposition and leads the scores."""
    blocs.get_by_label("What if").focus()
    blocs.keyboard.press("Space")
    blocs.get_by_role("status").filter(
        has_text="BRICS: Kazakhstan added. Highest bridging score: Kazakhstan .226"
    ).wait_for()
    assert blocs.locator("tr[data-state=KAZ] td").first.inner_text().startswith("◆")


def test_days_after_the_article_are_marked(blocs):
    """The mark stands from 25 October 2024 on, and not on the day itself."""
    assert not blocs.get_by_text("After the article").is_visible()
    blocs.get_by_label("Exact date").fill("2024-10-25")
    assert blocs.get_by_text("After the article").is_visible()


def test_before_brics_there_is_nothing_to_join(blocs):
    """In 2005 the what-if changes no membership."""
    blocs.get_by_label("Exact date").fill("2005-01-01")
    blocs.get_by_label("What if").check()
    assert blocs.locator("tr[data-state=KAZ] td").first.inner_text() == "no"


@in_every_look
def test_nobody_is_shut_out(page, tmp_path, theme, direction, width):
    """No look of the page puts a barrier before a reader."""
    page.set_viewport_size({"width": width, "height": 800})
    open_explorer(page, tmp_path, bloc_explorer.static(), BLOCS, theme, direction)
    expect_no_barrier(page, width)


def test_targets_are_large_enough_for_a_finger(blocs):
    """No control is too small to be hit."""
    expect_targets_for_a_finger(blocs)


def test_without_a_script_and_on_paper_there_is_a_table(browser, blocs):
    """Nobody needs a script to read the memberships."""
    expect_table_without_script(browser, blocs, "Kazakhstan")


def test_a_notebook_moves_the_view_and_the_view_moves_the_notebook(page):
    """The module that anywidget runs follows its model, writes to it, and leaves nothing behind when it ends."""
    state = bloc_explorer.state_of()
    after = page.evaluate(
        """async ([source, state]) => {
            const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
            const { default: widget } = await import(url);
            const heard = new Map();
            const model = {
                get: (name) => state[name], save_changes() {},
                set(name, value) { state[name] = value; heard.get(`change:${name}`)?.(); },
                on: (name, listener) => heard.set(name, listener), off: (name) => heard.delete(name),
            };
            const el = document.body.appendChild(document.createElement("div"));
            const end = widget.render({ model, el });
            model.set("day", "2016-01-01");
            const seen = el.querySelector("caption").textContent;
            el.querySelector("input[type=checkbox]").click();
            const told = state.joining;
            end();
            return { seen, told, left: el.childElementCount + heard.size };
        }""",
        [joined(BLOCS), state],
    )
    assert after == {"seen": "Memberships and bridging scores on 1 January 2016", "told": True, "left": 0}


def test_every_bloc_has_its_column(blocs):
    """The six blocs head the matrix, in the order of the tables."""
    heads = blocs.locator(".bb-matrix thead th").all_inner_texts()
    assert [head.split()[0] for head in heads] == ["State", *SIX, "Bridging"]
