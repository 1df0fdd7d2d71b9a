"""The Sphinx side of the book: what its pages can say beyond MyST."""
