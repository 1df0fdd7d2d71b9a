"""What the page gets of an item."""

import json
from dataclasses import replace

from seminar.quiz.page.compiled import compile_item
from seminar.quiz.page.live import live_html
from seminar.quiz.page.without_script import quiz_html
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.reading.inline import to_html, to_text
from seminar.quiz.types.order import Order


def test_an_exam_holds_nothing_that_tells_the_answer(tiny):
    """Without the key, a compiled item has no key, feedback, explanation, hint, claim or near miss."""
    allowed = {"id", "bank", "type", "prompt", "points", "ungraded", "rule"}
    shown = {"options", "rows", "few", "unit", "statement", "map"}
    for item in tiny.items:
        assert set(compile_item(item, key=False)) <= allowed | shown, item.id


def test_an_exam_lists_options_in_an_order_that_tells_nothing(tiny):
    """Steps and right sides stand in the order of a hash, not in the order of the bank, whatever ids it gives them."""
    order, match = tiny.item("what-first"), tiny.item("who-what")
    steps = tuple(replace(step, id=f"step-{number}") for number, step in enumerate(order.body.steps, 1))
    for item in (order, replace(order, body=Order(steps)), match):
        shown = [option["id"] for option in compile_item(item, key=False)["options"]]
        assert shown == sorted(shown, key=option_id)
        if item.type == "order":
            assert shown != [step.id for step in item.body.steps]


def test_an_exam_page_does_not_show_the_answer_without_javascript_either(tiny):
    """The readable form of an exam has no folded answer."""
    page = live_html(tiny, list(tiny.items), key=False)
    assert "bb-key" not in page
    assert "Openness is what the point" not in page
    assert "bb-key" in live_html(tiny, list(tiny.items))


def test_what_is_compiled_is_json(tiny):
    """A compiled item survives the way to the page unchanged."""
    for item in tiny.items:
        compiled = compile_item(item)
        assert json.loads(json.dumps(compiled)) == compiled


def test_text_of_a_bank_is_never_markup():
    """Tags, quotes and ampersands of a bank come out as they are written; only three marks mean something."""
    assert to_html('<b onclick="x">&</b>') == "&lt;b onclick=&quot;x&quot;&gt;&amp;&lt;/b&gt;"
    assert to_html("*a* **b** `c*d*`") == "<em>a</em> <strong>b</strong> <code>c*d*</code>"
    assert to_html("2 * 3 * 4") == "2 * 3 * 4"
    assert to_text("*a* `b`\n c") == "a b c"


def test_no_text_can_end_the_script_that_holds_the_state(tiny):
    """Neither a closing tag nor a comment in a text breaks out of the JSON in the page."""
    item = replace(tiny.item("yes-or-no"), prompt="</script><!-- <script>")
    page = live_html(tiny, [item])
    state = page.split('<script type="application/json">')[1].split("</script>")[0]
    assert "<" not in state
    assert json.loads(state)["items"][0]["prompt"] == "&lt;/script&gt;&lt;!-- &lt;script&gt;"


def test_the_readable_form_has_every_option_and_every_answer(tiny):
    """Without JavaScript one reads all stems, all options and, unfolded, all answers."""
    page = quiz_html(list(tiny.items))
    for item in tiny.items:
        compiled = compile_item(item)
        assert compiled["prompt"] in page
        assert all(option["html"] in page for option in compiled.get("options", []))
    assert page.count('<details class="bb-key">') == len(tiny.items)


def test_a_map_shows_the_states_that_can_be_marked(tiny):
    """Every state of the list has an outline, and there is a note on boundaries."""
    compiled = compile_item(tiny.item("where-is"))
    assert set(compiled["map"]["states"]) == {option["id"] for option in compiled["options"]}
    assert all(compiled["map"]["states"].values())
    assert "takes no position" in compiled["map"]["note"]
