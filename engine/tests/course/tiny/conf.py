"""A book of two pages with a quiz that has an item of every type."""

project = "Tiny"
extensions = ["myst_parser", "seminar.book.extension"]
myst_enable_extensions = ["colon_fence"]
html_theme = "sphinx_book_theme"
html_context = {"default_mode": "auto"}
html_theme_options = {"navbar_persistent": []}
html_math_renderer = "mathml"
html_show_sourcelink = False
