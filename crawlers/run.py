"""A crawl as the command line runs it: in this process, to its end, its budget or Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from crawlers.job import Job
from crawlers.permits import Task
from crawlers.preview import PreviewSpider, Verdict
from crawlers.safety import ALLOWED_HOSTS
from crawlers.spiders.profile import ProfileSpider, Told
from unfurnish.store.schema import trial_copy

Kind = TypeVar("Kind", bound=ProfileSpider)


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


class _Process(CrawlerProcess):
    """Tells at once that it is going to stop."""

    def __init__(self, settings: Settings, stopping: Callable[[], object]) -> None:
        super().__init__(settings)
        self._stopping = stopping

    def _signal_shutdown(self, signum: int, _: Any) -> None:
        from twisted.internet import reactor

        reactor.callFromThread(self._stopping)
        super()._signal_shutdown(signum, _)


def crawl(
    path: Path, task: Task, *, warc: Path | None, told: Told, stopping: Callable[[], object]
) -> tuple[Job, Ended]:
    """Crawl; return what was done and how it ended. The archive is still open.

    Ctrl-C ends it when the requests in flight are answered, a second one at once, with KeyboardInterrupt; `stopping`
    is called at the first. Raises ArchiveError, BadProfile, CrawlUnderway, or whatever SQLite says of the archive.
    """
    job = Job(path, task, warc=warc)
    try:
        spider, reason = _run(ProfileSpider, task, stopping, job=job, told=told)
        if spider.failure is not None:
            raise spider.failure
    except BaseException:
        job.close()
        raise
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
    with trial_copy(path, create=True) as copy:
        job = Job(copy, task)
        try:
            spider, _ = _run(PreviewSpider, task, lambda: None, job=job)
            return Preview(spider.verdicts, spider.left, spider.manners.closed, spider.manners.delays)
        finally:
            job.close()


def _run(kind: type[Kind], task: Task, stopping: Callable[[], object], **arguments: object) -> tuple[Kind, str]:
    """Run a spider to its end; return it and the reason of its end. Once in a process: the reactor runs only once."""
    settings = Settings()
    settings.setmodule("crawlers.settings", priority="project")
    settings.setdict({"CRAWL_CLEANS": False, "LOG_LEVEL": "ERROR", ALLOWED_HOSTS: list(task.allowed)}, "cmdline")
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    process = _Process(settings, stopping)
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
