"""Killed at any instant, a crawl goes on with the same command, and ends with the same archive."""

import random
import signal
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawlers.crawling import Command, Crawler, at, cleaned, rows, stored, until
from tests.crawlers.site.server import Answer, Server
from tests.crawlers.site.shapes import Shape, embassy, mirror, relist, tide, tides

KILLS = 10
Said = dict[str, list[tuple[object, ...]]]


def undisturbed(crawler: Crawler, server: Server, shape: Shape) -> tuple[Said, list[str]]:
    """Crawl into an archive of its own; return what it says, and what was asked for."""
    archive = crawler.folder / "undisturbed.db"
    done = crawler.crawl(shape, archive=archive)
    assert done.code == 0, done.err
    asked = [request.path for request in server.requests]
    server.forget()
    return cleaned(archive), asked


def killed(crawler: Crawler, server: Server, shape: Shape, hook: str, request: int) -> bool:
    """Crawl until the n-th request comes, or is answered; return whether it came to that."""
    running: list[Command] = []

    def kill() -> None:
        running[0].signal(signal.SIGKILL)

    setattr(server, hook, at(request, kill))
    running.append(crawler.start(shape))
    done = running[0].done()
    setattr(server, hook, lambda request: None)
    assert done.code in (0, -signal.SIGKILL), done.err
    return done.code != 0


@pytest.mark.parametrize("make", [embassy, mirror], ids=lambda make: make.__name__)
def test_killed_ten_times_it_is_completed_to_the_same_archive(
    crawler: Crawler, server: Server, make: Callable[..., Shape]
) -> None:
    shape = make(server.host())
    expected, asked = undisturbed(crawler, server, shape)
    # Each run gets a tenth of the way, but for robots.txt, which it asks for anew; some instants are before the
    # answer, some after it, when it is being stored.
    chance = random.Random(5)
    most = len(asked) // (KILLS + 2)
    kills = sum(
        killed(crawler, server, shape, chance.choice(["on_request", "on_answer"]), 1 + chance.randrange(1, most + 1))
        for _ in range(KILLS)
    )
    assert kills == KILLS
    done = crawler.crawl(shape)
    assert done.code == 0, done.err
    assert stored(crawler.archive, shape.host) == shape.items
    assert cleaned(crawler.archive) == expected
    # At most the one request that was in flight is made again for each kill.
    repeated = Counter(request.path for request in server.requests)
    del repeated["/robots.txt"]
    assert sum(n - 1 for n in repeated.values()) <= KILLS
    assert {request.path for request in server.requests} == set(asked)


@pytest.mark.parametrize("hook", ["on_request", "on_answer"])
def test_killed_at_the_last_request_it_is_completed_to_the_same_archive(
    crawler: Crawler, server: Server, hook: str
) -> None:
    shape = tides(server.host())
    expected, asked = undisturbed(crawler, server, shape)
    killed(crawler, server, shape, hook, len(asked))
    assert crawler.crawl(shape).code == 0
    assert cleaned(crawler.archive) == expected


def test_killed_when_all_is_stored_and_not_all_is_cleaned_it_is_completed_to_the_same_archive(
    crawler: Crawler, server: Server
) -> None:
    shape = embassy(server.host())
    expected, asked = undisturbed(crawler, server, shape)
    running = crawler.start(shape)
    until(lambda: len(server.requests) >= len(asked))
    until(lambda: rows(crawler.archive, "SELECT count(*) FROM captures") == [(len(shape.items),)])
    running.signal(signal.SIGKILL)
    running.done()
    assert crawler.crawl(shape).code == 0
    assert cleaned(crawler.archive) == expected


def test_killed_while_it_crawls_again_it_loses_no_change(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 8)
    assert crawler.crawl(shape).code == 0
    for number in (2, 5, 7):
        tide(shape, number, edition=2)
    tide(shape, 9)
    relist(shape)
    for request in (3, 3, 4):
        assert killed(crawler, server, shape, "on_answer", request)
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items


def test_ctrl_c_ends_it_in_good_order_and_the_same_command_goes_on(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 12)
    _, asked = undisturbed(crawler, server, shape)
    running: list[Command] = []
    server.on_request = at(5, lambda: running[0].signal(signal.SIGINT))
    running.append(crawler.start(shape))
    done = running[0].done()
    assert done.code == 130, done.err
    found = stored(crawler.archive, shape.host)
    assert 0 < len(found) < len(shape.items)
    assert all(row[-1] == 0 for row in cleaned(crawler.archive)["captures"])  # none waits to be cleaned
    assert "Traceback" not in done.err
    assert str(crawler.archive) in done.err + done.out
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items
    repeated = Counter(request.path for request in server.requests)
    del repeated["/robots.txt"]
    assert max(repeated.values()) == 1
    assert set(repeated) == {path for path in asked if path != "/robots.txt"}


def test_ctrl_c_again_ends_it_at_once(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    answer = shape.host.pages["/item/3"]
    shape.host.pages["/item/3"] = Answer(silent=True)
    running = crawler.start(shape)
    until(lambda: "/item/3" in shape.host.asked())
    running.signal(signal.SIGINT)
    until(lambda: "Ctrl-C again" in running.said("err"))
    done = running.stop()
    assert done.code == 130, done.err
    assert "Traceback" not in done.err
    shape.host.pages["/item/3"] = answer
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items


def test_two_crawls_into_one_archive_do_not_lose_each_others_pages(
    crawler: Crawler, server: Server, tmp_path: Path
) -> None:
    first, second = tides(server.host()), mirror(server.host())
    other = Crawler(tmp_path / "other")
    other.folder.mkdir()
    running = [crawler.start(first), other.start(second, archive=crawler.archive)]
    assert [command.done().code for command in running] == [0, 0]
    assert stored(crawler.archive, first.host) == first.items
    assert stored(crawler.archive, second.host) == second.items


def test_a_crawl_that_cannot_begin_keeps_no_other_from_it(crawler: Crawler, server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = crawler.crawl(tides(server.host()), "--warc-dir", tmp_path / "file" / "folder")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert not list(tmp_path.glob("corpus.db-*"))
    assert server.requests == []


def test_one_process_at_a_time_crawls_a_site(crawler: Crawler, server: Server, tmp_path: Path) -> None:
    shape = tides(server.host())
    go_on = threading.Event()
    server.on_request = at(2, go_on.wait)
    first = crawler.start(shape)
    until(lambda: len(server.requests) > 1)
    (tmp_path / "other").mkdir()
    other = Crawler(tmp_path / "other").crawl(shape, archive=crawler.archive)
    asked = len(server.requests)
    go_on.set()
    assert (other.code, other.out, other.err.count("\n")) == (2, "", 1)
    assert "another process is crawling it" in other.err
    assert asked == 2
    assert first.done().code == 0
    assert stored(crawler.archive, shape.host) == shape.items
    assert crawler.crawl(shape).code == 0
    assert not [path.name for path in crawler.folder.iterdir() if "-crawl-" in path.name]
