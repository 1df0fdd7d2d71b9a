"""Reads what is special to each type of item. One function a type, named like the type."""

from seminar.quiz.bank import item as r
from seminar.quiz.parts.labels import all_different, different_ids, each_once, id_of, labelled
from seminar.quiz.parts.world import country_names
from seminar.quiz.reading.inline import to_text
from seminar.quiz.reading.yaml_fields import Fields, suggest
from seminar.register import register_of
from seminar.text import short


def known_claim(claim: str, fields: Fields, node) -> str:
    """Return the claim id if the register holds it."""
    register = register_of(fields.course)
    if claim not in register:
        raise fields.wrong(f"there is no claim `{short(claim)}` in the register, which holds {register.extent()}", node)
    return claim


def choices(item: Fields) -> r.Choices:
    listed = item.each("choices", "a choice")
    read = []
    for choice in listed:
        with choice.noting():
            text = choice.text("text")
            pin = choice.text("pin", None)
            if pin not in (None, "first", "last"):
                raise choice.wrong(f"`pin` is `{pin}`; write `first` or `last`")
            correct = choice.flag("correct", False)
            made = r.Choice(id_of(choice, text), text, correct, choice.owed("feedback"), pin)
            choice.close()
            read.append(made)
    item.whole(read, listed)
    if len(read) < 2:
        raise item.wrong("the item has one choice; it needs two or more")
    all_different(listed, [choice.text for choice in read], "the choice")
    each_once(listed, read, "the choice")
    return r.Choices(tuple(read))


def single(item: Fields) -> r.Choices:
    body = choices(item)
    keys = sum(choice.correct for choice in body.choices)
    if keys == 0:
        raise item.wrong("no choice is correct; mark one with `correct: true`")
    if keys > 1:
        raise item.wrong(f"{keys} choices are correct, and a `single` item has one; use the type `multiple`")
    return body


def multiple(item: Fields) -> r.Choices:
    body = choices(item)
    keys = sum(choice.correct for choice in body.choices)
    if keys == 0:
        raise item.wrong("no choice is correct; mark at least one with `correct: true`")
    if keys == len(body.choices):
        raise item.wrong("every choice is correct; add a distractor, or there is nothing to tell apart")
    return body


def true_false(item: Fields) -> r.TrueFalse:
    answer = item.flag("answer")
    node = item.node("feedback", None) if item.draft else item.node("feedback")
    if node is None:
        return r.TrueFalse(answer, {"true": "", "false": ""})
    feedback = item.part(node, "the feedback")
    body = r.TrueFalse(answer, {side: feedback.owed(side) for side in ("true", "false")})
    feedback.close()
    return body


def numeric(item: Fields) -> r.Numeric:
    answer = item.number("answer", None)
    ends = item.entries("range", None)
    tolerance = None
    if (answer is None) == (not ends):
        raise item.wrong("give either `answer` (with `tolerance`) or `range: [low, high]`")
    if answer is not None:
        tolerance = item.number("tolerance", 0)
        if tolerance < 0:
            raise item.wrong("`tolerance` is negative; give the distance that still counts as right")
        low, high = answer - tolerance, answer + tolerance
    else:
        if len(ends) != 2:
            raise item.wrong(f"`range` has {len(ends)} values; write `[low, high]`")
        low, high = (item.as_number(end, "an end of `range`") for end in ends)
        if low > high:
            raise item.wrong(f"`range` runs from {low} down to {high}; write the lower end first")
    near = []
    for mistake in item.each("near", "a near miss", None):
        value, spread = mistake.number("value"), mistake.number("tolerance", 0)
        near.append(r.NearNumber(value - spread, value + spread, mistake.text("feedback")))
        mistake.close()
    return r.Numeric(low, high, answer, tolerance, item.text("unit", None), tuple(near))


def text(item: Fields) -> r.Text:
    near = []
    for mistake in item.each("near", "a near miss", None):
        near.append(r.NearText(mistake.text("text"), mistake.text("feedback")))
        mistake.close()
    return r.Text(tuple(form for form, _ in item.texts("accept")), tuple(near))


