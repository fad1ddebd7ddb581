"""Settings of the documentation."""

from __future__ import annotations

from importlib.metadata import version as installed_version

project = "fitbit-oauth2"
version = release = installed_version(project)
project_copyright = "the fitbit-oauth2 contributors, Apache-2.0"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_title = f"{project} {release}"
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"

nitpicky = True
# Names of other projects have no pages here; our own must resolve.
nitpick_ignore_regex = [(r"py:.*", r"(?!fitbit\b).*")]
