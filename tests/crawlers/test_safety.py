"""Which addresses a crawl speaks to: no URL and no answer of a name service leads it into a private network."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.utils.test import get_crawler
from twisted.internet.address import IPv4Address, IPv6Address

from crawlers import safety
from crawlers.safety import LONGEST_URL, REASONS, Guard, GuardedResolver, refused_address

HERE = Path(__file__).parent
URLS = json.loads((HERE / "safety_urls.json").read_text(encoding="utf-8"))
ADDRESSES = json.loads((HERE / "safety_addresses.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", URLS, ids=[case["label"] for case in URLS])
def test_urls(case: dict[str, Any]) -> None:
    guard = Guard(case["hosts"], case["allowed"])
    assert {url: guard.refuses(url) for url in case["urls"]} == case["urls"]
    assert {*case["urls"].values()} <= {*REASONS, None}


def test_a_long_address_is_refused() -> None:
    guard = Guard(["example.org"])
    address = "https://example.org/".ljust(LONGEST_URL, "a")
    assert (guard.refuses(address), guard.refuses(address + "a")) == (None, "too_long")


@pytest.mark.parametrize(
    "entry",
    ["", "https://example.org", "example.org/", "a b", "me@example.org", "example.org:x", "[::1", "::1%lo", "a?b"],
)
def test_a_host_that_is_none_is_told(entry: str) -> None:
    with pytest.raises(ValueError, match=r"is no host: expected example\.org or example\.org:8080"):
        Guard(["example.org"], [entry])
    with pytest.raises(ValueError, match="is no host"):
        Guard([entry])


@settings(deadline=None)
@given(st.text() | st.text().map("https://{}".format) | st.text().map("https://example.org{}".format))
def test_no_address_raises(url: str) -> None:
    assert Guard(["example.org"]).refuses(url) in {*REASONS, None}


@pytest.mark.parametrize(
    ("address", "reason"), [(address, reason) for reason, addresses in ADDRESSES.items() for address in addresses]
)
def test_addresses(address: str, reason: str) -> None:
    assert refused_address(address) == (None if reason == "public" else reason)


@settings(deadline=None)
@given(st.ip_addresses())
def test_what_python_takes_for_no_public_address_is_refused(address: Any) -> None:
    plain = refused_address(str(address))
    if address.version == 4:
        assert plain is not None or address.is_global
        assert refused_address(f"::ffff:{address}") == plain
        assert refused_address(f"64:ff9b::{address}") == plain
    elif not address.is_global:
        assert plain is not None or address.ipv4_mapped is not None


class Names:
    """A name service: hosts and what they answer."""

    def __init__(self, answers: dict[str, list[str]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def resolveHostName(self, receiver: Any, host: str, port: int, *_: Any) -> Any:  # noqa: N802
        self.asked.append(host)
        receiver.resolutionBegan(self)
        for address in self.answers.get(host, []):
            receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, port))
        receiver.resolutionComplete()
        return self


class Heard:
    """What a connection is told of a name."""

    def __init__(self) -> None:
        self.began = self.complete = 0
        self.addresses: list[str] = []

    def resolutionBegan(self, _: Any) -> None:  # noqa: N802
        self.began += 1

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete += 1


def resolver_of(answers: dict[str, list[str]], allowed: list[str] | None = None) -> tuple[GuardedResolver, Names]:
    names = Names(answers)
    reactor: Any = SimpleNamespace(nameResolver=names)
    return GuardedResolver(reactor, allowed or []), names


def ask(resolver: GuardedResolver, host: str, port: int = 443) -> list[str]:
    heard = Heard()
    resolver.resolveHostName(heard, host, port)
    assert (heard.began, heard.complete) == (1, 1)
    return heard.addresses


def test_only_public_answers_are_connected_to() -> None:
    resolver, _ = resolver_of({"example.org": ["10.0.0.1", "93.184.216.34", "::1", "2606:4700::1", "::ffff:127.0.0.1"]})
    assert ask(resolver, "example.org") == ["93.184.216.34", "2606:4700::1"]
    assert resolver.refused == {}


def test_a_name_without_public_answer_is_noted() -> None:
    resolver, names = resolver_of({"example.org": ["127.0.0.1", "fe80::1%2"], "example.net": []})
    assert (ask(resolver, "Example.org"), ask(resolver, "example.net")) == ([], [])
    assert resolver.refused == {"example.org": "127.0.0.1 (loopback), fe80::1%2 (link-local)"}
    names.answers["example.org"] = ["93.184.216.34"]
    assert ask(resolver, "example.org") == ["93.184.216.34"]
    assert resolver.refused == {}


def test_each_connection_is_checked_anew() -> None:
    resolver, names = resolver_of({"example.org": ["93.184.216.34"]})
    assert ask(resolver, "example.org") == ["93.184.216.34"]
    names.answers["example.org"] = ["127.0.0.1"]
    assert ask(resolver, "example.org") == []
    assert names.asked == ["example.org", "example.org"]


@pytest.mark.parametrize(
    ("allowed", "port", "reached"),
    [
        (["localhost:8000"], 8000, True),
        (["localhost:8000"], 8001, False),
        (["LOCALHOST"], 80, True),
        (["localhost"], 443, True),
        (["localhost"], 8000, False),
        (["127.0.0.1:8000"], 8000, False),
        ([], 80, False),
    ],
)
def test_an_allowed_host_reaches_what_it_answers(allowed: list[str], port: int, reached: bool) -> None:
    resolver, _ = resolver_of({"localhost": ["127.0.0.1"]}, allowed)
    assert ask(resolver, "localhost", port) == (["127.0.0.1"] if reached else [])


@pytest.mark.parametrize("host", ["a" * 64, "é" * 64, "", ".", "a..b", "exa mple.org", "\udcff"], ids=ascii)
def test_a_name_that_is_none_is_answered_at_once(host: str) -> None:
    resolver, names = resolver_of({})
    assert ask(resolver, host) == []
    assert names.asked == []


def test_a_number_is_judged_by_what_it_comes_to() -> None:
    resolver, _ = resolver_of({"2130706433": ["127.0.0.1"], "0x7f.1": ["127.0.0.1"]})
    assert (ask(resolver, "2130706433"), ask(resolver, "0x7F.1")) == ([], [])


def test_a_second_crawl_in_one_process_has_its_own_list() -> None:
    first, names = resolver_of({"localhost": ["127.0.0.1"]})
    reactor: Any = SimpleNamespace(nameResolver=first)
    second = GuardedResolver(reactor, ["localhost"])
    assert (ask(first, "localhost"), ask(second, "localhost")) == ([], ["127.0.0.1"])
    assert names.asked == ["localhost", "localhost"]


def test_a_spider_may_allow_more_hosts() -> None:
    resolver, _ = resolver_of({"localhost": ["127.0.0.1"]})
    resolver.allow(["localhost:8000"])
    assert (ask(resolver, "localhost", 8000), ask(resolver, "localhost", 8001)) == (["127.0.0.1"], [])
    with pytest.raises(ValueError, match="is no host"):
        resolver.allow(["http://localhost"])


def test_scrapy_builds_and_installs_the_resolver() -> None:
    crawler = get_crawler(settings_dict={safety.ALLOWED_HOSTS: ["localhost:8000"]})
    installed: list[Any] = []
    reactor: Any = SimpleNamespace(
        nameResolver=Names({"localhost": ["127.0.0.1"]}), installNameResolver=installed.append
    )
    resolver = GuardedResolver.from_crawler(crawler, reactor)
    resolver.install_on_reactor()
    assert installed == [resolver]
    assert ask(resolver, "localhost", 8000) == ["127.0.0.1"]


class Site(BaseHTTPRequestHandler):
    """A site on this machine that counts who comes."""

    visits: list[str]

    def do_GET(self) -> None:
        self.visits.append(self.headers["Host"])
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def ports() -> Iterator[tuple[int, int]]:
    Site.visits = []
    servers = [HTTPServer(("127.0.0.1", 0), Site) for _ in range(2)]
    threads = [threading.Thread(target=server.serve_forever, args=(0.05,)) for server in servers]
    for thread in threads:
        thread.start()
    yield servers[0].server_port, servers[1].server_port
    for server, thread in zip(servers, threads, strict=True):
        server.shutdown()
        server.server_close()
        thread.join()


# Asks for the URLs given and prints what came of each: the status, or the name of the error and its reason.
SPIDER = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess

class Asking(scrapy.Spider):
    name = "asking"
    async def start(self):
        for url in sys.argv[3:]:
            yield scrapy.Request(url, self.parse, errback=self.failed, meta={"proxy": url} if "proxy" in url else {})
    def parse(self, response):
        print(response.url, response.status)
    def failed(self, failure):
        print(failure.request.url, type(failure.value).__name__, getattr(failure.value, "reason", ""))

handler = "crawlers.safety.GuardedHandler"
process = CrawlerProcess({
    "TWISTED_DNS_RESOLVER": sys.argv[1], "CRAWL_ALLOWED_HOSTS": [sys.argv[2]], "TELNETCONSOLE_ENABLED": False,
    "DOWNLOAD_HANDLERS": {"http": handler, "https": handler}, "RETRY_ENABLED": False, "LOG_LEVEL": "CRITICAL",
})
process.crawl(Asking)
process.start()
"""


