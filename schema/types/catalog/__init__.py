"""The catalogue's types: what is on the shelf, who offers it, and what a search answers."""

from schema.types.catalog.category import Category
from schema.types.catalog.centre import Centre
from schema.types.catalog.inputs import DateRange, DateTimeRange, GeoInput, ListingWhere
from schema.types.catalog.kinds import ENUMS
from schema.types.catalog.listing import Listing, listing, listing_by_id
from schema.types.catalog.parts import AreaOfLaw, EligibilityRule, Fee, GeoPoint, Money
from schema.types.catalog.people import Practitioner, practitioner, practitioner_by_id
from schema.types.catalog.place import Location, location, location_of
from schema.types.catalog.provider import Provider, provider
from schema.types.catalog.search import SearchResult, TermMatch
from schema.types.catalog.service import Service, service
from schema.types.catalog.wheres import SearchWhere
from schema.types.catalog.window import Guide, ServiceWindow
from schema.types.catalog.words import InLocale, said

__all__ = [
    "ENUMS",
    "AreaOfLaw",
    "Category",
    "Centre",
    "DateRange",
    "DateTimeRange",
    "EligibilityRule",
    "Fee",
    "GeoInput",
    "GeoPoint",
    "Guide",
    "InLocale",
    "Listing",
    "ListingWhere",
    "Location",
    "Money",
    "Practitioner",
    "Provider",
    "SearchResult",
    "SearchWhere",
    "Service",
    "ServiceWindow",
    "TermMatch",
    "listing",
    "listing_by_id",
    "location",
    "location_of",
    "practitioner",
    "practitioner_by_id",
    "provider",
    "said",
    "service",
]
