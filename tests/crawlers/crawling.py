"""Crawls as a test runs them: in a process that can be killed, against hosts on loopback."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from tests.crawlers.site.server import HTML, Host
from tests.crawlers.site.shapes import Shape
from tests.unfurnish.webarchives import packed, record
from unfurnish.store.schema import read_archive

ROOT = Path(__file__).parents[2]
_LIMIT = 120.0
"""Seconds after which a crawl hangs."""
# What takes seconds to load is loaded once; each crawl is a fork of that process.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.crawlers.warm"])


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int | None
    """Negative: of the signal that ended it."""
    out: str
    err: str


@dataclass
class Command:
    """A command that runs."""

    process: BaseProcess
    folder: Path

    def signal(self, number: int) -> None:
        """Send it a signal, such as SIGKILL."""
        assert self.process.pid is not None
        os.kill(self.process.pid, number)

    def stop(self) -> Done:
        """Press Ctrl-C until it ends."""

        def ended() -> bool:
            if self.process.is_alive():
                self.signal(signal.SIGINT)
            self.process.join(0.2)
            return not self.process.is_alive()

        until(ended)
        return self.done()

    def done(self) -> Done:
        """Wait for its end."""
        self.process.join(_LIMIT)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
            raise AssertionError(f"The command hangs:\n{self.said('out')}\n{self.said('err')}")
        return Done(self.process.exitcode, self.said("out"), self.said("err"))

    def said(self, name: str) -> str:
        """Return what it has printed so far to `out` or `err`."""
        return (self.folder / name).read_text()


def start(
    folder: Path, *args: object, program: str = "unfurnish", before: Callable[[], object] | None = None
) -> Command:
    """Start `unfurnish` or `scrapy` with arguments; `folder` is for what it prints.

    `before`, a function of a module, is called in the new process: it may break what the command needs.
    """
    folder.mkdir(exist_ok=True)
    process = _FORKS.Process(target=_run, args=(str(folder), program, [str(arg) for arg in args], before))
    process.start()
    return Command(process, folder)


def _run(folder: str, program: str, args: list[str], before: Callable[[], object] | None) -> None:
    for name, stream in (("out", sys.stdout), ("err", sys.stderr)):
        stream.flush()
        os.dup2(os.open(f"{folder}/{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream.fileno())
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from tests.crawlers import warm  # noqa: F401

    sys.argv = [program, *args]
    if before is not None:
        before()
    if program == "scrapy":
        from scrapy.cmdline import execute

        os.chdir(ROOT)
        execute()
    else:
        from unfurnish.cli import main

        main()


class Crawler:
    """Runs `unfurnish crawl` on a shape, into archives in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def archive(self) -> Path:
        """Return the archive that is written unless another is named."""
        return self.folder / "corpus.db"

    def start(
        self,
        shape: Shape,
        *args: object,
        archive: Path | None = None,
        profile: str | None = None,
        allow: bool = True,
        before: Callable[[], object] | None = None,
    ) -> Command:
        """Start a crawl; the host is allowed unless `allow` is false."""
        path = self.folder / f"{shape.site}.toml"
        path.write_text(shape.profile() if profile is None else profile)
        allowed = [part for host in hosts(shape) for part in ("--allow-host", host)] if allow else []
        given = ["crawl", archive or self.archive, shape.site, "--profile", path, *allowed, *args]
        return start(self.folder / "said", *given, before=before)

    def crawl(
        self,
        shape: Shape,
        *args: object,
        archive: Path | None = None,
        profile: str | None = None,
        allow: bool = True,
        before: Callable[[], object] | None = None,
    ) -> Done:
        """Crawl to the end."""
        return self.start(shape, *args, archive=archive, profile=profile, allow=allow, before=before).done()


def hosts(shape: Shape) -> list[str]:
    """Return the hosts of a shape, as `--allow-host` names them."""
    return [shape.host.netloc]


def rows(archive: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Return what an archive answers to a query."""
    with closing(sqlite3.connect(archive)) as db:
        return db.execute(sql, parameters).fetchall()


def stored(archive: Path, host: Host) -> dict[str, bytes]:
    """Return by path the bytes of each page of a host that is in an archive; of several, the last."""
    import zlib

    start = host.url("")
    found = rows(archive, "SELECT url, raw FROM captures ORDER BY id")
    return {url.removeprefix(start): zlib.decompress(raw) for url, raw in found if url.startswith(start)}


_SAID = {
    "captures": """
        SELECT c.url, c.sha256, c.site, c.media_type, c.charset, c.encoding, c.kind, c.language, c.chars_kept,
            c.chars_removed, c.text, c.renderer, v.n, c.cleaned_by IS NULL
        FROM captures AS c LEFT JOIN versions AS v ON v.id = c.version
    """,
    "documents": """
        SELECT d.identity, d.site, d.url, d.number, d.kind, v.n
        FROM documents AS d LEFT JOIN versions AS v ON v.id = d.version
    """,
    "versions": """
        SELECT d.identity, v.n, c.url, v.title, v.body, v.published, v.published_source, v.event, v.language,
            v.authors, v.source_url, v.forms, v.links, v.images
        FROM versions AS v JOIN documents AS d ON d.id = v.document JOIN captures AS c ON c.id = v.capture
    """,
    "spans": """
        SELECT c.url, c.sha256, s.n, s."start", s."end", s.label, s.reason, s.score, s.text
        FROM spans AS s JOIN captures AS c ON c.id = s.capture
    """,
    "related": """
        SELECT c.url, c.sha256, r.n, r.date, r.title, r.teaser, r.url, d.identity
        FROM related AS r JOIN captures AS c ON c.id = r.capture LEFT JOIN documents AS d ON d.id = r.document
    """,
    "counters": """
        SELECT c.url, c.sha256, k.n, k.days, k.event, k.since
        FROM counters AS k JOIN captures AS c ON c.id = k.capture
    """,
    "translations": """
        SELECT d.identity, t.language FROM translations AS t JOIN documents AS d ON d.id = t.document
    """,
    "rejects": "SELECT sha256, reason FROM rejects",
    "site_lines": "SELECT * FROM site_lines",
    "site_pages": "SELECT * FROM site_pages",
    "snapshots": "SELECT id, site, pages FROM snapshots",
}


def cleaned(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what an archive says of its pages, whenever and however they came; and check that it is sound."""
    with read_archive(archive) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return {table: sorted(db.execute(sql).fetchall(), key=repr) for table, sql in _SAID.items()}


def from_files(folder: Path, shape: Shape, pages: Iterable[tuple[str, bytes]] | None = None) -> Path:
    """Ingest the items of a shape from a file, with the addresses and types that they are served with."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = sorted(shape.items.items()) if pages is None else pages
    records = (record(shape.host.url(path), body, HTML, warc=[("WARC-Date", now)]) for path, body in found)
    warc = folder / f"{shape.site}.warc.gz"
    warc.write_bytes(packed(records))
    archive = folder / f"{shape.site}-files.db"
    done = start(folder / "said", "ingest", archive, warc, "--site", shape.site).done()
    assert done.code == 0, done.err
    return archive


def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + _LIMIT
    while not happened():
        assert time.monotonic() < end, "It never happens."
        time.sleep(0.005)


def at(count: int, act: Callable[[], object]) -> Callable[[object], None]:
    """Return a hook that acts when it is called for the n-th time."""
    left = count

    def hook(_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            act()

    return hook
