"""The figures of the book: one module a drawing, with a function of the same name."""

#: The colours of five states, by the names that ``figures.css`` gives a second value for dark pages.
COLOURS = {"kaz": "#957000", "rus": "#93200c", "chn": "#9b3fc4", "usa": "#084a8c", "ind": "#0a7a5c"}
