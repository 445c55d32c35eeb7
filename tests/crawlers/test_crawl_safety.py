"""A crawl never leaves its site, whatever redirects, links and names say."""

import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from twisted.internet._resolver import GAIResolver

from crawlers import safety
from tests.crawlers.crawling import Crawler, Done, rows, stored
from tests.crawlers.site import markup
from tests.crawlers.site.server import Answer, Host, Request, Server, moved
from tests.crawlers.site.shapes import Shape, relist, tides

OFF: dict[str, Callable[[Host], str]] = {
    "other-host": lambda host: host.url("/item/5"),
    "by-name": lambda host: f"http://localhost:{host.port}/item/5",
    "loopback": lambda host: f"http://127.0.0.1:{host.port}/item/5",
    "decimal": lambda host: f"http://2130706433:{host.port}/item/5",
    "hexadecimal": lambda host: f"http://0x7f.0x0.0x0.0x1:{host.port}/item/5",
    "octal": lambda host: f"http://0177.0.0.01:{host.port}/item/5",
    "short": lambda host: f"http://127.1:{host.port}/item/5",
    "ipv6": lambda host: f"http://[::1]:{host.port}/item/5",
    "mapped": lambda host: f"http://[::ffff:127.0.0.1]:{host.port}/item/5",
    "metadata": lambda host: "http://169.254.169.254/item/5",
    "private": lambda host: "http://10.0.0.1/item/5",
    "file": lambda host: "file:///etc/passwd",
    "data": lambda host: "data:text/html,<p>item</p>",
    "javascript": lambda host: "javascript:alert(1)",
    "ftp": lambda host: f"ftp://{host.netloc}/item/5",
}


@dataclass
class Led:
    """A crawl of a site on which everything leads off it."""

    shape: Shape
    other: Host
    archive: Path
    done: Done
    listed: Done
    redirects: dict[str, str]
    """Path of the redirect by name."""
    requests: list[Request]


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Led]:
    crawler = Crawler(tmp_path_factory.mktemp("led"))
    with Server() as server:
        shape, other = tides(server.host(), 2), server.host()
        other.pages["/item/5"] = Answer(markup.page("Elsewhere", "<p>Nobody should read this."))
        redirects = {name: f"/item/away-{name}" for name in OFF}
        for name, path in redirects.items():
            shape.host.pages[path] = moved(OFF[name](other), 302)
        relist(shape, *redirects.values(), *(address(other) for address in OFF.values()))
        done = crawler.crawl(shape)
        requests = list(server.requests)
        listed = crawler.crawl(shape, "--refused")
        yield Led(shape, other, crawler.archive, done, listed, redirects, requests)


def test_the_rest_of_the_site_is_crawled(led: Led) -> None:
    assert led.done.code in (0, 1), led.done.err
    assert "Traceback" not in led.done.err
    assert stored(led.archive, led.shape.host) == led.shape.items


def test_nobody_off_the_site_was_asked_for_anything(led: Led) -> None:
    assert led.other.requests == []
    assert {request.host for request in led.requests} == {led.shape.host.netloc}


@pytest.mark.parametrize("where", OFF)
def test_each_redirect_off_the_site_was_refused_and_is_listed(led: Led, where: str) -> None:
    path = led.redirects[where]
    assert led.shape.host.asked().count(path) == 1
    sql = "SELECT state, reason FROM frontier WHERE url = ?"
    ((state, reason),) = rows(led.archive, sql, led.shape.host.url(path))
    assert state == "refused"
    assert reason
    assert path in led.listed.out or OFF[where](led.other) in led.listed.out


def test_a_redirect_to_credentials_is_refused(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 2)
    shape.host.pages["/item/away"] = moved(f"http://user:secret@{shape.host.netloc}/item/1", 302)
    relist(shape, "/item/away")
    crawler.crawl(shape)
    assert [request for request in server.requests if "authorization" in request.headers] == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_within_the_site_is_followed(crawler: Crawler, server: Server, status: int) -> None:
    shape = tides(server.host(), 2)
    shape.host.pages["/item/old"] = moved("/item/2", status)
    relist(shape, "/item/old")
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items
    assert shape.host.asked().count("/item/2") == 1


def test_a_redirect_to_what_robots_txt_forbids_is_refused(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 2)
    shape.host.robots = Answer(b"User-agent: *\nDisallow: /item/secret\n", media_type="text/plain")
    shape.host.pages["/item/away"] = moved("/item/secret")
    shape.host.pages["/item/secret"] = Answer(markup.page("Trap", "<p>Nobody should read this."))
    relist(shape, "/item/away")
    crawler.crawl(shape)
    assert "/item/secret" not in shape.host.asked()
    assert stored(crawler.archive, shape.host) == shape.items


@pytest.mark.parametrize("loop", [["a", "a"], ["a", "b", "c", "a"], [str(n) for n in range(40)]])
def test_redirects_that_go_on_and_on_are_cut(crawler: Crawler, server: Server, loop: list[str]) -> None:
    shape = tides(server.host(), 2)
    for here, there in pairwise(loop):
        shape.host.pages[f"/item/{here}-moved"] = moved(f"/item/{there}-moved")
    relist(shape, f"/item/{loop[0]}-moved")
    done = crawler.crawl(shape)
    assert done.code in (0, 1), done.err
    assert stored(crawler.archive, shape.host) == shape.items
    assert len([path for path in shape.host.asked() if path.endswith("-moved")]) <= 12


def test_a_sitemap_off_the_site_is_not_asked_for(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 2)
    other = server.host()
    index = markup.sitemap([(other.url("/sitemap-1.xml"), None)], "sitemapindex")
    shape.host.pages["/sitemap.xml"] = Answer(index, media_type="application/xml")
    profile = shape.profile().replace('kind = "listing"', 'kind = "sitemap"').replace('/list"', '/sitemap.xml"')
    crawler.crawl(shape, profile=profile)
    assert shape.host.asked() == ["/sitemap.xml"]
    assert other.requests == []


def names_answer_with(address: str) -> None:
    """Let the name service answer with one address, whatever it is asked."""

    def answer(host: str, port: int, *_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))]

    begin = safety.GuardedResolver.__init__

    def begun(self: safety.GuardedResolver, reactor: Any, allowed_hosts: Iterable[str] = ()) -> None:
        begin(self, reactor, allowed_hosts)
        self._resolver = GAIResolver(reactor, getaddrinfo=cast(Any, answer))

    safety.GuardedResolver.__init__ = begun  # type: ignore[method-assign]


def test_a_name_that_leads_to_a_private_address_is_not_asked(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 2)
    name = f"tides.example.org:{shape.host.port}"
    profile = shape.profile().replace(shape.host.netloc, name)
    answers = partial(names_answer_with, shape.host.address)
    done = crawler.crawl(shape, profile=profile, allow=False, before=answers)
    assert done.code == 1, done.err
    assert server.requests == []
    assert f"{shape.host.address} (loopback); --allow-host {name} would allow it" in done.out
    done = crawler.crawl(shape, "--allow-host", name, profile=profile, allow=False, before=answers)
    assert done.code == 0, done.err
    assert len(rows(crawler.archive, "SELECT url FROM captures")) == 2
