"""Figures, drawn by the build: a module a figure, with a function of the same name; one style for all."""
