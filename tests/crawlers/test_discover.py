"""Sitemaps and feeds: what they point at, and what they cannot do to who reads them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers import discover
from crawlers.discover import Sitemap, feed, sitemap, surely_before

BASE = "https://example.org/sitemap.xml"
HERE = Path(__file__).parent
SITEMAPS = json.loads((HERE / "sitemaps.json").read_text(encoding="utf-8"))
FEEDS = json.loads((HERE / "feeds.json").read_text(encoding="utf-8"))
ONE = b"<urlset><url><loc>https://example.org/1</loc></url></urlset>"


@pytest.mark.parametrize("case", SITEMAPS, ids=[case["label"] for case in SITEMAPS])
def test_sitemap(case: dict[str, Any]) -> None:
    found = sitemap(case["body"].encode(), BASE)
    assert [list(entry) for entry in found.pages] == case["entries"]
    assert found.maps == ()


@pytest.mark.parametrize("case", FEEDS, ids=[case["label"] for case in FEEDS])
def test_feed(case: dict[str, Any]) -> None:
    assert [list(entry) for entry in feed(case["body"].encode(), BASE)] == case["entries"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (gzip.compress(ONE), True),
        (gzip.compress(ONE[:30]) + gzip.compress(ONE[30:]), True),
        (gzip.compress(ONE)[:-8], True),
        (gzip.compress(ONE) + b"what follows", True),
        (('<?xml version="1.0" encoding="UTF-16"?>' + ONE.decode()).encode("utf-16"), True),
        (b"\x1f\x8bno gzip", False),
        (b"\x1f\x8b", False),
    ],
)
def test_a_sitemap_is_unpacked_by_what_its_bytes_are(body: bytes, found: bool) -> None:
    assert [url for url, _ in sitemap(body).pages] == ["https://example.org/1"] * found


def test_an_index_names_sitemaps() -> None:
    index = (
        "<sitemapindex><sitemap><loc>https://example.org/a.xml.gz</loc><lastmod>2021-03-25</lastmod></sitemap>"
        "<sitemap><loc>b.xml</loc></sitemap></sitemapindex>"
    )
    assert sitemap(index.encode(), BASE).maps == (
        ("https://example.org/a.xml.gz", "2021-03-25"),
        ("https://example.org/b.xml", None),
    )


def test_no_more_entries_than_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover, "MOST", 3_000)
    body = "".join(f"<url><loc>https://example.org/{n}</loc></url>" for n in range(3_005))
    assert len(sitemap(f"<urlset>{body}</urlset>".encode()).pages) == 3_000


@pytest.mark.parametrize(
    ("date", "before"),
    [
        ("2021-03-24", True),
        ("2021-03-25", False),
        ("2021-02", True),
        ("2021-03", False),
        ("2020", True),
        ("2021", False),
        (None, False),
    ],
)
def test_what_lies_surely_before_a_day(date: str | None, before: bool) -> None:
    assert surely_before(date, "2021-03-25") is before


def bomb() -> str:
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    return f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]>'


def secret(path: str) -> str:
    return f'<!DOCTYPE x [<!ENTITY m SYSTEM "file://{path}"><!ENTITY % p SYSTEM "file://{path}"> %p;]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("head", [bomb(), secret("/etc/hostname")], ids=["bomb", "file"])
def test_entities_are_left_alone(head: str, encoding: str) -> None:
    body = (
        f"{head}<x><url><loc>https://example.org/&m;</loc></url><item><link href='https://example.org/&m;'/></item></x>"
    ).encode(encoding)
    found = [*sitemap(body).pages, *feed(body)]
    assert {entry.url for entry in found} <= {"https://example.org/"}


@pytest.mark.parametrize(
    "body",
    [
        b"<a>" * 100_000,
        b"<url><loc>" * 10_000,
        b"<item>" * 10_000,
        b"<x><item>" + b"<a/>" * 10_000,
        b"<x><item><link>" + b"x" * 20_000_000,
        b"<x " + b"a='b' " * 10_000,
        b"<x>" + b"&a;" * 10_000,
        b"[" * 100_000,
        b'{"items":[' + b"{}," * 10_000 + b"{}]}",
        gzip.compress(b"<urlset>" + b" " * 200_000_000, 1),
        gzip.compress(gzip.compress(b" " * 50_000_000, 1)),
        gzip.compress(b"") * 100_000,
    ],
    ids=lambda body: body[:12].decode(errors="replace"),
)
def test_hostile_files_are_read(body: bytes) -> None:
    assert sitemap(body) == Sitemap()
    assert feed(body) == []


PIECES = (
    "<urlset> <url> </url> <loc> </loc> https://example.org/1 <item> </item> <link> </link> <entry> &amp; &x; "
    "<![CDATA[ ]]> <lastmod>2021-03-25</lastmod> <?xml?> <!DOCTYPE"
).split()
XML = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=20).map("".join)


@settings(deadline=None)
@given(st.binary(max_size=200) | XML.map(lambda text: text.encode(errors="replace")))
def test_no_bytes_raise(raw: bytes) -> None:
    for body in (raw, gzip.compress(raw), b"\x1f\x8b\x08" + raw, b"<rss>" + raw, b'{"items": ' + raw):
        found = [*sitemap(body, BASE).pages, *sitemap(body, BASE).maps, *feed(body, BASE)]
        assert all(entry.url.startswith(("http://", "https://")) for entry in found)
