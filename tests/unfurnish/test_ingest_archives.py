"""Web archives become an archive of ours: sites, languages and media types mixed, killed and completed."""

from __future__ import annotations

import gzip
import io
import json
import random
import signal
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from cleaners import Decoded
from schemas import Page, Reject
from tests.unfurnish.archives import contents
from tests.unfurnish.fake_engine import FakeEngine
from tests.unfurnish.screen import piped
from tests.unfurnish.test_ingest_kill import killed
from tests.unfurnish.webarchives import html, packed, record
from unfurnish import labelling
from unfurnish.commands import ingest as command
from unfurnish.ingest import Report, ingest
from unfurnish.labelling import Interrupted
from unfurnish.store.read import capture_at, reading
from unfurnish.store.write import load

TEXT = "text/plain"


def page(url: str, words: str, **more: Any) -> bytes:
    return record(url, words.encode(), TEXT, **more)


def mixed(count: int = 6) -> bytes:
    """Make an archive of two sites in two languages, with all that crawls bring along."""
    parts = [record("urn:info", b"x", "application/warc-fields", kind="warcinfo")]
    for n in range(count):
        host, language = ("a.org", "en") if n % 2 else ("b.org", "ru")
        url = f"https://{host}/{n}"
        words = f"!site {host}\n!language {language}\n# Item {n}\nwords of the page {n}\n? all messages\n"
        parts += [
            record(url, kind="request", status="GET / HTTP/1.1"),
            page(url, words),
            record(f"{url}.pdf", b"%PDF-1.7", "application/pdf"),
            record(f"{url}.png", b"\x89PNG", "image/png"),
            record(f"{url}.gone", b"<p>", status="404 Not Found"),
            b"garbage %d\r\n\r\n" % n,
            page(f"{url}.bad", "", kind="conversion"),
            page(f"http://www.{host}/{n}/?utm_source=feed", words),
        ]
    return packed(parts)


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Return a web archive."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(mixed())
    return path


def run(archive: Path, *paths: Path | str, **options: Any) -> Report:
    return ingest(archive, [str(path) for path in paths], engine=FakeEngine, jobs=1, **options)


def test_that_a_page_was_cut_short_is_stored_with_it(archive: Path, tmp_path: Path) -> None:
    crawl = tmp_path / "crawl"
    crawl.write_bytes(record("https://a.org/1", html("Words"), warc=[("WARC-Truncated", "length")]))
    run(archive, crawl)
    with reading(archive) as db:
        ids = [row["id"] for row in db.query("SELECT id FROM captures")]
        assert [capture.page.truncated for capture in load(db, ids)] == ["length"]


def test_a_mixed_archive_goes_in_with_one_command(archive: Path, crawl: Path) -> None:
    report = run(archive, crawl)
    assert (report.pages, report.new, report.seen_again, report.rejected) == (42, 6, 6, 30)
    assert report.reasons == {"media_type": 12, "broken_record": 6, "empty": 6, "http_status": 6}
    assert report.asides == {"request": 6, "warcinfo": 1}
    assert report.languages == {"en": 6, "ru": 6}
    with reading(archive) as db:
        assert {
            row["site"]: row["url"] for row in db.query("SELECT site, max(url) AS url FROM documents GROUP BY 1")
        } == {
            "a.org": "https://a.org/5",
            "b.org": "https://b.org/4",
        }
        (first, *_) = db.query("SELECT source, url, fetched_at, media_type FROM captures WHERE url LIKE '%www%'")
        assert first == {
            "source": f"{crawl}#9",
            "url": "http://www.b.org/0/?utm_source=feed",
            "fetched_at": "2021-04-12T05:46:00Z",
            "media_type": TEXT,
        }
        rejects = db.execute("SELECT reason, min(raw), sum(cut) FROM rejects GROUP BY 1").fetchall()
        assert {reason: (zlib.decompress(raw), cut) for reason, raw, cut in rejects} == {
            "broken_record": (b"garbage 0\r\n\r\n", 0),
            "media_type": (b"%PDF-1.7", 0),
            "empty": (b"", 0),
            "http_status": (b"<p>", 0),
        }
        assert capture_at(db, "https://b.org/0#top") == capture_at(db, "http://www.b.org/0/?utm_source=feed")


def test_the_same_archive_again_changes_nothing(archive: Path, crawl: Path) -> None:
    run(archive, crawl)
    before = contents(archive)
    again = run(archive, crawl)
    after = contents(archive)
    assert (again.pages, again.unchanged, again.rejected, again.new) == (42, 12, 30, 0)
    assert again.reasons == {"media_type": 12, "broken_record": 6, "empty": 6, "http_status": 6}
    before.pop("runs"), after.pop("runs")
    assert after == before


class Counting(FakeEngine):
    """An engine that counts the pages that it is asked to decode."""

    decoded = 0

    def decode(self, page: Page) -> Decoded | Reject:
        Counting.decoded += 1
        return super().decode(page)


