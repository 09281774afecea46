"""Cursors of a search: a place in one question's answer, refused for another question or too deep a place."""

import base64
import binascii
from dataclasses import replace
from hashlib import blake2b

import orjson

from providers.catalog.asking import MAX_DEPTH, SearchRequest
from providers.errors import InvalidInput


def fingerprint(request: SearchRequest) -> str:
    """Name the question without its page, so that a cursor fits it alone."""
    asked = replace(request, facets=(), first=0, after=None)
    return blake2b(repr(asked).encode(), digest_size=8).hexdigest()


def cursor(place: int, question: str) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([place, question])).decode().rstrip("=")


def place_after(request: SearchRequest) -> int:
    """Return how many hits come before the page that is asked for."""
    if request.after is None:
        return 0
    place, question = _read(request.after)
    if question != fingerprint(request):
        raise InvalidInput("游标属于另一次搜索，请从第一页重新开始。", ("after",), rule="cursor")
    if place >= MAX_DEPTH:
        raise InvalidInput(f"最多可翻阅前 {MAX_DEPTH} 条结果，请缩小范围。", ("after",), rule="too_deep")
    return place


def _read(text: str) -> tuple[int, str]:
    try:
        read = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        read = None
    match read:
        case [int(place), str(question)] if place >= 0:
            return place, question
        case _:
            raise InvalidInput("游标无效，请从第一页重新开始。", ("after",), rule="cursor")
