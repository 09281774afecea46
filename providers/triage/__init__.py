"""Understanding a need: from a citizen's sentence to services, areas, dangers, facts and deadlines."""

from providers.triage.reader import Reader
from providers.triage.report import as_json
from providers.triage.stored import stored_reader

__all__ = ["Reader", "as_json", "stored_reader"]
