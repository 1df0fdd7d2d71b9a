"""Keys that a student could guess without reading are found."""

from seminar.quiz.bank.check import check
from seminar.quiz.bank.give_ids import give_ids

SINGLE = """\
- id: item-{number}
  type: single
  prompt: Who speaks here?
  choices:
{choices}
  evidence: [S5]
  explanation: It is said so.
"""
TRUTH = """\
- id: truth-{number}
  type: true_false
  prompt: Is it so?
  answer: {answer}
  feedback: {{true: Yes., false: No.}}
  evidence: [S5]
  explanation: It is said so.
"""


def single(number, texts, key):
    """Return a single item whose key is the choice of this index."""
    lines = [f"  - {{text: {t}, feedback: Said.{', correct: true' if i == key else ''}}}" for i, t in enumerate(texts)]
    return SINGLE.format(number=number, choices="\n".join(lines))


def messages(folder, *items):
    """Return what is said of a bank with these items, with the place."""
    path = folder / "bank.yml"
    path.write_text("title: A bank\nitems:\n" + "".join(items), encoding="utf-8")
    give_ids(path)
    return [str(finding) for finding in check([path])]


def test_a_key_that_is_always_first_is_found(tmp_path):
    """Eight keys in the first place give one finding, at the folder; keys that take turns give none."""
    texts = ["Anna", "Bert", "Cora", "Dora"]
    (found,) = messages(tmp_path, *(single(n, texts, 0) for n in range(8)))
    assert found == f"{tmp_path}: the key is choice 1 in 8 of 8 single items; vary its place"
    assert messages(tmp_path, *(single(n, texts, n % 4) for n in range(8))) == []


def test_a_key_that_is_always_the_longest_is_found(tmp_path):
    """Who picks the longest choice is not to pass; equal lengths give nothing away."""
    texts = ["Anna", "Bert", "Cora", "Dora"]
    longer = [[*texts[: n % 4], "Somebody else", *texts[n % 4 + 1 :]] for n in range(8)]
    (found,) = messages(tmp_path, *(single(n, longer[n], n % 4) for n in range(8)))
    assert "the longest choice in 8 of 8" in found


def test_statements_that_are_all_false_are_found(tmp_path):
    """Eight statements of which all are false give one finding; one that is half and half gives none."""
    (found,) = messages(tmp_path, *(TRUTH.format(number=n, answer="false") for n in range(8)))
    assert "8 of 8 true_false items are false" in found
    assert messages(tmp_path, *(TRUTH.format(number=n, answer=str(n % 2 == 0).lower()) for n in range(8))) == []


def test_a_few_items_prove_no_habit(tmp_path):
    """Seven keys in the same place may be chance and are not spoken of."""
    assert messages(tmp_path, *(single(n, ["Anna", "Bert", "Cora"], 0) for n in range(7))) == []
