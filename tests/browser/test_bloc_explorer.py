"""The explorers in a real browser: by keyboard, on any screen, without a script, on paper, and as exact as Python."""

from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from betweenblocs.engine import COURSE
from betweenblocs.explorers import bloc_explorer
from betweenblocs.explorers.blocs import SIX, bridging, overlaps
from seminar.book.site.static import ENGINE, STYLES, classic
from seminar.register import claim_explorer, register_of
from seminar.web import joined

BLOCS = Path(bloc_explorer.__file__).with_suffix(".js")
# What a page holds of each explorer, and its script.
EXPLORERS = {
    "bloc_explorer": (bloc_explorer.static(), BLOCS),
    "claim_explorer": (claim_explorer.claim_explorer_html(COURSE), Path(claim_explorer.__file__).with_suffix(".js")),
}
DAYS = ("1991-12-21", "2005-08-26", "2010-06-01", "2016-01-01", "2024-07-04", "2024-10-24", "2025-06-30")
# What the theme says of light and dark pages; the explorers take their text and ground from it.
THEME = """
html { --pst-color-text-base: #222832; --pst-color-text-muted: #48566b; --pst-color-background: #fff; }
html[data-theme=dark] { --pst-color-text-base: #ced6dd; --pst-color-text-muted: #9ca4af;
  --pst-color-background: #121212; }
html[data-theme=dark] a { color: #8fb8ff; }
body { background: var(--pst-color-background); color: var(--pst-color-text-base); font-family: sans-serif; }
"""


def open_explorer(page, tmp_path, name: str, theme: str = "light", direction: str = "ltr"):
    """Write a page that holds one explorer, open it from the disk, and return it."""
    css = "".join((ENGINE / style).read_text("utf-8") for style in STYLES)
    place, script = EXPLORERS[name]
    (tmp_path / "page.html").write_text(
        f'<!doctype html><html lang="en" dir="{direction}" data-theme="{theme}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>x</title><style>{THEME}{css}</style></head>'
        f"<body><main><h1>Explorer</h1>{place}</main>"
        f"<script>{classic(script)}</script></body></html>",
        encoding="utf-8",
    )
    page.goto((tmp_path / "page.html").as_uri())
    return page


@pytest.fixture
def blocs(page, tmp_path):
    """A page with the bloc explorer."""
    return open_explorer(page, tmp_path, "bloc_explorer")


@pytest.fixture
def claims(page, tmp_path):
    """A page with the claim explorer."""
    return open_explorer(page, tmp_path, "claim_explorer")


def values(page, selector: str, key: str) -> dict[str, float]:
    """Return the exact numbers behind a table's cells, by an attribute of the row or cell."""
    script = """([selector, key]) => Object.fromEntries([...document.querySelectorAll(selector)]
        .map((place) => [place.dataset[key], place.querySelector("data")?.value ?? null]))"""
    found = page.evaluate(script, [selector, key])
    return {name: None if value is None else float(value) for name, value in found.items()}


def shown(page) -> list[str]:
    """Return the ids of the claims on the page."""
    return page.eval_on_selector_all("[data-claim]", "all => all.map((one) => one.dataset.claim)")


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


@pytest.mark.parametrize(
    "choice",
    [
        {"stance": "supports"},
        {"speaker": "Gaziz Abishev", "theme": "sovereignty", "second": True},
        {"voice": "quotation", "type": "causal claim", "core": True},
    ],
    ids=["one filter", "second-best codes", "teaching set"],
)
def test_filters_leave_the_claims_that_python_leaves(claims, choice):
    """Selects and boxes give the same claims as the same choice in a notebook, and the count is told."""
    register = register_of(COURSE)
    for facet, value in choice.items():
        if facet in register.settings.filters:
            claims.get_by_label(facet.capitalize(), exact=True).select_option(value)
    claims.get_by_label("Teaching set").set_checked(choice.get("core", False))
    claims.get_by_label("second-best").set_checked(choice.get("second", False))
    expected = [claim["id"] for claim in claim_explorer.all_claims(register) if claim_explorer.passes(claim, choice)]
    assert expected
    assert shown(claims) == expected
    assert claims.get_by_role("status").inner_text() == f"{len(expected)} of 57 claims."


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


def test_a_claim_leads_to_the_register(claims):
    """Each id links to its entry among the claims."""
    assert claims.get_by_role("link", name="C32").get_attribute("href") == "claims.html#C32"


@pytest.mark.parametrize("name", EXPLORERS)
@pytest.mark.parametrize(
    ("theme", "direction", "width"),
    [("light", "ltr", 1280), ("dark", "ltr", 1280), ("light", "rtl", 1280), ("light", "ltr", 320)],
    ids=["light", "dark", "right to left", "320 pixels"],
)
def test_nobody_is_shut_out(page, tmp_path, name, theme, direction, width):
    """Axe finds no barrier, the page does not scroll sideways, and nothing complains or asks other hosts."""
    page.set_viewport_size({"width": width, "height": 800})
    open_explorer(page, tmp_path, name, theme, direction)
    assert page.locator(".bb-controls").first.is_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], node["html"][:90]) for one in found for node in one["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (page.outside, page.complaints) == ([], [])


@pytest.mark.parametrize("name", EXPLORERS)
def test_targets_are_large_enough_for_a_finger(page, tmp_path, name):
    """Every control is at least 24 pixels high and wide."""
    open_explorer(page, tmp_path, name)
    boxes = [control.bounding_box() for control in page.locator(".bb-controls :is(input, select, button)").all()]
    assert boxes
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24


@pytest.mark.parametrize(("name", "words"), [("bloc_explorer", "Kazakhstan"), ("claim_explorer", "C57")])
def test_without_a_script_and_on_paper_there_is_a_table(browser, page, tmp_path, name, words):
    """Who has no JavaScript reads the table; in print it takes the place of the controls."""
    open_explorer(page, tmp_path, name)
    table = page.locator(".bb-fallback table").first
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible()
    assert not page.locator(".bb-controls").first.is_visible()
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(page.url)
    assert words in plain.locator(".bb-fallback").inner_text()
    context.close()


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
