"""All that is permitted is fetched, nothing that is forbidden, one page at a time; and it is cleaned as from files."""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest

from tests.crawlers.crawling import Crawler, Done, cleaned, from_files, rows, stored
from tests.crawlers.site import markup
from tests.crawlers.site.server import Answer, Request, Server
from tests.crawlers.site.shapes import Shape, agency, embassy, ministry, mirror, relist, tides


@dataclass
class Twice:
    """A site that was crawled twice, without a change in between."""

    shape: Shape
    archive: Path
    folder: Path
    done: Done
    requests: list[Request]
    done_again: Done
    requests_again: list[Request]
    archive_before: dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module", params=[embassy, ministry, agency, mirror], ids=lambda make: make.__name__)
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twice]:
    folder = tmp_path_factory.mktemp(request.param.__name__)
    crawler = Crawler(folder)
    with Server() as server:
        shape = request.param(server.host())
        done = crawler.crawl(shape)
        assert crawler.archive.exists(), done.err
        requests = list(server.requests)
        before = cleaned(crawler.archive)
        server.forget()
        again = crawler.crawl(shape)
        yield Twice(shape, crawler.archive, folder, done, requests, again, list(server.requests), before)


def test_each_permitted_item_is_in_the_archive_and_nothing_else(crawled: Twice) -> None:
    assert crawled.done.code == 0, crawled.done.err
    found = stored(crawled.archive, crawled.shape.host)
    assert found.keys() == crawled.shape.items.keys()
    assert found == crawled.shape.items


def test_nothing_that_is_forbidden_was_asked_for(crawled: Twice) -> None:
    asked = {request.path for request in crawled.requests + crawled.requests_again}
    assert asked & crawled.shape.items.keys()
    assert asked & crawled.shape.forbidden == set()


def test_pages_are_cleaned_as_the_same_bytes_from_a_file(crawled: Twice) -> None:
    files = from_files(crawled.folder, crawled.shape)
    assert cleaned(crawled.archive) == cleaned(files)
    assert rows(files, "SELECT count(*) FROM versions")[0][0] == len(crawled.shape.items)


def test_pages_are_known_to_be_of_their_site_and_from_where_and_when(crawled: Twice) -> None:
    found = rows(crawled.archive, "SELECT DISTINCT site, media_type, charset FROM captures")
    assert found == [(crawled.shape.site, "text/html", "utf-8")]
    assert rows(crawled.archive, "SELECT count(*) FROM captures WHERE fetched_at IS NULL OR url IS NULL") == [(0,)]


def test_robots_txt_is_asked_for_first_and_once(crawled: Twice) -> None:
    assert crawled.requests[0].path == "/robots.txt"
    assert Counter(request.path for request in crawled.requests)["/robots.txt"] == 1


def test_no_page_is_asked_for_twice_in_a_crawl(crawled: Twice) -> None:
    twice = {path: n for path, n in Counter(request.path for request in crawled.requests).items() if n > 1}
    assert twice == {}


def test_one_request_at_a_time_by_one_who_says_who_he_is(crawled: Twice) -> None:
    for request in crawled.requests + crawled.requests_again:
        assert request.beside == 0, request
        assert request.method == "GET"
        assert request.headers["user-agent"].startswith("unfurnish/")
        assert "mailto:archive@example.org" in request.headers["user-agent"]
        assert "cookie" not in request.headers
        assert "referer" not in request.headers


def test_pages_that_want_to_be_in_no_archive_are_refused_and_listed(crawled: Twice) -> None:
    found = stored(crawled.archive, crawled.shape.host)
    assert found.keys() & crawled.shape.unkept == set()


def test_a_second_crawl_of_an_unchanged_site_downloads_no_item(crawled: Twice) -> None:
    assert crawled.done_again.code == 0, crawled.done_again.err
    asked = [request for request in crawled.requests_again if request.path in crawled.shape.items]
    assert asked
    for request in asked:
        # What it names is what it was sent: so the answer was 304, which has no body.
        answer = crawled.shape.host.answer(request)
        assert (answer.status, answer.body) == (304, b""), request


def test_a_second_crawl_of_an_unchanged_site_changes_no_page(crawled: Twice) -> None:
    assert cleaned(crawled.archive) == crawled.archive_before


def test_the_charset_that_the_answer_names_decodes_the_page(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 2)
    words = "Причал открыт для посетителей с понедельника по четверг, кроме дней отлива."
    body = f"<title>Причал открыт</title><h1>Причал открыт</h1><p>{words}</p>".encode("cp1251")
    shape.add("/item/3", body)
    shape.host.pages["/item/3"] = Answer(body, media_type="text/html; charset=windows-1251")
    relist(shape)
    assert crawler.crawl(shape).code == 0
    found = rows(crawler.archive, "SELECT charset, text FROM captures WHERE url LIKE '%/item/3'")
    assert [charset for charset, _ in found] == ["windows-1251"]
    assert words in found[0][1]


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_packed_answers_are_unpacked(crawler: Crawler, server: Server, encoding: str) -> None:
    shape = tides(server.host(), 2)
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[encoding]
    for path, body in shape.items.items():
        shape.host.pages[path] = Answer(pack(body), headers=(("Content-Encoding", encoding),))
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items


def test_hosts_of_one_site_are_asked_one_at_a_time_each(crawler: Crawler, server: Server) -> None:
    shape, other = tides(server.host(), 6), tides(server.host(), 6)
    relist(shape, *(other.host.url(path) for path in other.items))
    both = f'["{shape.host.netloc}", "{other.host.netloc}"]'
    done = crawler.crawl(shape, "--allow-host", other.host.netloc, profile=shape.profile(hosts=both))
    assert done.code == 0, done.err
    assert stored(crawler.archive, shape.host) == shape.items
    assert stored(crawler.archive, other.host) == other.items
    assert [request for request in server.requests if request.beside] == []
    assert [host.requests[0].path for host in server.hosts] == ["/robots.txt"] * 2


def test_links_of_pages_that_say_nofollow_are_not_followed(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 2)
    for n, (head, headers) in enumerate(
        [('<meta name="robots" content="nofollow">', ()), ("", (("X-Robots-Tag", "nofollow"),))]
    ):
        body = markup.page("More", markup.links([f"/item/hidden-{n}"]), head)
        shape.host.pages[f"/list/{n}"] = Answer(body, headers=headers)
    relist(shape, "/list/0", "/list/1")
    assert crawler.crawl(shape).code == 0
    assert {"/list/0", "/list/1"} <= set(shape.host.asked())
    assert stored(crawler.archive, shape.host) == shape.items
    assert [path for path in shape.host.asked() if "hidden" in path] == []
