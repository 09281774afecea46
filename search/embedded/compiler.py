"""Plans and filters as tantivy queries. Values become terms, never text of a query language."""

from collections.abc import Iterable, Mapping, Sequence

import tantivy
from tantivy import FieldType, Occur, Query

from search.embedded.fields import slot
from search.port import And, AnyOf, Between, Filter, Not, Or, Within
from search.text import geo, weights
from search.text.choices import Choice
from search.text.plan import Group, Plan

_MARKS = "^@%#~!="
_RARE = 5.0  # what tantivy gives a rather rare word


class Compiler:
    """Makes queries for one view of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, slots: Mapping[str, int]) -> None:
        self._schema = schema
        self._searcher = searcher
        self._slots = slots

    def found(self, plan: Plan, *, names_only: bool) -> Query:
        """Return what the plan finds."""
        if plan.browses:
            return Query.all_query()
        if not plan.groups:
            return Query.empty_query()
        field = "named" if names_only else "tokens"
        groups = [(Occur.Should, any_of([self._all(field, choice) for choice in g.choices])) for g in plan.groups]
        return Query.boolean_query(groups, minimum_number_should_match=plan.need)

    def ranked(self, plan: Plan, found: Query) -> Query:
        """Return the same documents with scores."""
        if not plan.groups:
            return Query.const_score_query(found, 1.0)
        wanted = [self._scored(group) for group in plan.groups]
        wanted += [query for choice in plan.bonus for query in self._scored_choice(choice)]
        return Query.boolean_query(
            [(Occur.Must, Query.const_score_query(found, 0.0)), *((Occur.Should, query) for query in wanted)]
        )

    def ids(self, ids: Iterable[str]) -> Query:
        """Return the documents with these ids."""
        return Query.term_set_query(self._schema, "id", list(ids))

    def where(self, filter_: Filter) -> Query:
        """Return the documents a filter holds for."""
        match filter_:
            case And(parts):
                return all_of([self.where(part) for part in parts])
            case Or(parts):
                return any_of([self.where(part) for part in parts])
            case Not(part):
                return but_not(Query.all_query(), self.where(part))
            case _:
                return self._leaf(filter_)

    def _term(self, field: str, token: str) -> Query:
        return Query.term_query(self._schema, field, token, "freq")

    def _all(self, field: str, choice: Choice) -> Query:
        return all_of([self._term(field, token) for token in choice.tokens])

    def _scored(self, group: Group) -> Query:
        wanted = [query for choice in group.choices for query in self._scored_choice(choice)]
        return Query.disjunction_max_query(wanted, 0.1)

    def _scored_choice(self, choice: Choice) -> list[Query]:
        if choice.tokens[0][0] in _MARKS:  # a form is there or not; the length of all forms says nothing
            terms = any_of([Query.const_score_query(self._term("forms", token), 1.0) for token in choice.tokens])
            return [Query.boost_query(terms, _RARE * weights.FORMS * choice.weight / len(choice.tokens))]
        found: list[Query] = []
        for field, weight in weights.FIELDS.items():
            terms = any_of([self._term(field, token) for token in choice.tokens])
            found.append(Query.boost_query(terms, weight * choice.weight / len(choice.tokens)))
        return found

    def _leaf(self, wanted: AnyOf | Between | Within) -> Query:
        if isinstance(wanted, AnyOf):
            return self._any_of(wanted)
        return self._between(wanted) if isinstance(wanted, Between) else self._within(wanted)

    def _any_of(self, wanted: AnyOf) -> Query:
        return any_of([Query.term_query(self._schema, f"facets.{wanted.name}", value) for value in wanted.values])

    def _between(self, wanted: Between) -> Query:
        if wanted.name not in self._slots:
            return Query.empty_query()
        return self._range(slot(self._slots[wanted.name]), wanted.gte, wanted.lt, include_upper=False)

    def _range(self, field: str, low: float | None, high: float | None, *, include_upper: bool = True) -> Query:
        if low is None and high is None:
            return Query.exists_query(field)
        upper = include_upper or high is None  # tantivy wants an open side inclusive
        return Query.range_query(self._schema, field, FieldType.Float, low, high, include_upper=upper)

    def _within(self, wanted: Within) -> Query:
        """Return a box around the circle without what lies in its corners."""
        south, north, west, east = geo.box(wanted.lat, wanted.lng, wanted.metres)
        boxed = all_of([self._range("lat", south, north), self._range("lng", west, east)])
        places = self.addresses(boxed)
        points = zip(self.column("lat", places), self.column("lng", places), strict=True)
        centre = (wanted.lat, wanted.lng)
        corners = [
            key
            for key, point in zip(self.column("key", places), points, strict=True)
            if geo.metres(centre, (point[0] or 0.0, point[1] or 0.0)) > wanted.metres
        ]
        return but_not(boxed, Query.term_set_query(self._schema, "key", corners)) if corners else boxed

    def addresses(self, query: Query) -> list[tantivy.DocAddress]:
        """Return where all documents of a query are."""
        found = self._searcher.search(Query.const_score_query(query, 1.0), max(1, self._searcher.num_docs))
        return [address for _, address in found.hits]

    def column(self, field: str, places: list[tantivy.DocAddress]) -> list[float | None]:
        """Return the numbers of a field at places."""
        return self._searcher.fast_field_values(field, places)

    def number(self, name: str, places: list[tantivy.DocAddress]) -> list[float | None]:
        """Return the documents' number of that name at places."""
        if name not in self._slots:
            return [None] * len(places)
        return self.column(slot(self._slots[name]), places)


def any_of(queries: Sequence[Query]) -> Query:
    """Join by or."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries]) if queries else Query.empty_query()


def all_of(queries: Sequence[Query]) -> Query:
    """Join by and; of nothing, everything."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries]) if queries else Query.all_query()


def but_not(query: Query, without: Query) -> Query:
    """Take away."""
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, without)])
