"""What an index document is: one builder a kind, each reading its batch in a constant number of statements.

What may not stand on the shelf today has no document: an id that yields none is gone from the index.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from tortoise.models import Model

from providers.documents.market import listings, practitioners, providers
from providers.documents.shelf import guides, services, windows
from providers.models import Guide, Listing, Practitioner, Provider, Service, ServiceWindow
from search.port import Document

BATCH = 200

Builder = Callable[[Sequence[int], datetime], Awaitable[list[Document]]]
BUILDERS: Mapping[str, tuple[type[Model], Builder]] = {
    "service": (Service, services),
    "guide": (Guide, guides),
    "window": (ServiceWindow, windows),
    "provider": (Provider, providers),
    "listing": (Listing, listings),
    "practitioner": (Practitioner, practitioners),
}


def document_id(kind: str, id_: int) -> str:
    return f"{kind}-{id_}"


def parse(document: str) -> tuple[str, int] | None:
    """Return kind and row id of a document id; None when it is none of ours."""
    kind, _, number = document.partition("-")
    return (kind, int(number)) if kind in BUILDERS and number.isdecimal() else None


async def documents_of(kind: str, ids: Sequence[int], now: datetime) -> list[Document]:
    """Build the documents of these rows; those that may not be found are left out."""
    if not ids:
        return []
    _, build = BUILDERS[kind]
    return await build(ids, now)


async def documents(ids: Sequence[str], now: datetime) -> list[Document]:
    """Build documents of any kinds by their ids."""
    wanted = dict[str, list[int]]()
    for kind, row in filter(None, map(parse, ids)):
        wanted.setdefault(kind, []).append(row)
    return [document for kind, rows in wanted.items() for document in await documents_of(kind, rows, now)]


async def everything(now: datetime) -> AsyncIterator[Document]:
    """Build every document, a batch at a time."""
    for kind, (model, _) in BUILDERS.items():
        last = 0
        while ids := await ids_after(model, last):
            for document in await documents_of(kind, ids, now):
                yield document
            last = ids[-1]


async def how_many() -> int:
    """Count the rows behind all documents; some of them may not stand today."""
    return sum([await model.all().count() for model, _ in BUILDERS.values()])


async def ids_after(model: type[Model], last: int) -> list[int]:
    found = await model.filter(id__gt=last).order_by("id").limit(BATCH).values_list("id", flat=True)
    return [int(str(id_)) for id_ in found]
