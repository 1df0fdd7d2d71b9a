"""The Content-Security-Policy of the built site: what a page may load and run, and nothing else.

Every page carries its own policy, with the hashes of just its inline scripts, so that it holds on a host
that lets nobody set headers. ``content-security-policy.txt`` states the same for hosts that do.
"""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path

NAME = "content-security-policy.txt"
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
HANDLER = re.compile(r"<[a-z][^>]*?\son[a-z]+=\"(?P<code>[^\"]*)\"")
META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
BOOK = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "img-src": "'self' data:",
    "script-src": "'self'",
    # The icons' script and drawn figures write styles into the page.
    "style-src": "'self' 'unsafe-inline'",
}
LAB = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self' data:",
    "font-src": "'self' data:",
    "form-action": "'none'",
    "img-src": "'self' data: blob:",
    "manifest-src": "'self'",
    # JupyterLab compiles its settings' checks, Pyodide is WebAssembly, and anywidget loads a widget from a blob.
    "script-src": "'self' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "worker-src": "'self'",
}


def digest(code: str) -> str:
    """Return the source expression that allows one inline script."""
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def inline(html: str) -> tuple[set[str], set[str]]:
    """Return the hashes of a page's inline scripts and of its event handlers."""
    scripts = {
        digest(found["code"])
        for found in SCRIPT.finditer(html)
        if "src=" not in found["attributes"] and "json" not in found["attributes"]
    }
    markup = SCRIPT.sub("", html)
    return scripts, {digest(unescape(found["code"])) for found in HANDLER.finditer(markup)}


def policy(rules: dict[str, str], pages: list[str]) -> str:
    """Return a policy under which these pages run.

    Parameters
    ----------
    rules : dict[str, Any] of str
        Directive -> sources.
    pages : list of str
        HTML of the pages.
    """
    found = [inline(page) for page in pages]
    scripts, handlers = (sorted(set().union(*kind)) for kind in zip(*found, strict=True))
    sources = [rules["script-src"], *scripts, *(["'unsafe-hashes'", *handlers] if handlers else [])]
    return "; ".join(f"{name} {value}" for name, value in (rules | {"script-src": " ".join(sources)}).items())


def pages_of(site: Path) -> dict[str, list[Path]]:
    """Return the pages of the book and those of the lab."""
    book = [path for path in site.rglob("*.html") if path.relative_to(site).parts[0] not in {"lab", "_static"}]
    return {"book": sorted(book), "lab": sorted((site / "lab").rglob("index.html"))}


def write_policies(site: Path) -> None:
    """Put its policy into each page, and state both policies in one file."""
    stated = []
    for (part, pages), rules in zip(pages_of(site).items(), (BOOK, LAB), strict=True):
        texts = [META.sub("", path.read_text(encoding="utf-8")) for path in pages]
        for path, text in zip(pages, texts, strict=True):
            meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(rules, [text])}">\n'
            head = re.search(r"<head>\s*(<meta charset=[^>]*>\s*)?", text)
            start = head.end() if head else 0
            path.write_text(text[:start] + meta + text[start:], encoding="utf-8")
        if pages:
            # A header can forbid what a page cannot: being framed by another site.
            stated.append(f"{part}: {policy(rules, texts)}; frame-ancestors 'self'\n")
    (site / NAME).write_text("".join(stated), encoding="utf-8")
