"""A small Meilisearch on loopback: keeps documents, settings, tasks and keys, and answers as the server does.

It knows what our adapter uses and refuses what the server would refuse: unknown indexes, attributes that are not
filterable or sortable, missing and insufficient keys.
"""

import json
import re
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.search.stub_filters import Document, FilterError, Test, compiled, metres, values

Json = Any  # as it came over the wire
MASTER = "master-key-of-the-stub"


class Refused(Exception):
    """An error answer."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class Stub:
    """The server's state, and what it does for each request."""

    def __init__(self) -> None:
        self.indexes: dict[str, dict[Any, Document]] = {}
        self.settings: dict[str, dict[str, Any]] = {}
        self.keys: dict[str, dict[str, Any]] = {}
        self.tasks: list[dict[str, Any]] = []
        self.broken = 0  # the status to answer everything with, when set
        self.seen: list[tuple[str, str]] = []  # path and key of each request
        self.connections = 0
        self.lock = threading.Lock()

    def answer(self, method: str, path: str, body: Json, key: str) -> Json:
        self.seen.append((path, key))
        if self.broken:
            raise Refused(self.broken, "internal")
        self._allow(method, path, body, key)
        for pattern, handler in self._routes(method):
            if match := re.fullmatch(pattern, path):
                return handler(*match.groups(), body)
        raise Refused(404, "not_found")

    def _routes(self, method: str) -> list[tuple[str, Any]]:
        return {
            "GET": [
                (r"/indexes/([^/]+)/settings", lambda uid, _: {"dictionary": []} | self._settings(uid)),
                (r"/indexes/([^/]+)/stats", lambda uid, _: self._stats(uid)),
                (r"/tasks/(\d+)", lambda uid, _: self.tasks[int(uid)]),
                (r"/keys/([^/]+)", lambda uid, _: self._key(uid)),
            ],
            "POST": [
                (r"/indexes", lambda body: self._task(self._create, body["uid"])),
                (r"/indexes/([^/]+)/documents", lambda uid, body: self._task(self._add, uid, body)),
                (r"/indexes/([^/]+)/documents/delete", lambda uid, body: self._task(self._delete, uid, body["filter"])),
                (r"/multi-search", lambda body: {"results": [self._search(query) for query in body["queries"]]}),
                (r"/swap-indexes", lambda body: self._task(self._swap, *body[0]["indexes"])),
                (r"/keys", self._make_key),
            ],
            "PATCH": [(r"/indexes/([^/]+)/settings", lambda uid, body: self._task(self._settings(uid).update, body))],
            "DELETE": [(r"/indexes/([^/]+)", lambda uid, _: self._task(self._remove, uid))],
        }[method]

    def _allow(self, method: str, path: str, body: Json, key: str) -> None:
        if key == MASTER:
            return
        known = next((one for one in self.keys.values() if one["key"] == key), None)
        if known is None:
            raise Refused(403, "invalid_api_key")
        searched = {query["indexUid"] for query in body["queries"]} if path == "/multi-search" else {"?"}
        if "search" not in known["actions"] or not searched <= set(known["indexes"]):
            raise Refused(403, "invalid_api_key")

    def _task(self, work: Callable[..., object], *arguments: object) -> dict[str, Any]:
        uid = len(self.tasks)
        task = {"uid": uid, "taskUid": uid, "indexUid": None, "status": "succeeded", "type": "x", "error": None}
        task |= {"enqueuedAt": "2026-01-01T00:00:00.000000Z", "details": None, "duration": None}
        self.tasks.append(task)
        try:
            work(*arguments)
        except Refused as refused:
            task |= {"status": "failed", "error": {"code": refused.code, "message": str(refused)}}
        return task

    def _settings(self, uid: str) -> dict[str, Any]:
        self._index(uid)
        return self.settings[uid]

    def _index(self, uid: str) -> dict[Any, Document]:
        if uid not in self.indexes:
            raise Refused(404, "index_not_found")
        return self.indexes[uid]

    def _stats(self, uid: str) -> dict[str, Any]:
        return {"numberOfDocuments": len(self._index(uid)), "isIndexing": False, "fieldDistribution": {}}

    def _create(self, uid: str) -> None:
        if uid in self.indexes:
            raise Refused(409, "index_already_exists")
        self.indexes[uid], self.settings[uid] = {}, {}

    def _remove(self, uid: str) -> None:
        self._index(uid)
        del self.indexes[uid], self.settings[uid]

    def _swap(self, one: str, other: str) -> None:
        self._index(one), self._index(other)
        for table in (self.indexes, self.settings):
            table[one], table[other] = table[other], table[one]

    def _add(self, uid: str, documents: list[Document]) -> None:
        if uid not in self.indexes:
            self._create(uid)
        if any(len(str(one["id"])) > 400 for one in documents):
            raise Refused(400, "invalid_document_fields")
        self.indexes[uid].update((document["key"], document) for document in documents)

    def _delete(self, uid: str, condition: str) -> None:
        index = self._index(uid)
        test = self._compiled(uid, condition)
        for key in [key for key, document in index.items() if test(document)]:
            del index[key]

    def _key(self, uid: str) -> dict[str, Any]:
        if uid not in self.keys:
            raise Refused(404, "api_key_not_found")
        return self.keys[uid]

    def _make_key(self, wanted: dict[str, Any]) -> dict[str, Any]:
        times = dict.fromkeys(("createdAt", "updatedAt"), "2026-01-01T00:00:00.000000Z")
        self.keys[wanted["uid"]] = {**wanted, "key": f"key-{wanted['uid']}", **times}
        return self.keys[wanted["uid"]]

    def _compiled(self, uid: str, condition: str) -> Test:
        try:
            return compiled(condition, self.settings[uid].get("filterableAttributes", []))
        except FilterError as error:
            raise Refused(400, f"invalid_search_filter: {error}") from error

    def _search(self, query: dict[str, Any]) -> dict[str, Any]:
        uid = query["indexUid"]
        index = self._index(uid)
        test = self._compiled(uid, query["filter"])
        words = query["q"].split()[:10]
        found = [one for one in index.values() if test(one) and self._leading(uid, one, words[:1])]
        found.sort(key=lambda one: self._rank(uid, one, words, query.get("sort", [])))
        most = self.settings[uid]["pagination"]["maxTotalHits"]
        start, end = query.get("offset", 0), query.get("offset", 0) + query.get("limit", 20)
        shown = set(query["attributesToRetrieve"]) & set(self.settings[uid]["displayedAttributes"])
        return {
            "indexUid": uid,
            "hits": [{name: one[name] for name in shown} for one in found[:most][start:end]],
            "estimatedTotalHits": min(len(found), most),
            "facetDistribution": {name: self._counted(found, name) for name in query.get("facets", [])},
        }

    def _counted(self, found: list[Document], name: str) -> dict[str, int]:
        return dict(Counter(str(value) for one in found for value in set(values(one, name))))

    def _leading(self, uid: str, document: Document, words: list[str]) -> int:
        """How many words, from the first, the document has: the server drops the last ones."""
        texts = {word for name in self.settings[uid]["searchableAttributes"] for word in document[name].split()}
        held = 0
        while held < len(words) and words[held] in texts:
            held += 1
        return held if words else 1

    def _rank(self, uid: str, document: Document, words: list[str], sort: list[str]) -> list[Any]:
        ordered = [self._sort_value(uid, document, rule) for rule in sort]
        ordered.append(-self._leading(uid, document, words))
        for rule in self.settings[uid]["rankingRules"]:
            if ":" in rule:
                ordered += [self._number(document, *rule.split(":"))]
        return ordered

    def _sort_value(self, uid: str, document: Document, rule: str) -> tuple[bool, float]:
        name, _, direction = rule.rpartition(":")
        attribute = "_geo" if name.startswith("_geoPoint(") else name
        if attribute.split(".")[0] not in self.settings[uid]["sortableAttributes"]:
            raise Refused(400, "invalid_search_sort")
        if attribute != "_geo":
            return self._number(document, name, direction)
        point = document.get("_geo")
        lat, lng = map(float, name[len("_geoPoint(") : -1].split(","))
        return (False, metres((lat, lng), (point["lat"], point["lng"]))) if point else (True, 0.0)

    def _number(self, document: Document, name: str, direction: str) -> tuple[bool, float]:
        found = values(document, name)
        if not found:
            return True, 0.0
        return False, float(found[0]) * (-1 if direction == "desc" else 1)


def serve(stub: Stub) -> ThreadingHTTPServer:
    """Start a server on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            stub.connections += 1

        def handle_any(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            key = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
            url = urlsplit(self.path)
            try:
                with stub.lock:
                    parse_qs(url.query, strict_parsing=bool(url.query))
                    status, content = 200, stub.answer(self.command, url.path, json.loads(raw or "null"), key)
            except Refused as refused:
                status, content = refused.status, {"code": refused.code.split(":")[0], "message": str(refused)}
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_DELETE = handle_any  # noqa: N815 the base class wants these names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class wants it so
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server
