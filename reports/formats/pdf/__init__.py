"""PDF: placed characters become lines, lines become pages, pages become paragraphs."""

from reports.formats.pdf.document import sources

__all__ = ["sources"]
