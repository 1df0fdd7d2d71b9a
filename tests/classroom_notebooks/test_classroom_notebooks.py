"""The classroom notebooks: complete, without a key in their source, and right when a class has voted."""

import re
from functools import cache

import nbformat
import pytest
from nbclient import NotebookClient
from notebook_parts import CHAPTERS, ROOT, asked, notebook, shown

from betweenblocs import tables
from betweenblocs.engine import COURSE
from seminar.classroom.notebook.slides import MOVES
from seminar.quiz.answers.peer_instruction import compare
from seminar.quiz.answers.response_file import read_all
from seminar.quiz.bank.bank import bank_path, read_bank
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.reading.inline import to_text
from shown_table import counts
from simulated import simulate

chapters = pytest.mark.parametrize("stem", CHAPTERS)


@cache
def bank(stem):
    """The chapter's bank."""
    return read_bank(bank_path(stem, COURSE))


def secrets(item) -> list[str]:
    """Return what is told with the key and nowhere else."""
    told = [item.explanation, *(hint.text for hint in item.hints), *item.body.feedback().values()]
    return [to_text(text) for text in told if text]


def test_every_core_chapter_has_a_classroom_notebook():
    """Six chapters, and no notebook beside them."""
    assert sorted(path.stem for path in (ROOT / "classroom").glob("*.ipynb")) == sorted(CHAPTERS)


@chapters
def test_a_classroom_notebook_is_handed_out_clean(stem):
    """It is valid, has no outputs, and opens in Jupyter and in the lab without a question."""
    book = notebook(stem)
    nbformat.validate(book)
    assert book.metadata.kernelspec.name == "python3"
    assert book.metadata.language_info.name == "python"
    assert all(cell.outputs == [] and cell.execution_count is None for cell in book.cells if cell.cell_type == "code")


@chapters
def test_a_classroom_notebook_asks_what_there_is_and_cites_what_there_is(stem):
    """It opens with a question, asks two scored items of its own chapter, and every claim is in the register."""
    book = notebook(stem)
    assert "?" in book.cells[0].source.splitlines()[0]
    assert len(asked(book)) == 2
    assert all(bank(stem).item(name).evidence or bank(stem).item(name).sources for name in asked(book))
    assert all(f'Vote("{stem}", ' in cell.source for cell in book.cells if cell.id.startswith("question-"))
    cited = {claim for cell in book.cells for claim in re.findall(r"\bC\d\d\b", cell.source)}
    assert cited
    assert cited <= {claim["id"] for claim in tables.claims()}


@chapters
def test_the_source_of_a_classroom_notebook_does_not_tell_the_key(stem):
    """No explanation, hint or feedback stands in it, and the right option never without a wrong one beside it."""
    book = notebook(stem)
    for name in asked(book):
        item = bank(stem).item(name)
        compiled = compile_item(item)
        words = {option["id"]: option["text"] for option in compiled["options"]}
        for source in (cell.source for cell in book.cells):
            assert not [text for text in secrets(item) if text in to_text(source)]
            named = {option for option, text in words.items() if text in source}
            if named & set(compiled["key"].get("correct", [])):
                assert named & set(compiled["key"]["wrong"]), source


@chapters
def test_a_class_with_response_files_sees_what_it_said(stem, tmp_path):
    """From two folders every cell runs; the shifts are those of `merge-rounds`, the key comes late, no name at all."""
    rounds = [
        simulate(bank(stem), tmp_path / stem / f"round-{number}", students=students, seed=number)
        for number, students in ((1, 31), (2, 27))
    ]
    book = notebook(stem)
    NotebookClient(book, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    rows = {row["item"]: row for row in compare([bank(stem)], *(read_all([folder])[0] for folder in rounds))}
    for number, name in enumerate(asked(book), 1):
        expected = rows[name]
        moved = shown(book, f"moved-{number}")
        assert counts(moved.table) == {words: [expected[shift]] for shift, (_, words) in MOVES.items()}
        assert expected["n"] == 27
        gain = re.search(r"Normalised gain: ([−\d.]+)", moved.text)[1].rstrip(".")
        assert float(gain.replace("−", "-")) == pytest.approx(expected["gain"], abs=0.006)
        assert shown(book, f"close-first-{number}").select_one(".bb-many").text == "31"
        assert shown(book, f"close-second-{number}").select_one(".bb-many").text == "27"

        key = next(place for place, cell in enumerate(book.cells) if cell.id == f"key-{number}")
        item = bank(stem).item(name)
        before = " ".join(shown(book, cell.id).text for cell in book.cells[:key] if cell.get("outputs"))
        assert not [text for text in secrets(item) if text in before]
        assert to_text(item.explanation) in " ".join(shown(book, f"key-{number}").text.split())
    everything = " ".join(shown(book, cell.id).text for cell in book.cells if cell.get("outputs"))
    assert "Student 0" not in everything
    assert not [
        cell.id for cell in book.cells for output in cell.get("outputs", []) if output.output_type != "execute_result"
    ]
