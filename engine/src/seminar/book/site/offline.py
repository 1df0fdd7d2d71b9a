"""Takes out of Jupyter Book what asks other hosts or complains in the console."""

CDN_PARTS = ("cdn.jsdelivr.net", "cdnjs.cloudflare.com", "unpkg.com", "/require.js/")


def add_offline(app):
    """Connect the clean-ups."""
    app.connect("config-inited", drop_thebe)
    app.connect("builder-inited", drop_widget_embed)
    app.connect("html-page-context", drop_remote_scripts, priority=900)


def drop_thebe(app, config):
    """Disconnect sphinx_thebe: it declares the same constant twice and names a CDN on every page."""
    for listeners in app.events.listeners.values():
        for listener in list(listeners):
            if getattr(listener.handler, "__module__", "").startswith("sphinx_thebe"):
                app.disconnect(listener.id)
    app.registry.css_files = [entry for entry in app.registry.css_files if "thebe" not in entry[0]]


def drop_widget_embed(app):
    """Leave out the ipywidgets embed: our widgets are hydrated by their own scripts, 200 times lighter."""
    app.config.nb_ipywidgets_js = {}


def drop_remote_scripts(app, pagename, templatename, context, doctree):
    """Strip scripts with an address outside the book, whoever added them."""
    context["script_files"] = [
        script
        for script in context.get("script_files", [])
        if not any(part in str(getattr(script, "filename", script) or "") for part in CDN_PARTS)
    ]
