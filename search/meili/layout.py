"""How an index is laid out in Meilisearch: its settings, and a document as it is sent there and comes back."""

from typing import Any

from search.engine import MOST_FACET_VALUES
from search.meili.language import ALL, encode
from search.text import shape
from search.text.shape import VERSION, Shaped

FORMAT = f"{VERSION}-1"  # of the text, and of this layout
_DEEPEST = 1000


def settings(*, built: bool) -> dict[str, Any]:
    """Return all settings. What is found is decided by `tokens` alone; the texts only rank.

    `dictionary` has no use for our words, which are letters only: it holds whether the index was filled.
    """
    return {
        "searchableAttributes": ["name", "aliases", "keywords", "body", "forms"],
        "filterableAttributes": ["_geo", "facets", "id", "key", "named", "numbers", "tokens"],
        "sortableAttributes": ["_geo", "key", "numbers"],
        "displayedAttributes": ["fields", "id", "key", "stored", "weight"],
        "rankingRules": ["sort", "words", "attribute", "exactness", "weight:desc", "key:asc"],
        "typoTolerance": {"enabled": False},
        "prefixSearch": "disabled",
        "facetSearch": False,
        "proximityPrecision": "byAttribute",
        "faceting": {"maxValuesPerFacet": MOST_FACET_VALUES, "sortFacetValuesBy": {"*": "count"}},
        "pagination": {"maxTotalHits": _DEEPEST},
        "dictionary": [_mark(built=built)],
    }


def is_built(found: dict[str, Any]) -> bool:
    """Whether these settings are of an index that this version has filled."""
    return found.get("dictionary") == [_mark(built=True)]


def is_ours(found: dict[str, Any]) -> bool:
    """Whether these settings are of this version, filled or not."""
    return found.get("dictionary") in ([_mark(built=True)], [_mark(built=False)])


def write(shaped: Shaped) -> dict[str, Any]:
    """Return a document to send."""
    document: dict[str, Any] = {
        "key": shaped.key,
        "id": shaped.document.id,
        "weight": shaped.weight,
        "tokens": shaped.tokens(),
        "named": shaped.named(),
        "facets": shaped.facets,
        "numbers": {name: float(number) for name, number in shaped.document.numbers.items()},
        "fields": {"forms": " ".join(shaped.forms)} | {name: " ".join(each) for name, each in shaped.fields.items()},
        "stored": shape.stored(shaped.document).decode(),
        "forms": " ".join([ALL, *map(encode, shaped.forms)]),
    }
    document |= {name: " ".join(map(encode, tokens)) for name, tokens in shaped.fields.items()}
    if shaped.document.point:
        document["_geo"] = {"lat": shaped.document.point[0], "lng": shaped.document.point[1]}
    return document


def read(hit: dict[str, Any]) -> Shaped:
    """Return a document that came back."""
    fields = {name: text.split() for name, text in hit["fields"].items()}
    return Shaped(
        document=shape.restore(hit["stored"]),
        key=int(hit["key"]),
        weight=float(hit["weight"]),
        forms=fields.pop("forms"),
        fields=fields,
        facets={},
    )


def _mark(*, built: bool) -> str:
    return f"{'built' if built else 'begun'}-{FORMAT}"
