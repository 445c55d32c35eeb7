"""Links and the dates beside them: none is lost, none gets the date of another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawlers import links as module
from crawlers.links import links

URL = "https://example.org/news/list"
CASES = json.loads((Path(__file__).parent / "links.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_links(case: dict[str, Any]) -> None:
    found = links(case["html"].encode(), URL, day_first=case.get("day_first", False))
    assert [list(link) for link in found] == case["links"]


def test_a_query_is_escaped_in_the_encoding_of_its_page() -> None:
    html = "<meta charset=windows-1251><p>Новости и сообщения</p><a href='/поиск?q=я'>Поиск</a>".encode("cp1251")
    assert links(html, URL)[0] == (f"https://example.org/{'%D0%BF%D0%BE%D0%B8%D1%81%D0%BA'}?q=%FF", "Поиск", None)


def test_the_charset_of_the_answer_decides() -> None:
    html = "<p>Новости и сообщения</p><a href='/1'>Сообщение</a>".encode("cp1251")
    assert links(html, URL, "windows-1251")[0].text == "Сообщение"


def test_frames_are_links() -> None:
    html = b"<html><frameset><frame src=menu.html><frame src=/main.html></frameset></html>"
    assert [link.url for link in links(html, URL)] == [
        "https://example.org/news/menu.html",
        "https://example.org/main.html",
    ]


PLAIN = st.text("/ab09_~=&?:,;!*()+-.%2F'\\ #é\t", max_size=30)


@settings(deadline=None)
@example("/;")
@example("/a;?b=1")
@example("/a//b")
@example("/?")
@given(PLAIN | PLAIN.map(lambda path: f"https://example.org{path}") | PLAIN.map(lambda path: f"//example.org/{path}"))
def test_the_short_way_to_an_address_ends_where_the_long_one_does(address: str) -> None:
    resolve = module._Resolver(URL, "utf-8")
    assert resolve(address) == resolve._asked(address)


HTML = st.text(max_size=40) | st.sampled_from(
    ["<a href=/x>", "</a>", "<div>", "</div>", "<p>", "25.03.2021", "<br>", "<time datetime=2021-03-25>", "<base href='http://[/'>",
     "<select>", "</script>", "<script>", "<table>", "<td>", "<a href='http://[x/'>", "<frameset>", "<body>", "<svg>"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(HTML, max_size=20).map("".join), st.text(max_size=20))
def test_no_page_raises(html: str, charset: str) -> None:
    for link in links(html.encode(errors="replace"), URL, charset):
        assert link.url.startswith(("http://", "https://"))
        assert "#" not in link.url


@settings(deadline=None)
@given(st.binary(max_size=200), st.text(max_size=40))
def test_no_bytes_raise(raw: bytes, url: str) -> None:
    links(raw, url)
    links(b"<a href='" + raw + b"'>", url)


def test_a_page_of_links_is_read_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(links(b"<a href=/1>x</a>" + b" " * module.LARGEST + b"<a href=/2>x</a>", URL)) == 1
    monkeypatch.setattr(module, "MOST", 1_000)
    for line in (b"<p><a href=/%d>x</a>", b"<a href=/%d>x</a>"):
        assert len(links(b"".join(line % n for n in range(2_000)), URL)) == 1_000


@pytest.mark.parametrize(
    "html",
    [
        b"<div>" * 100_000,
        b"<a href=x><div>" * 5_000,
        b"<b><a href=x>" * 5_000,
        b"<table><tr><td>" * 5_000,
        b"<ul><li>25.03.2021" * 5_000,
        b"<a href=/x>" + b"<br>" * 20_000,
        b"25.03.2021 " * 20_000 + b"<a href=/x>",
        b"<a href='" * 20_000,
        b"<!--" * 20_000,
        b"<svg><a href=/x>" * 5_000,
        b"<select><option>" * 5_000,
        b"x" * 20_000_000,
    ],
    ids=lambda html: html[:16].decode(),
)
def test_a_hostile_page_is_read(html: bytes) -> None:
    assert len(links(html, URL)) <= 1
