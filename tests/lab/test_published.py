"""The site as a host publishes it: below a prefix, with its policy, as a zip."""

import json

import pytest

from browsing import remember
from seminar.book.site.policy import pages_of


@pytest.fixture(scope="module")
def pages(site_with_lab) -> list[str]:
    """The addresses of the book's pages, relative to the site."""
    return [path.relative_to(site_with_lab).as_posix() for path in pages_of(site_with_lab)["book"]]


def test_every_page_runs_below_a_prefix_under_the_stated_policy(published, pages, page):
    """No page of the book asks another host, misses a file or wants what the policy forbids."""
    for name in pages:
        page.goto(published + name, wait_until="networkidle")
    assert len(pages) > 8
    assert page.outside == []
    assert page.complaints == []


def test_a_script_that_is_not_the_books_does_not_run(site_with_lab, serving, page):
    """The policy is in the page itself, so it also holds on a host that sends no header."""
    html = (site_with_lab / "index.html").read_bytes()
    foreign = html.replace(b"</body>", b"<script>document.title = 'foreign'</script></body>")
    assert foreign != html
    with serving(lambda path: foreign if path == "index.html" else None, header=False) as address:
        page.goto(address + "index.html")
        assert page.title() != "foreign"
        assert any("Content Security Policy" in text for text in page.complaints)


def test_what_the_header_states_the_page_states_too(site_with_lab):
    """A host that sends the stated header allows a page no less than the page's own policy does."""
    stated = (site_with_lab / "content-security-policy.txt").read_text(encoding="utf-8")
    for part, paths in pages_of(site_with_lab).items():
        line = next(line for line in stated.splitlines() if line.startswith(f"{part}: "))
        for path in paths:
            html = path.read_text(encoding="utf-8")
            assert html.count('http-equiv="Content-Security-Policy"') == 1
            policy = html.split('Content-Security-Policy" content="')[1].split('"')[0]
            assert "http" not in policy
            assert set(policy.replace(";", "").split()) <= set(line.replace(";", "").split())


@pytest.fixture
def chapter(published, chapter_with_lab, browser):
    """Open a chapter with an exercise, for a reader who saves data or not; `page.fetched` names the lab's files."""
    contexts = []

    def open_(saves: bool = False):
        contexts.append(browser.new_context())
        connection = f"{{value: {{saveData: {str(saves).lower()}}}}}"
        contexts[-1].add_init_script(f"Object.defineProperty(navigator, 'connection', {connection})")
        page = remember(contexts[-1].new_page())
        page.fetched = []
        page.on("request", lambda request: "/lab/" in request.url and page.fetched.append(request.url))
        page.goto(published + chapter_with_lab, wait_until="networkidle")
        page.locator("a.bb-lab").first.scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        assert page.fetched == []
        return page

    yield open_
    for context in contexts:
        context.close()


def turn_to(page, how: str):
    """Rest on the link to the lab with the pointer or the focus, or pass over it."""
    link = page.locator("a.bb-lab").first
    if how in {"hover", "pass"}:
        link.hover()
    if how == "pass":
        page.mouse.move(0, 0)
    if how == "focus":
        link.focus()
    if how == "touch":
        link.dispatch_event("touchstart")


@pytest.mark.parametrize("how", ["hover", "focus", "touch"])
def test_the_lab_is_fetched_once_the_reader_turns_to_its_link(chapter, site_with_lab, how):
    """Nothing before; then every large file, once, with nothing forbidden and nothing in the console."""
    page = chapter()
    assert page.locator("link[rel=prefetch]").count() == 0
    turn_to(page, how)
    names = json.loads((site_with_lab / "lab" / "warm-up.json").read_text(encoding="utf-8"))
    for _ in range(100):
        if len(page.fetched) == 1 + len(names):
            break
        page.wait_for_timeout(200)
    page.wait_for_load_state("networkidle")
    assert sorted(url.split("/lab/")[1] for url in page.fetched) == sorted(["warm-up.json", *names])
    assert page.outside == []
    assert page.complaints == []


@pytest.mark.parametrize(("saves", "how"), [(True, "hover"), (True, "touch"), (False, "pass")])
def test_who_saves_data_or_only_passes_the_link_fetches_nothing(chapter, saves, how):
    """Who pays by the megabyte decides alone, with the click."""
    page = chapter(saves)
    turn_to(page, how)
    page.wait_for_timeout(700)
    assert page.fetched == []


def test_the_size_of_the_lab_is_said_beside_its_link(chapter, site_with_lab):
    """In megabytes, as the files weigh that are fetched."""
    names = json.loads((site_with_lab / "lab" / "warm-up.json").read_text(encoding="utf-8"))
    weight = sum((site_with_lab / "lab" / name).stat().st_size for name in names)
    assert f"about {weight / 1e6:.0f} MB, once" in chapter().locator(".bb-lab-note").first.inner_text()
