"""The market's first content: CSV files and made-up institutions, loaded through the use case of content."""

from providers.content import is_empty
from seeds.loader import NoContent, load
from seeds.report import FileReport, Report
from seeds.shelf import shelf_words, synonyms

__all__ = ["FileReport", "NoContent", "Report", "is_empty", "load", "shelf_words", "synonyms"]
