"""Text that strangers wrote: decoded and cleaned once at the door, written so that nothing is lost."""

from betweenblocs.text.clean import clean, clean_json, one_line, short
from betweenblocs.text.csv_cell import safe
from betweenblocs.text.cut import cut
from betweenblocs.text.decode import decode
from betweenblocs.text.own import generator, refuse_foreign, write_own
from betweenblocs.text.write import write_whole

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
