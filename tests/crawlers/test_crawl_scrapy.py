"""The spider as somebody uses it who knows Scrapy."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawlers.crawling import ROOT, Crawler, Done, cleaned, start, stored
from tests.crawlers.site.server import Server
from tests.crawlers.site.shapes import mirror


def scrapy(folder: Path, *args: object, **given: object) -> Done:
    """Run `scrapy` in the repository; what is given are arguments of the spider."""
    parts = [part for name, value in given.items() for part in ("-a", f"{name}={value}")]
    return start(folder / "said", *args, *parts, program="scrapy").done()


def test_scrapy_lists_the_spider() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout.split()) == (0, ["profile"]), done.stderr


def test_scrapy_checks_the_spider(tmp_path: Path) -> None:
    done = scrapy(tmp_path, "check")
    assert done.code == 0, done.err


def test_scrapy_crawls_into_the_same_archive(crawler: Crawler, server: Server, tmp_path: Path) -> None:
    shape = mirror(server.host())
    assert crawler.crawl(shape).code == 0
    profile = tmp_path / "profile.toml"
    profile.write_text(shape.profile())
    archive = tmp_path / "scrapy.db"
    given = {"site": shape.site, "db": archive, "profile": profile, "allow_host": shape.host.netloc}
    done = scrapy(tmp_path, "crawl", "profile", **given)
    assert done.code == 0, done.err
    assert stored(archive, shape.host) == shape.items
    assert cleaned(archive) == cleaned(crawler.archive)


def test_scrapy_without_a_permit_asks_for_nothing(server: Server, tmp_path: Path) -> None:
    shape = mirror(server.host())
    profile = tmp_path / "profile.toml"
    profile.write_text(shape.profile(permit=""))
    given = {"site": shape.site, "db": tmp_path / "scrapy.db", "profile": profile, "allow_host": shape.host.netloc}
    done = scrapy(tmp_path, "crawl", "profile", **given)
    assert done.code == 1
    assert "[crawl.permit]" in last_line(done)
    assert server.requests == []


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"max_pages": "many"}, "max_pages=many"),
        ({"max_pages": "0"}, "max_pages=0"),
        ({"allow_host": "https://x"}, "'https://x'"),
        ({"maxpages": "3"}, "maxpages"),
        ({"since": "May"}, "May"),
        ({"profile": "no/such/file.toml"}, "no/such/file.toml"),
        ({"db": ""}, "db=ARCHIVE"),
        ({"db": "setup.cfg/none.db"}, "setup.cfg/none.db"),
    ],
    ids=str,
)
def test_scrapy_is_told_in_one_line_what_it_was_given_wrong(
    server: Server, tmp_path: Path, wrong: dict[str, str], word: str
) -> None:
    shape = mirror(server.host())
    profile = tmp_path / "profile.toml"
    profile.write_text(shape.profile())
    given = {"site": shape.site, "db": tmp_path / "scrapy.db", "profile": profile, "allow_host": shape.host.netloc}
    done = scrapy(tmp_path, "crawl", "profile", **given | wrong)
    assert done.code == 1
    assert word in last_line(done)
    assert server.requests == []


def last_line(done: Done) -> str:
    """Return what stands below the log, which has no traceback."""
    assert "Traceback" not in done.err
    line = done.err.splitlines()[-1]
    assert line.startswith("Error: ")
    return line
