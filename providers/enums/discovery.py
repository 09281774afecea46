"""Words about searching."""

from enum import StrEnum


class TermMatchKind(StrEnum):
    """Why a term of a text matched."""

    EXACT = "EXACT"
    SYNONYM = "SYNONYM"
    COLLOQUIAL = "COLLOQUIAL"
    TYPO = "TYPO"
    PINYIN = "PINYIN"
    PREFIX = "PREFIX"
    SEMANTIC = "SEMANTIC"


class FacetField(StrEnum):
    """What answers are counted by."""

    TYPE = "TYPE"
    CATEGORY = "CATEGORY"
    PROVIDER_KIND = "PROVIDER_KIND"
    MODE = "MODE"
    FEE_KIND = "FEE_KIND"
    LANGUAGE = "LANGUAGE"
    DISTRICT = "DISTRICT"
    ACCESSIBILITY = "ACCESSIBILITY"
    AVAILABLE_WITHIN = "AVAILABLE_WITHIN"


class SearchSort(StrEnum):
    """Order of a search."""

    RELEVANCE = "RELEVANCE"
    NEAREST = "NEAREST"
    SOONEST = "SOONEST"
    RATING = "RATING"
    PRICE_LOW = "PRICE_LOW"


class SuggestionKind(StrEnum):
    """What a suggestion is."""

    PHRASE = "PHRASE"
    SERVICE = "SERVICE"
    PROVIDER = "PROVIDER"
    CATEGORY = "CATEGORY"


class ResultType(StrEnum):
    """Kind of a search hit."""

    SERVICE = "SERVICE"
    LISTING = "LISTING"
    PROVIDER = "PROVIDER"
    PRACTITIONER = "PRACTITIONER"
    WINDOW = "WINDOW"
    GUIDE = "GUIDE"


class ServiceSort(StrEnum):
    """Order of services."""

    RELEVANCE = "RELEVANCE"
    NAME = "NAME"
    POPULAR = "POPULAR"
    RECENTLY_UPDATED = "RECENTLY_UPDATED"


class ListingSort(StrEnum):
    """Order of listings."""

    SOONEST = "SOONEST"
    PRICE_LOW = "PRICE_LOW"
    RATING = "RATING"
    NEAREST = "NEAREST"
