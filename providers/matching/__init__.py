"""Needs and their match: from a sentence to a ranked list of who may take it, each place explained."""

from providers.matching.intake import Opening
from providers.matching.matching import Matching, Reader, clock_of
from providers.matching.reads import CANDIDATES, EVENTS, NEEDS, NeedFilter
from providers.matching.submission import Submission

__all__ = ["CANDIDATES", "EVENTS", "NEEDS", "Matching", "NeedFilter", "Opening", "Reader", "Submission", "clock_of"]
