"""robots.txt and robots directives: what is forbidden stays so, and a hostile file costs no more than its size."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.robots import LARGEST, Directives, Rules, Wait, directives, of_response

AGENT = "unfurnish/0.1 (+mailto:me@example.org)"
HERE = Path(__file__).parent
ROBOTS = json.loads((HERE / "robots.json").read_text(encoding="utf-8"))
DIRECTIVES = json.loads((HERE / "directives.json").read_text(encoding="utf-8"))


def labels(cases: list[dict[str, Any]]) -> list[str]:
    return [case["label"] for case in cases]


@pytest.mark.parametrize("case", ROBOTS, ids=labels(ROBOTS))
def test_robots(case: dict[str, Any]) -> None:
    rules = Rules.parse(case["robots"].encode(), AGENT)
    asked = [*case["allowed"], *case["forbidden"]]
    assert [path for path in asked if rules.allows(f"https://example.org{path}")] == case["allowed"]
    if "delay" in case:
        assert rules.delay == case["delay"]


def test_bytes_of_an_old_encoding_forbid_the_same_bytes() -> None:
    rules = Rules.parse("User-agent: *\nDisallow: /новости".encode("cp1251"), AGENT)
    assert not rules.allows("https://example.org/%ED%EE%E2%EE%F1%F2%E8")
    assert rules.allows("https://example.org/news")


def test_wide_characters_are_read() -> None:
    assert not Rules.parse("User-agent: *\nDisallow: /a".encode("utf-16"), AGENT).allows("https://example.org/a")


@pytest.mark.parametrize("seen", range(1, 14))
def test_what_lies_behind_the_limit_is_not_read_and_a_cut_line_neither(seen: int) -> None:
    head = b"User-agent: *\nDisallow: /a\n"
    body = head + b"#" * (LARGEST - len(head) - 1 - seen) + b"\nDisallow: /b/c\n"
    rules = Rules.parse(body, AGENT)
    paths = ("/a", "/b", "/b/c", "/x")
    assert [path for path in paths if not rules.allows(f"https://example.org{path}")] == ["/a"]


def test_an_address_that_cannot_be_read_may_not_be_fetched() -> None:
    assert not Rules().allows("https://[example/")
    assert not Rules.parse(b"User-agent: *\nDisallow: /a", AGENT).allows("https://[example/")


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (200, False),
        (204, False),
        (301, True),
        (308, True),
        (400, True),
        (401, True),
        (403, True),
        (404, True),
        (410, True),
        (451, True),
    ],
)
def test_an_answer_that_counts(status: int, allowed: bool) -> None:
    rules = of_response(status, b"User-agent: *\nDisallow: /", AGENT)
    assert isinstance(rules, Rules)
    assert rules.allows("https://example.org/a") is allowed


@pytest.mark.parametrize("status", [100, 429, 500, 502, 503, 599, 999])
def test_an_answer_to_wait_after(status: int) -> None:
    answer = of_response(status, b"User-agent: *\nAllow: /", AGENT)
    assert isinstance(answer, Wait)
    assert "robots.txt" in answer.reason


HOSTILE_ROBOTS = {
    "names, then rules": b"".join(b"User-agent: a%d\n" % n for n in range(20_000)) + b"Disallow: /a\n" * 20_000,
    "our name again and again": b"User-agent: unfurnish\n" * 15_000 + b"Disallow: /a\n" * 15_000,
    "stars": b"User-agent: *\nDisallow: /" + b"*a" * 250_000,
    "many stars": b"User-agent: *\n" + b"Disallow: /*a*b*c*d$\n" * 25_000,
    "one line": b"U" * 600_000,
    "nothing but breaks": b"\r" * 600_000,
    "numbers": b"User-agent: *\nCrawl-delay: " + b"9" * 500_000,
    "spaces": b"User-agent:" + b" " * 500_000,
}


@pytest.mark.parametrize("body", HOSTILE_ROBOTS.values(), ids=list(HOSTILE_ROBOTS))
def test_a_hostile_file_is_read(body: bytes) -> None:
    rules = Rules.parse(body, AGENT)
    assert isinstance(rules.allows("https://example.org/" + "ab" * 1_000), bool)


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode(errors="replace")), st.text())
def test_no_bytes_raise(body: bytes, url: str) -> None:
    for rules in (Rules.parse(body, AGENT), Rules.parse(b"User-agent: *\nDisallow: " + body, AGENT)):
        assert isinstance(rules.allows(url), bool)
        assert rules.delay is None or rules.delay >= 0
    directives(body, [url], AGENT)
    directives(b"<meta name=robots " + body, [url, "a: " + url], AGENT)


@pytest.mark.parametrize("case", DIRECTIVES, ids=labels(DIRECTIVES))
def test_directives(case: dict[str, Any]) -> None:
    for html in (case["html"], case["html"].encode(), case["html"].encode("utf-16")):
        found = directives(html, case["headers"], AGENT)
        assert [name for name, kept in asdict(found).items() if not kept] == case["forbidden"]


@pytest.mark.parametrize(
    ("found", "stored"),
    [
        (Directives(), True),
        (Directives(follow=False), True),
        (Directives(index=False), False),
        (Directives(archive=False), False),
    ],
)
def test_what_may_be_stored(found: Directives, stored: bool) -> None:
    assert found.store is stored


@pytest.mark.parametrize(
    "piece", [b"<meta ", b"<meta a=\"'", b"<meta a='", b"<!--", b"<script>", b"<meta a=b ", b"<", b" = "]
)
def test_hostile_markup_is_read(piece: bytes) -> None:
    page = b"<meta name=robots content=noindex>" + piece * (2_000_000 // len(piece))
    assert not directives(page, [", ".join(["a: b"] * 1_000)], AGENT).index
