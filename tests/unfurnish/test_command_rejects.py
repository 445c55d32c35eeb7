"""`unfurnish rejects`: what was refused, why, and its bytes."""

import gzip
import hashlib
import io
import sys
import zlib
from pathlib import Path

import pytest

from tests.unfurnish.fake_engine import FakeEngine
from tests.unfurnish.screen import on_screen, piped
from tests.unfurnish.stocked import PAGES, stock
from tests.unfurnish.webarchives import packed, record
from unfurnish.ingest import ingest
from unfurnish.store.schema import open_archive


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of the pages of `stocked.py`."""
    home = tmp_path_factory.mktemp("stocked")
    stock(home / "corpus.db", home / "pages")
    return home / "corpus.db"


def test_the_list_has_reason_source_time_and_size(stocked: Path) -> None:
    result = piped("rejects", stocked)
    assert result.exit_code == 0, result.output
    heading, *rows = result.output.splitlines()
    assert heading.split() == ["ID", "Reason", "Bytes", "When", "Source", "Detail"]
    facts = [row.split(maxsplit=5) for row in rows]
    assert [(row[0], row[1], row[2], Path(row[4]).name, row[5]) for row in facts] == [
        ("2", "undecodable", "3", "07.txt", "no UTF-8"),
        ("1", "empty", "0", "06.txt", "nothing in it"),
    ]
    assert all(row[3].endswith("Z") for row in facts)


def test_one_of_them(stocked: Path) -> None:
    rows = [line.split(maxsplit=1) for line in piped("rejects", stocked, 2).output.splitlines()]
    assert ["reason", "undecodable"] in rows
    assert ["bytes", f"3 (unfurnish rejects {stocked} 2 --raw)"] in rows


def test_raw_gives_the_input_back(stocked: Path) -> None:
    assert piped("rejects", stocked, 2, "--raw").stdout_bytes == PAGES["07.txt"]
    assert piped("rejects", stocked, 1, "--raw").stdout_bytes == b""


def test_raw_bytes_do_nothing_to_the_terminal(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\x1b[2J")
    ingest(archive, [str(tmp_path / "a.txt")], jobs=1, engine=FakeEngine)
    assert on_screen(monkeypatch, "rejects", archive, 1, "--raw") == "\ufffd␛[2J\n"


def test_no_rejects_is_said(archive: Path) -> None:
    open_archive(archive, create=True).close()
    assert piped("rejects", archive).output == f"No rejects in {archive}.\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [(["--raw"], "name its ID"), (["9"], "no reject 9"), (["9" * 30], "range"), (["x"], "no whole number")],
)
def test_wrong_use_is_one_line(stocked: Path, args: list[str], told: str) -> None:
    result = piped("rejects", stocked, *args)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr


def test_a_long_list_is_cut_and_says_so(stocked: Path) -> None:
    _, row, more = piped("rejects", stocked, "--limit", 1).output.splitlines()
    assert row.split()[1] == "undecodable"
    told = "--reason those for one reason: empty 1, undecodable 1"
    assert more == f"1 of 2 rejects; --limit 2 shows all, {told}"
    _, row = piped("rejects", stocked, "--reason", "empty").output.splitlines()
    assert row.split()[1] == "empty"
    assert len(piped("rejects", stocked, "--reason", "empty", "--reason", "undecodable").output.splitlines()) == 3


def test_a_reason_that_no_reject_has_is_answered_with_those_that_are_there(stocked: Path) -> None:
    told = piped("rejects", stocked, "--reason", "binary").output
    assert told == f"No rejects for binary in {stocked}; there are empty 1, undecodable 1.\n"


@pytest.fixture
def crawl(archive: Path, tmp_path: Path) -> Path:
    """Return a web archive that was read: a PDF, a page and an image that was compressed on its way."""
    path = tmp_path / "crawl.warc.gz"
    pdf = record("https://a.org/doc", b"%PDF-1.7" + bytes(200_000), "application/pdf")
    image = record("https://a.org/i", gzip.compress(b"<svg/>"), "image/svg+xml", http=[("Content-Encoding", "gzip")])
    path.write_bytes(packed([pdf, record("https://a.org/1", b"# One\nwords", "text/plain"), image]))
    ingest(archive, [str(path)], jobs=1, engine=FakeEngine)
    return path


def test_what_an_archive_holds_is_read_from_there(archive: Path, crawl: Path) -> None:
    assert piped("rejects", archive, 1, "--raw").stdout_bytes == b"%PDF-1.7" + bytes(200_000)
    assert piped("rejects", archive, 2, "--raw").stdout_bytes == b"<svg/>"
    how = f"(unfurnish rejects {archive} 1 --raw)"
    told = f"  bytes   16,384, the beginning; all of them are in the archive {how}\n"
    assert piped("rejects", archive, 1).stdout.endswith(told)
    assert f"  bytes   6 (unfurnish rejects {archive} 2 --raw)\n" in piped("rejects", archive, 2).stdout


def test_of_an_archive_that_is_another_or_gone_the_beginning_is_there(archive: Path, crawl: Path) -> None:
    beginning = b"%PDF-1.7" + bytes(16_384 - 8)
    for change, told in (
        (lambda: crawl.write_bytes(crawl.read_bytes()[-200:]), "another by now"),
        (crawl.unlink, "put it back where it was; these are the first 16,384"),
    ):
        change()
        result = piped("rejects", archive, 1, "--raw")
        assert (result.exit_code, result.stdout_bytes, result.stderr.count("\n")) == (1, beginning, 1)
        assert told in result.stderr
    result = piped("rejects", archive, 2, "--raw")
    assert (result.exit_code, result.stdout_bytes, result.stderr) == (0, b"<svg/>", "")


def test_bytes_that_an_older_version_did_not_keep_are_kept_when_the_archive_comes_again(
    archive: Path, crawl: Path
) -> None:
    with open_archive(archive) as db:
        kept = db.execute("SELECT * FROM rejects").fetchall()
        db.execute(
            "UPDATE rejects SET sha256 = ?, raw = ?, cut = 1", [hashlib.sha256(b"").hexdigest(), zlib.compress(b"")]
        )
        db.conn.commit()
    assert piped("rejects", archive, 2, "--raw").stdout_bytes == b"<svg/>"
    away = crawl.rename(crawl.with_name("away"))
    result = piped("rejects", archive, 2, "--raw")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    away.rename(crawl)
    ingest(archive, [str(crawl)], jobs=1, engine=FakeEngine)
    with open_archive(archive) as db:
        assert db.execute("SELECT * FROM rejects").fetchall() == kept


def test_what_comes_on_standard_input_is_kept(
    archive: Path, crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(crawl.read_bytes())))
    other = tmp_path / "other.db"
    ingest(other, ["-"], jobs=1, engine=FakeEngine)
    kept = piped("rejects", other, 1, "--raw").stdout_bytes
    assert kept == b"%PDF-1.7" + bytes(16_384 - 8)
    assert "16,384, the beginning (" in piped("rejects", other, 1).stdout
