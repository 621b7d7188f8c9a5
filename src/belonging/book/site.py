"""The pages of a built site; what lies in `_static` is not a page, even where its name ends in .html."""

from pathlib import Path


def pages(site: Path) -> list[Path]:
    """Return every page of the site, sorted by its path."""
    return sorted(page for page in site.rglob("*.html") if "_static" not in page.relative_to(site).parts)
