"""`unfurnish crawl` and `unfurnish sites` where nothing is asked for: what is missing, was refused, is permitted."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database

from unfurnish.cli import cli
from unfurnish.errors import CrawlMissing
from unfurnish.store import write
from unfurnish.store.frontier import Answer, Found, Frontier


def run(*args: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def test_without_scrapy_one_line_says_how_to_get_it(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CrawlMissing, match=r"pip install 'unfurnish\[crawl\]'") as caught:
        cli.main(["crawl", str(archive), "mid.ru"], standalone_mode=False)
    assert "\n" not in str(caught.value)
    assert not archive.exists()


@pytest.mark.parametrize("module", ["unfurnish.commands.crawl", "unfurnish.commands.sites", "crawlers.permits"])
def test_scrapy_is_loaded_only_to_crawl(module: str) -> None:
    code = f"import sys, {module}; sys.exit(bool({{'scrapy', 'twisted', 'protego'}} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_was_not_stored_is_listed_with_its_reason(archive: Path, db: Database) -> None:
    found = Frontier(db, write.begin_run(db, "crawl", "1", {}), "tides.example")
    found.begin("Ministry of Tides", "a", None, [Found("https://tides.example/\x1b[31m", "item")])
    entry = found.next("tides.example", 0)
    assert entry is not None
    assert (
        run("crawl", archive, "tides.example", "--refused").output
        == f"Nothing of tides.example was refused in {archive}.\n"
    )
    found.settle(entry, Answer("refused", "robots", "robots.txt forbids it"))
    output = run("crawl", archive, "tides.example", "--refused").output
    assert "refused  robots" in output
    assert "robots.txt forbids it" in output
    assert "\x1b" not in output


def test_a_site_is_shown_with_what_permits_its_crawl(tmp_path: Path) -> None:
    assert "none: nothing is asked for" in run("sites", "mid.ru").output
    profile = tmp_path / "mid.ru.toml"
    profile.write_text(
        'id = "mid.ru"\n[crawl]\ndelay = 17\nmax_pages = 1234\n[crawl.permit]\nbasis = "a letter of 3 May"\n'
        'reviewed = "2026-11-22"\ncontact = "mailto:me@example.org"\nnote = "until spring"\n'
    )
    output = run("sites", "mid.ru", "--profile", profile).output
    for words in ("a letter of 3 May (reviewed 2026-11-22)", "mailto:me@example.org", "17 s", "1,234", "until spring"):
        assert words in output
    assert run("sites", "--profile", profile).exit_code == 2
