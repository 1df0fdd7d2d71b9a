"""The lab: JupyterLite beside the book, with Python and every package inside, so that exercises run offline.

fetch      gets Pyodide (npm) and the wheels (by hash)
browser    writes the folder that Pyodide loads: byte-compiled wheels and their lock
build      builds the JupyterLite site and lays it beside the book
"""
