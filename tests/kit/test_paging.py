import pytest

from providers.db import Database
from providers.models import Category
from providers.paging import Keys, page, pages_by_parent

pytestmark = pytest.mark.usefixtures("database")


async def family(children: int) -> list[int]:
    parents = [await Category.create(code=f"P{i}", slug=f"p{i}", name_zh=f"甲{i}", name_en="parent") for i in range(3)]
    for parent in parents:
        for i in range(children):
            name = f"乙{i % 3}"  # ties, so that the primary key has to break them
            code = f"{parent.code}-{i}"
            await Category.create(code=code, slug=code.lower(), parent_id=parent.id, name_zh=name, name_en="child")
    return [parent.id for parent in parents]


@pytest.mark.parametrize("order", [("name_zh", "id"), ("-name_zh", "id"), ("-name_zh", "-id")])
async def test_pages_never_overlap_and_lose_nothing(order: tuple[str, ...]) -> None:
    await family(7)
    keys, after, seen = Keys.of(*order), None, []
    while True:
        found = await page(Category.filter(name_en="child"), keys, 4, after)
        seen += [row.id for row in found.rows]
        if not found.has_next:
            break
        after = keys.values(found.rows[-1])
    assert seen == [row.id for row in await Category.filter(name_en="child").order_by(*order)]
    assert await found.total() == 21


async def test_a_row_put_in_between_shifts_no_page() -> None:
    await family(6)
    keys = Keys.of("name_zh", "id")
    first = await page(Category.filter(name_en="child"), keys, 5, None)
    await Category.create(code="new", slug="new", name_zh="乙0", name_en="child")
    second = await page(Category.filter(name_en="child"), keys, 50, keys.values(first.rows[-1]))
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}
    assert len(first.rows) + len(second.rows) >= 18


async def test_each_parent_gets_its_own_page(database: Database) -> None:
    parents = await family(5)
    pages = await pages_by_parent(Category.all(), "parent_id", [*parents, 999_999], Keys.of("-name_zh", "id"), 2)
    for parent in parents:
        own = await Category.filter(parent_id=parent).order_by("-name_zh", "id")
        assert [row.id for row in pages[parent].rows] == [row.id for row in own[:2]]
        assert pages[parent].has_next
        assert await pages[parent].total() == 5
    assert (list(pages[999_999].rows), pages[999_999].has_next) == ([], False)
    assert database.dialect in {"sqlite", "postgres"}
