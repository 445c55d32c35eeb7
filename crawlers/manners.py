"""What hosts want: what their robots.txt says, and how long to wait. There is no way round it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlite_utils import Database

from crawlers import retry, robots
from crawlers.links import absolute
from crawlers.permits import Task
from crawlers.robots import Rules, Wait
from crawlers.safety import Guard
from crawlers.wire import MOVED
from unfurnish.store import hosts
from unfurnish.store.frontier import server_of
from unfurnish.store.hosts import Said

MOST_FAILURES = 10
"""Answers that failed, one after the other, after which a host is left in peace for this run."""


class Reply(NamedTuple):
    """An answer to a request for robots.txt."""

    status: int
    body: bytes
    location: str | None
    retry_after: str | None


Fetch = Callable[[str], Awaitable[Reply | str]]
"""Asks for an address, at the pace of its host; a string says why there is no answer."""


@dataclass
class Host:
    """What is known of one host."""

    not_before: float = 0.0
    """Unix time."""
    closed: str | None = None
    """Why nothing more is asked of it in this run."""
    failures: int = 0
    rules: dict[str, tuple[Rules, float]] = field(default_factory=dict)
    """By origin, and the Unix time at which they are to be had again."""


class Manners:
    """Knows of each host of a crawl when it may be asked, and for what."""

    def __init__(
        self, task: Task, guard: Guard, db: Database, fetch: Fetch, last_asked: Callable[[str], float | None]
    ) -> None:
        self._task = task
        self._guard = guard
        self._db = db
        self._fetch = fetch
        self._last_asked = last_asked
        self._hosts: dict[str, Host] = {}

    def host(self, name: str) -> Host:
        """Return what is known of a host."""
        if name not in self._hosts:
            until = max(hosts.held(self._db, f"{scheme}://{name}") for scheme in ("http", "https"))
            # The process before this one may have asked a moment ago; times are kept in whole seconds.
            if self._task.crawl.delay and (last := self._last_asked(name)) is not None:
                until = max(until, last + 1 + self._task.crawl.delay)
            self._hosts[name] = Host(not_before=until)
        return self._hosts[name]

    @property
    def closed(self) -> dict[str, str]:
        """The hosts that are asked nothing more in this run, and why."""
        return {name: host.closed for name, host in self._hosts.items() if host.closed}

    @property
    def delays(self) -> dict[str, float]:
        """Seconds between requests to each host, at least."""
        return {name: self.least_delay(name) for name in self._hosts}

    def least_delay(self, name: str) -> float:
        """Return the seconds between requests to a host, at least."""
        rules = self._hosts[name].rules.values() if name in self._hosts else ()
        return max([self._task.crawl.delay, *(rule.delay for rule, _ in rules if rule.delay is not None)])

    def hold(self, url: str, until: float) -> None:
        """Ask nothing of a host before a Unix time, and remember it."""
        name = server_of(url)
        host = self.host(name)
        host.not_before = max(host.not_before, until)
        hosts.hold(self._db, f"{urlsplit(url).scheme}://{name}", host.not_before)

    def note(self, name: str, *, failed: bool) -> None:
        """Take note of an answer: a host that does nothing but fail, or forbid, is left in peace."""
        host = self.host(name)
        host.failures = host.failures + 1 if failed else 0
        if host.failures >= MOST_FAILURES:
            host.closed = f"{host.failures} requests in a row failed or were forbidden"

    async def allows(self, url: str) -> bool | None:
        """Tell whether robots.txt allows a URL; None if nothing may be asked of its host now."""
        host, origin = self.host(server_of(url)), _origin(url)
        now = time.time()
        if origin not in host.rules or host.rules[origin][1] <= now:
            kept = hosts.said(self._db, origin)
            fresh = kept is not None and 0 <= now - kept.at < robots.KEPT_FOR
            said = kept if kept is not None and fresh else await self._had(origin)
            if isinstance(said, Wait):
                host.closed = said.reason
                return None
            rules = self._read(said)
            if isinstance(rules, Wait):
                host.closed = rules.reason
                return None
            host.rules[origin] = rules, said.at + robots.KEPT_FOR
        return host.rules[origin][0].allows(url)

    async def _had(self, origin: str) -> Said | Wait:
        """Ask for robots.txt, and keep what it says."""
        url = f"{origin}/robots.txt"
        reply: Reply | str = ""
        for _ in range(robots.MOST_REDIRECTS + 1):
            if (why := self._guard.refuses(url)) is not None:
                return Wait(f"robots.txt moved to {url}: {why}")
            reply = await self._fetch(url)
            if isinstance(reply, str):
                return Wait(f"robots.txt cannot be had: {reply}")
            if reply.status not in MOVED or not reply.location:
                break
            target = absolute(reply.location, url)
            if target is None:
                return Wait("robots.txt moved to nowhere")
            url = target
        assert isinstance(reply, Reply)
        said = Said(reply.status, reply.body[: robots.LARGEST + 1], time.time())
        rules = self._read(said)
        if isinstance(rules, Wait):
            asked = retry.retry_after(reply.retry_after, datetime.now(UTC))
            if asked:
                self.hold(origin, time.time() + asked)
            return rules
        hosts.keep(self._db, origin, said)
        return said

    def _read(self, said: Said) -> Rules | Wait:
        try:
            return robots.of_response(said.status, said.body, self._task.agent)
        except Exception as error:  # whatever it is, nobody has said that anything is allowed
            return Wait(f"robots.txt cannot be read: {type(error).__name__}: {error}")


def _origin(url: str) -> str:
    """Return scheme, host and port of a URL, which share a robots.txt."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"
