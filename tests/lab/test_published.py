"""The site as a host publishes it: below a prefix, with its policy, as a zip."""

import pytest
from playwright.sync_api import expect

from betweenblocs.book.policy import pages_of
from browsing import remember


@pytest.fixture(scope="module")
def pages(site) -> list[str]:
    """The addresses of the book's pages, relative to the site."""
    return [path.relative_to(site).as_posix() for path in pages_of(site)["book"]]


def test_every_page_runs_below_a_prefix_under_the_stated_policy(published, pages, page):
    """No page of the book asks another host, misses a file or wants what the policy forbids."""
    for name in pages:
        page.goto(published + name, wait_until="networkidle")
    assert len(pages) > 8
    assert page.outside == []
    assert page.complaints == []


def test_a_script_that_is_not_the_books_does_not_run(site, serving, page):
    """The policy is in the page itself, so it also holds on a host that sends no header."""
    html = (site / "index.html").read_bytes()
    foreign = html.replace(b"</body>", b"<script>document.title = 'foreign'</script></body>")
    assert foreign != html
    with serving(lambda path: foreign if path == "index.html" else None, header=False) as address:
        page.goto(address + "index.html")
        assert page.title() != "foreign"
        assert any("Content Security Policy" in text for text in page.complaints)


def test_what_the_header_states_the_page_states_too(site):
    """A host that sends the stated header allows a page no less than the page's own policy does."""
    stated = (site / "content-security-policy.txt").read_text(encoding="utf-8")
    for part, paths in pages_of(site).items():
        line = next(line for line in stated.splitlines() if line.startswith(f"{part}: "))
        for path in paths:
            html = path.read_text(encoding="utf-8")
            assert html.count('http-equiv="Content-Security-Policy"') == 1
            policy = html.split('Content-Security-Policy" content="')[1].split('"')[0]
            assert "http" not in policy
            assert set(policy.replace(";", "").split()) <= set(line.replace(";", "").split())


def test_save_data_is_respected(published, chapter_with_lab, browser):
    """A reader who saves data fetches nothing of the lab ahead; another does, when the exercise comes near."""
    for saves in (True, False):
        context = browser.new_context()
        context.add_init_script(
            f"Object.defineProperty(navigator, 'connection', {{value: {{saveData: {str(saves).lower()}}}}})"
        )
        page = remember(context.new_page())
        page.goto(published + chapter_with_lab)
        page.locator("a.bb-lab").first.scroll_into_view_if_needed()
        hints = page.locator("link[rel=prefetch]")
        if saves:
            page.wait_for_timeout(500)
            assert hints.count() == 0
        else:
            expect(hints.first).to_be_attached()
            assert page.outside == []
        context.close()
