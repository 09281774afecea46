"""Names that nobody takes for real ones: every one begins with 样例."""

from seeds.generator.dice import Dice

MARK = "样例·"

_FIRST = "榕闽鼓江海山乌于茉莉福岚屏螺洲桥", "Rong Min Gu Jiang Hai Shan Wu Yu Mo Li Fu Lan Ping Luo Zhou Qiao"
_SECOND = "一二三四五六七八九十甲乙丙丁子丑寅", "yi er san si wu liu qi ba jiu shi jia yi bing ding zi chou yin"
_SURNAMES = "林陈黄郑王张李吴刘杨许叶谢邱何郭江方游潘"
_GIVEN = "安宁平明正和信诚礼知行思远文清川舟禾青岩"


def _spelt(characters: str, letters: str) -> list[tuple[str, str]]:
    return list(zip(characters, letters.split(), strict=True))


BRANDS = [(a + b, x + y) for b, y in _spelt(*_SECOND) for a, x in _spelt(*_FIRST)]


def brand(place: int) -> tuple[str, str]:
    """Return the brand at a place, in Chinese and in letters; beyond the list they go on with numbers."""
    again, which = divmod(place, len(BRANDS))
    zh, en = BRANDS[which]
    return (f"{zh}{again + 1}", f"{en} {again + 1}") if again else (zh, en)


def person(dice: Dice) -> str:
    given = "".join(dice.some(_GIVEN, dice.number(1, 2)))
    return f"{MARK}{dice.one(_SURNAMES)}{given}"
