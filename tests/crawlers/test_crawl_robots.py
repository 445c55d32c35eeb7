"""robots.txt is obeyed, however it is served."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.crawlers.crawling import Crawler, stored
from tests.crawlers.site import markup
from tests.crawlers.site.server import MISSING, Answer, Request, Server, moved, text
from tests.crawlers.site.shapes import relist, tides

NO_ITEM_2 = text("User-agent: *\nDisallow: /item/2\n")


@pytest.mark.parametrize(
    "robots",
    [
        MISSING,
        Answer(b"No.", 403),
        text(""),
        text("<html>This site has no robots.txt"),
        text("User-agent: unfurnish\nDisallow:\n\nUser-agent: *\nDisallow: /\n"),
        text("\ufeffUser-agent: unfurnishing-robot\nDisallow: /\n"),
    ],
    ids=["missing", "forbidden", "empty", "html", "other-groups", "other-agent"],
)
def test_where_robots_txt_forbids_nothing_all_is_fetched(crawler: Crawler, server: Server, robots: Answer) -> None:
    shape = tides(server.host())
    shape.host.robots = robots
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: /item/2\n",
        "user-agent: UNFURNISH\ndisallow: /*/2$\n",
        "User-agent: a\nUser-agent: unfurnish\nDisallow: /item/2",
        "User-agent: *\nAllow: /\nDisallow: /item/2 # not this\n",
        "User-agent: unfurnish\nDisallow: /a\n\nUser-agent: b\nDisallow: /\n\nUser-agent: unfurnish\nDisallow: /item/2",
        "User-agent: *\r\nDisallow: /item/%32\r\n",
    ],
)
def test_what_robots_txt_forbids_is_refused_counted_and_listed(crawler: Crawler, server: Server, rules: str) -> None:
    shape = tides(server.host())
    shape.host.robots = text(rules)
    done = crawler.crawl(shape)
    assert done.code == 0, done.err
    assert "/item/2" not in shape.host.asked()
    assert stored(crawler.archive, shape.host).keys() == shape.items.keys() - {"/item/2"}
    assert "robots" in done.out
    listed = crawler.crawl(shape, "--refused")
    assert any(shape.host.url("/item/2") in line and "robots" in line for line in listed.out.splitlines())


def test_robots_txt_is_followed_to_where_it_moved(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    shape.host.robots = moved("/rules/robots.txt", 302)
    shape.host.pages["/rules/robots.txt"] = NO_ITEM_2
    assert crawler.crawl(shape).code == 0
    assert "/item/2" not in shape.host.asked()
    assert "/item/3" in shape.host.asked()


def test_robots_txt_that_moves_in_circles_is_as_good_as_none(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    shape.host.robots = moved("/robots.txt")
    done = crawler.crawl(shape)
    # RFC 9309, 2.3.1.2: after five redirects it may be taken for missing.
    assert done.code == 0, done.err
    assert len(server.requests) - len(shape.host.asked()) == 6
    assert stored(crawler.archive, shape.host) == shape.items


@pytest.mark.parametrize("broken", [Answer(b"", 503), Answer(b"", 500), Answer(b"User-agent: *\n", reset=True)])
def test_while_robots_txt_cannot_be_had_nothing_is_fetched(crawler: Crawler, server: Server, broken: Answer) -> None:
    shape = tides(server.host())
    shape.host.robots = broken
    done = crawler.crawl(shape)
    assert shape.host.asked() == []
    assert "robots.txt" in done.out + done.err
    shape.host.robots = NO_ITEM_2
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host).keys() == shape.items.keys() - {"/item/2"}


def test_robots_txt_that_stumbles_once_is_asked_for_again(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    shape.host.robots = once(Answer(b"", 503, headers=(("Retry-After", "0"),)), NO_ITEM_2)
    crawler.crawl(shape)
    crawler.crawl(shape)
    assert stored(crawler.archive, shape.host).keys() == shape.items.keys() - {"/item/2"}


def test_a_crawl_delay_is_applied_and_said(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    shape.host.robots = text("User-agent: *\nCrawl-delay: 17\n")
    done = crawler.crawl(shape, "--dry-run")
    assert "17" in done.out


@pytest.mark.parametrize(("own", "asked"), [(0.3, "User-agent: *\nAllow: /"), (0, "User-agent: *\nCrawl-delay: 0.3")])
def test_two_requests_are_no_closer_than_the_delay(crawler: Crawler, server: Server, own: float, asked: str) -> None:
    shape = tides(server.host(), 3)
    shape.host.robots = text(asked)
    assert crawler.crawl(shape, profile=shape.profile(delay=own)).code == 0
    times = [request.at for request in server.requests if own or request.path != "/robots.txt"]
    assert len(times) >= 4
    # Timed where they come; one may have been longer on its way than the next, by no more than a few ms.
    assert min(later - sooner for sooner, later in pairwise(times)) > 0.3 - 0.02


def test_there_is_no_way_round_robots_txt_by_dots_and_slashes(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 2)
    shape.host.robots = text("User-agent: *\nDisallow: /private\nDisallow: /item/private\n")
    shape.host.otherwise = lambda request: Answer(b"<title>Trap</title><p>Nobody should read this.")
    round_ = [
        "/item/../private/1", "/item/%2e%2e/private/2", "/item/%2E./private/3", "/item/./private/4", "/item//private/5",
        "/item/x/../private/6", "/item/%70rivate/7", "/item\\private\\8", "/./private/9",
    ]  # fmt: skip
    slashes = [shape.host.url(path) for path in ("//private/10", "///private/11", "//item//private/12")]
    for n, path in enumerate([*round_, *slashes]):
        shape.host.pages[f"/item/moved-{n}"] = moved(path, 302)
    rows = [(address, None) for address in (*(shape.host.url(path) for path in round_), *slashes)]
    shape.host.pages["/list/map.xml"] = Answer(markup.sitemap(rows), media_type="application/xml")
    relist(shape, *round_, *slashes, *(f"/item/moved-{n}" for n in range(len(rows))))
    more = f'[[crawl.start]]\nkind = "sitemap"\nurl = "{shape.host.url("/list/map.xml")}"\n'
    profile = shape.profile(items="['/item/', 'private']").replace("[crawl.permit]", f"{more}[crawl.permit]")
    assert crawler.crawl(shape, profile=profile).code == 0
    asked = set(shape.host.asked())
    assert {"/list/map.xml", "/item/moved-0", f"/item/moved-{len(rows) - 1}"} <= asked
    assert [path for path in asked if "rivate" in path] == []
    assert stored(crawler.archive, shape.host) == shape.items


def test_robots_txt_of_half_a_megabyte_is_read_and_no_more(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    shape.host.robots = text("User-agent: *\nDisallow: /item/2\n" + "# nothing\n" * 60_000 + "Disallow: /\n")
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host).keys() == shape.items.keys() - {"/item/2"}


def once(first: Answer, then: Answer) -> Callable[[Request], Answer]:
    """Answer in one way, and in another from then on."""
    left = [first]
    return lambda request: left.pop() if left else then
