"""The catalogue: reading the shelf, the institutions and their listings, and searching all of it."""

from dataclasses import dataclass

from providers.catalog.institutions import InstitutionReads
from providers.catalog.listings import ListingReads
from providers.catalog.suggest import Suggester


@dataclass(frozen=True)
class Catalog(Suggester, InstitutionReads, ListingReads):
    """Everything that is read and searched; `backend` is the index, `reader` understands sentences."""


__all__ = ["Catalog"]
