"""Slow, broken, huge and endless answers: each costs itself, nothing else."""

import gzip
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import scrapy
from twisted.internet.error import ConnectionDone, ConnectionLost, NoRouteError, TCPTimedOutError

from crawlers import answers, safety
from crawlers.manners import MOST_FAILURES
from tests.crawlers.crawling import Crawler, Done, rows, stored, until
from tests.crawlers.site import markup
from tests.crawlers.site.server import MISSING, Answer, Request, Server, moved
from tests.crawlers.site.shapes import Shape, relist, tides
from unfurnish.store.frontier import Answer as Became
from unfurnish.store.frontier import Entry, Frontier, Settled
from unfurnish.store.rows import Seen

WHOLE = b"<!doctype html><title>Words</title><p>Some words that stand on a page, and then some more of them.</p>"
PACKED = (("Content-Encoding", "gzip"),)


def bomb(megabytes: int) -> bytes:
    """Return a gzip body that is unpacked to so much."""
    packer = zlib.compressobj(9, wbits=31)
    block = bytes(1_000_000)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def linked(shape: Shape, path: str, answer: Answer | Callable[[Request], Answer]) -> None:
    """Serve one more page, which the listing links."""
    shape.host.pages[path] = answer
    relist(shape, path)


BROKEN = {
    "truncated": Answer(WHOLE, length=len(WHOLE) + 500),
    "reset": Answer(WHOLE, reset=True),
    "packed-truncated": Answer(gzip.compress(WHOLE)[:-12], headers=PACKED),
    "not-packed": Answer(WHOLE, headers=PACKED),
    "server-error": Answer(b"<p>Out of order", 500),
    "empty": Answer(b""),
    "binary": Answer(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 20, media_type="application/pdf"),
    "forbidden": Answer(b"<p>No", 403),
    "no-location": Answer(b"", 302),
    "bad-location": moved("http://[::1"),
    "to-itself": moved("/item/to-itself"),
    "odd-status": Answer(b"", 418),
    "bomb": Answer(bomb(200), headers=PACKED),
    "endless": Answer(b"<p>More and more</p>" * 5_000, endless=True),
    "large": Answer(b"<p>Much</p>" * 20, length=10**12),
}


@dataclass
class Troubled:
    """A crawl of a site on which much is broken."""

    shape: Shape
    archive: Path
    done: Done
    listed: Done


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Troubled]:
    crawler = Crawler(tmp_path_factory.mktemp("troubled"))
    with Server() as server:
        shape = tides(server.host(), 3)
        broken = {f"/item/{name}": answer for name, answer in BROKEN.items()}
        shape.host.pages |= broken
        # The sound pages stand before, among and after the broken ones.
        shape.add_list("/list", markup.page("Items", markup.links(["/item/1", *broken, "/item/2", "/item/3"])))
        done = crawler.crawl(shape)
        yield Troubled(shape, crawler.archive, done, crawler.crawl(shape, "--refused"))


def test_broken_answers_cost_nothing_but_themselves(troubled: Troubled) -> None:
    assert troubled.done.code in (0, 1), troubled.done.err
    assert "Traceback" not in troubled.done.err
    assert troubled.shape.items.items() <= stored(troubled.archive, troubled.shape.host).items()


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_answer_is_said_and_not_asked_for_over_and_over(troubled: Troubled, broken: str) -> None:
    path = f"/item/{broken}"
    assert 1 <= troubled.shape.host.asked().count(path) <= 6
    url = troubled.shape.host.url(path)
    ((state, reason),) = rows(troubled.archive, "SELECT state, reason FROM frontier WHERE url = ?", url)
    rejects = rows(troubled.archive, "SELECT reason FROM rejects WHERE source LIKE ?", f"%{path}%")
    assert rejects or (state in ("refused", "failed") and reason and path in troubled.listed.out)


@pytest.mark.parametrize(
    "broken", ["truncated", "reset", "packed-truncated", "bomb", "endless", "large", "server-error"]
)
def test_nothing_of_an_answer_that_is_not_whole_is_stored(troubled: Troubled, broken: str) -> None:
    assert f"/item/{broken}" not in stored(troubled.archive, troubled.shape.host)


def test_half_a_page_is_never_stored_as_a_page(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 1)
    linked(shape, "/item/9", Answer(WHOLE, length=len(WHOLE) + 500))
    crawler.crawl(shape)
    assert stored(crawler.archive, shape.host) == shape.items
    shape.host.pages["/item/9"] = Answer(WHOLE)
    crawler.crawl(shape)
    assert stored(crawler.archive, shape.host) == shape.items | {"/item/9": WHOLE}


