"""A host that serves the built site below a prefix and sends the policy that the site states."""

import json
import mimetypes
import threading
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PREFIX = "/courses/between-blocs/"


def policies(site: Path) -> dict[str, str]:
    """Return the policy that the site states for each of its parts."""
    lines = (site / "content-security-policy.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


@contextmanager
def host(site: Path, replaced: Callable[[str], bytes | None] = lambda path: None, header: bool = True):
    """Serve a site below `PREFIX`, with its policy as a header or not; `replaced` may answer for a path."""
    stated = policies(site)
    mimetypes.add_type("application/wasm", ".wasm")
    mimetypes.add_type("text/javascript", ".mjs")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.split("?")[0].removeprefix(PREFIX)
            file = site / path
            if path.endswith("/") or not path:
                file /= "index.html"
            body = replaced(path)
            if body is None and self.path.startswith(PREFIX) and file.is_file():
                body = file.read_bytes()
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(body or b"")))
            if header:
                part = "lab" if path.startswith("lab/") else "book"
                self.send_header("Content-Security-Policy", stated[part])
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    server.server_close()


def solutions(site: Path) -> Callable[[str], bytes | None]:
    """Return what puts the instructor's solved notebooks into the lab, for the test only."""

    def replaced(path: str) -> bytes | None:
        if path == "lab/jupyter-lite.json":
            settings = json.loads((site / path).read_text(encoding="utf-8"))
            settings["jupyter-config-data"]["exposeAppInBrowser"] = True
            return json.dumps(settings).encode()
        stem = Path(path).stem
        answer = ROOT / "answers" / stem / f"{stem}.ipynb"
        return answer.read_bytes() if path.startswith("lab/files/") and answer.is_file() else None

    return replaced


@pytest.fixture(scope="session")
def serving(site_with_lab):
    """What serves the site with a page of the test's own."""
    return partial(host, site_with_lab)


@pytest.fixture(scope="session")
def chapter_with_lab(site_with_lab) -> str:
    """A page that leads to the lab."""
    pages = (
        path for path in sorted(site_with_lab.glob("*.html")) if 'class="bb-lab"' in path.read_text(encoding="utf-8")
    )
    return next(pages).name


@pytest.fixture(scope="session")
def published(site_with_lab) -> str:
    """The site's address on a host that sends its policy, below a prefix."""
    with host(site_with_lab) as address:
        yield address


@pytest.fixture(scope="session")
def solved_lab(site_with_lab) -> str:
    """The address of the same site with solved notebooks in its lab."""
    with host(site_with_lab, solutions(site_with_lab)) as address:
        yield address
