"""The one spider: it asks for what the frontier holds, host by host, and writes down what becomes of it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    CloseSpider,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure

from crawlers import permits
from crawlers.answers import Came, Judge, Judged
from crawlers.job import Job, now
from crawlers.manners import Manners, Reply
from crawlers.safety import REASONS, Guard, GuardedResolver, Refused
from crawlers.wire import KEY, SIZE, Received, location
from unfurnish.errors import BadArgument, UnfurnishError
from unfurnish.store import frontier
from unfurnish.store.frontier import Answer, Entry

Told = Callable[[Job, float | None], None]
"""Called after each answer; and with a Unix time before which nothing is asked for, while the spider waits for it."""

_AGAIN: dict[type[Exception], str] = {
    DownloadTimeoutError: "timeout",
    CannotResolveHostError: "unknown_host",
    DownloadConnectionRefusedError: "connection",
    DownloadFailedError: "connection",
    ResponseDataLossError: "cut_short",
    # Scrapy hands these on as they are: no route, a network that is down, a connection that was lost.
    ConnectError: "connection",
    ConnectionClosed: "connection",
    TimeoutError: "timeout",
}
_TOO_LARGE = (DownloadCancelledError, IgnoreRequest)
_OF_THE_ARCHIVE = (sqlite3.Error, OSError, MemoryError)
_FORBIDDEN = frozenset({401, 403})
_ARGUMENTS = "site, db, profile, since, max_pages, warc_dir, allow_host"


class ProfileSpider(Spider):
    """Crawls one site, as its profile says: `scrapy crawl profile -a site=ID -a db=ARCHIVE [-a profile=FILE]`.

    Also `-a since=DAY -a max_pages=N -a warc_dir=FOLDER -a allow_host=HOST[:PORT],...`. It goes on where the last run
    was cut short.
    """

    name = "profile"

    def __init__(
        self,
        job: Job | None = None,
        told: Told = lambda job, until: None,
        *,
        site: str | None = None,
        db: str | None = None,
        profile: str | None = None,
        since: str | None = None,
        max_pages: str | None = None,
        allow_host: str = "",
        warc_dir: str | None = None,
        **arguments: Any,
    ) -> None:
        super().__init__()
        if arguments:
            raise BadArgument(f"-a {min(arguments)}: no such argument; there are {_ARGUMENTS}")
        if job is None and site and db:
            allowed = tuple(host for host in allow_host.split(",") if host)
            task = permits.task(site, profile, since=since, max_pages=_count(max_pages), allowed=allowed)
            job = Job(Path(db), task, warc=Path(warc_dir) if warc_dir else None)
        self.job = job
        self.told = told
        self.failure: Exception | None = None
        """What ended the crawl, if anything went wrong."""
        if job is not None:
            self._job = job
            self._guard = Guard(job.task.hosts, job.task.allowed)
            self._judge = Judge(job.task, self._guard)
            self.manners = Manners(job.task, self._guard, job.db, self._ask, job.frontier.last_asked)
        self._busy: set[str] = set()
        self._settled = asyncio.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider, and set what its profile and permit say above all other settings.

        Ends the program, in one line, if Scrapy's command line has given it what it cannot use.
        """
        try:
            spider = super().from_crawler(crawler, *args, **kwargs)
        except UnfurnishError as error:
            if "job" in kwargs:
                raise
            raise SystemExit(f"Error: {error}") from None
        if spider.job is not None:
            task = spider.job.task
            crawler.settings.set("USER_AGENT", task.agent, priority="cmdline")
            for name in ("DOWNLOAD_DELAY", "AUTOTHROTTLE_START_DELAY"):
                crawler.settings.set(name, task.crawl.delay, priority="cmdline")
        return spider

    def least_delay(self, host: str) -> float:
        """Return the seconds between requests to a host, at least."""
        return self.manners.least_delay(host)

    async def start(self) -> AsyncIterator[Request]:
        """Yield one request after the other, each when its host may be asked."""
        if self.job is None:
            raise SystemExit("Error: name a site and an archive: scrapy crawl profile -a site=ID -a db=ARCHIVE")
        self._allow()
        try:
            while (request := await self._next()) is not None:
                yield request
        except Exception as error:
            self.failure = error
            raise CloseSpider("error") from error

    def _allow(self) -> None:
        from twisted.internet import reactor

        resolver = reactor.nameResolver
        if isinstance(resolver, GuardedResolver):
            resolver.allow(self._job.task.allowed)

    def parse(self, response: Response, entry: Entry) -> Iterator[dict[str, Any]]:
        """Write down an answer; yield what is new."""
        with self._releasing(entry):
            outcome = self._settle(entry, self._read(response, entry), response)
        if outcome in ("new", "changed"):
            received: Received = response.meta[KEY]
            yield {"url": entry.url, "outcome": outcome, "fetched_at": received.at, "bytes": len(response.body)}

    def _read(self, response: Response, entry: Entry) -> Judged:
        answer = Answer("later", status=response.status, bytes=len(response.body))
        try:
            received: Received = response.meta[KEY]
            came = Came(received.at, now(), response.status, response.headers, response.body, len(received.body))
            if received.is_cut:
                return self._judge.again(entry, replace(answer, bytes=came.size), "cut_short", came)
            return self._judge.judge(entry, came)
        except Exception as error:
            return self._spoilt(entry, answer, error)

    def _spoilt(self, entry: Entry, answer: Answer, error: Exception) -> Judged:
        """Refuse an answer that nobody can read: that costs itself, and the queue goes on."""
        self.logger.debug("%s", entry.url, exc_info=error)
        return Judged(_because(replace(answer, outcome="refused", not_before=None), "error", _plainly(error)))

    def failed(self, failure: Failure) -> None:
        """Write down that there was no answer, or none that can be used."""
        request: Request = failure.request  # type: ignore[attr-defined]
        entry: Entry = request.cb_kwargs["entry"]
        with self._releasing(entry):
            self._settle(entry, self._judged(request, entry, failure.value))

    def _judged(self, request: Request, entry: Entry, error: BaseException | None) -> Judged:
        received: Received | None = request.meta.get(KEY)
        # What was cut off has come nevertheless, and counts for the budget.
        size = request.meta.get(SIZE, 0)
        answer = Answer("refused", status=received.status if received else None, bytes=size)
        if isinstance(error, Refused):
            return Judged(_because(answer, error.reason, str(error)))
        if isinstance(error, _TOO_LARGE):
            limit = self.settings.getint("DOWNLOAD_MAXSIZE")
            return Judged(_because(answer, "too_large", f"it is larger than {limit // 1_000_000} MB"))
        reason = next((why for kind, why in _AGAIN.items() if isinstance(error, kind)), None)
        if reason is not None:
            return self._judge.again(entry, answer, reason, at=now())
        if received is not None:
            return Judged(_because(answer, "content_encoding", "its body cannot be unpacked"))
        return self._judge.again(entry, replace(answer, detail=_plainly(error)), "error", at=now())

    def _settle(self, entry: Entry, judged: Judged, response: Response | None = None) -> str:
        try:
            if response is not None:
                self._record(response, entry)
            follow = self._judge.follow(entry, judged.answer.outcome, judged.found)
            settled = self._job.settle(entry, judged, follow)
        except _OF_THE_ARCHIVE:
            raise
        except Exception as error:
            judged = self._spoilt(entry, judged.answer, error)
            settled = self._job.settle(entry, judged)
        if judged.hold is not None:
            self.manners.hold(entry.url, judged.hold)
        if judged.answer.reason != "redirect":
            failed = judged.answer.outcome in ("later", "failed") or judged.answer.status in _FORBIDDEN
            self.manners.note(entry.host, failed=failed)
        self.told(self._job, None)
        return settled.outcome

    def _record(self, response: Response, entry: Entry) -> None:
        received: Received | None = response.meta.get(KEY)
        if self._job.warc is not None and received is not None and response.request is not None:
            self._job.warc.write(response.request, received, frontier.fetched_at(self._job.db, entry.capture))

    @contextmanager
    def _releasing(self, entry: Entry) -> Iterator[None]:
        """Give the host free at the end; an error of the archive ends the crawl, and is raised by who started it."""
        try:
            yield
        except Exception as error:
            self.failure = error
            raise CloseSpider("error") from error
        finally:
            self._busy.discard(entry.host)
            self._settled.set()

    async def _next(self) -> Request | None:
        """Return the next request, when its time has come; None when there is nothing more to ask for."""
        while self.failure is None:
            self._settled.clear()
            if self._job.spent or self._job.pages + len(self._busy) >= self._job.task.max_pages:
                if not self._busy:
                    return None
                await self._settled.wait()
                continue
            queued = self._job.frontier.hosts()
            open_ = [name for name in queued if self.manners.host(name).closed is None]
            times: list[float] = []
            for name in open_:
                if name in self._busy:
                    continue
                ready = self._ready(name)
                if not isinstance(ready, Entry):
                    times += [ready] if ready is not None else []
                elif await self._permitted(ready):
                    self._busy.add(name)
                    self.told(self._job, self._due(name))
                    return self._request(ready)
                else:
                    times.append(0)  # look again
            until = min(times, default=None)
            if until is None and not self._busy:
                if queued or not self._job.refill():
                    return None
                continue
            await self._wait(until)
        return None

    async def _wait(self, until: float | None) -> None:
        left = None if until is None else until - now()
        if left is not None and left <= 0:
            return
        if left is not None:
            self.told(self._job, until)
        try:
            await asyncio.wait_for(self._settled.wait(), left)
        except TimeoutError:
            return

    def _due(self, host: str) -> float | None:
        """Return the time at which the pace of a host lets the next request go, if that is not at once."""
        slot = self.crawler.engine.downloader.slots.get(host)
        left = slot.lastseen + slot.delay - monotonic() if slot is not None else 0.0
        return now() + left if left > 0 else None

    def _ready(self, host: str) -> Entry | float | None:
        """Return the address of a host whose turn it is, else the time at which to look again."""
        at = now()
        held = self.manners.host(host).not_before
        if held > at:
            return held
        return self._job.frontier.next(host, at) or self._job.frontier.next_time([host])

    async def _permitted(self, entry: Entry) -> bool:
        """Tell whether an address may be asked for; write down why not."""
        why = await self._objection(entry)
        slot = self.crawler.engine.downloader.slots.get(entry.host)
        if slot is not None:
            slot.delay = max(slot.delay, self.least_delay(entry.host))
        if why is None:
            return self.manners.host(entry.host).closed is None
        self._job.settle(entry, Judged(_because(Answer("refused"), *why)))
        self.told(self._job, None)
        return False

    async def _objection(self, entry: Entry) -> tuple[str, str] | None:
        """Return why an address may not be asked for, as a code and a sentence; None also where its host is closed."""
        if (code := self._guard.refuses(entry.url)) is not None:
            return code, REASONS[code]
        if entry.role == "item" and entry.start is None and self._judge.role(entry.url) != "item":
            return "off_pattern", "the profile has no pattern for it any more"
        since = self._job.task.since
        if since is not None and entry.role == "item" and self._job.frontier.older(entry, since):
            return "older", f"it is of before {since}"
        if await self.manners.allows(entry.url) is False:
            return "robots", "robots.txt forbids it"
        return None

    def _request(self, entry: Entry) -> Request:
        headers = {}
        if entry.etag:
            headers["If-None-Match"] = entry.etag
        if entry.last_modified:
            headers["If-Modified-Since"] = entry.last_modified
        return Request(
            entry.url,
            callback=self.parse,
            errback=self.failed,
            headers=headers,
            cb_kwargs={"entry": entry},
            meta={"download_slot": entry.host},
            dont_filter=True,
        )

    async def _ask(self, url: str) -> Reply | str:
        """Ask for a robots.txt, in the turn of its host."""
        request = Request(url, meta={"download_slot": frontier.server_of(url)}, dont_filter=True)
        try:
            response = await self.crawler.engine.download_async(request)
        except Refused as error:
            return str(error)
        except Exception as error:
            return _plainly(error)
        received: Received | None = request.meta.get(KEY)
        if self._job.warc is not None and received is not None:
            self._job.warc.write(request, received, None)
        after = response.headers.get("Retry-After")
        return Reply(
            response.status, response.body, location(response.headers), after.decode("latin-1") if after else None
        )


def _count(pages: str | None) -> int | None:
    if not pages:
        return None
    if not (pages.isascii() and pages.isdigit() and int(pages)):
        raise BadArgument(f"-a max_pages={pages}: expected a number of pages, 1 or more")
    return int(pages)


def _plainly(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {error}"


def _because(answer: Answer, reason: str, detail: str) -> Answer:
    return Answer(answer.outcome, reason, detail, answer.status, answer.bytes)
