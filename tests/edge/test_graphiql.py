"""GraphiQL: whole, offline, and under a policy that allows no script but its own files; closed in production."""

import re
from pathlib import Path

import httpx2

from tests.edge.server import ROOT, Server
from tests.edge.test_settings import PRODUCTION

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FILES = ROOT / "api" / "static" / "graphiql"


def test_page_and_all_its_files_are_served(shared: Server) -> None:
    page = httpx2.get(f"{shared.url}/graphql", headers=BROWSER)
    assert page.status_code == 200
    assert httpx2.get(shared.url, headers=BROWSER, follow_redirects=True).text == page.text
    references = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(references) == 7
    for reference in set(references) - {"data:,"}:
        file = httpx2.get(shared.url + reference)
        assert file.status_code == 200
        assert file.content == (FILES.parent / reference.removeprefix("/static/")).read_bytes()


def test_policy_is_strict_and_the_page_obeys_it(shared: Server) -> None:
    page = httpx2.get(f"{shared.url}/graphql", headers=BROWSER)
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "http" not in page.headers["content-security-policy"]
    assert re.search(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=|javascript:", page.text) is None


def test_nothing_is_fetched_from_elsewhere() -> None:
    for file in FILES.glob("*.css"):
        assert re.findall(r"url\((?!data:)[^)]*\)|@import", file.read_text()) == []
    for name in ("index.html", "boot.js"):
        assert re.findall(r"https?://\S+|//[a-z]\S*\.[a-z]{2,}", (FILES / name).read_text()) == []


def test_production_is_closed(seeded_folder: Path, tmp_path: Path) -> None:
    database = f"sqlite:///{seeded_folder / 'var' / 'fawu.db'}"
    server = Server(tmp_path, PRODUCTION | {"FAWU_DEV_CODE": "", "FAWU_DATABASE_URL": database}).start()
    try:
        assert httpx2.get(f"{server.url}/graphql", headers=BROWSER).status_code == 405
        assert httpx2.get(f"{server.url}/static/graphiql/boot.js").status_code == 404
        told = server.ask("{ __schema { queryType { name } } }")
        assert "introspection" in told["errors"][0]["message"]
        assert "Did you mean" not in server.ask("{ servces { totalCount } }")["errors"][0]["message"]
        assert server.ask("{ __typename }") == {"data": {"__typename": "Query"}}
    finally:
        server.kill()
