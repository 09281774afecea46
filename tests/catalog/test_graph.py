from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLError

from providers.accounts import Accounts
from providers.booking import Bookings
from providers.bus import Bus
from providers.catalog import Catalog
from providers.matching import Matching
from providers.models import Category, Listing, Provider, Service, ServiceWindow
from providers.vault import Vault
from schema.context import Context, UseCases
from schema.relay import gid
from schema.root import build_schema
from tests.catalog.conftest import Parrot
from tests.catalog.screens import EDITOR, HOME, PROVIDER, SERVICE
from tests.conftest import NOW
from tests.places.statements import counted

SCHEMA = build_schema()


class Silence:
    async def send(self, phone: str, code: str) -> None:
        """Nobody signs in here."""


@dataclass
class Graph:
    """A visitor who is not signed in."""

    use: UseCases

    async def run(self, text: str, **variables: object) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
        context = Context(self.use, None, lambda: NOW, "10.0.0.1", "test", "http://localhost")
        answer = await SCHEMA.execute(text, variables, context)
        return answer.data, list(answer.errors or ())

    async def ask(self, text: str, **variables: object) -> dict[str, Any]:
        data, errors = await self.run(text, **variables)
        assert not errors, errors
        assert data is not None
        return data

    async def code(self, text: str, **variables: object) -> str:
        _, errors = await self.run(text, **variables)
        assert len(errors) == 1
        return str((errors[0].extensions or {})["code"])


@pytest.fixture
def graph(catalog: Catalog, parrot: Parrot) -> Graph:
    vault, bus = Vault("a secret of this test, and of no other"), Bus()
    return Graph(UseCases(Accounts(vault, Silence()), catalog, Bookings(vault, bus), Matching(parrot, vault, bus)))


async def test_the_home_screen(graph: Graph) -> None:
    near = {"lat": 26.08, "lng": 119.3}
    found = (await graph.ask(HOME, q="遗嘱公证", near=near))["search"]
    first = found["edges"][0]
    assert (first["node"]["__typename"], first["node"]["name"]) == ("Service", "遗嘱公证")
    assert first["matchedOn"]
    assert {facet["field"] for facet in found["facets"]} == {"CATEGORY", "MODE", "FEE_KIND", "PROVIDER_KIND"}
    top = found["facets"][0]["buckets"][0]
    narrowed = (await graph.ask(HOME, q="遗嘱公证", where={"categoryId": {"eq": top["value"]}}))["search"]
    assert narrowed["totalCount"] == top["count"]
    assert [b["selected"] for b in narrowed["facets"][0]["buckets"] if b["value"] == top["value"]] == [True]
    listings = (await graph.ask(HOME, q="遗嘱公证", where={"type": {"in": ["LISTING"]}}))["search"]
    assert all(edge["node"]["nextSlot"] for edge in listings["edges"][:3])


async def test_the_service_screen(graph: Graph) -> None:
    row = await Service.get(code="LS-016")
    page = (await graph.ask(SERVICE, slug=row.slug))["service"]
    assert page["name"] == "农民工讨薪法律援助"
    assert [rule["code"] for rule in page["eligibility"]] == ["R23", "R24", "R25"]
    assert page["requiredDocuments"][0] == {"name": "身份证", "optional": False, "template": None}
    assert page["sources"][0]["url"] is None
    assert "法定期限" in "".join(step["body"] for step in page["steps"])
    assert (page["windows"][0]["open"], page["windows"][0]["queueLength"]) == (True, 0)
    assert len(page["categories"][0]["path"]) == 2
    starts = [node["nextSlot"]["startsAt"] for node in page["listings"]["nodes"] if node["nextSlot"]]
    assert starts == sorted(starts)
    assert 0 < len(page["related"]) <= 5
    assert row.slug not in {other["slug"] for other in page["related"]}


