"""`unfurnish stats`: an archive in numbers."""

import json
from pathlib import Path

from tests.unfurnish.screen import piped
from tests.unfurnish.stocked import stock
from unfurnish.store.schema import open_archive


def test_stats_name_all_that_is_inside(archive: Path, tmp_path: Path) -> None:
    stock(archive, tmp_path / "pages")
    result = piped("stats", archive)
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.output.splitlines()]
    for row in (
        ["documents", "3"],
        ["versions", "4"],
        ["captures", "6"],
        ["rejects", "2"],
        ["a.org", "1", "4", "1", "2021-03-06", "2021-05-01"],
        ["unknown", "1", "1", "0", "unknown", "unknown"],
        ["en", "1"],
        ["2021", "1"],
        ["fake/furniture", "furniture", "2", "26"],
        ["the", "start", "unknown", "2", "10", "40"],
        ["2", "2", "1", "1"],
    ):
        assert row in rows


def test_json_holds_the_same(archive: Path, tmp_path: Path) -> None:
    stock(archive, tmp_path / "pages")
    found = json.loads(piped("stats", archive, "--json").output)
    assert (found["documents"], found["rejects"], len(found["sites"])) == (3, 2, 3)
    assert found["teasers"] == {"entries": 2, "titles": 2, "in_archive": 1, "links": 1}


def test_long_tables_are_summed_up(archive: Path, tmp_path: Path) -> None:
    stock(archive, tmp_path / "pages")
    with open_archive(archive) as db:
        for n in range(30):
            db.execute(
                'INSERT INTO spans (capture, n, "start", "end", first_line, last_line, label, reason, score, chars)'
                " VALUES (1, ?, 0, 1, 1, 1, 'furniture', ?, 1.0, 1)",
                [100 + n, f"x/{n:02}"],
            )
        db.conn.commit()
    lines = piped("stats", archive).output.splitlines()
    assert sum(" furniture " in line for line in lines) == 19
    assert "and 12 characters by 12 other reasons" in lines
    assert len(json.loads(piped("stats", archive, "--json").output)["removed"]) == 32


def test_an_interrupted_ingest_is_told_of(archive: Path, tmp_path: Path) -> None:
    stock(archive, tmp_path / "pages")
    with open_archive(archive) as db:
        db.execute("UPDATE captures SET cleaned_by = NULL WHERE id = 1")
        db.conn.commit()
    assert "1 capture is not cleaned yet:" in piped("stats", archive).output


def test_an_empty_archive(archive: Path) -> None:
    open_archive(archive, create=True).close()
    result = piped("stats", archive)
    assert result.exit_code == 0
    assert "documents" in result.output
