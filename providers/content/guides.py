"""The guides: one a life event, composed of what its services say, and of nothing else."""

from collections import defaultdict
from collections.abc import Sequence

from providers.enums import FeeKind
from providers.models import Guide, Service, ServiceWindow

_FEN = 100
_FIRST_CIRCLED = ord("①")
_CIRCLED = 20


async def rewrite_guides() -> list[int]:
    """Compose every guide from its services as they stand; returns the ids of those that read differently now."""
    windows = {window.id: window for window in await ServiceWindow.all()}
    services = defaultdict[int | None, list[Service]](list)
    for service in await Service.all().order_by("code"):
        services[service.guide_id].append(service)
    rewritten = list[int]()
    for guide in await Guide.all().order_by("id"):
        body = compose(guide.title_zh, services[guide.id], windows)
        if body != guide.body_zh:
            await Guide.filter(id=guide.id).update(body_zh=body)
            rewritten.append(guide.id)
    return rewritten


def compose(title: str, services: Sequence[Service], windows: dict[int, ServiceWindow]) -> str:
    """Write one guide as Markdown."""
    if not services:
        return f"# {title}\n\n目前没有与此相关的上架服务。\n"
    names = "\n".join(f"{place}. {service.name_zh}" for place, service in enumerate(services, 1))
    head = f"# {title}\n\n与此有关的上架服务共{len(services)}项：\n\n{names}\n"
    return "\n".join([head, *(_section(service, windows) for service in services)])


def _section(service: Service, windows: dict[int, ServiceWindow]) -> str:
    window = windows.get(service.window_id) if service.window_id is not None else None
    lines = {
        "窗口": f"{window.number}号 {window.name_zh}" if window else "",
        "费用": fee(service),
        "要带的材料": "、".join(text for text in service.materials if text != "无"),
        "怎么办": " ".join(f"{_numeral(place)}{step}" for place, step in enumerate(service.steps)),
        "期限": service.statutory_time_limit,
        "法律依据": "；".join(service.legal_basis),
    }
    items = "\n".join(f"- **{label}**：{text}" for label, text in lines.items() if text)
    return f"## {service.name_zh}\n\n{service.summary_zh}\n\n{items}\n"


def fee(service: Service) -> str:
    """Say the fee of a service in a few words."""
    if service.fee_kind == FeeKind.FREE:
        said = "免费"
    elif service.fee_min is None or service.fee_max is None:
        said = "以机构报价为准"
    elif service.fee_min == service.fee_max:
        said = f"{_yuan(service.fee_min)}元"
    else:
        said = f"{_yuan(service.fee_min)}—{_yuan(service.fee_max)}元"
    return f"{said}（{service.fee_note}）" if service.fee_note else said


def _numeral(place: int) -> str:
    return chr(_FIRST_CIRCLED + place) if place < _CIRCLED else f"({place + 1})"


def _yuan(fen: int) -> str:
    return f"{fen / _FEN:,.2f}".removesuffix(".00")