async def test_the_provider_screen(graph: Graph) -> None:
    row = (await Provider.filter(type_id="law_firm").order_by("id").limit(1))[0]
    page = (await graph.ask(PROVIDER, slug=row.slug))["provider"]
    assert (page["name"], page["kind"], page["languages"][0]) == (row.name_zh, "LAW_FIRM", "zh-Hans")
    assert page["credentials"][0]["state"] == "VERIFIED"
    assert page["practitioners"]["nodes"][0]["specialties"]
    assert page["listings"]["nodes"][0]["service"]["slug"]
    assert page["reviewSummary"] == {"count": 0, "average": None, "distribution": [0, 0, 0, 0, 0]}
    assert page["reviews"] == {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}


async def test_the_listing_screen(graph: Graph) -> None:
    row = (await Listing.all().order_by("id").limit(1))[0]
    page = (await graph.ask(EDITOR, id=gid("Listing", row.id)))["node"]
    assert (page["version"], page["state"], page["title"]) == (row.version, "PUBLISHED", row.title_zh)
    assert page["availability"]["weekly"]
    assert page["pendingRevision"] is None


SHELF = """query($first: Int!, $at: ID!) {
  services(where: {categoryId: {eq: $at}}, first: $first) { totalCount nodes { id name categories { path { name } }
  windows { number open location { name point { lat } } services(first: 2) { totalCount } } related(first: 2) { name }
  listings(first: 2) { totalCount nodes { title provider { name kind languages } location { name }
  practitioners { name credentials { number } openMatters specialties { name } } nextSlot { startsAt }
  service { name } } } } } }"""
