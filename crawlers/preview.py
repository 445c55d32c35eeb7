"""What a crawl would ask for, and why not for the rest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from scrapy import Request

from crawlers.spiders.profile import ProfileSpider
from unfurnish.store.frontier import Role

LOOKED_AT = 2_000
"""Addresses of the queue that are judged."""


class Verdict(NamedTuple):
    """What would become of an address: a code and a sentence say why it would not be asked for."""

    url: str
    role: Role
    known: bool
    """Whether it has been stored before."""
    reason: str | None
    detail: str | None


class PreviewSpider(ProfileSpider):
    """Asks for robots.txt only."""

    def __init__(self, *args: Any, **arguments: Any) -> None:
        super().__init__(*args, **arguments)
        self.verdicts: list[Verdict] = []
        self.left = 0

    async def start(self) -> AsyncIterator[Request]:
        """Judge what is in the queue."""
        self._allow()
        self._job.refill()
        entries = self._job.frontier.queue(LOOKED_AT)
        self.left = self._job.frontier.size() - len(entries)
        for entry in entries:
            why = await self._objection(entry)
            closed = self.manners.host(entry.host).closed
            if why is None and closed is not None:
                why = ("closed", closed)
            self.verdicts.append(Verdict(entry.url, entry.role, entry.capture is not None, *(why or (None, None))))
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request
