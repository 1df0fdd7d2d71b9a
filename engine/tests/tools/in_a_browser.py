"""Fixtures for tests in a browser; a course's tests use them as the engine's do."""

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browsing import QUIET, chromium, remember


@pytest.fixture(scope="session")
def browser() -> Browser:
    """One headless Chromium for each worker."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(browser) -> Page:
    """A fresh page in a context of its own, which remembers outside requests and complaints."""
    context = browser.new_context()
    yield remember(context.new_page())
    context.close()