def crawl(resolver: str, allowed: str, *urls: str) -> dict[str, str]:
    """Return what came of each URL, and take no part in this process's reactor."""
    done = subprocess.run(
        [sys.executable, "-c", SPIDER, resolver, allowed, *urls],
        cwd=HERE.parents[1], capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return dict(line.strip().split(" ", 1) for line in done.stdout.splitlines())


def test_scrapy_connects_to_nothing_that_is_refused(ports: tuple[int, int]) -> None:
    first, second = ports
    urls = {
        f"http://localhost:{first}/": "200",
        f"http://localhost:{second}/": "Refused private_address",
        f"http://127.0.0.1:{second}/": "Refused private_address",
        f"http://2130706433:{second}/": "Refused private_address",
        f"http://localhost:{first}/proxy": "Refused private_address",
        f"http://{'a' * 64}.example.org/": "CannotResolveHostError",
    }
    assert crawl("crawlers.safety.GuardedResolver", f"localhost:{first}", *urls) == urls
    assert Site.visits == [f"localhost:{first}"]


def test_without_the_resolver_nothing_is_fetched(ports: tuple[int, int]) -> None:
    url = f"http://localhost:{ports[0]}/"
    assert crawl("scrapy.resolver.CachingThreadedResolver", f"localhost:{ports[0]}", url) == {url: "RuntimeError"}
    assert Site.visits == []
