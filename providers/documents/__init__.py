"""What an index document is, and which documents changed."""

from providers.documents.feed import TOPIC, Feed
from providers.documents.refresh import refresh
from providers.documents.registry import BUILDERS, documents, documents_of, everything, how_many, parse
from providers.documents.vocabulary import vocabulary

__all__ = [
    "BUILDERS",
    "TOPIC",
    "Feed",
    "documents",
    "documents_of",
    "everything",
    "how_many",
    "parse",
    "refresh",
    "vocabulary",
]
