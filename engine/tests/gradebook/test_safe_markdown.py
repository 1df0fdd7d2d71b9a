"""What a student wrote is shown to an instructor, and runs nothing there."""

import base64
import html
import re

import pytest

from seminar.grading.marks import safe_markdown
from seminar.grading.marks.safe_markdown import JOINER
from seminar.grading.marks.safe_markdown import safe_markdown as safe

mistune = pytest.importorskip("mistune")
PNG = base64.b64encode(b"\x89PNG").decode()

TRICKS = {
    "a link": "[x](javascript:alert(1))",
    "in capitals": "[x](JaVaScRiPt:alert(1))",
    "after spaces": "[x](   javascript:alert(1))",
    "in angle brackets": "[x](<javascript:alert(1)>)",
    "with a control character": "[x](\x01javascript:alert(1))",
    "with a tab in it": "[x](java\tscript:alert(1))",
    "with an entity": "[x](&#106;avascript:alert(1))",
    "with a named entity": "[x](javascript&colon;alert(1))",
    "with an entity for a tab": "[x](java&Tab;script:alert(1))",
    "with a backslash": "[x](javascript\\:alert(1))",
    "data": "[x](data:text/html,<script>alert(1)</script>)",
    "data as base64": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "a drawing with a script": "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "vbscript": "[x](vbscript:msgbox)",
    "a reference": "[x][1]\n\n[1]: javascript:alert(1)",
    "a reference on the next line": "[x][1]\n\n[1]:\n  javascript:alert(1)",
    "a reference in a quotation": "> [x][1]\n>\n> [1]:\n> javascript:alert(1)",
    "a reference by its name": "[x]\n\n[x]: <javascript:alert(1)>",
    "an automatic link": "<javascript:alert(1)>",
    "an image": "![x](javascript:alert(1))",
    "a tag": "<img src=x onerror=alert(1)>",
    "a tag after a line": "<img\nsrc=x onerror=alert(1)>",
    "a tag in what only seems code": "`<img src=x onerror=alert(1)>",
    "a script in an image's tag": '<img src="attachment:a.png" onerror="alert(1)">',
    "a closing comment": "<!-- --><script>alert(1)</script>",
    "a block of HTML": "<div>\n<script>alert(1)</script>\n</div>",
    "an automatic link that is not closed": "<https://example.org/<script>alert(1)</script>",
    "TeX": "$\\href{javascript:alert(1)}{x}$",
    "TeX by entities": "&#36;\\\\&#104;ref{javascript:alert(1)}{x}&#36;",
}


@pytest.fixture(scope="module", params=["mistune", "nbconvert"])
def to_html(request):
    """Markdown as HTML, with harmful addresses allowed as in formgrader."""
    if request.param == "mistune":
        renderer = mistune.HTMLRenderer(escape=False, allow_harmful_protocols=True)
        return mistune.create_markdown(renderer=renderer, plugins=["url", "table", "math"])
    found = pytest.importorskip("nbconvert.filters.markdown_mistune")
    return lambda text: found.MarkdownWithMath(
        renderer=found.IPythonRenderer(escape=False, attachments={"picture-1.png": {"image/png": PNG}})
    ).render(text)


@pytest.mark.parametrize("trick", TRICKS)
def test_nothing_that_a_student_writes_runs(trick, to_html):
    """No tag of the student's, no address that runs a script, no command of TeX that makes one."""
    text, _ = safe(TRICKS[trick], {"a.png": {"image/png": PNG}})
    page = to_html(text)
    assert not re.search(r"<(script|div|img\s[^>]*onerror)", page)
    addresses = [html.unescape(found) for found in re.findall(r'(?:href|src)="([^"]*)"', page)]
    assert [one for one in addresses if re.match(r"[\x00-\x20]*(j\s*a\s*v|vb|data:(text|image/svg))", one, re.I)] == []
    assert "\\href" not in html.unescape(page)


@pytest.mark.parametrize("trick", ["a link", "a reference", "an automatic link", "a tag", "TeX", "data"])
def test_the_tricks_are_tricks(trick, to_html):
    """Without the change each of them is live, so that the test above can fail."""
    page = html.unescape(to_html(TRICKS[trick]))
    assert re.search(r'="(javascript|data:text)|onerror=|\\href', page)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`a <b` and $a<b$", "<code>a <b</code>"),
        ("```\nif a <b and c &lt; d:\n```", "if a <b and c &lt; d:"),
        ("[x](https://example.org/?a=1&b=2)", '<a href="https://example.org/?a=1&b=2">'),
        ("<https://example.org>", '<a href="https://example.org">'),
        ("[x](#there) [y](data/votes.csv) [z]", '<a href="#there">x</a> <a href="data/votes.csv">y</a> [z]'),
        ("*so* and **so**\n\n- one", "<em>so</em> and <strong>so</strong>"),
        ("[x][1]\n\n[1]: https://example.org", '<a href="https://example.org">'),
    ],
)
def test_what_is_harmless_reads_as_it_did(text, shown):
    """Code, mathematics, links of the web and emphasis look as the student saw them."""
    page = html.unescape(mistune.create_markdown(escape=False, plugins=["math"])(safe(text, {})[0]))
    # `&lt;` in code is four letters, which stay four letters.
    assert shown in page.replace(JOINER, "") or shown in safe(text, {})[0].replace(JOINER, "")


@pytest.mark.parametrize(
    "reference",
    [
        "![plot](attachment:my%20plot.png)",
        '<img width="300" src="attachment:my%20plot.png">',
        "![plot][1]\n\n[1]: attachment:my%20plot.png",
    ],
)
def test_a_pasted_picture_is_kept(reference, to_html):
    """However JupyterLab or a student refers to it, and under a name of ours."""
    text, pictures = safe(reference, {"my plot.png": {"image/png": f"{PNG}\n"}})
    assert pictures == {"picture-1.png": {"image/png": PNG}}
    assert "attachment:picture-1.png" in text
    to_html(text)


@pytest.mark.parametrize(
    "attachments",
    [{}, {"a.svg": {"image/svg+xml": "PHN2Zz4="}}, {"a.svg": {"image/png": "no base64!"}}, {"a.svg": {}}],
)
def test_a_picture_that_cannot_be_shown_is_said(attachments, to_html):
    """One that is missing, broken or a drawing is no error of the page, and leaves a sentence."""
    text, pictures = safe("Look: ![](attachment:a.svg)", attachments)
    assert pictures == {}
    assert "A picture is not shown here" in to_html(text)


def test_pictures_have_a_size(monkeypatch):
    """One that takes more room than is left is said, and the smaller one after it is shown."""
    monkeypatch.setattr(safe_markdown, "MOST_BYTES", 20)
    both = {"a.png": {"image/png": PNG * 10}, "b.png": {"image/png": PNG}}
    text, pictures = safe("![](attachment:a.png) ![](attachment:b.png)", both)
    assert list(pictures) == ["picture-1.png"]
    assert "A picture is not shown here" in text
