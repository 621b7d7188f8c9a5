"""`index.html`: the address of the site leads to the first page, for people and programs alike."""

from html import escape
from pathlib import Path

from sphinx.application import Sphinx

_PAGE = """<!DOCTYPE html>
<html lang="en" data-content_root="./">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={first}">
<link rel="canonical" href="{first}">
<title>{title}</title>
</head>
<body><main><h1>{title}</h1><p><a href="{first}">Go to the first page</a></p></main></body>
</html>
"""


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    page = _PAGE.format(first=f"{app.config.root_doc}.html", title=escape(app.config.html_title))
    (site / "index.html").write_text(page, encoding="utf-8")
    (site / ".nojekyll").touch()  # GitHub Pages would otherwise leave out every folder whose name starts with _
    (site / ".buildinfo").unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Run after Jupyter Book has written its own redirect."""
    app.connect("build-finished", _write, priority=600)
