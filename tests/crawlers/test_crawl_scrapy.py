"""The spider as somebody uses it who knows Scrapy."""

import os
import subprocess
import sys
from pathlib import Path

from tests.crawlers.crawling import ROOT, Crawler, cleaned, stored
from tests.crawlers.site.server import Server
from tests.crawlers.site.shapes import mirror


def scrapy(*args: object) -> subprocess.CompletedProcess[str]:
    """Run `scrapy` in the repository."""
    command = [sys.executable, "-m", "scrapy", *map(str, args)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SCRAPY_")}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_scrapy_lists_the_spider() -> None:
    done = scrapy("list")
    assert (done.returncode, done.stdout.split()) == (0, ["profile"]), done.stderr


def test_scrapy_checks_the_spider() -> None:
    done = scrapy("check")
    assert done.returncode == 0, done.stderr


def test_scrapy_crawls_into_the_same_archive(crawler: Crawler, server: Server, tmp_path: Path) -> None:
    shape = mirror(server.host())
    assert crawler.crawl(shape).code == 0
    profile = tmp_path / "profile.toml"
    profile.write_text(shape.profile())
    archive = tmp_path / "scrapy.db"
    given = {"site": shape.site, "db": archive, "profile": profile, "allow_host": shape.host.netloc}
    done = scrapy("crawl", "profile", *(part for name, value in given.items() for part in ("-a", f"{name}={value}")))
    assert done.returncode == 0, done.stderr
    assert stored(archive, shape.host) == shape.items
    assert cleaned(archive) == cleaned(crawler.archive)


def test_scrapy_without_a_permit_asks_for_nothing(crawler: Crawler, server: Server, tmp_path: Path) -> None:
    shape = mirror(server.host())
    profile = tmp_path / "profile.toml"
    profile.write_text(shape.profile(permit=""))
    given = {"site": shape.site, "db": tmp_path / "scrapy.db", "profile": profile, "allow_host": shape.host.netloc}
    done = scrapy("crawl", "profile", *(part for name, value in given.items() for part in ("-a", f"{name}={value}")))
    assert "crawl.permit" in done.stderr + done.stdout
    assert server.requests == []