def test_what_is_stored_is_passed_over(archive: Path, crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Counting, "decoded", 0)
    monkeypatch.setattr(labelling, "BATCH_PAGES", 5)
    whole = archive.with_name("whole.db")
    report = run(whole, crawl)

    def stop(phase: str, done: int, total: int | None) -> None:
        if done >= 35:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(Interrupted):
        run(archive, crawl, progress=stop)
    assert ingest(archive, [str(crawl)], engine=Counting, jobs=1) == report
    # Twelve pages are there to be cleaned; stored were all but a few of them.
    assert Counting.decoded - 12 - 6 <= 4
    assert contents(archive) == contents(whole)


@pytest.mark.parametrize("instant", range(3, 90, 7))
def test_killed_at_any_instant_it_is_completed_to_the_same_archive(
    archive: Path, crawl: Path, monkeypatch: pytest.MonkeyPatch, instant: int
) -> None:
    monkeypatch.setattr(labelling, "BATCH_PAGES", 5)
    whole = archive.with_name("whole.db")
    report = run(whole, crawl)
    killed(archive, str(crawl), instant)
    assert run(archive, crawl) == report
    assert contents(archive) == contents(whole)


def test_processes_change_nothing(archive: Path, crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelling, "BATCH_PAGES", 3)
    whole = archive.with_name("whole.db")
    assert ingest(archive, [str(crawl)], engine=FakeEngine, jobs=2) == run(whole, crawl)
    assert contents(archive) == contents(whole)


def progress_of(archive: Path, *paths: Path | str) -> list[tuple[str, int, int | None]]:
    told: list[tuple[str, int, int | None]] = []
    run(archive, *paths, progress=lambda *step: told.append(step))
    return told


def test_progress_tells_how_many_pages_an_archive_may_hold(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelling, "BATCH_PAGES", 100)
    path = archive.with_name("large.warc.gz")
    chance = random.Random(3)
    # What packs badly, so that the file is longer than what is read at a time.
    made = (page(f"https://a.org/{n}", f"# {n}\n{chance.randbytes(1000).hex()}") for n in range(1000))
    path.write_bytes(packed(made))
    stored = [(done, total) for phase, done, total in progress_of(archive, path) if phase == "store"]
    assert stored[-1] == (1000, 1000)
    assert len(stored) == 10
    assert all(total is not None and 800 <= total <= 1100 for _, total in stored)


def test_progress_has_no_end_where_none_is_known(
    archive: Path, crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labelling, "BATCH_PAGES", 20)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(crawl.read_bytes())))
    assert progress_of(archive, "-") == [
        ("store", 20, None),
        ("store", 40, None),
        ("store", 42, 42),
        ("clean", 12, 12),
    ]
    (tmp_path / "a.txt").write_text("# One\nwords")
    (tmp_path / "b.txt").write_text("# Two\nwords")
    assert progress_of(archive, tmp_path / "a.txt", tmp_path / "b.txt")[0] == ("store", 2, 2)


def test_an_archive_may_come_from_standard_input(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mixed(2))))
    assert run(archive, "-").new == 2
    with reading(archive) as db:
        assert [row[0] for row in db.execute("SELECT source FROM captures ORDER BY id")] == [
            "-#3",
            "-#9",
            "-#11",
            "-#17",
        ]


