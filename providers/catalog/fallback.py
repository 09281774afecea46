"""The plainer answer while the index cannot give one: services and institutions straight from the database."""

from datetime import datetime

from tortoise.expressions import Q

from providers.catalog.understanding import Understood
from providers.documents import documents_of
from providers.models import Provider, Service
from search.port import And, AnyOf, Between, Document, Filter, Hit, Match, Not, Or, SearchAnswer, SearchQuery, Within

MOST_INSTITUTIONS = 50
NAMED = 1.0
MENTIONED = 0.5


async def plain_answer(query: SearchQuery, understood: Understood, now: datetime) -> SearchAnswer:
    """Answer by what the sentence means and by names that hold the words; filters hold, facets stay empty."""
    words = query.text.strip()
    services = await Service.all().values_list("id", flat=True)
    documents = await documents_of("service", [int(str(id_)) for id_ in services], now)
    if words:
        named = Q(name_zh__icontains=words) | Q(name_en__icontains=words)
        rows = await Provider.filter(named).order_by("id").limit(MOST_INSTITUTIONS).values_list("id", flat=True)
        documents += await documents_of("provider", [int(str(id_)) for id_ in rows], now)
    scored = [(_score(one, words, understood), one) for one in documents if holds(query.where, one)]
    found = sorted((pair for pair in scored if pair[0] > 0 or not words), key=lambda pair: -pair[0])
    best = max((score for score, _ in found), default=0.0) or 1.0
    page = found[query.offset : query.offset + query.limit]
    hits = tuple(Hit(one.id, score / best, _reasons(one, words)) for score, one in page)
    return SearchAnswer(hits, len(found), segments=(words,) if words else (), degraded=True)


def _score(document: Document, words: str, understood: Understood) -> float:
    score = understood.boosts.get(document.id, 0.0)
    if words and words in document.name:
        score += NAMED
    elif words and any(words in alias or alias in words for alias in document.aliases):
        score += MENTIONED
    return score


def _reasons(document: Document, words: str) -> tuple[Match, ...]:
    return (Match(words, words, "EXACT"),) if words and words in document.name else ()


def holds(where: Filter, document: Document) -> bool:
    """Say whether a filter holds for a document; distances are not measured here, so a radius holds for nothing."""
    match where:
        case And(parts):
            held = all(holds(part, document) for part in parts)
        case Or(parts):
            held = any(holds(part, document) for part in parts)
        case Not(part):
            held = not holds(part, document)
        case AnyOf(name, values):
            held = not set(values).isdisjoint(document.facets.get(name, ()))
        case Between(name, gte, lt):
            number = document.numbers.get(name)
            held = number is not None and (gte is None or number >= gte) and (lt is None or number < lt)
        case Within():
            held = False
    return held
