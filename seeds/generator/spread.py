"""How many institutions of a type each district gets."""

from collections.abc import Iterator, Sequence

from seeds.generator.plans import ANY_DISTRICT, DISTRICTS


def spread(count: int, districts: Sequence[str]) -> Iterator[str]:
    """Yield a district for each institution: one everywhere where the count allows, the rest by weight."""
    if not districts:
        return
    got = dict.fromkeys(districts, 0)
    if count >= len(districts):
        got = dict.fromkeys(districts, 1)
    for _ in range(count - sum(got.values())):
        got[max(districts, key=lambda code: _weight(code) / (got[code] + 1))] += 1
    for code in districts:
        yield from [code] * got[code]


def _weight(code: str) -> int:
    return DISTRICTS.get(code, ANY_DISTRICT)
