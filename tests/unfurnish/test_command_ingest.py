"""`unfurnish ingest`: what it says and how it ends."""

from functools import partial
from pathlib import Path

import pytest

from tests.unfurnish.conftest import MakeFolder
from tests.unfurnish.fake_engine import FakeEngine
from tests.unfurnish.screen import piped
from tests.unfurnish.stocked import PAGES
from unfurnish.commands import ingest as module
from unfurnish.ingest import Report, ingest
from unfurnish.labelling import Interrupted
from unfurnish.store.read import reading
from unfurnish.store.schema import open_archive


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command clean with an engine whose answers can be read off the page."""
    monkeypatch.setattr(module, "ingest_pages", partial(ingest, engine=FakeEngine))


def table(output: str) -> list[list[str]]:
    return [line.split() for line in output.splitlines()]


@pytest.mark.usefixtures("fake")
def test_the_table_tells_of_each_page(archive: Path, folder: MakeFolder) -> None:
    result = piped("ingest", archive, folder(PAGES | {"a.pdf": ""}), "--jobs", 1)
    assert result.exit_code == 1, result.output
    assert result.stderr == "Skipped 1 file that is no page: .pdf 1\n"
    rows = table(result.stdout)
    for row in (
        ["new", "documents", "3"],
        ["changed", "documents", "1"],
        ["seen", "again", "1"],
        ["listings", "1"],
        ["unchanged", "0"],
        ["rejected", "2"],
        ["all", "8"],
    ):
        assert any(found[: len(row)] == row for found in rows), row
    assert ["kept", "363", "54.1%"] in rows
    assert ["removed", "282", "42.0%", "fake/meta", "(meta)"] in rows
    assert ["removed", "26", "3.9%", "fake/furniture", "(furniture)"] in rows
    assert "languages  en 3, ru 1, unknown 2" in result.stdout
    assert "dates      of 5 pages: published 3, event 0, captured 3" in result.stdout
    assert f"unfurnish rejects {archive}" in result.stdout
    assert result.stdout.endswith(f"\nNext: unfurnish show {archive} 1\n")


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("name", "code", "line"),
    [
        ("04.txt", 0, "Nothing new: {0} holds the page already.\n"),
        ("*", 1, "Nothing new: {0} holds all 6 pages already. Rejected: 2; see: unfurnish rejects {0}\n"),
    ],
)
def test_the_same_again_changes_nothing_and_says_so(
    archive: Path, folder: MakeFolder, name: str, code: int, line: str
) -> None:
    pages = folder(PAGES) / name
    assert piped("ingest", archive, pages).exit_code == code
    again = piped("ingest", archive, pages)
    assert (again.exit_code, again.stdout) == (code, line.format(archive))


@pytest.mark.usefixtures("fake")
def test_only_rejects_is_not_nothing_new(archive: Path, folder: MakeFolder) -> None:
    result = piped("ingest", archive, folder({"a.txt": ""}))
    assert result.exit_code == 1
    assert "Nothing new" not in result.stdout
    assert "Next" not in result.stdout


@pytest.mark.usefixtures("fake")
def test_the_parent_folder_may_name_the_site(archive: Path, folder: MakeFolder) -> None:
    made = folder({"x.org/1.txt": "# One\nwords\n", "y.org/1.txt": "# Two\nwords\n"})
    assert piped("ingest", archive, made, "--site-from", "parent-folder").exit_code == 0
    with reading(archive) as db:
        assert {row[0] for row in db.execute("SELECT site FROM documents")} == {"x.org", "y.org"}


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("name", "content"),
    [("1.txt", "# One\nwords\n"), ("1.jsonl", '{"text": "# One\\nwords"}\n')],
)
def test_known_pages_that_are_now_named_another_site_are_counted(
    archive: Path, folder: MakeFolder, name: str, content: str
) -> None:
    first = folder({name: content})
    for site in ("x.org", "x.org"):
        assert "another site" not in piped("ingest", archive, first, "--site", site).output
    folder({"2.txt": "# Two\nwords\n"})
    again = piped("ingest", archive, first, "--site", "y.org")
    assert again.exit_code == 0
    told = "\n1 known page stays under another site (x.org 1); to change that, ingest into a new database.\n"
    assert told in again.stdout
    assert "(x.org 1, y.org 1)" in piped("ingest", archive, first, "--site", "z.org").stdout
    assert "another site" not in piped("ingest", archive, first).output


def test_a_host_of_a_site_is_not_another_site(archive: Path, folder: MakeFolder) -> None:
    page = folder({"1.jsonl": '{"text": "A title\\n\\nWords of a page that goes on for a while."}\n'})
    for site in ("mid.ru", "www.mid.ru"):
        assert "another site" not in piped("ingest", archive, page, "--site", site, "--jobs", 1).output


def test_the_real_engine_is_the_default(archive: Path, folder: MakeFolder) -> None:
    page = "A title\n\nWords of a page that could be from anywhere at all, and go on.\n"
    result = piped("ingest", archive, folder({"a.txt": page}), "--site", "example.org")
    assert result.exit_code == 0, result.output
    assert result.stderr.startswith("example.org: no profile of that site")
    assert "A title" in piped("show", archive, 1).output


def test_one_source_of_the_site_only(archive: Path, folder: MakeFolder) -> None:
    result = piped("ingest", archive, folder({"a.txt": "x"}), "--site", "a.org", "--site-from", "parent-folder")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert not archive.exists()


def test_an_interruption_says_what_is_safe(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report(1, 1280, 500, 0, 0, 0, 0, 140, 640, 0, {}, 0, {}, {}, 0, 0, 0)

    def stop(*args: object, **options: object) -> Report:
        raise Interrupted(report)

    monkeypatch.setattr(module, "ingest_pages", stop)
    result = piped("ingest", archive, "dumps")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == (
        f"Stopped. 1,280 pages are safe in {archive}, 640 of them cleaned so far; "
        "the same command goes on from there.\n"
    )


@pytest.mark.usefixtures("fake")
def test_what_an_interrupted_run_left_is_told_of(archive: Path, folder: MakeFolder) -> None:
    pages = folder({"a.txt": "# One\nwords\n", "b.txt": "# Two\nwords\n"})
    assert piped("ingest", archive, pages / "a.txt").exit_code == 0
    with open_archive(archive) as db:
        db.execute("UPDATE captures SET cleaned_by = NULL")
        for table_ in ("spans", "related", "counters"):
            db.execute(f"DELETE FROM {table_}")
        db.conn.commit()
    result = piped("ingest", archive, pages / "b.txt")
    assert "And 1 page cleaned that an earlier run had only stored." in result.stdout


@pytest.mark.usefixtures("fake")
def test_many_reasons_are_summed_up(archive: Path, folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = {f"x/{n:02}": 100 - n for n in range(15)}
    report = Report(1, 1, 1, 0, 0, 0, 0, 0, 0, 0, {}, 100, {"furniture": reasons}, {"en": 1}, 1, 0, 0)
    monkeypatch.setattr(module, "ingest_pages", lambda *args, **options: report)
    rows = [row for row in table(piped("ingest", archive, "dumps").stdout) if row[:1] == ["removed"]]
    assert [row[3] for row in rows[:-1]] == list(reasons)[:10]
    assert rows[-1][1] == str(sum(list(reasons.values())[10:]))
    assert rows[-1][3:] == ["5", "other", "reasons"]
