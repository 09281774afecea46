"""What the words of the files become in the market."""

from pathlib import Path

import seeds
from providers.db import Database
from providers.enums import FeeKind, ServiceMode
from providers.models import (
    CalendarDay,
    Centre,
    Guide,
    LegalReference,
    Location,
    ProviderType,
    Service,
    ServiceWindow,
    VocabularyEntry,
)
from seeds.loader import load
from tests.seeds.kit import NOW, quiet


async def test_rows_are_read_by_the_tables_of_words(database: Database, folder: Path) -> None:
    await load(folder, NOW, quiet)
    aid = await Service.get(code="LS-016")
    assert (aid.fee_kind, aid.fee_min, aid.fee_max, aid.free_by_law) == (FeeKind.FREE, 0, 0, True)
    assert ServiceMode.ONLINE_FORM in aid.modes
    assert "讨薪" in aid.colloquial
    assert aid.assured_at is None
    divorce = await Service.get(code="LS-032")
    assert (divorce.fee_kind, divorce.fee_min, divorce.fee_max) == (FeeKind.RANGE, 300_000, 3_000_000)
    assert not divorce.free_by_law
    window = await ServiceWindow.get(number=1)
    assert len(window.hours) == 11
    assert window.hours[-1] == [5, "09:00", "12:00"]
    centre = await Centre.get()
    place = await Location.get(id=centre.location_id)
    assert centre.name_zh == "海丝中央法务区福州片区实体法务服务中心"
    assert (place.district_id, place.lat, place.lng) == ("350102", None, None)
    assert {(row.day_off, row.official) for row in await CalendarDay.filter(date__lt="2027-01-01")} == {
        (True, True),
        (False, True),
    }
    assert (await VocabularyEntry.get(said="老板跑路")).term == "追索劳动报酬"
    rule = await LegalReference.get(book="matching_rules", code="R01")
    assert rule.row["kind"] == "hard"
    assert (await ProviderType.get(code="legal_aid_centre")).licence_required is False
    assert (await ProviderType.get(code="law_firm")).licence_required is True


async def test_guides_say_what_their_services_say(database: Database, folder: Path) -> None:
    await load(folder, NOW, quiet)
    for guide in await Guide.all():
        services = await Service.filter(guide_id=guide.id)
        assert services
        for service in services:
            assert f"## {service.name_zh}" in guide.body_zh
            assert service.summary_zh in guide.body_zh
            assert all(basis in guide.body_zh for basis in service.legal_basis)


def test_the_words_of_the_shelf_are_read_without_a_database() -> None:
    shelf = {row.code: row for row in seeds.shelf_words()}
    assert len(shelf) == 180
    assert shelf["LS-016"].name == "农民工讨薪法律援助"
    assert shelf["LS-016"].area == "labour"
    assert "血汗钱" in shelf["LS-016"].colloquial
    said = {(row.said, row.term): row.area for row in seeds.synonyms()}
    assert said["老板跑路", "追索劳动报酬"] == "labour"
    assert len({row.term for row in seeds.synonyms()}) == 178
