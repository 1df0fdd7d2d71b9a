"""What every test of the engine may use: a browser, and a page that remembers what it asked and complained of."""

from in_a_browser import browser, page

__all__ = ["browser", "page"]