HOUSES = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Provider { name kind languages credentials { number }
  locations { name } practitioners(first: 2) { totalCount nodes { name provider { name } } }
  listings(first: 2) { totalCount nodes { title service { name } nextSlot { startsAt } } } } } }"""


async def statements(graph: Graph, text: str, **variables: object) -> int:
    with counted() as seen:
        await graph.ask(text, **variables)
    return len(seen)


async def test_an_operation_costs_the_same_for_one_row_and_for_many(graph: Graph) -> None:
    lawyers = gid("Category", (await Service.get(code="LS-032")).category_id)
    assert await statements(graph, SHELF, first=1, at=lawyers) == await statements(graph, SHELF, first=20, at=lawyers)
    assert len(((await graph.ask(SHELF, first=20, at=lawyers))["services"])["nodes"]) > 3
    ids = [gid("Provider", row.id) for row in await Provider.filter(type_id="law_firm").order_by("id").limit(20)]
    assert await statements(graph, HOUSES, ids=ids[:1]) == await statements(graph, HOUSES, ids=ids)
    counts = [await statements(graph, SEARCH, kind=kind, first=first) for kind in KINDS for first in (3, 50)]
    assert counts[::2] == counts[1::2]


KINDS = ("SERVICE", "PROVIDER", "PRACTITIONER", "LISTING", "WINDOW", "GUIDE")
SEARCH = """query($kind: ResultType!, $first: Int!) {
  search(query: "", where: {type: {in: [$kind]}}, first: $first) { nodes { __typename ... on Guide { title }
  ... on Service { name fee { kind } } ... on Provider { name kind } ... on ServiceWindow { name open }
  ... on Listing { title provider { name } nextSlot { startsAt } }
  ... on Practitioner { name provider { name } } } } }"""


async def test_nothing_is_counted_that_was_not_asked(graph: Graph) -> None:
    bare = await statements(graph, "{ services(first: 5) { nodes { name } } }")
    with_total = await statements(graph, "{ services(first: 5) { totalCount nodes { name } } }")
    assert (bare, with_total) == (1, 2)
    offers = "{ services(first: 5) { nodes { listings { totalCount } } } }"
    full = "{ services(first: 5) { nodes { listings { totalCount nodes { id } } } } }"
    assert (await statements(graph, offers), await statements(graph, full) > 5) == (2, True)
    totals = [
        [node["listings"]["totalCount"] for node in (await graph.ask(text))["services"]["nodes"]]
        for text in (offers, full)
    ]
    assert totals[0] == totals[1]
    assert min(totals[0]) > 0


async def test_the_taxonomy(graph: Graph) -> None:
    text = """query($id: ID) { categories(parentId: $id, first: 5) { totalCount pageInfo { hasNextPage endCursor }
      nodes { id slug name name_en: name(locale: "en") parent { slug } children { slug } serviceCount } } }"""
    roots = (await graph.ask(text))["categories"]
    assert (roots["totalCount"], roots["pageInfo"]["hasNextPage"], len(roots["nodes"])) == (13, True, 5)
    first = roots["nodes"][0]
    assert (first["slug"], first["name"], first["name_en"]) == ("c01", "公共法律咨询", "Public legal advice")
    below = (await graph.ask(text, id=first["id"]))["categories"]["nodes"]
    assert [child["slug"] for child in first["children"]] == [child["slug"] for child in below]
    assert first["serviceCount"] == sum(child["serviceCount"] for child in below) == 14
    assert below[0]["parent"] == {"slug": "c01"}


async def test_the_centre_and_its_counters(graph: Graph) -> None:
    text = """{ centre { id name windows { number name open queueLength estimatedWait location { accessibility }
      services(first: 50) { nodes { code } } } holidays(year: 2026) { daysOff workdays }
      none: holidays(year: 1999) { name } } }"""
    centre = (await graph.ask(text))["centre"]
    assert [window["number"] for window in centre["windows"]] == list(range(1, 32))
    assert sum(len(window["services"]["nodes"]) for window in centre["windows"]) == 180
    assert (len(centre["holidays"]["daysOff"]), len(centre["holidays"]["workdays"])) == (33, 6)
    assert centre["none"] is None


async def test_nodes_keep_their_order_and_say_nothing_of_what_is_hidden(graph: Graph) -> None:
    service, category = await Service.get(code="LS-001"), await Category.get(code="C01")
    window = await ServiceWindow.get(number=7)
    ids = [
        gid("Service", service.id),
        gid("Service", 10**9),
        "nonsense",
        gid("ServiceWindow", window.id),
        gid("Category", category.id),
        gid("Account", 1),
    ]
    nodes = (await graph.ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=ids))["nodes"]
    assert [node and node["id"] for node in nodes] == [ids[0], None, None, ids[3], ids[4], None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{ search(query: "", after: "x") { totalCount } }', "BAD_USER_INPUT"),
        ('{ search(query: "", first: 101) { totalCount } }', "BAD_USER_INPUT"),
        ('{ search(query: "", where: {categoryId: {eq: "x"}}) { totalCount } }', "BAD_USER_INPUT"),
        (
            '{ search(query: "", where: {or: [{not: {or: [{not: {openNow: true}}]}}]}) { totalCount } }',
            "BAD_USER_INPUT",
        ),
        ('{ search(query: "", near: {lat: 1, lng: 2, withinMetres: -1}) { totalCount } }', "BAD_USER_INPUT"),
        ('{ suggest(prefix: "a", limit: 11) { text } }', "BAD_USER_INPUT"),
        ("{ services(first: -1) { totalCount } }", "BAD_USER_INPUT"),
        ('{ services(after: "WzFd", sort: NAME) { totalCount } }', "BAD_USER_INPUT"),
        ('{ categories(parentId: "x") { totalCount } }', "BAD_USER_INPUT"),
        ('{ service(by: {slug: "a", id: "b"}) { id } }', "GRAPHQL_INVALID"),
    ],
)
async def test_what_cannot_be_meant_is_an_error_of_the_client(graph: Graph, text: str, code: str) -> None:
    assert await graph.code(text) == code


async def test_a_page_behind_the_thousandth_hit_has_a_code_of_its_own(graph: Graph) -> None:
    after = None
    text = 'query($after: String) { search(query: "", first: 100, after: $after) { pageInfo { endCursor } } }'
    for _ in range(10):
        after = (await graph.ask(text, after=after))["search"]["pageInfo"]["endCursor"]
    assert await graph.code(text, after=after) == "SEARCH_TOO_DEEP"
