"""Time ingest against a bare copy of the rows that it writes, and weigh its memory.

    python bench/ingest_speed.py                    10,000 pages, two jobs
    python bench/ingest_speed.py --pages 1000       a quicker look; what starts the processes weighs more then

Works in a temporary folder, on invented pages (bench/pages.py). Exit code 1 if a bound is missed.
docs/benchmarks.md says what is measured and why so. Memory is read from /proc, so this runs on Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from unfurnish.store.schema import open_archive

HERE = Path(__file__).resolve().parent
BOUNDS = {"time": 6.0, "memory": 1.3}
"""How many times as long as the bare copy ingest may take; how many times the memory of a tenth of the pages."""
_COPIES = 3
_PORTION = 10_000
_BUSY = 0.8
"""Share of the cores asked for, below which other work must have taken them."""
_POLL_SECONDS = 0.1
_TICKS = os.sysconf("SC_CLK_TCK")
_INGEST = "from unfurnish.cli import main; main()"
_FTS = "documents_fts"


@dataclass(frozen=True)
class Run:
    """One run of the command `unfurnish ingest`."""

    pages: int
    seconds: float
    """On the clock, from the start of the command to its end."""
    cpu_seconds: float
    """Of all its processes; well under two times `seconds` where other work took the cores."""
    megabytes: float
    """Sum of the peaks of all its processes (resident, so what they share counts in each)."""


def ingest(archive: Path, folder: Path, pages: int, jobs: int) -> Run:
    """Run the command and watch its processes."""
    command = [sys.executable, "-P", "-c", _INGEST, "ingest", str(archive), str(folder), "--jobs", str(jobs)]
    start = time.perf_counter()
    # A session of its own: that is how its processes are told, whoever started which.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    last: dict[int, tuple[float, int]] = {}
    while process.poll() is None:
        last |= {id_: (cpu, peak) for id_, cpu, peak in _processes(process.pid)}
        time.sleep(_POLL_SECONDS)
    seconds = time.perf_counter() - start
    output = process.communicate()[0].decode()
    if process.returncode:
        raise SystemExit(f"ingest failed with exit code {process.returncode}:\n{output}")
    return Run(pages, seconds, sum(cpu for cpu, _ in last.values()), sum(peak for _, peak in last.values()) / 1000)


def _processes(session: int) -> Iterator[tuple[int, float, int]]:
    """Yield each process of a session: its id, the CPU seconds it has used, the most memory it ever had in kB."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            # Behind the name, which stands in brackets and may hold anything: state, parent, group, session, ...
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) != session:
                continue
            status = (folder / "status").read_text()
        except OSError:  # it has ended in the meantime
            continue
        _, found, rest = status.partition("VmHWM:")
        if found:
            yield int(folder.name), (int(fields[11]) + int(fields[12])) / _TICKS, int(rest.split()[0])


class Stopwatch:
    """Adds up the time that is spent inside it."""

    def __init__(self) -> None:
        self.seconds = self.cpu_seconds = 0.0

    def __enter__(self) -> None:
        self.seconds -= time.perf_counter()
        self.cpu_seconds -= time.process_time()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter()
        self.cpu_seconds += time.process_time()


@dataclass(frozen=True)
class Copy:
    """One bare copy of an archive."""

    rows: int
    seconds: float
    cpu_seconds: float


def bare_copy(archive: Path, copy: Path) -> Copy:
    """Write all rows of all tables of an archive into a new database. The reading of them is not timed.

    The same tables, indices, triggers, full-text index and pragmas; one transaction.
    """
    rows = 0
    watch = Stopwatch()
    with closing(sqlite3.connect(archive)) as source:
        found = source.execute(_TABLES).fetchall()
        tables = [*_FIRST, *sorted(name for (name,) in found if name not in _FIRST)]
        with watch:
            target = open_archive(copy, create=True)
            target.conn.execute("BEGIN IMMEDIATE")
            # Captures, versions and documents refer to each other.
            target.conn.execute("PRAGMA defer_foreign_keys = ON")
        for table, select in [*((name, f"SELECT * FROM {name}") for name in tables), (_FTS, _INDEXED)]:
            cursor = source.execute(select)
            names = ", ".join(f'"{column[0]}"' for column in cursor.description)
            insert = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(cursor.description))})"
            while portion := cursor.fetchmany(_PORTION):
                with watch:
                    target.conn.executemany(insert, portion)
                rows += len(portion)
        with watch:
            target.conn.execute("COMMIT")
            target.close()
    return Copy(rows, watch.seconds, watch.cpu_seconds)


_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
# In this order, a row that is still missing is looked for through an index, never by reading through a table.
_FIRST = ("runs", "sites", "snapshots", "captures", "versions", "documents")
# A row of documents that is written with its version at once wakes no trigger.
_INDEXED = "SELECT id AS rowid, title, body FROM searched_texts"


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pages", type=int, default=10_000, help="pages to ingest (default: 10000)")
    parser.add_argument("--jobs", type=int, default=2, help="processes that clean (default: 2)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    if arguments.pages < 100:
        parser.error("--pages must be 100 or more")
    with tempfile.TemporaryDirectory(prefix="unfurnish-bench-") as name:
        folder = Path(name)
        runs: list[Run] = []
        for pages in (arguments.pages // 10, arguments.pages):
            dumps = folder / f"dumps-{pages}"
            subprocess.run([sys.executable, HERE / "pages.py", dumps, "--pages", str(pages)], check=True)
            runs.append(ingest(folder / f"{pages}.db", dumps, pages, arguments.jobs))
        few, many = runs
        copies = [bare_copy(folder / f"{many.pages}.db", folder / f"copy-{number}.db") for number in range(_COPIES)]
    copy = sorted(copies, key=lambda each: each.seconds)[_COPIES // 2]
    ratios = {"time": many.seconds / copy.seconds, "memory": many.megabytes / few.megabytes}
    passes = all(ratio <= BOUNDS[what] for what, ratio in ratios.items())
    cpu_ratio = many.cpu_seconds / arguments.jobs / copy.cpu_seconds
    if arguments.json:
        results = {
            "ingest": [asdict(run) for run in runs],
            "bare_copy": asdict(copy),
            "ratios": ratios,
            "cpu_ratio": cpu_ratio,
            "sqlite": sqlite3.sqlite_version,
            "python": platform.python_version(),
            "passes": passes,
        }
        print(json.dumps(results))
        return 0 if passes else 1
    speed = many.pages / many.seconds
    print(
        f"ingest     {many.pages:7,} pages {many.seconds:8.1f} s    CPU {many.cpu_seconds:.1f} s, {speed:.0f} pages/s"
    )
    print(f"bare copy  {copy.rows:7,} rows  {copy.seconds:8.1f} s    CPU {copy.cpu_seconds:.1f} s")
    for run in runs:
        print(f"memory     {run.pages:7,} pages {run.megabytes:8.1f} MB")
    for what, ratio in ratios.items():
        verdict = "PASS" if ratio <= BOUNDS[what] else "FAIL"
        print(f"{what:10}{ratio:24.2f} times, bound {BOUNDS[what]}  {verdict}")
    if many.cpu_seconds < _BUSY * arguments.jobs * many.seconds:
        print(
            f"Other work took the cores: ingest had {many.cpu_seconds / many.seconds:.1f} of {arguments.jobs}.", end=" "
        )
        print(f"By CPU time alone it takes {cpu_ratio:.2f} times as long. Measure on an idle machine.")
    return 0 if passes else 1


if __name__ == "__main__":
    sys.exit(main())
