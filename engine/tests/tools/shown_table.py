"""Reads a table that a page or a notebook shows."""


def counts(table) -> dict[str, list[int]]:
    """Return the numbers of a table by the words of its rows."""
    rows = {}
    for row in table.select("tbody tr"):
        numbers = [int(number.text.split(" ")[0]) for number in row.select(".bb-count")]
        words = [words for words in row.th.find_all(string=True) if words.parent.get("class") != ["bb-mark"]]
        rows[words[0].strip()] = numbers
    return rows