def test_a_folder_may_hold_all_kinds(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("# One\nwords")
    (folder / "b.txt.gz").write_bytes(gzip.compress(b"# Two\nwords"))
    (folder / "c.jsonl").write_text('{"url": "https://a.org/3", "text": "# Three\\nwords"}\nno\n')
    (folder / "d.warc").write_bytes(page("https://a.org/4", "# Four\nwords"))
    (folder / "e.pdf").write_bytes(b"%PDF-")
    report = run(archive, folder)
    assert (report.new, report.reasons, report.skipped) == (4, {"bad_json": 1}, {".pdf": 1})


def test_a_revisit_waits_for_the_archive_that_has_its_bytes(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    january, february = tmp_path / "1.warc", tmp_path / "2.warc"
    january.write_bytes(page("https://a.org/1", "# One\nwords", warc=[("WARC-Record-ID", "<urn:1>")]))
    again = [("WARC-Refers-To", "<urn:1>"), ("WARC-Date", "2022-05-05T00:00:00Z")]
    february.write_bytes(record("https://a.org/2", b"", TEXT, kind="revisit", warc=again))
    alone = run(archive, february)
    assert (alone.pages, alone.reasons) == (1, {"revisit": 1})
    monkeypatch.setattr("cleaners.Engine.bundled", FakeEngine)
    told = piped("clean", february).stderr.splitlines()
    assert told[-1] == "The pages of revisits are in other archives; name those first, then these"
    both = run(archive, january, february)
    assert (both.new, both.rejected) == (2, 0)
    with reading(archive) as db:
        assert db.execute("SELECT count(*) FROM rejects").fetchone() == (0,)
        sql = "SELECT url, fetched_at FROM captures ORDER BY id DESC"
        assert db.execute(sql).fetchone() == ("https://a.org/2", "2022-05-05T00:00:00Z")
    before = contents(archive)
    assert run(archive, january, february).unchanged == 2
    assert {**contents(archive), "runs": []} == {**before, "runs": []}


def test_the_same_bytes_at_another_time_are_a_sighting(archive: Path, tmp_path: Path) -> None:
    words, paths = "# One\nwords", {}
    for name, month in (("march", "03"), ("january", "01"), ("may", "05")):
        paths[name] = tmp_path / f"{name}.warc"
        date = [("WARC-Date", f"2022-{month}-05T00:00:00Z")]
        paths[name].write_bytes(page("https://a.org/1", words, warc=date) + page(f"https://a.org/{name}", words))
    assert run(archive, paths["march"]).sightings == 0
    later = run(archive, paths["january"], paths["may"])
    assert (later.unchanged, later.new, later.seen_again, later.sightings) == (2, 2, 0, 2)
    before = contents(archive)
    assert {capture: (at, Path(source).name) for capture, at, source, _ in before["sightings"]} == {
        1: ("2022-05-05T00:00:00Z", "may.warc#1")
    }
    with reading(archive) as db:
        sql = "SELECT captures, first_captured, last_captured FROM items WHERE url = 'https://a.org/1'"
        assert db.execute(sql).fetchone() == (1, "2022-01-05T00:00:00Z", "2022-05-05T00:00:00Z")
    shown = piped("show", archive, "https://a.org/1").stdout
    assert "  seen again  2022-01-05T00:00:00Z, 2022-05-05T00:00:00Z\n" in shown
    again = piped("ingest", archive, *paths.values())
    assert again.stdout == f"Nothing new: {archive} holds all 6 pages already.\n"
    assert {**contents(archive), "runs": []} == {**before, "runs": []}


def test_a_reject_has_the_reason_that_was_found_last(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    for status, reason in (("404 Not Found", "http_status"), ("301 Moved", "redirect")):
        path.write_bytes(page("https://a.org/1", "words", status=status))
        run(archive, path)
        listed = piped("rejects", archive).stdout.splitlines()
        assert [line.split()[1] for line in listed[1:]] == [reason]


def test_the_command_tells_what_became_of_each(archive: Path, crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ingest_pages", lambda *args, **options: ingest(*args, **options, engine=FakeEngine))
    result = piped("ingest", archive, crawl, "--jobs", 1)
    assert result.exit_code == 1
    assert result.stderr == "Passed over 7 records that tell about pages: request 6, warcinfo 1\n"
    assert "\nRejected: media_type 12, broken_record 6, empty 6, http_status 6\n" in result.stdout
    listed = piped("rejects", archive).stdout
    assert f"{crawl}#4" in listed
    assert "application/pdf, neither text nor HTML (https://b.org/0.pdf)" in listed


def test_cleaning_an_archive_prints_its_pages_as_they_come(crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaners.Engine.bundled", FakeEngine)
    result = piped("clean", crawl, "--format", "jsonl")
    assert result.exit_code == 1
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [page["source"] for page in found] == [f"{crawl}#{n}" for m in range(6) for n in (8 * m + 3, 8 * m + 9)]
    assert found[0]["url"] == "https://b.org/0"
    told = result.stderr.splitlines()
    assert len(told) == 6 + 6 + 2
    assert told[0] == f"{crawl}#7: broken_record: 13 bytes that belong to no record"
    assert told[-2:] == [
        "Passed over 7 records that tell about pages: request 6, warcinfo 1",
        "Rejected 18 records that are no pages: media_type 12, http_status 6",
    ]


@pytest.mark.parametrize("stdin", [False, True])
def test_pages_of_an_archive_may_be_cleaned_together(crawl: Path, monkeypatch: pytest.MonkeyPatch, stdin: bool) -> None:
    monkeypatch.setattr("cleaners.Engine.bundled", FakeEngine)
    args, given = (["-"], crawl.read_bytes()) if stdin else ([crawl], b"")
    result = piped("clean", *args, "--format", "jsonl", "--together", stdin=given)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(found) == 12
    assert {page["lines"][-1]["reason"] for page in found} == {"fake/repeated"}
    assert result.stderr.count("Passed over 7 records") == 1


def test_pages_of_no_site_are_of_their_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaners.Engine.bundled", FakeEngine)
    for name, count in (("three.jsonl", 3), ("two.jsonl", 2)):
        texts = [f"# Item {n} of {name}\n? all messages\n" for n in range(count)]
        (tmp_path / name).write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    result = piped("clean", tmp_path, "--format", "jsonl", "--together")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [page["lines"][-1]["reason"] == "fake/repeated" for page in found] == [True] * 3 + [False] * 2
