"""A crawl as the command line runs it: in this process, to its end, its budget or Ctrl-C."""

from __future__ import annotations

import re
import signal
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from crawlers.job import Job
from crawlers.permits import Task
from crawlers.preview import PreviewSpider, Verdict
from crawlers.safety import ALLOWED_HOSTS, REASONS, Guard
from crawlers.spiders.profile import ProfileSpider, Told
from unfurnish.errors import BadProfile
from unfurnish.store.schema import read_archive

Kind = TypeVar("Kind", bound=ProfileSpider)

_PLACES = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Ended:
    """How a crawl ended."""

    how: Literal["finished", "budget", "stopped"]
    spent: str | None
    """The budget that is used up."""
    closed: Mapping[str, str]
    """Hosts that nothing more is asked of in this run, and why."""
    delays: Mapping[str, float]
    """Seconds between requests to each host, at least."""


@dataclass(frozen=True)
class Preview:
    """What a crawl would do."""

    verdicts: Sequence[Verdict]
    left: int
    """Addresses beyond those that were looked at."""
    closed: Mapping[str, str]
    delays: Mapping[str, float]


def check(task: Task) -> None:
    """Raise BadProfile if a crawl could ask for nothing at all."""
    try:
        guard = Guard(task.hosts, task.allowed)
    except ValueError as error:
        raise BadProfile(f"{task.site}: {error}") from error
    whys = [guard.refuses(_PLACES.sub("1", start.url)) for start in task.crawl.start]
    if whys[0] is not None and all(whys):
        raise BadProfile(f"{task.crawl.start[0].url}: {REASONS[whys[0]]}")


def crawl(path: Path, task: Task, *, warc: Path | None, told: Told) -> tuple[Job, Ended]:
    """Crawl; return what was done and how it ended. The archive is still open.

    Ctrl-C ends it when the requests in flight are answered, a second one at once, with KeyboardInterrupt. Raises
    ArchiveError, BadProfile, or whatever SQLite says of the archive.
    """
    check(task)
    job = Job(path, task, warc=warc)
    spider, reason = _run(ProfileSpider, task, job=job, told=told)
    if spider.failure is not None:
        raise spider.failure
    how: Literal["finished", "budget", "stopped"] = "finished"
    if reason == "shutdown":
        how = "stopped"
    elif job.spent:
        how = "budget"
    return job, Ended(how, job.spent, spider.manners.closed, spider.manners.delays)


def preview(path: Path, task: Task) -> Preview:
    """Return what a crawl would ask for, and why not for the rest; only robots.txt is asked for.

    It is tried on a copy of the archive, which is then thrown away. Raises ArchiveError or BadProfile.
    """
    check(task)
    with tempfile.TemporaryDirectory(prefix="unfurnish-") as folder:
        copy = Path(folder) / "copy.db"
        if path.exists():
            with read_archive(path) as source, closing(sqlite3.connect(copy)) as target:
                source.conn.backup(target)
        job = Job(copy, task)
        try:
            spider, _ = _run(PreviewSpider, task, job=job)
            return Preview(spider.verdicts, spider.left, spider.manners.closed, spider.manners.delays)
        finally:
            job.close()


def _run(kind: type[Kind], task: Task, **arguments: object) -> tuple[Kind, str]:
    """Run a spider to its end; return it and the reason of its end. Once in a process: the reactor runs only once."""
    settings = Settings()
    settings.setmodule("crawlers.settings", priority="project")
    settings.setdict({"CRAWL_CLEANS": False, "LOG_LEVEL": "ERROR", ALLOWED_HOSTS: list(task.allowed)}, "cmdline")
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(kind)
    try:
        process.crawl(crawler, **arguments)
        process.start()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    spider = crawler.spider
    if not isinstance(spider, kind):
        raise RuntimeError("the spider was not started")
    reason = crawler.stats.get_value("finish_reason")
    if reason is None:
        raise KeyboardInterrupt
    return spider, str(reason)
