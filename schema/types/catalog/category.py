"""Category: a node of the shelf's taxonomy."""

from collections.abc import Mapping

import strawberry

from providers.rules.taxonomy import Branch, Taxonomy
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import Connection, Edge, Node, gid
from schema.types.catalog.parts import TaxonomyCode
from schema.types.catalog.words import InLocale, said

SHELF = "fawu-shelf"


async def taxonomy(info: Info) -> Taxonomy:
    """Return the whole taxonomy, read once an operation."""

    async def read(_: list[str]) -> Mapping[str, Taxonomy]:
        return {"": await info.context.use.catalog.taxonomy()}

    return await loader("taxonomy", read).load("") or Taxonomy()


async def service_counts(info: Info) -> Mapping[int, int]:
    async def read(_: list[str]) -> Mapping[str, Mapping[int, int]]:
        return {"": await info.context.use.catalog.service_counts()}

    return await loader("service_counts", read).load("") or {}


@strawberry.type(description="Node of the legal taxonomy, e.g. Labour > Unpaid wages.")
class Category(Node):
    """A node of the taxonomy."""

    branch: strawberry.Private[Branch]

    @strawberry.field(description="Readable key for URLs.")
    def slug(self) -> str:
        return self.branch.slug

    @strawberry.field(description="Name.")
    def name(self, locale: InLocale = None) -> str:
        return said(locale, self.branch.name_zh, self.branch.name_en)

    @strawberry.field(description="Parent; null at the root.")
    async def parent(self, info: Info) -> "Category | None":
        above = (await taxonomy(info)).path(self.branch.id)[:-1]
        return category(above[-1]) if above else None

    @strawberry.field(description="Path.")
    async def path(self, info: Info) -> list["Category"]:
        return [category(step) for step in (await taxonomy(info)).path(self.branch.id)]

    @strawberry.field(description="Direct children.")
    async def children(self, info: Info) -> list["Category"]:
        return [category(child) for child in (await taxonomy(info)).children(self.branch.id)]

    @strawberry.field(description="External code in another taxonomy.")
    def codes(self) -> list[TaxonomyCode]:
        return [TaxonomyCode(scheme=SHELF, code=self.branch.code)]

    @strawberry.field(description="Services here and below.")
    async def service_count(self, info: Info) -> int:
        counts = await service_counts(info)
        return sum(counts.get(id_, 0) for id_ in (await taxonomy(info)).below([self.branch.id]))


def category(branch: Branch) -> Category:
    return Category(id=gid("Category", branch.id), branch=branch)


async def categories_by_id(info: Info, ids: list[int]) -> Mapping[int, Category]:
    tree = await taxonomy(info)
    return {id_: category(tree.branches[id_]) for id_ in ids if id_ in tree.branches}


fetches("Category")(categories_by_id)

CategoryEdge = Edge[Category]
CategoryConnection = Connection[Category]
