"""Reading CSV files: whatever a file holds, what is good is read and what is not is told."""

from pathlib import Path

import pytest

from seeds.rows.places import DayRow, LanguageRow
from seeds.rows.shelf import ServiceRow, WindowRow
from seeds.table import Table, read_table

HEADER = "code,bcp47,name_zh,name_en,kind\n"
GOOD = "xx,x-xx,某语,Some,spoken\n"


def read(folder: Path, content: str | bytes) -> Table[LanguageRow]:
    path = folder / "languages.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, LanguageRow)


def test_a_mark_at_the_beginning_and_line_ends_of_windows_do_no_harm(tmp_path: Path) -> None:
    table = read(tmp_path, "\ufeff" + (HEADER + GOOD).replace("\n", "\r\n"))
    assert table.refused == {}
    assert table.remarks == []
    assert [row.name_zh for row in table.rows.values()] == ["某语"]


def test_a_row_keeps_the_line_it_begins_on(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + 'aa,x,"多\n行",A,spoken\n\n' + GOOD + "bad row\n")
    assert [(line, row.code) for line, row in table.rows.items()] == [(2, "aa"), (5, "xx")]
    assert table.refused == {6: "has 1 cells, the header has 5"}


def test_a_refused_row_says_column_cell_and_reason(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + "a b,x,某,A,spoken\n" + "cc,x,,A,spoken\n" + GOOD)
    assert list(table.rows) == [4]
    assert table.refused[2].startswith('code "a b": ')
    assert table.refused[3].startswith('name_zh "": ')


def test_a_huge_cell_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + f"aa,x,{'长' * 200_000},A,spoken\n" + GOOD)
    assert list(table.refused) == [2]
    assert "limit" in table.refused[2]
    assert list(table.rows) == [3]
    table = read(tmp_path, HEADER + f"aa,x,{'长' * 100_000},A,spoken\n" + GOOD)
    assert len(table.refused[2]) < 200
    assert list(table.rows) == [3]


@pytest.mark.parametrize("cell", ["\0", "\x1b[2J", "a\x7f"])
def test_control_characters_are_refused(tmp_path: Path, cell: str) -> None:
    table = read(tmp_path, HEADER + f"aa,x,{cell},A,spoken\n" + GOOD)
    assert table.refused == {2: "name_zh: holds a control character"}
    assert list(table.rows) == [3]


def test_a_quote_that_never_ends_is_told_by_its_line(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + GOOD + 'aa,x,"某,A,spoken\nbb,x,某,A,spoken\n')
    assert list(table.rows) == [2]
    assert list(table.refused) == [3]
    assert "is no CSV" in table.refused[3]


def test_another_encoding_is_told_with_the_line(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER.encode() + b"aa,x,A,A,spoken\n" + GOOD.encode("gb18030"))
    assert table.rows == {}
    assert "not UTF-8 (line 3)" in table.remarks[0]


def test_columns_that_are_missing_or_unknown_are_told(tmp_path: Path) -> None:
    told = read(tmp_path, "code,bcp47,name_zh\naa,x,某\n").remarks
    assert told == ["no column name_en, kind: nothing was read"]
    table = read(tmp_path, HEADER.replace("kind", "kind,colour") + "aa,x,某,A,spoken,red\n")
    assert table.remarks == ["unknown columns are left out: colour"]
    assert list(table.rows) == [2]


def test_files_that_are_missing_empty_or_a_folder(tmp_path: Path) -> None:
    assert read_table(tmp_path / "none.csv", LanguageRow).missing
    assert "no column" in read(tmp_path, "").remarks[0]
    (tmp_path / "folder.csv").mkdir()
    assert "cannot be read" in read_table(tmp_path / "folder.csv", LanguageRow).remarks[0]


WINDOW = "number,name_zh,name_en,floor_zone,provider_types,opening_hours,counters,slot_minutes\n"


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ("MO 12:00-09:00", "ends before it begins"),
        ("XX 09:00-12:00", "does not read like"),
        ("MO 9-12", "does not read like"),
        ("MO 09:00-25:00", "opening_hours"),
        ("MO 09:00-12:00;MO 11:00-13:00", "overlap"),
    ],
)
def test_hours_that_cannot_be_are_refused(tmp_path: Path, hours: str, reason: str) -> None:
    path = tmp_path / "windows.csv"
    path.write_text(f'{WINDOW}1,某窗,A,2F/A,law_firm,"{hours}",1,30\n', "utf-8")
    assert reason in read_table(path, WindowRow).refused[2]


def test_hours_become_weekly_rules(tmp_path: Path) -> None:
    path = tmp_path / "windows.csv"
    path.write_text(f'{WINDOW}1,某窗,A,2F/A,law_firm,"MO,SU 09:00-12:00,13:30-24:00",1,30\n', "utf-8")
    row = read_table(path, WindowRow).rows[2]
    assert row.opening_hours == ((0, 540, 720), (0, 810, 1440), (6, 540, 720), (6, 810, 1440))
    assert row.records(2)[0].values["hours"][1] == [0, "13:30", "24:00"]


def test_a_day_and_a_yes_are_read_strictly(tmp_path: Path) -> None:
    path = tmp_path / "holidays.csv"
    path.write_text(
        "date,name_zh,name_en,is_day_off,status\n"
        "2026-02-30,某,A,yes,published\n2026-02-28,某,A,maybe,published\n2026-02-28,某,A,no,published\n",
        "utf-8",
    )
    table = read_table(path, DayRow)
    assert list(table.refused) == [2, 3]
    assert "say yes or no" in table.refused[3]


def test_fees_that_make_no_sense_are_refused() -> None:
    cells = service_cells()
    for wrong in (
        {"typical_fee_min": "9", "typical_fee_max": "1"},
        {"typical_fee_min": "-1", "typical_fee_max": "1"},
        {"typical_fee_min": "1.001", "typical_fee_max": "2"},
        {"typical_fee_min": "NaN", "typical_fee_max": "2"},
        {"typical_fee_min": "1", "typical_fee_max": ""},
        {"fee_kind": "free", "typical_fee_max": "2"},
    ):
        with pytest.raises(ValueError, match=r"typical_fee|free service"):
            ServiceRow.model_validate(cells | wrong)
    row = ServiceRow.model_validate(cells | {"typical_fee_min": "0.5", "typical_fee_max": "12"})
    assert row.fee == ("RANGE", 50, 1200)
    assert ServiceRow.model_validate(cells | {"typical_fee_min": "", "typical_fee_max": ""}).fee == (
        "QUOTE",
        None,
        None,
    )
    assert ServiceRow.model_validate(cells | {"typical_fee_min": "5", "typical_fee_max": "5"}).fee == (
        "FIXED",
        500,
        500,
    )


def service_cells() -> dict[str, str]:
    return {
        "code": "X-1",
        "name_zh": "某服务",
        "name_en": "Some service",
        "category": "C01",
        "area_of_law": "general",
        "description_zh": "说明",
        "channels": "window",
        "delivery_modes": "in_person|document",
        "provider_types": "law_firm",
        "fee_kind": "market",
        "typical_fee_min": "1",
        "typical_fee_max": "2",
        "duration_minutes": "30",
        "conflict_check": "none",
        "urgency_default": "normal",
        "provider_sex_preference": "no",
        "contingency_fee_allowed": "n/a",
        "fee_source": "invented",
    }
