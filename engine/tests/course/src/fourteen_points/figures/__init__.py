"""The figures of the book: one module a drawing, with a function of the same name."""
