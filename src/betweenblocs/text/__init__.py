"""Text that strangers wrote: decoded and cleaned once at the door, written so that nothing is lost."""

from betweenblocs.text.clean import clean, clean_json, one_line
from betweenblocs.text.csv_cell import safe
from betweenblocs.text.decode import decode
from betweenblocs.text.write import write_whole

__all__ = ["clean", "clean_json", "decode", "one_line", "safe", "write_whole"]
