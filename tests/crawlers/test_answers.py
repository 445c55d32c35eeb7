"""What an answer means, by its status, its headers and its body."""

from pathlib import Path

import pytest
from scrapy.http import Headers

from crawlers import permits
from crawlers.answers import MOST_ATTEMPTS, MOST_HOPS, Came, Judge, Judged, paths_of
from crawlers.safety import Guard
from unfurnish.store.frontier import Entry, Role

HOST = "https://tides.example"
START = f"{HOST}/list?page={{n}}"
PROFILE = f"""
id = "tides.example"
name = "Ministry of Tides"
hosts = ["tides.example"]
languages = ["en"]
[crawl]
delay = 2
items = ['^/item/\\d+$']
listings = ['^/archive']
[[crawl.start]]
kind = "listing"
url = "{START}"
[[crawl.start]]
kind = "listing"
url = "{HOST}/old/{{n:03}}"
until = 2
[crawl.permit]
basis = "a letter"
reviewed = "2026-11-22"
contact = "mailto:me@example.org"
"""
PAGE = b"<!doctype html><title>Words</title><p>The sluice is open."


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Return the judge of a small site, for pages of 2024 on."""
    path = tmp_path / "profile.toml"
    path.write_text(PROFILE)
    task = permits.task("tides.example", path, since="2024-01-01")
    return Judge(task, Guard(task.hosts))


def entry(url: str = f"{HOST}/item/1", role: Role = "item", **changes: object) -> Entry:
    """Return an address whose turn it is."""
    known = Entry(1, url, "tides.example", role, None, None, None, 0, 0, None, None, None)
    return known._replace(**changes)  # type: ignore[arg-type]


def came(status: int = 200, body: bytes = PAGE, **headers: str) -> Came:
    """Return an answer at Unix time 1000."""
    named = {"Content-Type": "text/html"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Came("1970-01-01T00:16:40Z", 1000.0, status, Headers(named), body, len(body))


def said(judged: Judged) -> tuple[str, str | None]:
    """Return outcome and reason."""
    return judged.answer.outcome, judged.answer.reason


def test_a_page_is_stored_as_it_came_with_its_validators(judge: Judge) -> None:
    judged = judge.judge(entry(), came(ETag='"7"', Last_Modified="Mon, 05 Feb 2024 10:00:00 GMT"))
    assert said(judged) == ("new", None)
    assert judged.page is not None
    assert (judged.page.raw, judged.page.site, judged.page.media_type) == (PAGE, "tides.example", "text/html")
    assert (judged.page.url, judged.page.fetched_at) == (f"{HOST}/item/1", "1970-01-01T00:16:40Z")
    assert (judged.answer.etag, judged.answer.last_modified) == ('"7"', "Mon, 05 Feb 2024 10:00:00 GMT")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (came(404), ("gone", "gone")),
        (came(410), ("gone", "gone")),
        (came(403), ("refused", "http_status")),
        (came(204, b""), ("refused", "http_status")),
        (came(206), ("refused", "http_status")),
        (came(500), ("later", "http_500")),
        (came(Content_Type="application/pdf"), ("refused", "media_type")),
        (came(X_Robots_Tag="noarchive"), ("refused", "noarchive")),
        (came(X_Robots_Tag="otherbot: noindex"), ("new", None)),
        (came(body=b'<meta name="robots" content="noindex">'), ("refused", "noindex")),
        (came(304, b""), ("refused", "http_status")),  # nobody had asked whether it changed
        (came(302, b""), ("refused", "redirect")),
        (came(302, b"", Location="http://[::1"), ("refused", "bad_url")),
        (came(302, b"", Location="file:///etc/passwd"), ("refused", "not_http")),
        (came(302, b"", Location="https://tides.example:8443/item/2"), ("refused", "odd_port")),
        (came(302, b"", Location="/item/1"), ("refused", "redirect")),
        (came(302, b"", Location="https://waves.example/item/1"), ("refused", "off_site")),
        (came(302, b"", Location="http://127.0.0.1/item/1"), ("refused", "address_literal")),
        (came(302, b"", Location="/"), ("refused", "moved_away")),
        (came(302, b"", Location="/item/2"), ("moved", None)),
        (came(301, b"", Location="http://www.tides.example/item/1/"), ("later", "redirect")),
    ],
)
def test_what_an_answer_means(judge: Judge, answer: Came, expected: tuple[str, str | None]) -> None:
    judged = judge.judge(entry(), answer)
    assert said(judged) == expected
    assert (judged.page is not None) == (expected[0] == "new")


def test_what_has_not_changed_costs_no_body(judge: Judge) -> None:
    judged = judge.judge(entry(etag='"7"'), came(304, b""))
    assert (said(judged), judged.answer.bytes) == (("unchanged", None), 0)


@pytest.mark.parametrize(("status", "for_good"), [(301, True), (302, False), (307, False), (308, True)])
def test_an_item_that_moved_is_asked_for_where_it_is(judge: Judge, status: int, for_good: bool) -> None:
    judged = judge.judge(entry(), came(status, b"", Location="/item/2"))
    assert [(found.url, found.role, found.hops) for found in judged.found] == [(f"{HOST}/item/2", "item", 1)]
    assert judged.answer.for_good is for_good
    assert said(judge.judge(entry(hops=MOST_HOPS), came(status, b"", Location="/item/2"))) == ("refused", "redirect")


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("/archive/прилив".encode(), "/archive/%D0%BF%D1%80%D0%B8%D0%BB%D0%B8%D0%B2"),
        (b"/archive/caf\xe9", "/archive/caf%C3%A9"),
        (b"/archive/high water", "/archive/high%20water"),
        (b"/item/../archive/%2e%2e/archive/1#top", "/archive/1"),
    ],
)
def test_a_location_leads_where_a_browser_would_go(judge: Judge, named: bytes, path: str) -> None:
    answer = came(302, b"")
    answer.headers["Location"] = named
    (there,) = judge.judge(entry(f"{HOST}/archive", "listing"), answer).found
    assert there.url == HOST + path


def test_a_host_that_wants_patience_is_left_alone_as_long_as_it_says(judge: Judge) -> None:
    for status in (429, 503):
        judged = judge.judge(entry(), came(status, b"", Retry_After="600"))
        assert (said(judged), judged.answer.not_before, judged.hold) == (("later", f"http_{status}"), 1600.0, 1600.0)
    assert judge.judge(entry(), came(500, b"")).hold is None
    given_up = judge.judge(entry(attempts=MOST_ATTEMPTS - 1), came(429, b"", Retry_After="600"))
    assert (said(given_up), given_up.hold) == (("failed", "http_429"), 1000.0 + 600 * 2 ** (MOST_ATTEMPTS - 1))


def test_a_listing_gives_the_links_that_are_of_use(judge: Judge) -> None:
    body = b"""<a href="/item/1">One</a> <a href="/item/2?utm_source=x">Two</a> <a href="/about">About</a>
    <a href="https://waves.example/item/3">Three</a> <a href="/archive/2023">2023</a>"""
    judged = judge.judge(entry(f"{HOST}/list", "listing"), came(body=body))
    assert [(found.url, found.role) for found in judged.found] == [
        (f"{HOST}/item/1", "item"),
        (f"{HOST}/item/2?utm_source=x", "item"),
        (f"{HOST}/archive/2023", "listing"),
    ]
    assert judge.judge(entry(f"{HOST}/list", "listing"), came(body=body, X_Robots_Tag="nofollow")).found == []


def test_a_sitemap_gives_sitemaps_and_pages_with_their_dates(judge: Judge) -> None:
    index = b"<sitemapindex><sitemap><loc>https://tides.example/b.xml</loc></sitemap></sitemapindex>"
    (found,) = judge.judge(entry(f"{HOST}/a.xml", "sitemap"), came(body=index)).found
    assert (found.url, found.role) == (f"{HOST}/b.xml", "sitemap")
    pages = b"<urlset><url><loc>https://tides.example/item/9</loc><lastmod>2024-02-03</lastmod></url></urlset>"
    (found,) = judge.judge(entry(f"{HOST}/b.xml", "sitemap"), came(body=pages)).found
    assert (found.url, found.role, found.listed) == (f"{HOST}/item/9", "item", "2024-02-03")


def test_a_pager_goes_on_while_its_pages_bring_something_new(judge: Judge) -> None:
    at = entry(f"{HOST}/list?page=4", "listing", start=START, place=3)
    assert [found.url for found in judge.follow(at, "links", [])(2)] == [f"{HOST}/list?page=5"]
    assert judge.follow(at, "links", [])(0) == []
    assert judge.follow(at, "later", [])(2) == []


def test_a_pager_with_an_end_goes_on_to_it_whatever_its_pages_bring(judge: Judge) -> None:
    start = f"{HOST}/old/{{n:03}}"
    at = entry(f"{HOST}/old/001", "listing", start=start, place=0)
    assert [found.url for found in judge.follow(at, "gone", [])(0)] == [f"{HOST}/old/002"]
    assert judge.follow(at._replace(place=1), "links", [])(5) == []


def test_a_pager_ends_where_all_is_older(judge: Judge) -> None:
    at = entry(f"{HOST}/list?page=4", "listing", start=START, place=3)
    body = '<p>{} - <a href="/item/1">An item of that day</a></p>'
    old, new = (judge.judge(at, came(body=body.format(day).encode())).found for day in ("05.06.2021", "05.06.2024"))
    assert judge.follow(at, "links", old)(1) == []
    assert judge.follow(at, "links", new)(1) != []


def test_patterns_see_an_address_as_it_stands_and_in_its_canonical_form() -> None:
    assert paths_of(f"{HOST}/newarh/&start=41&ps=10")[0] == "/newarh/&start=41&ps=10"
    assert paths_of(f"{HOST}/item/7/?utm_source=feed#top") == ("/item/7/?utm_source=feed", "/item/7")
    assert paths_of(HOST) == ("/", "/")
