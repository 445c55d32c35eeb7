"""What an archive holds, for comparing two; and pages that fill one with every kind of row."""

import random
from pathlib import Path
from typing import Any

from unfurnish.store.schema import read_archive

TIMES = {"started_at", "finished_at", "at"}


def contents(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, but the times of runs; and check that the file is sound."""
    with read_archive(archive) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = {}
        for table in db.tables:
            # How FTS5 cuts its index into segments depends on the transactions; what it finds does not.
            if not table.name.startswith("documents_fts_"):
                columns = ", ".join(f'"{name}"' for name in table.columns_dict if name not in TIMES)
                rows[table.name] = db.execute(f"SELECT {columns} FROM {table.name} ORDER BY 1, 2").fetchall()
        return rows


def many(count: int) -> dict[str, str | bytes]:
    """Make pages that meet in all the ways pages can: same item, same bytes, other version, listing, reject."""
    chance = random.Random(5)
    files: dict[str, str | bytes] = {}
    for n in range(count):
        site = chance.choice(["", "!site a.org\n", "!site b.org\n"])
        number = f"!number {chance.randrange(count // 3)}\n" if chance.random() < 0.7 else ""
        captured = f"!captured 2021-01-{chance.randrange(1, 30):02}\n" if chance.random() < 0.5 else ""
        kind = chance.choice(["", "", "", "", "!kind listing\n", "!drop\n"])
        body = f"- menu\n\n# Title {number}\nbody {chance.randrange(3)}\n~ other {n % 4}\n"
        files[f"{n:03}.txt"] = b"\xff" if chance.random() < 0.1 else f"{site}{number}{captured}{kind}{body}"
    return files
