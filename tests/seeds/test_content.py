"""Loading content: all of it, again without a change, one changed row as one change, all or nothing."""

from datetime import datetime
from pathlib import Path

import pytest

import seeds
from providers.accounts import Person
from providers.content import Mark
from providers.db import Database
from providers.enums import Role
from providers.models import (
    AreaOfLaw,
    AvailabilityException,
    CalendarDay,
    Category,
    Centre,
    Credential,
    District,
    Guide,
    Language,
    LegalReference,
    Listing,
    ListingPractitioner,
    Location,
    Outbox,
    Practitioner,
    Provider,
    ProviderType,
    Service,
    ServiceWindow,
    Subdistrict,
    VocabularyEntry,
    WeeklyRule,
)
from seeds.loader import load
from tests.seeds.kit import LATER, NOW, change, quiet

SHIPPED = {
    AreaOfLaw: 33,
    CalendarDay: 52,
    Category: 56,
    Centre: 1,
    District: 13,
    Guide: 37,
    Language: 22,
    LegalReference: 42 + 22 + 36,
    ProviderType: 33,
    Service: 180,
    ServiceWindow: 31,
    Subdistrict: 186,
}


async def snapshot() -> dict[str, list[dict[str, object]]]:
    models = (*SHIPPED, VocabularyEntry, Provider, Location, Practitioner, Credential, Listing, WeeklyRule)
    every = (*models, ListingPractitioner, AvailabilityException)
    return {model.__name__: await model.all().order_by(model._meta.pk_attr).values() for model in every}


async def test_everything_is_loaded_and_loading_again_changes_nothing(database: Database) -> None:
    assert await seeds.is_empty()
    bars = dict[str, tuple[int, int]]()
    met = list[Person]()

    async def ensure(person: Person, _now: datetime) -> None:
        met.append(person)

    report = await load(None, NOW, lambda what, done, total: bars.update({what: (done, total)}), ensure)
    await _people_are_of_every_role(met)
    assert report.first
    assert report.refused == report.changed == report.unchanged == 0
    assert all(done == total for done, total in bars.values())
    assert bars["services.csv"] == (180, 180)
    assert bars["providers.csv"] == (540, 540)
    assert {model: await model.all().count() for model in SHIPPED} == SHIPPED
    assert report.of("synonyms.csv").counts == {Mark.ADDED: 178}
    assert await Provider.filter(is_sample=True).count() == 540
    assert await Outbox.all().count() == 0
    assert not await seeds.is_empty()
    before, written = await snapshot(), await _written(database)
    again = await load(None, LATER, quiet)
    assert await _written(database) == written
    assert (again.added, again.changed, again.refused, again.guides) == (0, 0, 0, 0)
    assert again.samples_kept
    assert not again.first
    assert await snapshot() == before
    assert await Outbox.all().count() == 0


async def _written(database: Database) -> int:
    """Return how many rows this writer has written; PostgreSQL does not tell at once."""
    if database.dialect == "postgres":
        return 0
    rows = await database.writer.execute_query_dict("SELECT total_changes() AS n")
    return int(rows[0]["n"])


CHANGES = [
    ("services.csv", "typical_fee_max", "12345", 31),
    ("windows.csv", "opening_hours", "MO 10:00-11:00", 3),
    ("holidays.csv", "name_zh", "另一个节", 5),
    ("synonyms.csv", "colloquial_zh", "从没听过的说法", 7),
    ("life_events.csv", "name_zh", "改了名的人生大事", 2),
    ("districts.csv", "basic_court_zh", "另一个法院", 0),
    ("provider_types.csv", "note_zh", "另一个说明", 0),
    ("limitation_periods.csv", "note", "另一个说明", 0),
    ("centre.csv", "place_zh", "搬到三楼", 0),
]


async def test_a_changed_row_is_one_change(database: Database, folder: Path) -> None:
    await load(folder, NOW, quiet)
    for file, column, value, row in CHANGES:
        change(folder / file, column, value, row)
    report = await load(folder, LATER, quiet)
    assert (report.added, report.changed, report.refused) == (0, len(CHANGES), 0)
    assert {file.name: file.counts[Mark.CHANGED] for file in report.files if file.counts[Mark.CHANGED]} == {
        file: 1 for file, _, _, _ in CHANGES
    }


async def test_a_change_is_announced_to_the_index_with_what_shows_it(database: Database, folder: Path) -> None:
    await load(folder, NOW, quiet)
    change(folder / "services.csv", "name_zh", "改了名的服务")
    report = await load(folder, LATER, quiet)
    assert (report.added, report.changed, report.guides) == (0, 1, 1)
    service = await Service.get(name_zh="改了名的服务")
    assert service.updated_at == LATER
    assert await Service.filter(updated_at=LATER).count() == 1
    announced = [row.payload["id"] for row in await Outbox.filter(topic="index")]
    assert sorted(announced) == sorted(
        [f"service-{service.id}", f"window-{service.window_id}", f"guide-{service.guide_id}"]
    )
    guide = await Guide.get(id=service.guide_id)
    assert "改了名的服务" in guide.body_zh


async def test_a_row_that_is_gone_is_told_and_kept(database: Database, folder: Path) -> None:
    await load(folder, NOW, quiet)
    lines = (folder / "languages.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "languages.csv").write_text("".join(lines[:-1]), "utf-8")
    report = await load(folder, LATER, quiet)
    assert report.of("languages.csv").gone == ["brl"]
    assert await Language.all().count() == 22
    assert "languages.csv: no longer in the file, kept: brl" in str(report)


async def test_a_refused_row_is_told_and_the_rest_goes_on(database: Database, folder: Path) -> None:
    change(folder / "services.csv", "category", "C99-9", 4)
    change(folder / "services.csv", "duration_minutes", "lang", 9)
    change(folder / "services.csv", "provider_types", "law_firm|wizards", 11)
    change(folder / "services.csv", "code", "LS-001", 20)
    change(folder / "services.csv", "name_zh", "名" * 100, 30)
    report = await load(folder, NOW, quiet)
    told = report.of("services.csv").refused
    assert told[6] == "category C99-9 is not known"
    assert told[11].startswith('duration_minutes "lang": ')
    assert told[13] == "provider_types wizards is not known"
    assert told[22] == "the same service stands on line 2"
    assert "100 > 80" in told[32]
    assert report.of("services.csv").counts == {Mark.ADDED: 175, Mark.REFUSED: 5}
    assert await Service.all().count() == 175
    assert "services.csv line 6 refused: category C99-9 is not known" in str(report)


async def test_a_load_that_is_cut_short_leaves_the_market_as_it_was(database: Database, folder: Path) -> None:
    def cut(what: str, _done: int, _total: int) -> None:
        if what == "synonyms.csv":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await load(folder, NOW, cut)
    assert await seeds.is_empty()
    assert await Language.all().count() == 0


async def test_folders_that_hold_nothing_are_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(seeds.NoContent, match="is no folder"):
        await load(tmp_path / "none", NOW, quiet)
    with pytest.raises(seeds.NoContent, match="holds none of"):
        await load(tmp_path, NOW, quiet)
    assert await seeds.is_empty()


async def _people_are_of_every_role(met: list[Person]) -> None:
    firm = await Provider.get(slug="sample-law-firm-001")
    roles = [role for person in met for role in (*person.roles, *(person.memberships or {}).values())]
    assert sorted(roles) == sorted([*(role for role in Role if role != Role.ANONYMOUS), Role.CITIZEN])
    assert {key for person in met for key in person.memberships or {}} == {firm.id}
    assert len({person.phone for person in met}) == len(met) == 10
