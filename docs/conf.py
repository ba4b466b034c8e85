"""How the documentation is built: Sphinx with MyST pages, notebooks as pages, no network."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT)]  # the checkout is documented, installed or not

import generated  # noqa: E402  (found through the line above)

os.environ.setdefault("COLUMNS", "88")

project = "conduit_nb"
author = "The conduit_nb developers"
project_copyright = "The conduit_nb developers"
release = json.loads((ROOT / "labextension" / "package.json").read_text())["version"]

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
exclude_patterns = ["_build", "**/_parts", "**/.ipynb_checkpoints"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Notebooks are shown with the outputs that are committed in them: a page never runs a model.
nb_execution_mode = "off"
nb_merge_streams = True
# The transcript's own type is for JupyterLab; a page shows the HTML that is stored beside it.
suppress_warnings = ["mystnb.unknown_mime_type"]

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_class_signature = "separated"
autodoc_default_options = {"exclude-members": "__init__, __new__"}
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
default_role = "code"

# A reference that leads nowhere is an error. These lead out of the documentation, and a build needs
# no network; the second line are aliases, which the pages explain in words.
nitpicky = True
nitpick_ignore_regex = [
    (
        "py:class",
        r"(pathlib\.)?Path|(decimal\.)?Decimal|(datetime\.)?(datetime|date)|pd\..*|np\..*",
    ),
    ("py:class", r"AudioInput|AudioSource|FloatArray|Operation|ProgressReporter|Observer"),
]

html_theme = "furo"
html_title = "conduit_nb"
html_static_path = ["_static"]
html_css_files = ["conduit.css"]
html_show_sphinx = False
html_copy_source = False
copybutton_prompt_text = "$ "
copybutton_only_copy_prompt_lines = True
copybutton_exclude = ".linenos, .gp, .go"

generated.write(HERE, ROOT)
