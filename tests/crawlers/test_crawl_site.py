"""The fixture site sees what the tests of crawling say that it saw."""

import http.client
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.crawlers.site.server import GONE, Answer, Host, Server, moved
from tests.crawlers.site.shapes import all_of, tides


@contextmanager
def asked(host: Host, path: str, **headers: str) -> Iterator[http.client.HTTPResponse]:
    """Ask a host for a page, without following redirects."""
    with closing(http.client.HTTPConnection(host.address, host.port, timeout=10)) as connection:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=names)
        yield connection.getresponse()


def test_requests_at_one_time_are_seen_as_such(server: Server) -> None:
    host = tides(server.host()).host
    both = threading.Barrier(2)

    def ask() -> None:
        with closing(http.client.HTTPConnection(host.address, host.port, timeout=10)) as connection:
            connection.connect()
            both.wait(10)
            connection.request("GET", "/item/1")
            connection.getresponse().read()

    # Whether two requests meet is a matter of two milliseconds: they are made until they do.
    for _ in range(50):
        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if any(request.beside for request in host.requests):
            break
    assert any(request.beside for request in host.requests)


def test_requests_one_after_the_other_are_seen_as_such(server: Server) -> None:
    host = tides(server.host()).host
    with closing(http.client.HTTPConnection(host.address, host.port, timeout=10)) as connection:
        for _ in range(30):
            connection.request("GET", "/item/1", headers={"Cookie": "a=1"})
            connection.getresponse().read()
    assert [request.beside for request in host.requests] == [0] * 30
    assert host.requests[-1].headers["cookie"] == "a=1"
    assert [request.number for request in server.requests] == list(range(1, 31))


def test_a_request_that_names_the_etag_or_the_time_is_answered_with_304(server: Server) -> None:
    host = server.host()
    host.pages["/"] = Answer(b"words", etag='"1"', modified="Thu, 01 Feb 2024 00:00:00 GMT")
    for headers, status in (
        ({"If_None_Match": '"1"'}, 304),
        ({"If_None_Match": '"2"'}, 200),
        ({"If_Modified_Since": "Thu, 01 Feb 2024 00:00:00 GMT"}, 304),
        ({"If_Modified_Since": "Wed, 31 Jan 2024 00:00:00 GMT"}, 200),
        ({}, 200),
    ):
        with asked(host, "/", **headers) as answer:
            assert (answer.status, answer.read()) == (status, b"" if status == 304 else b"words")


def test_broken_answers_are_broken(server: Server) -> None:
    host = server.host()
    host.pages = {"/short": Answer(b"words", length=9), "/reset": Answer(b"words", reset=True)}
    with asked(host, "/short") as answer, pytest.raises(http.client.IncompleteRead):
        answer.read()
    with asked(host, "/reset") as answer, pytest.raises((http.client.IncompleteRead, ConnectionError)):
        answer.read()


def test_an_endless_answer_goes_on_until_nobody_reads(server: Server) -> None:
    host = server.host()
    host.pages["/"] = Answer(b"more " * 1_000, endless=True)
    with asked(host, "/") as answer:
        assert len(answer.read(1_000_000)) == 1_000_000
    with asked(host, "/other") as answer:
        assert answer.status == 404


def test_pages_move_and_go(server: Server) -> None:
    host = server.host()
    host.pages = {"/old": moved("/new", 308), "/gone": GONE}
    with asked(host, "/old") as answer:
        assert (answer.status, answer.headers["Location"]) == (308, "/new")
    with asked(host, "/gone") as answer:
        assert answer.status == 410


def test_all_pages_of_the_four_sites_are_served_as_they_are_known(server: Server) -> None:
    for shape in all_of(server):
        assert shape.items
        assert shape.forbidden
        assert shape.items.keys().isdisjoint(shape.forbidden | shape.unkept | shape.gone)
        for path in [*shape.items, *shape.forbidden, *shape.unkept, *shape.listings]:
            with urllib.request.urlopen(shape.host.url(path), timeout=10) as answer:
                assert answer.read() == shape.items.get(path) or path not in shape.items
        for path in shape.gone:
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(shape.host.url(path), timeout=10)
