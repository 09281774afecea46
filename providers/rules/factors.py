"""What speaks for a contender: each factor a value of 0..1 with its reason in Chinese.

Never payment, credit score or income (R35, R36): none of them is in the values these functions see.
"""

from collections.abc import Callable

from providers.enums import AccessNeed, FactorCode, ServiceMode
from providers.rules.contenders import Contender, Demand, Wish
from providers.rules.eligibility import able

Said = tuple[float, str]  # value and reason

MANDARIN = "zh-Hans"
DIALECTS = frozenset({"cdo", "cdo-x-fuqing", "nan", "cpx", "hak", "shx"})
FAR = frozenset({"350124", "350125", "350128"})  # 闽清、永泰、平潭: mostly served by video (R31)

_REMOTE = frozenset({ServiceMode.PHONE, ServiceMode.VIDEO, ServiceMode.ONLINE_FORM})
_NEUTRAL = 0.5
_RINGS = (1.0, 0.6, 0.2)
_BY_VIDEO = 0.75
_FARTHEST = 30_000  # metres
_LONGEST_WAIT = 14 * 24  # hours
_QUICKEST, _SLOWEST = 60, 600  # seconds to answer
_SEASONED = 20  # years


def topic_fit(demand: Demand, it: Contender) -> Said:
    if not demand.topics:
        return _NEUTRAL, "需求尚未归入具体法律领域"
    wanted = set(demand.topics)
    people = able(demand, it)
    institution = bool(wanted & set(it.areas))
    personal = any(wanted & set(person.areas) for person in people) if people else institution
    if institution and personal:
        return 1.0, "机构和办理人员都擅长本领域"
    if institution or personal:
        return 0.75, "机构擅长本领域" if institution else "有办理人员擅长本领域"
    return 0.25, "可以办理，但未标明擅长本领域"


def language(demand: Demand, it: Contender) -> Said:
    wanted = demand.wish.language or MANDARIN
    if wanted in DIALECTS:
        wanted = MANDARIN
    if _speaks(wanted, demand, it):
        return 1.0, "可以用普通话沟通" if wanted == MANDARIN else "可以用您希望的语言沟通"
    return 0.0, "没有登记您希望的语言"


def dialect(demand: Demand, it: Contender) -> Said:
    wanted = demand.wish.language
    if wanted not in DIALECTS:
        return 0.0, "没有提出方言要求"
    return (1.0, "可以说您的方言") if _speaks(wanted, demand, it) else (0.0, "没有登记您的方言")


def _speaks(tag: str, demand: Demand, it: Contender) -> bool:
    return tag in it.languages or any(tag in person.languages for person in able(demand, it))


def distance(demand: Demand, it: Contender) -> Said:
    wished = set(demand.wish.modes)
    if wished and wished <= _REMOTE and wished & set(it.modes):
        return 1.0, "按您的意愿远程办理，不受距离影响"
    near = _how_near(it)
    if demand.home in FAR and near[0] < _BY_VIDEO and ServiceMode.VIDEO in it.modes:
        return _BY_VIDEO, "路途较远，可以视频办理"
    return near


def _how_near(it: Contender) -> Said:
    if it.metres is not None:
        return max(0.0, 1 - it.metres / _FARTHEST), f"距您约 {max(0.1, it.metres / 1000):.1f} 公里"
    if it.ring is None:
        return _NEUTRAL, "尚不知道您所在的位置"
    return _RINGS[it.ring], ("在您所在的区县", "在相邻的区县", "在较远的区县")[it.ring]


def earliest_slot(demand: Demand, it: Contender) -> Said:
    if it.soonest is None:
        wished = demand.wish.earliest or demand.wish.latest
        return 0.0, "在您希望的时间内没有空余时段" if wished else "近期没有可预约的时段"
    since = max(demand.now, demand.wish.earliest or demand.now)
    hours = max(0.0, (it.soonest.starts_at - since).total_seconds() / 3600)
    days = int(hours // 24)
    return max(0.0, 1 - hours / _LONGEST_WAIT), f"最早 {days} 天后有空" if days else "一天之内就有空"


def load(demand: Demand, it: Contender) -> Said:
    del demand
    left = max(0, it.capacity - it.open_matters)
    return left / it.capacity if it.capacity else 0.0, f"在办 {it.open_matters} 件，还能接 {left} 件"


def response_speed(demand: Demand, it: Contender) -> Said:
    del demand
    if it.response_seconds is None:
        return _NEUTRAL, "还没有应答记录"
    slow = (it.response_seconds - _QUICKEST) / (_SLOWEST - _QUICKEST)
    return min(1.0, max(0.0, 1 - slow)), f"平时约 {max(1, round(it.response_seconds / 60))} 分钟内应答"


def experience(demand: Demand, it: Contender) -> Said:
    years = max((person.years for person in able(demand, it) if person.years is not None), default=None)
    if years is None:
        return _NEUTRAL, "由机构统一安排人员"
    return min(years, _SEASONED) / _SEASONED, f"办理人员执业最长 {years} 年"


def rating(demand: Demand, it: Contender) -> Said:
    del demand, it
    return _NEUTRAL, "评价不足 5 条，按中间值计"


def fairness(demand: Demand, it: Contender) -> Said:
    del demand, it
    return 0.0, "尚无派单记录可供均衡"


def preference(demand: Demand, it: Contender) -> Said:
    met = [(said, kept) for said, kept in _wishes(demand.wish, it) if kept is not None]
    if not met:
        return 0.0, "没有提出其他意愿"
    kept = [said for said, kept in met if kept]
    return len(kept) / len(met), f"符合您的意愿：{'、'.join(kept)}" if kept else "不符合您提出的意愿"


def _wishes(wish: Wish, it: Contender) -> tuple[tuple[str, bool | None], ...]:
    """Pairs of a wish and whether it is kept; None when it was not expressed."""
    access = {need for need in wish.access if need is not AccessNeed.SIGN_LANGUAGE}  # a hard rule, not a wish
    return (
        ("指定的机构", it.provider == wish.prefer if wish.prefer is not None else None),
        ("办理方式", bool(set(wish.modes) & set(it.modes)) if wish.modes else None),
        ("无障碍条件", access <= set(it.access) if access else None),
    )


def continuity(demand: Demand, it: Contender) -> Said:
    del demand
    return (1.0, "曾经为您服务过") if it.known else (0.0, "没有为您服务过")


FACTORS: tuple[tuple[FactorCode, Callable[[Demand, Contender], Said]], ...] = (
    (FactorCode.TOPIC_FIT, topic_fit),
    (FactorCode.EARLIEST_SLOT, earliest_slot),
    (FactorCode.DISTANCE, distance),
    (FactorCode.LOAD, load),
    (FactorCode.RESPONSE_SPEED, response_speed),
    (FactorCode.EXPERIENCE, experience),
    (FactorCode.LANGUAGE, language),
    (FactorCode.DIALECT, dialect),
    (FactorCode.CITIZEN_PREFERENCE, preference),
    (FactorCode.CONTINUITY, continuity),
    (FactorCode.RATING, rating),
    (FactorCode.FAIRNESS_DEFICIT, fairness),
)
