"""What a shelf row says once it is read: papers to bring, steps, open counters, the order of related services."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

OPTIONAL_MARKS = ("(可选)", "（可选）", "(如有)", "（如有）")
NOTHING = frozenset({"", "无"})


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to bring; an optional one may be missing or come later."""

    name: str
    optional: bool


def papers(materials: Iterable[str]) -> tuple[Paper, ...]:
    """Read the materials of a service; "无" asks for nothing."""
    return tuple(_paper(text.strip()) for text in materials if text.strip() not in NOTHING)


def _paper(text: str) -> Paper:
    for mark in OPTIONAL_MARKS:
        if text.endswith(mark):
            return Paper(text.removesuffix(mark), optional=True)
    return Paper(text, optional=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way; `body` says what the catalogue knows of it, else nothing."""

    title: str
    body: str


def steps(titles: Sequence[str], materials: Iterable[str], time_limit: str) -> tuple[Step, ...]:
    """Put the papers with the first step that asks for papers, and the statutory time limit with the decision."""
    names = "、".join(paper.name for paper in papers(materials))
    bodies = dict[int, list[str]]()
    if names:
        bodies.setdefault(_first(titles, ("材料", "证明", "提交", "申请"), 0), []).append(f"请带好：{names}。")
    if time_limit:
        place = _first(titles, ("审查", "决定", "受理", "出具"), len(titles) - 1)
        bodies.setdefault(place, []).append(f"法定期限：{time_limit}。")
    return tuple(Step(title, "".join(bodies.get(i, ()))) for i, title in enumerate(titles))


def _first(titles: Sequence[str], words: tuple[str, ...], otherwise: int) -> int:
    found = (i for i, title in enumerate(titles) if any(word in title for word in words))
    return next(found, otherwise)


def clock_minutes(text: str) -> int:
    """Return minutes after midnight of "09:30"."""
    read = time.fromisoformat(text)
    return read.hour * 60 + read.minute


def is_open(hours: Sequence[Sequence[Any]], at: datetime, *, day_off: bool | None) -> bool:
    """Say whether weekly hours hold at a local moment.

    `day_off` is what the calendar says of that date: True closes it, False makes a weekend day worked by the hours of
    the week's first day, None leaves it to its weekday.
    """
    minute = at.hour * 60 + at.minute
    first = min((int(day) for day, _, _ in hours), default=0)
    weekday = effective_weekday(at.weekday(), day_off=day_off, follows=True, first=first)
    return any(int(day) == weekday and clock_minutes(o) <= minute < clock_minutes(c) for day, o, c in hours)


def effective_weekday(weekday: int, *, day_off: bool | None, follows: bool, first: int = 0) -> int | None:
    """Return whose weekday's hours a date has, given what the calendar says of it; None when it is closed."""
    if not follows or day_off is None:
        return weekday
    return None if day_off else first


def hours_token(weekday: int, opens: int, closes: int, *, follows: bool) -> str:
    """Name weekly hours (minutes after midnight), so that an index can be asked for those that hold now."""
    return f"{'h' if follows else 'n'}{weekday}:{opens}-{closes}"


def window_tokens(hours: Iterable[Sequence[Any]]) -> list[tuple[str, int, int, int]]:
    """Name the weekly hours of a counter, each with its weekday and minutes; counters follow the holidays."""
    found = [(int(day), clock_minutes(opens), clock_minutes(closes)) for day, opens, closes in hours]
    return [(hours_token(day, opens, closes, follows=True), day, opens, closes) for day, opens, closes in found]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A service beside another on the shelf."""

    id: int
    guide_id: int | None
    category_id: int


def related(of: Neighbour, shelf: Iterable[Neighbour]) -> list[int]:
    """Order the services often needed together: the same life event first, then the same category, as they stand."""
    others = [other for other in shelf if other.id != of.id]
    same_guide = [other.id for other in others if of.guide_id is not None and other.guide_id == of.guide_id]
    same_category = [other.id for other in others if other.category_id == of.category_id]
    return list(dict.fromkeys(same_guide + same_category))


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A rule of who may have a service: its code in the rule book and its text in two languages."""

    code: str
    zh: str
    en: str


MEANS_WAIVED = Eligibility(
    "R23",
    "无固定生活来源的未成年人、老年人、残疾人，社会救助、司法救助或优抚对象，以及请求支付劳动报酬或工伤赔偿的"
    "进城务工人员，免予核查经济困难状况（法律援助法第42条）。",
    "No proof of hardship is asked of minors, elders and disabled people without a fixed income, people on social "
    "assistance, and migrant workers who claim wages or work-injury pay (Legal Aid Law, art. 42).",
)
NO_MEANS_TEST = Eligibility(
    "R24",
    "英雄烈士近亲属维护其人格权益、因见义勇为主张民事权益、再审改判无罪请求国家赔偿、遭受虐待遗弃或家庭暴力的"
    "受害人主张权益，不受经济困难条件限制（法律援助法第32条）。",
    "No means test: families of martyrs, good Samaritans, the acquitted on retrial, victims of abuse, abandonment or "
    "domestic violence (Legal Aid Law, art. 32).",
)
HARDSHIP = Eligibility(
    "R25",
    "其他申请人应当符合省级人民政府规定的经济困难标准，可以如实说明并作诚信承诺（法律援助法第34条）。",
    "Anyone else must meet the provincial standard of economic hardship (Legal Aid Law, art. 34).",
)
LEGAL_AID = (MEANS_WAIVED, NO_MEANS_TEST, HARDSHIP)


def eligibility(provider_types: Iterable[str], legal_basis: Iterable[str]) -> tuple[Eligibility, ...]:
    """Return the rules of a legal-aid service; other services ask for nothing that the catalogue knows.

    A service founded on article 32 is for those named there; one for criminal matters, founded on other articles than
    31, 32 and 42, has no means rule in the book.
    """
    if "legal_aid_centre" not in provider_types:
        return ()
    basis = "；".join(legal_basis)
    if "法律援助法" not in basis:
        return ()
    if "第31条" in basis or "第42条" in basis:
        return LEGAL_AID
    return (NO_MEANS_TEST,) if "第32条" in basis else ()
