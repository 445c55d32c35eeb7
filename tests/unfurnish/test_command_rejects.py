"""`unfurnish rejects`: what was refused, why, and its bytes."""

from pathlib import Path

import pytest

from tests.unfurnish.fake_engine import FakeEngine
from tests.unfurnish.screen import on_screen, piped
from tests.unfurnish.stocked import PAGES, stock
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


@pytest.mark.parametrize(("args", "told"), [(["--raw"], "name its ID"), (["9"], "no reject 9"), (["9" * 30], "range")])
def test_wrong_use_is_one_line(stocked: Path, args: list[str], told: str) -> None:
    result = piped("rejects", stocked, *args)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr
