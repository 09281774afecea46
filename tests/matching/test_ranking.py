"""Ranking: exact sums, one order whatever the order of arrival, and never a broken hard rule."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import given, strategies as st

from providers.enums import AccessNeed, ExclusionReason, FactorCode
from providers.rules.contenders import Contender, Demand
from providers.rules.eligibility import able, exclusions
from providers.rules.factors import FACTORS
from providers.rules.ranking import WEIGHTS, rank, score
from tests.matching.market import TODAY
from tests.matching.strategies import contenders, demands, markets, weightings, welcome


@given(demands, contenders, weightings)
def test_contributions_add_up_to_the_score_without_rounding(
    demand: Demand, contender: Contender, weights: dict[FactorCode, float]
) -> None:
    parts = score(demand, contender, weights)
    exact = sum((Fraction(part.contribution) for part in parts), Fraction())
    shuffled = Random(0).sample(parts, len(parts))  # noqa: S311 an order, not a secret
    assert Fraction(sum(part.contribution for part in parts)) == exact
    assert sum(part.contribution for part in shuffled) == sum(part.contribution for part in parts)
    for part in parts:
        assert part.contribution == part.weight * part.value
        assert 0 <= part.value <= 1
        assert part.text


@given(demands, markets, st.text(max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(demand: Demand, market: list[Contender], seed: str, dice: Random) -> None:
    first = rank(demand, market, WEIGHTS, seed)
    dice.shuffle(market)
    assert rank(demand, market, WEIGHTS, seed) == first


@given(demands, markets)
def test_only_who_breaks_no_rule_is_ranked_and_everyone_is_named(demand: Demand, market: list[Contender]) -> None:
    by_id = {it.listing: it for it in market}
    ranked = rank(demand, market, WEIGHTS, "seed")
    assert sorted(each.listing for each in ranked) == sorted(by_id)
    best = [each for each in ranked if each.rank is not None]
    assert [each.rank for each in best] == list(range(1, len(best) + 1))
    assert list(ranked[: len(best)]) == best
    assert [each.score for each in best] == sorted((each.score for each in best), reverse=True)
    for each in ranked:
        it = by_id[each.listing]
        assert bool(each.excluded_by) == (each.rank is None)
        assert each.score == sum(part.contribution for part in each.factors)
        if each.rank is not None:
            assert not breaks_a_rule(demand, it)


def breaks_a_rule(demand: Demand, it: Contender) -> bool:
    """The hard rules once more, said plainly."""
    served_by = [
        person
        for person in it.people
        if person.licensed
        and person.on_duty
        and person.free
        and not (demand.represents and person.former_judge_until and person.former_judge_until >= TODAY)
    ]
    needs_signs = demand.wish.language == "csl" or AccessNeed.SIGN_LANGUAGE in demand.wish.access
    signs = "csl" in it.languages or any("csl" in person.languages for person in served_by)
    return (
        it.status != "ACTIVE"
        or not it.licensed
        or not it.on_duty
        or it.conflict
        or it.open_matters >= it.capacity
        or (bool(it.people) and not served_by)
        or it.type not in demand.types
        or (it.court == "civil_admin_only" and demand.area == "criminal")
        or (it.fee != "FREE" and (demand.free_by_law or it.charging == "free"))
        or (demand.mediation and not demand.consented)
        or it.provider in demand.wish.avoid
        or (needs_signs and not signs)
        or (it.type == "labour_arbitration" and bool(demand.districts) and it.district not in demand.districts)
    )


@given(demands, contenders)
def test_nothing_is_excluded_without_a_broken_rule(demand: Demand, contender: Contender) -> None:
    elsewhere = {ExclusionReason.JURISDICTION}
    if not breaks_a_rule(demand, contender):
        assert set(exclusions(demand, contender)) <= elsewhere


@given(demands, contenders)
def test_a_person_is_named_only_when_nobody_else_may_serve(demand: Demand, contender: Contender) -> None:
    (only,) = rank(demand, [contender], WEIGHTS, "seed")
    served_by = able(demand, contender)
    expected = served_by[0].id if len(served_by) == 1 and only.rank else None
    assert only.practitioner == expected


@given(demands, welcome, st.text(max_size=8))
def test_the_seed_alone_orders_equals(demand: Demand, contender: Contender, seed: str) -> None:
    demand = replace(demand, mediation=False)
    twins = [replace(contender, listing=number) for number in range(1, 40)]
    orders = [[each.listing for each in rank(demand, twins, WEIGHTS, each)] for each in (seed, seed, seed + "x")]
    assert all(each.rank for each in rank(demand, twins, WEIGHTS, seed))
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]


def test_every_factor_of_the_api_is_weighed_and_the_weights_add_up() -> None:
    assert {code for code, _ in FACTORS} == set(FactorCode) == set(WEIGHTS)
    assert sum(WEIGHTS.values()) == 100
