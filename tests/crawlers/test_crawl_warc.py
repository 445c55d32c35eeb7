"""What `--warc-dir` writes: standard web archives, which give the same pages again."""

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import scrapy
from scrapy.http import Headers
from warcio.archiveiterator import ArchiveIterator

from crawlers.warc import Warc
from crawlers.wire import Received
from tests.crawlers.crawling import Command, Crawler, at, cleaned, start
from tests.crawlers.site.server import Server
from tests.crawlers.site.shapes import Shape, embassy, tides


def crawled(crawler: Crawler, server: Server, shape: Shape) -> list[Path]:
    """Crawl twice, the second time without a change; return the web archives."""
    folder = crawler.folder / "warc"
    for _ in range(2):
        done = crawler.crawl(shape, "--warc-dir", folder)
        assert done.code == 0, done.err
    found = sorted(folder.glob("*.warc.gz"))
    assert found
    return found


def kinds(paths: list[Path]) -> Counter[str]:
    """Count the records by kind."""
    count: Counter[str] = Counter()
    for path in paths:
        with path.open("rb") as stream:
            count.update(record.rec_type for record in ArchiveIterator(stream))
    return count


def check(paths: list[Path]) -> None:
    """Let warcio check web archives."""
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fail" not in done.stdout.lower()


def test_web_archives_pass_the_check_of_warcio(crawler: Crawler, server: Server) -> None:
    found = crawled(crawler, server, tides(server.host()))
    check(found)


def test_web_archives_hold_requests_responses_and_revisits(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    count = kinds(crawled(crawler, server, shape))
    assert count["warcinfo"] >= 1
    assert count["request"] == count["response"] + count["revisit"]
    assert count["request"] >= len(server.requests) - 2  # those for robots.txt may be left out
    assert count["revisit"] >= len(shape.items)


def test_web_archives_give_the_same_pages_again(crawler: Crawler, server: Server) -> None:
    shape = embassy(server.host())
    found = crawled(crawler, server, shape)
    archive = crawler.folder / "again.db"
    done = start(crawler.folder / "said", "ingest", archive, *found, "--site", shape.site).done()
    assert done.code in (0, 1), done.err
    mine, other = cleaned(crawler.archive), cleaned(archive)
    urls = {shape.host.url(path) for path in shape.items}
    # The web archives hold the listings too, which the archive only reads for their links.
    assert {row[0]: row[1] for row in other["captures"] if row[0] in urls} == {
        row[0]: row[1] for row in mine["captures"]
    }


@pytest.mark.parametrize("torn", [0, 7, 10_000], ids=["whole", "torn", "torn-in-the-first"])
def test_a_killed_crawl_leaves_a_web_archive_that_the_next_run_completes(
    crawler: Crawler, server: Server, torn: int
) -> None:
    shape = tides(server.host(), 6)
    folder = crawler.folder / "warc"
    running: list[Command] = []
    server.on_request = at(5, lambda: running[0].signal(signal.SIGKILL))
    running.append(crawler.start(shape, "--warc-dir", folder))
    running[0].done()
    (left,) = folder.iterdir()
    assert left.name.endswith(".warc.gz.open")
    size = left.stat().st_size
    before = kinds([left])["response"]
    assert before == len(shape.host.requests) - 1  # the last one was in flight
    # As after a power cut: what was written last is not all there.
    with left.open("r+b") as file:
        file.truncate(max(size - torn, 5))
    assert crawler.crawl(shape, "--warc-dir", folder).code == 0
    found = sorted(folder.iterdir())
    assert [path.suffix for path in found] == [".gz"] * (1 if torn > size else 2)
    check(found)
    assert kinds(found)["response"] >= len(server.requests) - 2 - (torn > 0) * (before if torn > size else 1)


def test_a_web_archive_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    first = Warc(tmp_path, "tides.example", "unfurnish")
    request = scrapy.Request("https://tides.example/item/1")
    received = Received("2026-11-22T10:00:00Z", 200, Headers({"Content-Type": "text/html"}), b"Words", "HTTP/1.1", None)
    first.write(request, received, None)
    Warc(tmp_path, "tides.example", "unfurnish").close()
    first.write(request, received, None)
    first.close()
    (path,) = tmp_path.iterdir()
    assert kinds([path])["response"] == 2
    check([path])
