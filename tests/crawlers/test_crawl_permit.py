"""Without a permit nothing is asked for; with one, it can be seen before what would be."""

from pathlib import Path

import pytest

from tests.crawlers.crawling import Crawler, start
from tests.crawlers.site.server import Server
from tests.crawlers.site.shapes import PERMIT, Shape, agency, embassy, ministry, mirror, tides


def one_line(words: str) -> str:
    """Return the only line of an error."""
    (line,) = words.strip().splitlines()
    return line


def test_a_profile_without_permit_is_refused_and_told_what_to_write(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    done = crawler.crawl(shape, profile=shape.profile(permit=""))
    assert done.code == 2
    line = one_line(done.err)
    for word in ("[crawl.permit]", "basis", "reviewed", "contact"):
        assert word in line
    assert server.requests == []
    assert not crawler.archive.exists()


@pytest.mark.parametrize("site", ["rusemb.org.uk", "mid.ru", "cominf.org", "mfa.rsogov.org"])
def test_no_site_ships_with_a_permit(tmp_path: Path, site: str) -> None:
    done = start(tmp_path / "said", "crawl", tmp_path / "corpus.db", site).done()
    assert done.code == 2
    assert "[crawl.permit]" in one_line(done.err)
    assert "--profile" in done.err


@pytest.mark.parametrize("missing", ["basis", "reviewed", "contact"])
def test_half_a_permit_is_none(crawler: Crawler, server: Server, missing: str) -> None:
    shape = tides(server.host())
    permit = "".join(row for row in PERMIT.splitlines(keepends=True) if not row.startswith(missing))
    done = crawler.crawl(shape, profile=shape.profile(permit=permit))
    assert done.code == 2
    assert missing in one_line(done.err)
    assert server.requests == []


def test_an_unknown_site_is_refused_in_one_line(crawler: Crawler, tmp_path: Path) -> None:
    done = start(tmp_path / "said", "crawl", tmp_path / "corpus.db", "nowhere.example.org").done()
    assert done.code == 2
    assert "nowhere.example.org" in done.err


def test_a_profile_of_another_site_is_refused(crawler: Crawler, server: Server, tmp_path: Path) -> None:
    shape = tides(server.host())
    path = tmp_path / "profile.toml"
    path.write_text(shape.profile())
    done = start(tmp_path / "said", "crawl", tmp_path / "corpus.db", "mid.ru", "--profile", path).done()
    assert done.code == 2
    assert shape.site in one_line(done.err)


@pytest.mark.parametrize(
    ("profile", "word"), [("id = 'tides.example.org'\n[crawl", "TOML"), ("id = 'x'\n[crawl]\nspeed = 9\n", "x")]
)
def test_a_profile_that_says_nonsense_is_refused_in_one_line(
    crawler: Crawler, server: Server, profile: str, word: str
) -> None:
    done = crawler.crawl(tides(server.host()), profile=profile)
    assert done.code == 2
    assert word in one_line(done.err)


def test_loopback_must_be_allowed_by_name(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    done = crawler.crawl(shape, allow=False)
    assert done.code in (1, 2)
    assert "--allow-host" in done.err + done.out
    assert server.requests == []


def test_the_permit_and_the_limits_are_shown_with_the_site(tmp_path: Path) -> None:
    done = start(tmp_path / "said", "sites", "mid.ru").done()
    assert done.code == 0
    for word in ("permit", "delay", "5", "2,000"):
        assert word in done.out


@pytest.mark.parametrize("make", [embassy, ministry, agency, mirror])
def test_a_dry_run_asks_for_robots_txt_only(crawler: Crawler, server: Server, make: object) -> None:
    assert callable(make)
    shape: Shape = make(server.host())
    done = crawler.crawl(shape, "--dry-run")
    assert done.code == 0, done.err
    assert [request.path for request in server.requests] == ["/robots.txt"]
    assert shape.host.url("/") in done.out


def test_a_dry_run_says_why_not(crawler: Crawler, server: Server) -> None:
    shape = mirror(server.host())
    done = crawler.crawl(shape, "--dry-run")
    verdicts = {line for line in done.out.splitlines() if "/en/node/2413" in line}
    assert any("robots" in line for line in verdicts), done.out
    assert not crawler.archive.exists()


def test_a_dry_run_after_a_crawl_changes_nothing(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    crawler.crawl(shape)
    before = crawler.archive.read_bytes()
    server.forget()
    assert crawler.crawl(shape, "--dry-run").code == 0
    assert [request.path for request in server.requests] in ([], ["/robots.txt"])
    assert crawler.archive.read_bytes() == before
