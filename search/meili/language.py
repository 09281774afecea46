"""Plans and filters in Meilisearch's filter language. The one place where values become text, and safely so."""

from collections.abc import Iterable, Sequence

from search.port import And, AnyOf, Between, Filter, Not, Or, Within
from search.text.choices import Choice
from search.text.plan import Group, Plan

EVERYTHING = "key EXISTS"
NOTHING = "key NOT EXISTS"
MOST_WORDS = 10  # Meilisearch reads no more of a query
ALL = "zz"  # a word that every document has: asked first, it keeps all that the filter finds, ranked by the others

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def encode(token: str) -> str:
    """Write a token in letters that Meilisearch takes for one word, whatever its script or mark."""
    return "".join(f"{ord(letter):06x}" if letter > "\uffff" else f"{ord(letter):04x}" for letter in token).translate(
        _LETTERS
    )


def quote(value: str) -> str:
    """Write a value so that it cannot end early or be read as anything else."""
    return '"' + "".join(f"\\u{{{ord(c):x}}}" if c in '"\\' or not c.isprintable() else c for c in value) + '"'


def one_of(attribute: str, values: Iterable[str]) -> str:
    """Return the condition that the attribute holds one of the values."""
    quoted = ", ".join(map(quote, values))
    return f"{attribute} IN [{quoted}]" if quoted else NOTHING


def query_words(plan: Plan) -> str:
    """Return the words to rank by, the most telling first."""
    groups = sorted(plan.groups, key=lambda group: -group.telling)
    chosen = [choice.tokens for choice in plan.bonus]
    chosen += [choice.tokens for group in groups for choice in group.choices[:1]]
    chosen += [choice.tokens for group in groups for choice in group.choices[1:]]
    tokens = dict.fromkeys(token for choice in chosen for token in choice)
    return " ".join([ALL, *map(encode, list(tokens)[: MOST_WORDS - 1])])


def found(plan: Plan, *, names_only: bool) -> str:
    """Return the condition for what a plan finds."""
    if plan.browses:
        return EVERYTHING
    attribute = "named" if names_only else "tokens"
    return _at_least(plan.need, [_group(attribute, group) for group in plan.groups])


def where(filter_: Filter) -> str:
    """Return the condition for a filter."""
    match filter_:
        case And(parts):
            return both(*map(where, parts))
        case Or(parts):
            return either(*map(where, parts))
        case Not(part):
            return f"NOT ({where(part)})"
        case _:
            return _leaf(filter_)


def both(*conditions: str) -> str:
    """Join by and."""
    kept = [condition for condition in conditions if condition != EVERYTHING]
    return _join(" AND ", kept) if kept else EVERYTHING


def either(*conditions: str) -> str:
    """Join by or."""
    kept = [condition for condition in conditions if condition != NOTHING]
    return _join(" OR ", kept) if kept else NOTHING


def _join(word: str, conditions: Sequence[str]) -> str:
    return conditions[0] if len(conditions) == 1 else "(" + word.join(conditions) + ")"


def _leaf(wanted: AnyOf | Between | Within) -> str:
    if isinstance(wanted, AnyOf):
        return one_of(f"facets.{wanted.name}", wanted.values)
    if isinstance(wanted, Within):
        return f"_geoRadius({wanted.lat!r}, {wanted.lng!r}, {wanted.metres})"
    name = f"numbers.{wanted.name}"
    low = "" if wanted.gte is None else f"{name} >= {float(wanted.gte)!r}"
    high = "" if wanted.lt is None else f"{name} < {float(wanted.lt)!r}"
    return both(*filter(None, (low, high))) if low or high else f"{name} EXISTS"


def _group(attribute: str, group: Group) -> str:
    single = [choice.tokens[0] for choice in group.choices if len(choice.tokens) == 1]
    several = [_choice(attribute, choice) for choice in group.choices if len(choice.tokens) > 1]
    return either(*([one_of(attribute, single)] if single else []), *several)


def _choice(attribute: str, choice: Choice) -> str:
    return both(*(f"{attribute} = {quote(token)}" for token in choice.tokens))


def _at_least(need: int, groups: Sequence[str]) -> str:
    if not groups or need > len(groups):
        return NOTHING
    if need <= 1:
        return either(*groups)
    return either(
        *(
            both(group, _at_least(need - 1, groups[place + 1 :]))
            for place, group in enumerate(groups[: len(groups) - need + 1])
        )
    )
