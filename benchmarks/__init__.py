"""Comparisons, each as ratios within one run, so that they hold on any machine.

A module here with a function ``run() -> list[dict]`` is a benchmark: its docstring's first line is the title, the
dictionaries are the rows of its table.
"""
