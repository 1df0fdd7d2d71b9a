"""Text that strangers wrote: decoded and cleaned once at the door, written so that nothing is lost.

At the door: `decode` (a file's encoding), `clean`, `one_line`, `short` and `cut`, `clean_json`, `read_rows` (a small
table that a person wrote); `CONTROL` and `SURROGATE` are what `clean` takes out.

On the way out: `write_whole` and `write_own` (with `generator` and `refuse_foreign`), `csv_text` (a table, with
`safe` for its cells), `pack` and `write_zip` (zip archives, the same bytes for the same content). `suggest` ends a
sentence on a word that is not known.

What scores say: `facility`, `discrimination` (a `Discrimination`), `wilson`, and `SMALLEST_CLASS`, below which they say
too little.
"""

from typing import TYPE_CHECKING

from seminar.face import face
from seminar.text.clean import CONTROL, SURROGATE, clean, clean_json, one_line, short
from seminar.text.csv_cell import safe
from seminar.text.cut import cut
from seminar.text.decode import decode
from seminar.text.own import generator, refuse_foreign, write_own
from seminar.text.write import write_whole

if TYPE_CHECKING:
    from seminar.text.csv_table import csv_text
    from seminar.text.did_you_mean import suggest
    from seminar.text.item_statistics import SMALLEST_CLASS, Discrimination, discrimination, facility, wilson
    from seminar.text.small_table import read_rows
    from seminar.text.zips import pack, write_zip
else:
    __getattr__ = face(
        __name__,
        {
            "csv_table": "csv_text",
            "did_you_mean": "suggest",
            "item_statistics": "SMALLEST_CLASS Discrimination discrimination facility wilson",
            "small_table": "read_rows",
            "zips": "pack write_zip",
        },
    )

__all__ = [
    "CONTROL",
    "SMALLEST_CLASS",
    "SURROGATE",
    "Discrimination",
    "clean",
    "clean_json",
    "csv_text",
    "cut",
    "decode",
    "discrimination",
    "facility",
    "generator",
    "one_line",
    "pack",
    "read_rows",
    "refuse_foreign",
    "safe",
    "short",
    "suggest",
    "wilson",
    "write_own",
    "write_whole",
    "write_zip",
]
