"""`unfurnish reclean`: what it says and how it ends; and who tells that it is time for it."""

from functools import partial
from pathlib import Path

import pytest

from tests.unfurnish.conftest import MakeFolder
from tests.unfurnish.fake_engine import FakeEngine, LaterEngine
from tests.unfurnish.screen import on_screen, piped
from unfurnish.commands import ingest as ingest_module
from unfurnish.commands import reclean as module
from unfurnish.ingest import ingest
from unfurnish.labelling import Interrupted
from unfurnish.reclean import Report, reclean

PAGES: dict[str, str | bytes] = {
    "1.txt": "# One\nThe words.\n+ share [bold]this[/bold]\n+ print\n",
    "2.txt": "# Two\nOther words.\n+ share\n",
    "3.txt": "!drop\n# Three\nMore words.\n",
    "4.txt": "# Four\nLast words.\n",
}


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands clean with engines whose answers can be read off the page."""
    monkeypatch.setattr(ingest_module, "ingest_pages", partial(ingest, engine=FakeEngine))
    monkeypatch.setattr(module, "reclean_archive", partial(reclean, engine=LaterEngine))


@pytest.fixture
def stocked(archive: Path, folder: MakeFolder) -> Path:
    assert piped("ingest", archive, folder(PAGES)).exit_code == 1
    return archive


def table(output: str) -> list[list[str]]:
    return [line.split() for line in output.splitlines()]


def test_the_report_tells_what_changed_and_shows_it(stocked: Path) -> None:
    result = piped("reclean", stocked)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = table(result.stdout)
    for row in (
        ["pages", "4"],
        ["changed", "pages", "2"],
        ["changed", "documents", "2"],
        ["accepted", "1"],
        ["rejected", "0"],
        ["3", "body", "fake/body", "furniture", "fake/plus", "+", "share", "[bold]this[/bold]"],
    ):
        assert any(found[: len(row)] == row for found in rows), row
    assert "1.txt <==\n- + share [bold]this[/bold]\n- + print\n" in result.stdout
    assert "Nothing was written" not in result.stdout


def test_a_dry_run_says_so_and_what_to_do(stocked: Path) -> None:
    before = stocked.read_bytes()
    result = piped("reclean", stocked, "--dry-run")
    assert result.stdout.endswith(f"Nothing was written. To do it: unfurnish reclean {stocked}\n")
    assert stocked.read_bytes() == before


def test_nothing_to_do_is_one_line(stocked: Path) -> None:
    piped("reclean", stocked)
    result = piped("reclean", stocked)
    assert result.stdout == "Nothing to do: all 4 pages are labelled by engine fake-2 already.\n"


def test_lines_on_a_terminal_are_harmless(archive: Path, folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    piped("ingest", archive, folder({"1.txt": "# One\nwords\n+ \x1b[2Jcleared\n"}))
    assert "\x1b[2J" not in on_screen(monkeypatch, "reclean", archive)


def test_long_tables_are_summed_up(stocked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOP", 0)
    assert "and 3 lines in 1 other way" in piped("reclean", stocked).stdout


@pytest.mark.parametrize(("option", "word"), [([], "goes on from there"), (["--dry-run"], "Nothing was written")])
def test_stopped_it_says_what_is_safe(
    stocked: Path, monkeypatch: pytest.MonkeyPatch, option: list[str], word: str
) -> None:
    def stop(*_: object, **__: object) -> Report:
        raise Interrupted(Report("fake-2", captures=3))

    monkeypatch.setattr(module, "reclean_archive", stop)
    result = piped("reclean", stocked, *option)
    assert result.exit_code == 130
    assert result.stderr.startswith("Stopped. 3 pages")
    assert word in result.stderr


@pytest.mark.parametrize("args", [["nowhere.db"], ["nowhere.db", "--dry-run"]])
def test_wrong_use_is_one_line(args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = piped("reclean", *args)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "unfurnish ingest nowhere.db" in result.stderr


def test_an_unknown_site_is_one_line(stocked: Path) -> None:
    result = piped("reclean", stocked, "--site", "b.org")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def site(name: str, first: int, last: int) -> dict[str, str | bytes]:
    return {f"{name}/{n}.txt": f"!site {name}\n# Item {n}\nwords of item {n}\n" for n in range(first, last)}


def test_ingest_and_stats_tell_when_a_snapshot_is_outgrown(archive: Path, folder: MakeFolder) -> None:
    assert piped("ingest", archive, folder(site("a.org", 0, 10))).stderr == ""
    assert piped("ingest", archive, folder(site("a.org", 10, 14))).stderr == ""
    advice = (
        "a.org: labelled by what 10 pages have in common, and there are 15 now;"
        f" to label with all of them: unfurnish reclean {archive}\n"
    )
    assert piped("ingest", archive, folder(site("a.org", 14, 15))).stderr == advice
    assert piped("stats", archive).stderr == advice
    piped("reclean", archive)
    assert piped("stats", archive).stderr == ""


def test_of_several_sites_the_one_that_grew_most_is_named(archive: Path, folder: MakeFolder) -> None:
    piped("ingest", archive, folder(site("a.org", 0, 3) | site("b.org", 0, 3)))
    result = piped("ingest", archive, folder(site("a.org", 3, 6) | site("b.org", 3, 9)))
    assert result.stderr.startswith("b.org and 1 more site: labelled by what 3 pages have in common, and there are 9")
