"""The lab: JupyterLite beside the book, with Python and every package inside, so that exercises run offline.

`make_lab` builds the site of the lab, `lay_beside` lays it beside the book, `lay_package_beside` the course's package;
`size_of_large_files` is what a reader has to load.

fetch      gets Pyodide (npm) and the wheels (by hash)
browser    writes the folder that Pyodide loads: byte-compiled wheels and their lock
make_lab   builds the JupyterLite site and lays it beside the book
"""

from seminar.lab.make_lab import lay_beside, lay_package_beside, make_lab, size_of_large_files

__all__ = ["lay_beside", "lay_package_beside", "make_lab", "size_of_large_files"]
