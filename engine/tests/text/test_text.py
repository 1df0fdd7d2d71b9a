"""What strangers write is cleaned once, decoded whatever it is in, and written so that nothing is lost."""

import errno
import os

import pytest

from seminar.text import clean, clean_json, decode, generator, one_line, safe, write_own, write_whole


@pytest.mark.parametrize(
    ("dirty", "is_clean"),
    [
        ("word\ud800", "word\N{REPLACEMENT CHARACTER}"),
        ("nul\x00l", "null"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("title \x9d", "title "),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("\u2066inside\u2069", "inside"),
        ("two\r\nlines\rthree", "two\nlines\nthree"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_what_no_honest_text_holds_goes(dirty, is_clean):
    """Half characters, controls, escape sequences and direction overrides go; tabs and lines stay."""
    assert clean(dirty) == is_clean


@pytest.mark.parametrize("text", ["Қасым-Жомарт Тоқаев", "й и ё е", "שלום\u200f", "👩\u200d🏫", "e\u0301", "नमस्ते"])
def test_what_people_write_with_stays(text):
    """Every script, joiners, accents and the plain direction marks stay."""
    assert clean(text) == text


def test_json_is_cleaned_at_every_depth():
    """Keys and values of whatever depth are cleaned, other values pass."""
    assert clean_json({"a\x00": [{"b": "\ud800"}, 1, None, True]}) == {"a": [{"b": "\ufffd"}, 1, None, True]}


def test_a_name_is_one_line():
    """A name with line ends and tabs becomes one line with single spaces."""
    assert one_line(" Aru\n\tSerik\x1b ") == "Aru Serik"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_a_russian_text_is_read_in_the_encodings_that_systems_write(encoding):
    """UTF-8 with or without a mark, UTF-16 and the Cyrillic encodings are recognised."""
    text = "Почему Казахстан не подал заявку на вступление в объединение? Ответ: {=партнёр ~член}"
    assert decode(text.encode(encoding))[0] == text


def test_a_western_text_is_read_in_the_encoding_of_windows():
    """Curly quotes and accents of cp1252 survive."""
    text = "Where is the café that the author’s “friend” names, and why is it déjà vu?"
    assert decode(text.encode("cp1252"))[0] == text


@pytest.mark.parametrize(
    "text",
    ["Año {=sí ~no}", "::asdf::[html]<p>asdf</p>{}\n\n::Zoé::Q{T}\n", "Größe?", "déjà {=café ~thé}"],
)
def test_a_few_accents_are_those_of_western_europe_and_no_cyrillic_within_a_word(text):
    """Where a file has too few letters to tell its encoding by, no word mixes two scripts and no file is lost."""
    assert decode(text.encode("cp1252"))[0] == text


def test_a_line_end_written_before_a_russian_word_does_not_make_it_western():
    """The n of GIFT's own `\\n` touches the word that follows, and says nothing of the encoding."""
    text = "Столица\\nКазахстана?{=Астана ~Алматы}\n\nВопрос\\nвторой?{=да}"
    assert decode(text.encode("cp1251"))[0] == text


def test_what_is_no_text_is_refused():
    """An image is text in no encoding."""
    with pytest.raises(ValueError, match="no known encoding"):
        decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x8f\xff")


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "a;=1+1", "a\n=1+1", "＝1", "\t=1", "\r=1", "a\t+1"]
)
def test_no_text_runs_in_a_spreadsheet(formula):
    """No place where a spreadsheet may see the beginning of a cell holds the sign of a formula."""
    cell = safe(formula)
    places = [0] + [i + 1 for i, letter in enumerate(cell) if letter in ";\t\r\n"]
    assert not [place for place in places if cell[place : place + 1] and cell[place] in "=+-@＝"]
    assert cell[0] not in "\t\r"


@pytest.mark.parametrize("text", ["plain", "a-b", "S13; S14", "x = 1", "well - yes", "a@b.org"])
def test_honest_text_is_left_alone(text):
    """A sign inside a text is no formula."""
    assert safe(text) == text
    assert safe(-1.5) == -1.5


def test_a_full_disk_leaves_last_weeks_file_and_no_draft(tmp_path, monkeypatch):
    """The old file outlives a fault in the middle, and the error names the file."""
    path = tmp_path / "report.html"
    write_whole(path, "last week")

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as raised:
        write_whole(path, "this week")
    assert raised.value.filename == str(path)
    assert path.read_text() == "last week"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_with_the_longest_possible_name_is_written(tmp_path):
    """The draft does not need a longer name than the file."""
    write_whole(tmp_path / ("x" * 255), "whole")
    assert (tmp_path / ("x" * 255)).read_text() == "whole"


MARK = generator("quiz report")


@pytest.mark.parametrize("old", [None, "", f"<head>{MARK}</head>last week"])
def test_our_own_output_is_replaced(tmp_path, old):
    """Nothing, an empty file and last week's output of the same command make way."""
    path = tmp_path / "report.html"
    if old is not None:
        path.write_text(old)
    write_own(path, f"<head>{MARK}</head>this week", MARK)
    assert path.read_text().endswith("this week")


@pytest.mark.parametrize("old", ["my notes", f"<head>{generator('quiz compile')}</head>"])
def test_somebodys_file_is_not_overwritten(tmp_path, old):
    """A file without the mark, or with that of another command, stays as it is and is named."""
    path = tmp_path / "report.html"
    path.write_text(old)
    with pytest.raises(FileExistsError, match="did not write") as raised:
        write_own(path, f"<head>{MARK}</head>this week", MARK)
    assert raised.value.filename == str(path)
    assert path.read_text() == old
