"""The rules of the room, without any web: seats, rounds, what may be answered, what is shown when."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from other_key import turned, with_other_key
from second_course import TINY_BANK
from seminar.classroom.room.export import contents
from seminar.classroom.room.refused import RefusedError
from seminar.classroom.room.room import Room
from seminar.classroom.room.seats import AWAY, SEATS
from seminar.classroom.room.stage import board, stage
from seminar.quiz.answers.peer_instruction import compare
from seminar.quiz.answers.response_file import check_responses
from seminar.quiz.bank.bank import read_bank
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.parts.option_ids import option_id

SAMPLE = Room(read_bank(TINY_BANK))
SINGLE, RIGHT, WRONG = "one-of-four", option_id("openness"), option_id("brevity")


def sit(room, *names):
    """Return the seats of students of these names."""
    return [room.join(room.code, name) for name in names]


def test_only_the_code_on_the_screen_gives_a_seat_however_it_is_typed(room):
    """Small letters and blanks are no other code; another code is."""
    assert room.join(f" {room.code[:3].lower()} {room.code[3:]} ").number == 1
    for wrong in ("", "AAAAAA", room.code + "A", "\ud800", "пароль"):
        with pytest.raises(RefusedError, match="not the code"):
            room.join(wrong)
    assert len(room.seats) == 1


def test_a_token_is_nobody_elses_and_cannot_be_guessed_from_another(room):
    """Long, different, and nothing of the name in it."""
    tokens = {room.join(room.code, "Aru").token for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 32 and "Aru" not in token for token in tokens)
    with pytest.raises(RefusedError, match="Join"):
        room.seats.of("Aru")


def test_one_name_twice_makes_two_students_whose_answers_stay_apart(room):
    """Whoever takes another's name does not take their answer: labels differ, also from one made up to look alike."""
    seats = sit(room, "Aru", "aru", "ARU (seat 4)", "Aru", "", "Seat 5", " A\u202eru\n")
    labels = [seat.label.casefold() for seat in seats]
    assert len(set(labels)) == len(seats)
    assert labels[0] == "aru"
    room.ask(SINGLE)
    for seat, response in zip(seats, [RIGHT] + [WRONG] * 6, strict=True):
        room.answer(seat, SINGLE, 1, response)
    answered = {one["student"]: one for one in contents(room, room.close()).values()}
    assert len(answered) == len(seats)
    assert answered["Aru"]["banks"]["tiny"]["items"][SINGLE]["response"] == RIGHT


def test_a_long_name_is_cut_and_a_full_room_says_so(room):
    """Nobody fills the memory with a name, or with seats."""
    (seat,) = sit(room, "x" * 10_000)
    assert len(seat.label) == 60
    for _ in range(SEATS - 1):
        room.join(room.code)
    with pytest.raises(RefusedError, match="seats are taken"):
        room.join(room.code)


def test_the_last_answer_before_the_closing_counts_once(room):
    """Changed as often as one likes, taken back, given again; after the closing nothing counts."""
    (seat,) = sit(room, "Aru")
    room.ask(SINGLE)
    for response in (WRONG, RIGHT, None, WRONG, RIGHT):
        room.answer(seat, SINGLE, 1, response, "guess")
        assert board(room)["answered"] == (response is not None)
    closed = room.close()
    with pytest.raises(RefusedError, match="closed"):
        room.answer(seat, SINGLE, 1, WRONG)
    assert [kept["response"] for kept in closed.answers.values()] == [RIGHT]


def test_an_answer_to_another_round_or_item_is_refused(room):
    """What comes late from the first round is not an answer to the second."""
    (seat,) = sit(room, "Aru")
    room.ask(SINGLE)
    room.close()
    room.ask(SINGLE)
    for item, number in ((SINGLE, 1), ("yes-or-no", 2), (SINGLE, "2"), (None, None), ([], {})):
        with pytest.raises(RefusedError, match="closed"):
            room.answer(seat, item, number, RIGHT)
    assert board(room)["answered"] == 0


WRONG_SHAPES = (True, 1, 1.5, [], {}, "nothing", ["nothing"], [["x"]], [{}], {"x": "y"}, {"x": []}, "", " ", [None])


