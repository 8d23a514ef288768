"""Word documents: paragraphs, tables and lists as a reader sees them."""

from reports.formats.docx.document import sources

__all__ = ["sources"]