@pytest.mark.parametrize("broken", ["endless", "truncated", "reset"])
def test_what_came_of_an_answer_that_was_cut_off_counts_for_the_budget(troubled: Troubled, broken: str) -> None:
    sql = "SELECT bytes FROM fetches AS f JOIN frontier AS e ON e.id = f.frontier WHERE e.url = ?"
    sizes = [size for (size,) in rows(troubled.archive, sql, troubled.shape.host.url(f"/item/{broken}"))]
    assert min(sizes) >= (50_000_000 if broken == "endless" else 1)


def test_what_is_said_to_be_too_large_is_not_read_and_counts_for_nothing(troubled: Troubled) -> None:
    sql = "SELECT bytes FROM fetches AS f JOIN frontier AS e ON e.id = f.frontier WHERE e.url LIKE '%/item/large'"
    assert sum(size for (size,) in rows(troubled.archive, sql)) < 10_000


def item_2_breaks_the_judge() -> None:
    """Let the judging of one page fail in a way that nobody thought of."""
    judge = answers.Judge.judge

    def judged(self: answers.Judge, entry: Entry, came: answers.Came) -> answers.Judged:
        if entry.url.endswith("/item/2"):
            raise RecursionError("a page within a page within a page")
        return judge(self, entry, came)

    answers.Judge.judge = judged  # type: ignore[method-assign]


def item_2_cannot_be_written() -> None:
    """Let the archive not take one page, because of what is in it."""
    settle = Frontier.settle

    def settled(self: Frontier, entry: Entry, answer: Became, page: Seen | None = None, *rest: Any) -> Settled:
        if entry.url.endswith("/item/2") and page is not None:
            raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")
        return settle(self, entry, answer, page, *rest)

    Frontier.settle = settled  # type: ignore[method-assign,assignment]


@pytest.mark.parametrize("breaks", [item_2_breaks_the_judge, item_2_cannot_be_written])
def test_a_page_that_nobody_can_read_is_refused_and_the_rest_is_crawled(
    crawler: Crawler, server: Server, breaks: Callable[[], None]
) -> None:
    shape = tides(server.host(), 4)
    done = crawler.crawl(shape, before=breaks)
    assert done.code == 0, done.err
    assert "Traceback" not in done.err
    assert stored(crawler.archive, shape.host).keys() == shape.items.keys() - {"/item/2"}
    ((state, reason, detail),) = rows(
        crawler.archive, "SELECT state, reason, detail FROM frontier WHERE url LIKE '%/item/2'"
    )
    assert (state, reason) == ("refused", "error")
    assert "Error: " in detail
    # When the fault is mended, the same command stores it.
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items


def the_cable_is_pulled(error: Exception) -> None:
    """Let each request after the third fail."""
    download = safety.GuardedHandler.download_request
    left = [1, 2, 3]

    async def downloaded(self: safety.GuardedHandler, request: scrapy.Request) -> scrapy.http.Response:
        if not left:
            raise error
        left.pop()
        return await download(self, request)

    safety.GuardedHandler.download_request = downloaded  # type: ignore[method-assign]


@pytest.mark.parametrize(
    "error",
    [NoRouteError, TCPTimedOutError, ConnectionLost, ConnectionDone, RuntimeError],
    ids=lambda error: error.__name__,
)
def test_a_network_that_is_lost_turns_nothing_into_a_refusal(
    crawler: Crawler, server: Server, error: type[Exception]
) -> None:
    shape = tides(server.host(), 14)
    done = crawler.crawl(shape, before=partial(the_cable_is_pulled, error("no network")))
    assert done.code == 1, done.err
    assert f"{shape.host.netloc}: left in peace" in done.out
    states = {state for (state,) in rows(crawler.archive, "SELECT state FROM frontier WHERE role = 'item'")}
    assert "queued" in states
    assert "refused" not in states
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items


@pytest.mark.parametrize("status", [401, 403])
def test_a_host_that_forbids_again_and_again_is_left_in_peace(crawler: Crawler, server: Server, status: int) -> None:
    shape = tides(server.host(), 14)
    open_ = dict(shape.host.pages)
    shape.host.pages |= dict.fromkeys(shape.items, Answer(b"<p>No", status))
    done = crawler.crawl(shape)
    assert done.code == 1, done.err
    assert len(set(shape.host.asked()) & shape.items.keys()) == MOST_FAILURES
    assert f"{shape.host.netloc}: left in peace" in done.out
    shape.host.pages |= open_
    for _ in range(2):  # what is left in the queue, then all that is known
        assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items


