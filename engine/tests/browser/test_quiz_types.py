"""Every type of item is answered by keyboard alone, by mouse and by touch, in a page and in JupyterLab."""

from playwright.sync_api import expect


def pick(*names):
    """Answer by ticking options."""

    def answer(hands, question):
        for name in names:
            hands.press(question.get_by_label(name))

    return answer


def write(text):
    """Answer by typing."""

    def answer(hands, question):
        hands.type(question.get_by_label("Your answer"), text)

    return answer


def match(hands, question):
    """Answer by choosing from a list in each row."""
    for row, side in {"The sixth": "Russia", "The ninth": "Italy", "The thirteenth": "Poland"}.items():
        hands.select(question.get_by_label(row), side)


def classify(hands, question):
    """Answer by picking a category for each card."""
    cards = {
        "The headline": "narration",
        "Words in quotation marks": "quotation",
        "A position in the reporter's own words": "paraphrase",
    }
    for card, category in cards.items():
        hands.press(question.get_by_role("radiogroup", name=card).get_by_label(category))


def sort(hands, question):
    """Answer by moving steps up until each stands where it belongs."""
    order = ["The war begins", "The Lusitania sinks", "The address is given", "The armistice is signed"]
    for place, step in enumerate(order):
        while question.locator(".bb-step .bb-words").all_inner_texts().index(step) > place:
            hands.press(question.get_by_role("button", name=f"Move up: {step}"))


# How each item is answered rightly, and what is said then.
ANSWERS = {
    "one-of-four": (pick("openness"), "Right. 1 of 1 point."),
    "some-of-four": (pick("Belgium", "Poland"), "Right. 2 of 2 points."),
    "yes-or-no": (pick("False"), "Right. 1 of 1 point."),
    "how-many": (write("56,4"), "Right. 1 of 1 point."),
    "which-word": (write("CLUB"), "Right. 1 of 1 point."),
    "who-what": (match, "Right. 1 of 1 point."),
    "what-first": (sort, "Right. 1 of 1 point."),
    "which-voice": (classify, "Right. 1 of 1 point."),
    "what-supports": (pick("S1"), "Right. 1 of 1 point."),
    "where-is": (pick("Belgium", "Russia", "France", "Italy", "Poland"), "Right. 1 of 1 point."),
    "think-on": (write("It need not be."), "Kept."),
}


def answer_and_check(hands, name):
    """Answer one item rightly, say how sure one is, check, and hear that it is right."""
    answer, said = ANSWERS[name]
    question = hands.question(name)
    answer(hands, question)
    if name != "think-on":
        hands.press(question.get_by_label("I think so"))
    hands.press(question.locator(".bb-primary"))
    expect(question.get_by_role("status")).to_contain_text(said)
    expect(question).to_have_attribute("data-state", "saved" if name == "think-on" else "right")


def test_every_type_is_answered_in_a_page(in_page):
    """The right answers, given by keyboard alone, by mouse or by touch, are taken as right in a page of the book."""
    for name in ANSWERS:
        answer_and_check(in_page, name)
    assert in_page.page.complaints == []
    assert in_page.page.outside == []


def test_every_type_is_answered_in_jupyterlab(in_lab):
    """The right answers, given by keyboard alone, by mouse or by touch, are taken as right in a live widget."""
    for name in ANSWERS:
        answer_and_check(in_lab, name)
    assert in_lab.page.outside == []


def test_every_type_is_tried(tiny_bank):
    """No item of the small bank, and so no type, is left out above."""
    assert set(ANSWERS) == {item.id for item in tiny_bank.items}
