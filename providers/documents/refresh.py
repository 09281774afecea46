"""Time passes without any change being announced: places that were the soonest begin, licences run out."""

from datetime import datetime

from providers.documents.market import LOOK_AGAIN
from providers.documents.registry import documents
from search.port import Between, SearchBackend, SearchQuery

MOST = 500


async def refresh(backend: SearchBackend, now: datetime) -> int:
    """Build anew the documents whose soonest place is over, at most `MOST` at a time; how many there were."""
    passed = SearchQuery("", where=Between(LOOK_AGAIN, lt=now.timestamp()), limit=MOST)
    ids = [hit.id for hit in (await backend.search(passed)).hits]
    built = await documents(ids, now)
    standing = {document.id for document in built}
    await backend.upsert(built)
    await backend.delete([id_ for id_ in ids if id_ not in standing])
    return len(ids)
