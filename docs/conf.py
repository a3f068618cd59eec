"""Sphinx configuration."""

project = "Shiome"
author = "The Shiome authors"
copyright = "2026, the Shiome authors"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Shiome 潮目"
language = "en"
locale_dirs = ["locale/"]
gettext_compact = False
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
