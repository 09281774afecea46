"""Completing what is being typed: phrases people say, services, institutions, categories."""

from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import Q

from providers.catalog.asking import Suggested, Thing
from providers.catalog.confirm import confirmed
from providers.catalog.finder import Finder, check_text
from providers.enums import SuggestionKind
from providers.errors import InvalidInput
from providers.models import Category, Provider, Service, VocabularyEntry
from providers.rules.days import day_in
from search.port import SearchUnavailable

MOST = 10
MOST_OF_A_KIND = 3  # categories and phrases leave room for services
ASKED = 40


@dataclass(frozen=True)
class Suggester(Finder):
    """Typeahead."""

    async def suggest(self, prefix: str, limit: int, now: datetime) -> list[Suggested]:
        check_text(prefix, "prefix")
        if not 1 <= limit <= MOST:
            raise InvalidInput(f"limit 应在 1 与 {MOST} 之间。", ("limit",), rule="range")
        typed = prefix.strip()
        if not typed:
            return []
        things = await self._things(typed, now)
        others = [*await _categories(typed), *await _phrases(typed)]
        room = max(limit - len(others), limit // 2)
        return _distinct([*things[:room], *others, *things[room:]])[:limit]

    async def _things(self, typed: str, now: datetime) -> list[Suggested]:
        """Return services and institutions by any of their names, from the index; from the database without one."""
        try:
            ids = [hit.id for hit in await self.backend.suggest(typed, ASKED)]
        except SearchUnavailable:
            rows = await Service.filter(name_zh__contains=typed).order_by("id").limit(MOST).values_list("id", flat=True)
            ids = [f"service-{row}" for row in rows]
        wanted = [id_ for id_ in ids if id_.startswith(("service-", "provider-"))][: 2 * MOST]
        found = await confirmed(wanted, day_in(now))
        return [_suggested(found[id_]) for id_ in wanted if id_ in found]


def _suggested(thing: Thing) -> Suggested:
    if isinstance(thing, Provider):
        return Suggested(thing.name_zh, SuggestionKind.PROVIDER, thing)
    name = thing.name_zh if isinstance(thing, Service) else ""
    return Suggested(name, SuggestionKind.SERVICE, thing)


async def _categories(typed: str) -> list[Suggested]:
    rows = Category.filter(Q(name_zh__contains=typed) | Q(name_en__istartswith=typed)).order_by("id")
    names = await rows.limit(MOST_OF_A_KIND).values_list("name_zh", flat=True)
    return [Suggested(str(name), SuggestionKind.CATEGORY, None) for name in names]


async def _phrases(typed: str) -> list[Suggested]:
    rows = VocabularyEntry.filter(said__istartswith=typed).order_by("id")
    said = await rows.limit(MOST_OF_A_KIND).values_list("said", flat=True)
    return [Suggested(str(phrase), SuggestionKind.PHRASE, None) for phrase in said]


def _distinct(found: list[Suggested]) -> list[Suggested]:
    """Leave out a phrase that is already there by name."""
    return list({(one.text): one for one in reversed(found)}.values())[::-1]
