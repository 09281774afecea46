"""A sentence leads to the services a clerk would name, and says by which words."""

from datetime import date

import pytest

from providers.enums import TermMatchKind
from providers.rules.reading import ShelfWords, Synonym
from providers.triage import Reader

NEEDS = {
    "老板拖欠我三个月工资怎么办": "LS-037",
    "朋友借了我两万块一直不还，只有微信记录": "LS-040",
    "房东不退押金还说我弄坏了沙发": "LS-046",
    "想跟他离婚，房子怎么分": "LS-032",
    "我想立个遗嘱把房子留给孙子": "LS-065",
    "骑电动车被小车撞了，对方全责不赔": "LS-039",
    "邻居家空调滴水还很吵": "LS-048",
    "判决生效半年了他还是不还钱": "LS-139",
    "想注册一个商标": "LS-151",
    "法院寄来起诉状，不知道怎么写答辩": "LS-008",
    "商場不給退貨還罵人": "LS-101",
}


@pytest.mark.parametrize(("said", "code"), NEEDS.items())
def test_the_service_a_clerk_would_name_is_among_the_first_three(
    reader: Reader, today: date, said: str, code: str
) -> None:
    assert code in [guess.code for guess in reader.read(said, today).services[:3]]


def test_evidence_names_what_was_said_and_what_it_stands_for(reader: Reader, today: date) -> None:
    best = reader.read("老板拖欠工资，我想讨薪", today).services[0]
    said = {evidence.said: evidence for evidence in best.evidence}
    assert {"拖欠工资", "讨薪"} & set(said)
    assert all(evidence.term for evidence in best.evidence)


def test_evidence_is_quoted_as_it_was_written(reader: Reader, today: date) -> None:
    written = "老闆欠薪怎麼辦"
    evidence = [each for guess in reader.read(written, today).services for each in guess.evidence]
    assert evidence
    assert all(each.said in written for each in evidence)


def test_a_synonym_is_told_as_one(today: date) -> None:
    shelf = [ShelfWords("A-1", "追索劳动报酬代理", "labour", ("要工资",))]
    reading = Reader(shelf, [Synonym("血汗钱", "追索劳动报酬", "labour")]).read("还我血汗钱", today)
    told = [each for guess in reading.services for each in guess.evidence]
    assert [(each.said, each.term, each.kind) for each in told] == [("血汗钱", "追索劳动报酬", TermMatchKind.SYNONYM)]


def test_an_operators_own_shelf_is_found_by_its_words(today: date) -> None:
    shelf = [
        ShelfWords("PET-1", "宠物伤人纠纷代办", "tort", ("狗打架", "猫抓人")),
        ShelfWords("TREE-9", "果树移栽协商", "rural_land", ("龙眼树", "挖树")),
        ShelfWords("BOAT-3", "船位租用合同", "maritime", ("停船", "泊位")),
    ]
    reader = Reader(shelf, [])
    assert reader.read("邻居把我家的龙眼树挖走了", today).services[0].code == "TREE-9"
    assert reader.read("我家的狗和别人家的狗打架受伤了", today).services[0].code == "PET-1"


def test_an_own_shelf_that_does_not_fit_is_not_sure(today: date) -> None:
    reader = Reader([ShelfWords("PET-1", "宠物伤人纠纷代办", "tort", ("狗打架", "猫抓人"))], [])
    reading = reader.read("他欠我三个月工资，还说要代办离职", today)
    assert reading.services
    assert all(guess.confidence < 0.3 for guess in reading.services)
    assert reading.needs_human


def test_only_services_of_the_shelf_are_named(today: date) -> None:
    shelf = [ShelfWords("LS-046", "房屋租赁纠纷代理", "real_estate", ("租房", "押金"))]
    reading = Reader(shelf, []).read("老板拖欠工资，房东不退押金", today)
    assert {guess.code for guess in reading.services} == {"LS-046"}


def test_an_empty_shelf_names_nothing_but_still_sees_danger(today: date) -> None:
    reading = Reader([], []).read("老公昨晚又动手打我了", today)
    assert reading.services == ()
    assert reading.needs_human
    assert "VIOLENCE" in reading.flags


@pytest.mark.parametrize(
    "said", ["今天天气怎么样", "你好", "手机怎么截图", "红烧排骨怎么做好吃", "", "   ", "😀😀", "where is the toilet"]
)
def test_without_a_legal_matter_a_person_takes_over(reader: Reader, today: date, said: str) -> None:
    reading = reader.read(said, today)
    assert reading.needs_human
    assert all(guess.confidence < 0.35 for guess in reading.services)


@pytest.mark.parametrize("said", ["公司辞退我不给赔偿", "开发商延期交房一年了", "想做个遗嘱公证", "邻居漏水到我家"])
def test_a_plain_matter_needs_no_person(reader: Reader, today: date, said: str) -> None:
    assert not reader.read(said, today).needs_human


def test_the_same_sentence_is_read_the_same(reader: Reader, today: date) -> None:
    said = "装修公司收了钱就跑了"
    assert reader.read(said, today) == reader.read(said, today)


def test_areas_are_told(reader: Reader, today: date) -> None:
    assert reader.read("公司没签劳动合同就辞退我", today).areas[0].code == "labour"
    assert reader.read("医院把病历改了，手术失败", today).areas[0].code == "medical"