def test_each_type_takes_its_right_answer_and_nothing_of_another_shape(bank):
    """The right response of every type is kept; numbers, nested lists and unknown options are refused."""
    for item in Room(bank).items.values():
        room = Room(bank)
        (seat,) = sit(room, "Aru")
        room.ask(item.id)
        for response in WRONG_SHAPES:
            if item.type in ("numeric", "text") and response == "nothing":
                continue
            with pytest.raises(RefusedError, match="no answer"):
                room.answer(seat, item.id, 1, response)
        with pytest.raises(RefusedError, match="certainty"):
            room.answer(seat, item.id, 1, None, "very")
        key = item.body.key()
        right = {
            "single": lambda key: key["correct"][0],
            "true_false": lambda key: key["correct"][0],
            "numeric": lambda key: str(key["low"]),
            "text": lambda key: key["accept"][0],
            "match": lambda key: key["pairs"],
            "classify": lambda key: key["pairs"],
            "order": lambda key: sorted(key["ranks"], key=key["ranks"].get),
        }.get(item.type, lambda key: key["correct"])(key)
        room.answer(seat, item.id, 1, right, "sure")
        room.close()
        room.show("distribution")
        said = stage(room)["distribution"]
        assert said["answered"] == 1
        assert "shares" not in said
        room.show("key")
        said = stage(room)["distribution"]
        assert said["shares"] == {"right": 1, "partly": 0, "not": 0}
        if item.type in ("single", "true_false", "multiple", "evidence", "map"):
            assert {line["id"] for line in said["lines"] if line["count"]} == set(key["correct"])
        elif item.type in ("match", "classify"):
            assert {line["row"]: line["id"] for line in said["lines"] if line["count"]} == key["pairs"]
        else:
            assert [line["html"] for line in said["lines"]] == ["something else"]