@pytest.mark.parametrize("status", [429, 503])
def test_who_asks_for_patience_is_asked_again_later(crawler: Crawler, server: Server, status: int) -> None:
    shape = tides(server.host(), 3)
    answer = shape.host.pages["/item/2"]
    assert isinstance(answer, Answer)
    left = [Answer(b"", status, headers=(("Retry-After", "0"),))]

    def busy(request: Request) -> Answer:
        return left.pop() if left else answer

    shape.host.pages["/item/2"] = busy
    done = crawler.crawl(shape)
    assert done.code == 0, done.err
    assert stored(crawler.archive, shape.host) == shape.items
    assert shape.host.asked().count("/item/2") == 2


def test_who_asks_for_an_hour_is_left_alone_for_an_hour(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 8)
    shape.host.pages["/item/3"] = Answer(b"", 429, headers=(("Retry-After", "3600"),))
    before = time.time()
    running = crawler.start(shape)
    until(lambda: "/item/3" in shape.host.asked())
    until(lambda: rows(crawler.archive, "SELECT count(*) FROM hosts WHERE not_before IS NOT NULL") == [(1,)])
    running.stop()
    # The whole host is left alone, not the page alone; and another process knows it too.
    assert shape.host.asked()[-1] == "/item/3"
    ((asked_for,),) = rows(crawler.archive, "SELECT not_before FROM hosts")
    assert asked_for >= before + 3_600
    server.forget()
    running = crawler.start(shape)
    until(lambda: rows(crawler.archive, "SELECT count(*) FROM runs WHERE command = 'crawl'") >= [(1,)])
    running.stop()
    assert shape.host.asked() == []


def calendar(request: Request) -> Answer:
    """Answer as a calendar that has no end."""
    path, _, number = request.path.partition("?")[0].rpartition("/")
    if path != "/list/calendar":
        return MISSING
    return Answer(markup.page("Calendar", markup.links([f"/list/calendar/{int(number) + 1}", f"?month={number}"])))


def test_an_endless_calendar_ends_with_the_budget(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    relist(shape, "/list/calendar/1")
    shape.host.otherwise = calendar
    done = crawler.crawl(shape, "--max-pages", 30)
    assert done.code in (0, 1), done.err
    assert len(shape.host.asked()) <= 31
    assert stored(crawler.archive, shape.host) == shape.items


def test_the_budget_of_the_profile_holds_and_the_same_command_goes_on(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 9)
    profile = shape.profile(max_pages=4)
    sizes = []
    for _ in range(6):
        server.forget()
        crawler.crawl(shape, profile=profile)
        assert len(shape.host.asked()) <= 4
        sizes.append(len(stored(crawler.archive, shape.host)))
        if sizes[-1] == len(shape.items):
            break
    assert sizes[0] <= 4
    assert sizes[-1] == len(shape.items)
    assert sizes == sorted(set(sizes))


def test_the_budget_of_bytes_holds(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 9)
    most = 3_000
    crawler.crawl(shape, profile=shape.profile(max_bytes=most))
    fetched = [len(shape.items.get(path, b"")) for path in shape.host.asked()]
    assert 0 < len(fetched) < 9
    assert sum(fetched[:-1]) <= most


def test_session_ids_make_no_new_pages(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 3)
    count = 0

    def listing(request: Request) -> Answer:
        nonlocal count
        count += 1
        session = f"{count:032x}"
        found = [f"{path}?PHPSESSID={session}" for path in shape.items]
        found += [f"{path}?utm_source={session}#top" for path in shape.items]
        found += [f"/list;jsessionid={session}", f"/list?sid={session}"]
        return Answer(markup.page("Items", markup.links(found)))

    def any_session(request: Request) -> Answer:
        path = request.path.partition("?")[0].partition(";")[0]
        if path == "/list":
            return listing(request)
        answer = shape.host.pages[path]
        assert isinstance(answer, Answer)
        return answer

    shape.host.pages["/list"] = listing
    shape.host.otherwise = any_session
    done = crawler.crawl(shape, "--max-pages", 60)
    assert done.code == 0, done.err
    assert len(shape.host.asked()) <= 8
    assert len(stored(crawler.archive, shape.host)) == 3


def test_cookies_are_never_sent_back(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    for path, answer in list(shape.host.pages.items()):
        assert isinstance(answer, Answer)
        shape.host.pages[path] = Answer(answer.body, headers=(("Set-Cookie", "visitor=17; Path=/"),))
    crawler.crawl(shape)
    crawler.crawl(shape)
    assert server.requests
    assert [request for request in server.requests if "cookie" in request.headers] == []


def test_a_host_that_is_not_there_is_said_in_one_line(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    server.close()
    done = crawler.crawl(shape)
    assert done.code in (1, 2)
    assert "Traceback" not in done.err
    assert shape.host.address in done.out + done.err
