"""What has become of the bytes of one page, SQLite does not see; it is told in one line that says what to do."""

from pathlib import Path

import pytest

from tests.unfurnish.screen import piped
from tests.unfurnish.stocked import stock
from unfurnish.store.schema import open_archive


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """Return an archive in which the bytes of the first page and of the first reject are no more what they were."""
    archive = tmp_path / "corpus.db"
    stock(archive, tmp_path / "pages")
    with open_archive(archive) as db:
        for table in ("captures", "rejects"):
            db.conn.execute(f"UPDATE {table} SET raw = x'00112233' WHERE id = 1")
        db.conn.execute("UPDATE runs SET engine = 'another'")
        db.conn.commit()
    return archive


@pytest.mark.parametrize(
    ("args", "row"),
    [
        (["show", "capture:1", "--raw"], "capture 1"),
        (["show", "capture:1", "--removed"], "capture 1"),
        (["reclean", "--jobs", "1"], "capture 1"),
        (["rejects"], "reject 1"),
        (["rejects", "1"], "reject 1"),
        (["rejects", "1", "--raw"], "reject 1"),
    ],
)
def test_damaged_bytes_are_one_line(damaged: Path, args: list[str], row: str) -> None:
    command, *rest = args
    result = piped(command, damaged, *rest)
    assert result.exit_code == 2
    assert result.stderr == (
        f"Error: {row}: its bytes in the database are damaged; restore the database, "
        "or ingest the pages into a new file\n"
    )
