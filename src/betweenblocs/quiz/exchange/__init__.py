"""Quiz formats of other systems, one module a format.

Each writer takes a :class:`~betweenblocs.quiz.records.Bank` and returns what to write and a list of sentences that
say, item by item, what the format could not hold. Each reader takes a text and returns a bank as a plain dictionary
in the shape of ``static/bank.schema.json``, and such a list too.
"""
