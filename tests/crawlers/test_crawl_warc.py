"""What `--warc-dir` writes: standard web archives, which give the same pages again."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from tests.crawlers.crawling import Crawler, cleaned, start
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


def test_web_archives_pass_the_check_of_warcio(crawler: Crawler, server: Server) -> None:
    found = crawled(crawler, server, tides(server.host()))
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, found)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fail" not in done.stdout.lower()


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
