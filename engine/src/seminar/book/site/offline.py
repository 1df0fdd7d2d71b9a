"""Takes out of Jupyter Book what asks other hosts or complains in the console."""

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

CDN_PARTS = ("cdn.jsdelivr.net", "cdnjs.cloudflare.com", "unpkg.com", "/require.js/")


def add_offline(app: Sphinx) -> None:
    """Connect the clean-ups."""
    app.connect("config-inited", drop_thebe)
    app.connect("builder-inited", drop_widget_embed)
    app.connect("html-page-context", drop_remote_scripts, priority=900)


def drop_thebe(app: Sphinx, config: Config) -> None:
    """Disconnect sphinx_thebe: it declares the same constant twice and names a CDN on every page."""
    for listeners in app.events.listeners.values():
        for listener in list(listeners):
            if getattr(listener.handler, "__module__", "").startswith("sphinx_thebe"):
                app.disconnect(listener.id)
    app.registry.css_files = [entry for entry in app.registry.css_files if "thebe" not in entry[0]]


def drop_widget_embed(app: Sphinx) -> None:
    """Leave out the ipywidgets embed: our widgets are hydrated by their own scripts, 200 times lighter."""
    app.config.nb_ipywidgets_js = {}


def drop_remote_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Strip scripts with an address outside the book, whoever added them."""
    context["script_files"] = [
        script
        for script in context.get("script_files", [])
        if not any(part in str(getattr(script, "filename", script) or "") for part in CDN_PARTS)
    ]
