"""Language above the engines: folding, words, readings, vocabulary, plans."""

import csv
from itertools import pairwise
from pathlib import Path

import pypinyin
import pytest
from hypothesis import given, settings, strategies as st

from search.memory import MemoryBackend
from search.port import AnyOf, Document, SearchQuery, Synonym
from search.text import forms, readings, words
from search.text.fold import fold, fold_aligned
from search.text.plan import MOST_GROUPS, plan
from search.text.shape import order_key
from search.text.vocabulary import Vocabulary
from tests.search.market import stream

SERVICES = Path(__file__).parents[2] / "seeds" / "content" / "services.csv"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("離婚財產怎麼分", "离婚财产怎么分"),
        ("ＡＢＣ１２３", "abc123"),
        ("Café RÉSUMÉ", "cafe resume"),
        ("ｶﾞ㈱ﬁ①", "カ\u3099(株)fi1"),
        ("一\x00二\ud800三", "一 二 三"),
        ("བོད", "བོད"),  # signs that are letters of their script stay
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@settings(deadline=None)
@given(st.text(max_size=200))
def test_folded_letters_know_where_they_stood(text: str) -> None:
    folded, places = fold_aligned(text)
    assert folded == fold(text)
    assert len(places) == len(folded)
    assert all(left <= right for left, right in pairwise(places))
    for letter, place in zip(folded, places, strict=True):
        assert letter in fold(text[place])


@settings(deadline=None)
@given(st.text(max_size=100))
def test_no_token_holds_white_space_or_is_empty(text: str) -> None:
    folded = fold(text)
    assert all(token and not any(letter.isspace() for letter in token) for token in words.tokens(folded))
    assert all(token and not any(letter.isspace() for letter in token) for token in forms.of_name(folded))


def test_every_part_of_a_chinese_word_is_a_token() -> None:
    assert {"待处", "处理", "待处理"} <= set(words.tokens("待处理"))


@pytest.mark.parametrize(
    ("word", "made_of"),
    [("法律援助", ("法律", "援助")), ("公证处", ("公证",)), ("月工资", ("工资",)), ("离婚", ()), ("visa", ())],
)
def test_parts_of_words(word: str, made_of: tuple[str, ...]) -> None:
    assert words.parts(word) == made_of


def test_rare_words_tell_more() -> None:
    assert 0 < words.telling("没有") < words.telling("孩子") < words.telling("工资") < words.telling("拖欠") <= 1


def test_readings_are_those_of_pypinyin() -> None:
    names = ["重庆银行", "长城", "调解员", "行政复议", "会见", "还款", "单于", "朝阳区人民调解委员会", "律师", "绿化"]
    with SERVICES.open(encoding="utf-8") as file:
        names += [row["name_zh"] for row in csv.DictReader(file)]
    chinese = ["".join(letter for letter in name if words.is_han(letter)) for name in names]
    wrong = [name for name in chinese if readings.read(name) != pypinyin.lazy_pinyin(name)]
    assert len(wrong) <= len(chinese) // 50, wrong  # its own cut of words differs now and then
    assert readings.read("重庆银行马尾") == ["chong", "qing", "yin", "hang", "ma", "wei"]


def test_letters_are_cut_into_syllables() -> None:
    assert readings.spell("lihunsusong")[0] == ("li", "hun", "su", "song")
    assert {("xian",), ("xi", "an")} <= set(readings.spell("xian"))
    assert readings.spell("lvshi") == [("lv", "shi")]
    assert readings.spell("court") == readings.spell("离婚") == []


@settings(deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=30, max_size=60))
def test_spelling_stays_small(letters: str) -> None:
    assert len(readings.spell(letters)) <= 4


def test_the_longest_phrase_of_the_vocabulary_is_found_and_latin_ones_only_whole() -> None:
    vocabulary = Vocabulary(
        [Synonym("工资", "报酬"), Synonym("拖欠工资", "讨薪"), Synonym("OT", "加班"), Synonym("讨薪", "讨薪")]
    )
    assert [(one.start, one.end) for one in vocabulary.find(fold("老板拖欠工資"))] == [(2, 6)]
    assert [(one.start, one.end) for one in vocabulary.find("不给ot费")] == [(2, 4)]
    assert vocabulary.find("hotel") == []
    assert vocabulary.find("讨薪") == []


def test_a_story_is_cut_to_its_most_telling_words() -> None:
    story = (
        "我和孩子的爸爸在北京认识后来我们结婚买了房子他经常喝酒回家打人"
        "昨天派出所来过现在想离婚争取抚养权分割房产追讨彩礼要求赔偿"
    )
    planned = plan(story, Vocabulary())
    assert len(planned.groups) == MOST_GROUPS
    said = [group.said for group in planned.groups]
    assert {"离婚", "抚养权", "彩礼"} <= set(said)
    assert not {"我", "现在", "昨天", "后来"} & set(said)
    assert said == sorted(said, key=planned.segments.index)


def test_keys_of_documents_are_whole_in_json_and_ordered_by_number() -> None:
    ids = ["service-2", "service-10", "service-999999999", "practitioner-1", "guide-be-well", "x" * 300, "窗口-1"]
    keys = [order_key(one) for one in ids]
    assert keys[0] < keys[1] < keys[2]
    assert len(set(keys)) == len(keys)
    assert all(0 <= key < 2**53 for key in keys)


async def test_the_shelf_is_found_by_its_names_and_by_what_people_say() -> None:
    with SERVICES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    backend = MemoryBackend()
    await backend.rebuild(
        stream(
            Document(
                f"service-{number}",
                "service",
                row["name_zh"],
                aliases=(row["name_en"], *row["keywords_zh"].split(";")),
                body=row["description_zh"],
            )
            for number, row in enumerate(rows)
        )
    )
    by_name = [await _place(backend, row["name_zh"], f"service-{number}") for number, row in enumerate(rows)]
    by_english = [await _place(backend, row["name_en"], f"service-{number}") for number, row in enumerate(rows)]
    said = [(word, f"service-{n}") for n, row in enumerate(rows) for word in row["keywords_zh"].split(";")[:1]]
    by_said = [await _place(backend, word, wanted) for word, wanted in said]
    assert by_name == [0] * len(rows)
    assert sum(place < 5 for place in by_english) >= 0.95 * len(rows)
    assert sum(place < 5 for place in by_said) >= 0.9 * len(rows)


async def _place(backend: MemoryBackend, text: str, wanted: str) -> int:
    answer = await backend.search(SearchQuery(text, where=AnyOf("kind", ("service",)), limit=20))
    return next((place for place, hit in enumerate(answer.hits) if hit.id == wanted), 99)
