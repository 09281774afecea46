"""Random demands and markets."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from providers.enums import AccessNeed, FactorCode, FeeKind, ProviderStatus, ServiceMode
from providers.rules.contenders import Contender, Demand, Person, Soonest, Wish
from tests.matching.market import GULOU, MINQING, NOW, TODAY

TAGS = ("zh-Hans", "cdo", "en", "csl")
AREAS = ("debt", "labour", "criminal")
TYPES = ("law_firm", "basic_legal_service_office", "notary_office", "labour_arbitration")

some = st.sampled_from
days = st.none() | st.integers(-400, 400).map(lambda n: TODAY + timedelta(n))
instants = st.none() | st.integers(0, 60 * 24 * 20).map(lambda n: NOW + timedelta(minutes=n))


def few(items: tuple[object, ...]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(some(items), max_size=3, unique=True).map(tuple)


wishes = st.builds(
    Wish,
    modes=few(tuple(ServiceMode)),
    language=st.none() | some(TAGS),
    near=st.none(),
    earliest=instants,
    latest=instants,
    prefer=st.none() | st.integers(1, 20),
    avoid=few((1, 2, 3)),
    access=few(tuple(AccessNeed)),
)
demands = st.builds(
    Demand,
    service=st.just("LS-040"),
    area=some(AREAS),
    topics=few(AREAS),
    types=st.just(TYPES),
    represents=st.booleans(),
    mediation=some((False, False, False, True)),
    consented=st.booleans(),
    foreign_law=st.booleans(),
    free_by_law=st.booleans(),
    legal_aid=st.booleans(),
    land=st.booleans(),
    exclusive=st.booleans(),
    districts=few((GULOU, MINQING)),
    home=st.none() | some((GULOU, MINQING)),
    today=st.just(TODAY),
    now=st.just(NOW),
    wish=wishes,
)
people = st.builds(
    Person,
    id=st.integers(1, 99),
    licensed=st.booleans(),
    on_duty=st.booleans(),
    free=st.booleans(),
    languages=few(TAGS),
    areas=few(AREAS),
    years=st.none() | st.integers(0, 50),
    former_judge_until=days,
)
soonest = st.none() | instants.filter(bool).map(lambda at: Soonest(at, at + timedelta(minutes=30), ServiceMode.PHONE))
anyone = st.builds(
    Contender,
    listing=st.integers(1, 10**6),
    provider=st.integers(1, 20),
    type=some(TYPES),
    court=some(("yes", "no", "civil_admin_only")),
    charging=some(("market", "free")),
    status=some((ProviderStatus.ACTIVE, ProviderStatus.SUSPENDED)),
    licensed=st.booleans(),
    on_duty=st.booleans(),
    open_matters=st.integers(0, 30),
    capacity=st.integers(0, 30),
    conflict=st.booleans(),
    district=some((GULOU, MINQING)),
    ring=st.none() | st.integers(0, 2),
    metres=st.none() | st.integers(0, 200_000),
    languages=few(TAGS),
    areas=few(AREAS),
    access=few(tuple(AccessNeed)),
    modes=few(tuple(ServiceMode)),
    fee=some(tuple(FeeKind)),
    response_seconds=st.none() | st.integers(0, 100_000),
    known=st.booleans(),
    people=st.lists(people, max_size=3).map(tuple),
    soonest=soonest,
)
welcome = st.builds(  # breaks no rule of any demand that is not a mediation without consent
    replace,
    anyone,
    provider=st.integers(4, 20),
    type=st.just("law_firm"),
    court=st.just("yes"),
    charging=st.just("market"),
    fee=st.just(FeeKind.FREE),
    status=st.just(ProviderStatus.ACTIVE),
    licensed=st.just(True),  # noqa: FBT003 a value
    on_duty=st.just(True),  # noqa: FBT003 a value
    conflict=st.just(False),  # noqa: FBT003 a value
    open_matters=st.integers(0, 5),
    capacity=st.integers(6, 30),
    languages=st.just(TAGS),
    people=st.just(()),
)
contenders = welcome | anyone
markets = st.lists(contenders, max_size=8, unique_by=lambda it: it.listing)
weightings = st.dictionaries(some(tuple(FactorCode)), st.floats(0, 1000))
