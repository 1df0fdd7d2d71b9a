"""Quiz formats of other systems, one module a format.

Each writer takes a :class:`~seminar.quiz.bank.item.Bank` and returns what to write and a list of what the format
could not hold, item by item; its ``MARK`` stands in what it writes, so that the next export knows it. Each reader takes
a text and returns a draft of a bank as a plain dictionary in the shape of ``static/bank.schema.json``, and its notes.
"""