TEXT = st.text(st.characters())  # half characters, too
KNOWN = st.sampled_from([RIGHT, "true", "S1", "BEL", option_id("The ninth")])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | KNOWN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT | KNOWN, inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=80)
@given(st.sampled_from([*SAMPLE.items]), ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_whatever_json_is_sent_is_kept_or_refused_and_can_be_written(item, response, certainty, name, number):
    """No answer, name or number breaks the room, and what it kept can be shown, scored and exported."""
    room = SAMPLE
    with suppress(RefusedError):
        room.join(room.code, name)
    (seat,) = sit(room, "Aru")
    opened = room.ask(item)
    for sent in (number, opened.number):
        with suppress(RefusedError):
            room.answer(seat, item, sent, response, certainty)
    closed = room.close()
    room.show("distribution")
    json.dumps(stage(room), ensure_ascii=False).encode()
    for content in contents(room, closed).values():
        check_responses(json.loads(json.dumps(content, ensure_ascii=False).encode()), None)


def test_a_pick_twice_or_a_step_too_few_is_refused(room):
    """A list names each option once, and an order names every step."""
    (seat,) = sit(room, "Aru")
    room.ask("some-of-four")
    option = option_id("Poland")
    with pytest.raises(RefusedError):
        room.answer(seat, "some-of-four", 1, [option, option])
    room.close()
    room.ask("what-first")
    with pytest.raises(RefusedError):
        room.answer(seat, "what-first", 1, [option_id("The address is given")])


def test_half_a_character_or_a_whole_book_is_no_text(room):
    """What could not be written to a file is refused when it comes."""
    (seat,) = sit(room, "Aru")
    room.ask("which-word")
    for response in ("\ud800", "x" * 501):
        with pytest.raises(RefusedError, match="no answer"):
            room.answer(seat, "which-word", 1, response)


def test_what_the_class_said_is_hidden_until_the_round_is_closed(room):
    """Votes are not swayed, and the key is in the stage only when it was shown."""
    (seat,) = sit(room, "Aru")
    assert stage(room) == {"version": 0, "phase": "waiting"}
    room.ask(SINGLE)
    room.answer(seat, SINGLE, 1, RIGHT)
    for what in ("distribution", "shifts", "key"):
        with pytest.raises(RefusedError):
            room.show(what)
    assert set(stage(room)) == {"version", "phase", "round", "number", "seed", "agreed", "item"}
    room.close()
    whole = compile_item(room.items[SINGLE])
    told = [*whole["feedback"].values(), whole["explanation"], *(hint["html"] for hint in whole["hints"])]
    room.show("distribution")
    text = json.dumps(stage(room), ensure_ascii=False)
    assert '"key"' not in text
    assert [words for words in told if words in text] == []
    assert [line["count"] for line in stage(room)["distribution"]["lines"] if line["id"] == RIGHT] == [1]
    room.show("key")
    assert stage(room)["item"]["key"] == whole["key"]
    room.show("key", False)
    room.show("distribution", False)
    assert "key" not in stage(room)["item"]
    assert "distribution" not in stage(room)


def test_a_new_round_hides_what_was_shown(room):
    """The key of the first round is not in the second."""
    room.ask(SINGLE)
    room.close()
    room.show("key")
    room.ask(SINGLE)
    assert "key" not in stage(room)["item"]
    assert room.shown == set()


def test_rounds_follow_each_other_and_unknown_items_get_a_sentence(room):
    """One round at a time; a reflection has nothing to vote on; a mistyped id is answered with the right one."""
    assert room.ask(SINGLE).number == 1
    with pytest.raises(RefusedError, match="close it first"):
        room.ask("yes-or-no")
    with pytest.raises(RefusedError, match="is open"):
        room.rounds.closed(SINGLE, 1)
    room.close()
    with pytest.raises(RefusedError, match="no round is open"):
        room.close()
    assert room.ask(SINGLE).number == 2
    room.close()
    assert room.rounds.closed(SINGLE, 3) is None
    with pytest.raises(RefusedError, match="nothing to vote on"):
        room.ask("think-on")
    with pytest.raises(RefusedError, match="one-of-four"):
        room.ask("one-of-for")
    for nonsense in (None, [], {"a": 1}, "x" * 10_000):
        with pytest.raises(RefusedError):
            room.ask(nonsense)


def test_shifts_are_those_of_the_response_files(room, bank):
    """Who found the right answer, who lost it, who came late: the room and `merge-rounds` count the same."""
    seats = sit(room, *"ABCDEFG")
    rounds = []
    for votes in ([RIGHT, RIGHT, WRONG, WRONG, WRONG, None, RIGHT], [RIGHT, WRONG, RIGHT, RIGHT, WRONG, RIGHT, None]):
        number = room.ask(SINGLE).number
        for seat, response in zip(seats, votes, strict=True):
            if response:
                room.answer(seat, SINGLE, number, response, "think")
        closed = room.close()
        rounds.append([check_responses(content, None) for content in contents(room, closed).values()])
    room.show("key")
    room.show("shifts")
    shown = stage(room)["shifts"]
    assert (shown["n"], shown["wrong→right"], shown["right→wrong"], shown["only_before"]) == (5, 2, 1, 1)
    (row,) = compare([bank], *rounds)
    assert {name: round(value, 3) for name, value in shown.items()} == {name: row[name] for name in shown}


def test_what_one_student_typed_alone_is_not_shown(room):
    """A joke by one stays off the screen; what two said is shown once, in the words of the first."""
    seats = sit(room, *"ABCD")
    room.ask("which-word")
    for seat, text in zip(seats, ["Club", " club", "<img src=x onerror=alert(1)>", "forum"], strict=True):
        room.answer(seat, "which-word", 1, text)
    room.close()
    room.show("distribution")
    said = stage(room)["distribution"]
    assert [(line["html"], line["count"]) for line in said["lines"]] == [("Club", 2), ("something else", 2)]
    room.show("key")
    assert stage(room)["distribution"]["shares"] == {"right": 2, "partly": 0, "not": 2}


def test_the_shifts_wait_for_the_key_because_they_tell_it(room):
    """Only one option fits the share that is right; hiding the key hides them again."""
    for _ in range(2):
        room.ask(SINGLE)
        room.close()
    with pytest.raises(RefusedError, match="reveal the key first"):
        room.show("shifts")
    room.show("key")
    room.show("shifts")
    assert "shifts" in stage(room)
    room.show("key", False)
    assert "shifts" not in stage(room)
    room.show("key")
    assert "shifts" not in stage(room)


@pytest.mark.parametrize("item", [item for item in SAMPLE.bank.items if turned(item.body)], ids=lambda one: one.type)
def test_before_the_key_no_byte_of_the_stage_depends_on_it(item):
    """The same votes on an item with another key give the same stage until the key is shown, distribution and all."""
    rooms = [Room(SAMPLE.bank), Room(with_other_key(SAMPLE.bank, item))]
    for room in rooms:
        room.id = "same"
        voters = sit(room, *"ABCDE")
        asked = room.asked[item.id]
        for number in (1, 2):
            room.ask(item.id)
            for place, seat in enumerate(voters):
                room.answer(seat, item.id, number, any_answer(asked, place + number))
            room.close()
        room.show("distribution")
    before, other = (json.dumps(stage(room), ensure_ascii=False) for room in rooms)
    assert before == other
    for room in rooms:
        room.show("key")
    assert stage(rooms[0]) != stage(rooms[1])


def any_answer(asked, place):
    """Return an answer to an item with options; another place gives another one."""
    options = [option["id"] for option in asked["options"]]
    one = options[place % len(options)]
    if asked["type"] in ("match", "classify"):
        return {row["id"]: options[(place + at) % len(options)] for at, row in enumerate(asked["rows"])}
    return one if asked["type"] in ("single", "true_false") else [one]


@pytest.mark.parametrize(
    "twin",
    ["Аru", "ARU", "aru ", "A\u200bru", "Ａｒｕ", "Αru"],
    ids=["Cyrillic", "case", "blank", "unseen", "wide", "Greek"],
)
def test_a_name_that_looks_like_another_is_told_apart(room, twin):
    """What an eye cannot tell apart gets the number of its seat, on the phone and in the instructor's list."""
    first, second = sit(room, "Aru", twin)
    assert first.label == "Aru"
    assert second.label.endswith(" (seat 2)")


def test_accents_are_one_however_they_are_written_and_different_names_stay_as_they_are(room):
    """NFC and NFD are one name; й and и, Aru and Ару, Dana and Dina are two."""
    labels = [seat.label for seat in sit(room, "Jos\u00e9", "Jose\u0301", "Сергей", "Сергеи", "Dana", "Dina", "Ару")]
    assert labels == ["José", "José (seat 2)", "Сергей", "Сергеи", "Dana", "Dina", "Ару"]


def test_a_removed_seat_takes_its_votes_along_and_its_number_is_not_given_out_again(room):
    """From the open round and from closed ones; its token opens nothing."""
    aru, dana = sit(room, "Aru", "Dana")
    for number in (1, 2):
        room.ask(SINGLE)
        for seat in (aru, dana):
            room.answer(seat, SINGLE, number, RIGHT)
        if number == 1:
            room.close()
    assert room.remove([aru.number, 99]) == [aru.number]
    assert [list(one.answers) for one in room.rounds[SINGLE]] == [[dana.number], [dana.number]]
    with pytest.raises(RefusedError, match="Join"):
        room.seats.of(aru.token)
    assert sit(room, "Aru")[0].number == 3


def test_a_locked_door_lets_nobody_in_and_a_new_code_ends_the_old_ones(room):
    """Who has a seat keeps it; the QR code is renewed with the code that is typed."""
    (aru,) = sit(room, "Aru")
    room.lock()
    for code in (room.code, room.invitation):
        with pytest.raises(RefusedError, match="Joining is closed"):
            room.join(code)
    room.lock(False)
    old = room.code, room.invitation
    room.renew()
    for code in old:
        with pytest.raises(RefusedError, match="not the code"):
            room.join(code)
    assert room.join(room.invitation).number == 2
    assert room.seats.of(aru.token) is aru


def test_seats_that_were_taken_and_left_make_place_in_a_full_room(room):
    """Who fills the room with seats nobody uses keeps nobody out; who has answered or still listens stays."""
    seats = sit(room, *([""] * SEATS))
    for seat in seats[:2]:
        seat.seen -= AWAY + 1
    room.ask(SINGLE)
    room.answer(seats[0], SINGLE, 1, RIGHT)
    assert room.join(room.code, "Aru").label == "Aru"
    assert seats[1].token not in room.seats
    assert seats[0].token in room.seats
    with pytest.raises(RefusedError, match="seats are taken"):
        room.join(room.code)


def test_a_rehearsal_is_forgotten_when_it_is_reset(room):
    """The first round can be opened anew; an open one is closed first."""
    room.ask(SINGLE)
    with pytest.raises(RefusedError, match="close it first"):
        room.reset(SINGLE)
    room.close()
    room.show("key")
    room.reset(SINGLE)
    assert stage(room)["phase"] == "waiting"
    assert room.shown == set()
    assert room.ask(SINGLE).number == 1


def test_a_round_that_is_asked_for_by_its_number_is_opened_once(room):
    """Asked for again it stays as it is; a number that cannot be next is refused, whatever it is."""
    assert room.ask(SINGLE, 1) is room.ask(SINGLE, 1)
    room.close()
    assert not room.ask(SINGLE, 1).open
    for number in (3, 0, -1, True, "2", 1.0, [], 10**40):
        with pytest.raises(RefusedError, match="cannot be next"):
            room.ask(SINGLE, number)
    assert room.ask(SINGLE, 2).open
