"""Text that strangers wrote: decoded and cleaned once at the door, written so that nothing is lost."""

from seminar.text.clean import clean, clean_json, one_line, short
from seminar.text.csv_cell import safe
from seminar.text.cut import cut
from seminar.text.decode import decode
from seminar.text.own import generator, refuse_foreign, write_own
from seminar.text.write import write_whole

__all__ = [
    "clean",
    "clean_json",
    "cut",
    "decode",
    "generator",
    "one_line",
    "refuse_foreign",
    "safe",
    "short",
    "write_own",
    "write_whole",
]