def match(item: Fields) -> r.Match:
    listed = item.each("pairs", "a pair")
    pairs, ids = [], {}
    for pair in listed:
        with pair.noting():
            left = pair.text("left")
            right = labelled(pair, pair.node("right"), "the right side", ids)
            made = r.Pair(id_of(pair, left), left, right, pair.owed("feedback"))
            pair.close()
            pairs.append(made)
    item.whole(pairs, listed)
    all_different(listed, [pair.left for pair in pairs], "the left side")
    each_once(listed, pairs, "the left side")
    extra = tuple(labelled(item, node, "an entry of `extra`", ids) for node in item.entries("extra", None))
    rights = {to_text(pair.right) for pair in pairs}
    for side in extra:
        if to_text(side) in rights:
            raise item.wrong(f"`{side}` is listed under `extra`, but it is the right side of a pair")
    if len(rights) + len(extra) < 2:
        raise item.wrong("there is one right side only; a match item needs two or more")
    body = r.Match(tuple(pairs), extra, ids)
    different_ids(item, [*(pair.right for pair in pairs), *extra], body.side_id, "the right side")
    return body


def order(item: Fields) -> r.Order:
    listed = item.each("items", "a step")
    steps, last = [], 0
    for step in listed:
        with step.noting():
            rank = step.number("rank", None)
            if rank is None:
                rank = last + 1
            elif not isinstance(rank, int) or rank < last:
                raise step.wrong(f"`rank` is {rank} after {last}; ranks are whole numbers and do not fall")
            words = step.text("text")
            made = r.Step(id_of(step, words), words, rank, step.text("feedback", None))
            step.close()
            steps.append(made)
            last = rank
    item.whole(steps, listed)
    all_different(listed, [step.text for step in steps], "the step")
    each_once(listed, steps, "the step")
    if len({step.rank for step in steps}) < 2:
        raise item.wrong("an order item needs two steps or more that may not change places")
    return r.Order(tuple(steps))


def classify(item: Fields) -> r.Classify:
    ids: dict[str, str] = {}
    categories = tuple(labelled(item, node, "an entry of `categories`", ids) for node in item.entries("categories"))
    if len(set(categories)) != len(categories) or len(categories) < 2:
        raise item.wrong("`categories` has to name two or more, each once")
    listed = item.each("cards", "a card")
    cards = []
    for card in listed:
        with card.noting():
            words, category = card.text("text"), card.text("category")
            if category not in categories:
                raise card.wrong(f"`{short(category)}` is none of the categories{suggest(category, categories)}")
            claim = card.text("claim", None)
            if claim:
                known_claim(claim, card, None)
            made = r.Card(id_of(card, words), words, category, card.owed("feedback"), claim)
            card.close()
            cards.append(made)
    item.whole(cards, listed)
    all_different(listed, [card.text for card in cards], "the card")
    each_once(listed, cards, "the card")
    body = r.Classify(categories, tuple(cards), ids)
    different_ids(item, categories, body.category_id, "the category")
    return body


def evidence(item: Fields) -> r.Evidence:
    listed = item.each("passages", "a passage")
    passages = []
    for passage in listed:
        with passage.noting():
            claim = known_claim(passage.text("claim"), passage, None)
            said = register_of(item.course).said(claim)
            made = r.Passage(claim, passage.flag("support", False), passage.owed("feedback"), said)
            passage.close()
            passages.append(made)
    item.whole(passages, listed)
    all_different(listed, [passage.claim for passage in passages], "the claim")
    if len({passage.support for passage in passages}) < 2:
        raise item.wrong("some passages have to support the statement (`support: true`) and some not")
    # In the order of the article: an author's own order often lists what supports first.
    return r.Evidence(item.text("statement"), tuple(sorted(passages, key=lambda passage: passage.claim)))


def map(item: Fields) -> r.Map:
    listed = item.each("states", "a state")
    states = []
    for state in listed:
        with state.noting():
            code = state.text("iso3")
            if code not in country_names():
                raise state.wrong(f"the map has no state `{short(code)}`; write an ISO 3166-1 code such as KAZ")
            made = r.State(code, state.flag("correct", False), state.text("feedback", None))
            state.close()
            states.append(made)
    item.whole(states, listed)
    all_different(listed, [state.iso3 for state in states], "the state")
    if len({state.correct for state in states}) < 2:
        raise item.wrong("some states have to be correct (`correct: true`) and some not")
    return r.Map(tuple(states))


def reflect(item: Fields) -> r.Reflect:
    listed = item.texts("criteria", None) if item.draft else item.texts("criteria")
    return r.Reflect(item.owed("model_answer"), tuple(criterion for criterion, _ in listed))


READERS = {
    "single": single,
    "multiple": multiple,
    "true_false": true_false,
    "numeric": numeric,
    "text": text,
    "match": match,
    "order": order,
    "classify": classify,
    "evidence": evidence,
    "map": map,
    "reflect": reflect,
}
