"""Web pages: the text without the site around it."""

from reports.formats.html.page import sources

__all__ = ["sources"]
