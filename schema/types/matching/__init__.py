"""Types of matching: needs, what is understood of them, their runs, candidates and offers."""

from schema.types.matching.kinds import ENUMS
from schema.types.matching.need import Need, NeedConnection, NeedEvent, NeedProgress, need
from schema.types.matching.run import Candidate, MatchRun, Offer, OfferConnection

__all__ = [
    "ENUMS",
    "Candidate",
    "MatchRun",
    "Need",
    "NeedConnection",
    "NeedEvent",
    "NeedProgress",
    "Offer",
    "OfferConnection",
    "need",
]
