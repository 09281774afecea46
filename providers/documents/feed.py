"""The change feed of the index: outbox rows name what changed, documents are built when a row is taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from providers import outbox
from providers.documents.registry import documents, parse
from providers.models import Listing, Practitioner
from providers.outbox import Job
from search.port import Document

TOPIC = "index"


@dataclass
class Feed:
    """What the indexer drains (`search.indexer.Source`); it keeps the jobs it has taken until they are settled."""

    clock: Callable[[], datetime]
    taken: dict[int, Job] = field(default_factory=dict[int, Job])

    async def claim(self, limit: int) -> Sequence[tuple[int, Sequence[str]]]:
        jobs = await outbox.claim(TOPIC, self.clock(), limit)
        self.taken |= {job.id: job for job in jobs}
        return [(job.id, named(job.payload)) for job in jobs]

    async def build(self, ids: Sequence[str]) -> tuple[Sequence[Document], Sequence[str]]:
        wanted = await _with_dependants(ids)
        built = await documents(wanted, self.clock())
        standing = {document.id for document in built}
        return built, [id_ for id_ in wanted if id_ not in standing]

    async def done(self, rows: Sequence[int]) -> None:
        await outbox.done([job for row in rows if (job := self.taken.pop(row, None))])

    async def failed(self, row: int, error: str) -> None:
        job = self.taken.pop(row, None)
        if job is not None:
            await outbox.failed(job, error, self.clock())


def named(payload: Mapping[str, object]) -> list[str]:
    """Return the documents a job names: `id` for one, `ids` for many."""
    ids = payload.get("ids")
    many = [str(id_) for id_ in ids] if isinstance(ids, list) else []  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return [*many, *([str(payload["id"])] if "id" in payload else [])]


async def _with_dependants(ids: Sequence[str]) -> list[str]:
    """Add the listings and people of each institution: they fall and rise with it."""
    institutions = [row for kind, row in filter(None, map(parse, ids)) if kind == "provider"]
    wanted = dict.fromkeys(ids)
    if institutions:
        for kind, model in (("listing", Listing), ("practitioner", Practitioner)):
            rows = await model.filter(provider_id__in=institutions).order_by("id").values_list("id", flat=True)
            wanted |= dict.fromkeys(f"{kind}-{row}" for row in rows)
    return list(wanted)
