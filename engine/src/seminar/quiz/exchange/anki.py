"""Anki: a deck as an .apkg package (with genanki), or as the CSV that Anki's own import reads.

A note keeps its identity between exports, so a second import updates cards and leaves a student's schedule alone.
"""

from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

from seminar.quiz.bank import item as r
from seminar.quiz.exchange.cards import answer, question
from seminar.quiz.exchange.notes import Loss
from seminar.quiz.exchange.simplify import losses
from seminar.text import csv_text

SYSTEM = "Anki"
HOLDS = {"evidence", "explanation", "unit", "extra right sides", "criteria"}
MARK = "seminar quiz export anki"
CSV_MARK = "#guid column:1\n#tags column:4\n#deck:"
# Anki knows a note type by its number; this is the one of courses that had an earlier edition.
NOTE_TYPE = 1720454471
STYLE = ".card { font: 1.1em/1.5 sans-serif; text-align: start; max-width: 40em; margin: 1em auto; }"


def number(text: str) -> int:
    """Return the number of a deck or a note type, the same for the same name."""
    return int(sha256(text.encode()).hexdigest()[:7], 16) + (1 << 30)


def tags(item: r.Item, bank: r.Bank) -> list[str]:
    """Return what a note is tagged with: the chapter, the type, the claims."""
    return [bank.stem, item.type, *item.evidence]


def lost(bank: r.Bank) -> list[Loss]:
    """Return what a card cannot hold."""
    return [loss for item in bank.items for loss in losses(item, HOLDS, SYSTEM)]


def write(bank: r.Bank) -> tuple[bytes, list[Loss]]:
    """Return the bank as an .apkg package and what Anki cannot hold."""
    import genanki

    template = {"name": "Card", "qfmt": "{{Question}}", "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}"}
    fields = [{"name": "Id"}, {"name": "Question"}, {"name": "Answer"}]
    course = bank.course
    kind = NOTE_TYPE if course.formerly else number(f"note type of {course.slug}")
    model = genanki.Model(kind, course.name, fields=fields, templates=[template], css=STYLE, sort_field_index=0)
    deck = genanki.Deck(number(course.outside(bank.stem)), f"{course.name}::{bank.title}")
    for item in bank.items:
        content = [item.id, question(item), answer(item)]
        guid = genanki.guid_for(course.formerly or course.slug, item.id)
        deck.add_note(genanki.Note(model, content, guid=guid, tags=tags(item, bank)))
    package = BytesIO()
    genanki.Package(deck).write_to_file(package)
    with ZipFile(package, "a") as archive:
        archive.comment = MARK.encode()
    return package.getvalue(), lost(bank)


def write_csv(bank: r.Bank) -> tuple[str, list[Loss]]:
    """Return the bank as CSV with the header lines that Anki reads (2.1.54 and later), and what is lost."""
    head = "#separator:Comma\n#html:true\n"
    head += f"{CSV_MARK}{bank.course.name}::{' '.join(bank.title.split())}\n"
    rows = []
    for item in bank.items:
        rows.append([bank.course.outside(item.id), question(item), answer(item), " ".join(tags(item, bank))])
    return head + csv_text(rows), lost(bank)
