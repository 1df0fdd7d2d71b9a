"""What the README and the other texts for users say is so."""

import re
import shlex
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path

import pytest

import betweenblocs
from betweenblocs import Quiz
from betweenblocs.engine import COURSE
from seminar import cli
from seminar.grading.sandbox import means, remaining
from seminar.quiz.bank.bank import bank_path, read_bank

ROOT = Path(__file__).parents[1]
TEXTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "book/for_instructors.md", "engine/README.md")]
README = TEXTS[0].read_text(encoding="utf-8")


def subcommands(parser: ArgumentParser, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the names of all commands, those of a group with the group's name before them."""
    groups = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    return [
        found
        for group in groups
        for name, below in group.choices.items()
        for found in subcommands(below, (*before, name))
    ] or [before]


COMMANDS = subcommands(cli.parser())
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in TEXTS)
COPIED = sorted({line.partition(" > ")[0] for line in re.findall(r"^\$ seminar (.+)$", TEXT, re.MULTILINE)})
NAMED = [tuple(shlex.split(words)) for words in re.findall(r"\bseminar ([a-z][^`\n]*)", TEXT)]


@pytest.mark.parametrize("command", COPIED)
def test_a_command_that_is_copied_is_understood(command):
    """A command copied from the README or the page for instructors has a form that the command line accepts."""
    assert callable(cli.parser().parse_args(shlex.split(command)).run)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_documented(words):
    """An instructor finds each command in the README, in CONTRIBUTING or on the page for instructors."""
    assert [named for named in NAMED if named[: len(words)] == words]


def test_every_make_target_that_is_named_exists():
    """`make book` and the others are rules of the Makefile."""
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for path in TEXTS for name in re.findall(r"`make ([a-z]+)", path.read_text(encoding="utf-8"))}
    named |= set(re.findall(r"^\$ make ([a-z]+)", README, re.MULTILINE))
    assert {"book", "test"} <= named <= rules


def test_the_question_in_the_readme_is_one_that_can_be_asked(tmp_path):
    """The YAML of the README is an item that our bank holds, and reads as a bank of its own."""
    shown = re.search(r"```yaml\n(.+?)```", README, re.DOTALL)[1]
    path = tmp_path / "readme.yml"
    path.write_text("title: From the README\nitems:\n" + shown, encoding="utf-8")
    (item,) = read_bank(path).items
    assert read_bank(bank_path("multi_vector_policy", COURSE)).item(item.id).type == item.type


def test_the_widget_in_the_readme_opens():
    """The Python of the README runs and shows every scored item of the bank."""
    shown = re.search(r"```python\n(.+?)```", README, re.DOTALL)[1]
    names: dict = {}
    exec(shown.replace("\nQuiz(", "\nquiz = Quiz("), names)
    assert isinstance(names["quiz"], Quiz)
    assert len(names["quiz"].items) == sum(
        not item.ungraded for item in read_bank(bank_path("multi_vector_policy", COURSE)).items
    )


def test_every_public_name_is_there():
    """What the package promises can be imported, and a wrong name is refused as Python does."""
    assert all(getattr(betweenblocs, name) is not None for name in betweenblocs.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Quizz'"):
        _ = betweenblocs.Quizz


def test_what_a_sandbox_leaves_open_is_said():
    """The README's table of what remains is the one that a run ends with, and no kind of sandbox is left out."""
    assert set(remaining.REMAINING) == set(means.KINDS)
    for kind, what in remaining.REMAINING.items():
        assert f"| {kind} | {what} |" in README
        assert what in remaining.sentence(kind)
