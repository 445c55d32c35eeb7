"""What each crawl of a test needs, loaded once: crawls are forks of the process that has loaded it.

The engine is a pure function, so one will do for all. And a host that has failed is asked again at once.
"""

from functools import cache

from cleaners import Engine
from crawlers import preview, retry, run  # noqa: F401
from schemas import Page
from unfurnish.commands import crawl, ingest  # noqa: F401

_ENGINE = Engine.bundled()
_BACKOFF = retry.backoff


@cache
def bundled() -> Engine:
    """Return the engine, after it has read the line model."""
    _ENGINE.clean(Page(source="-", raw=b"<!doctype html><h1>Words</h1><p>Some words.</p>", media_type="text/html"))
    return _ENGINE


def backoff(attempt: int, asked: float | None, *, first: float = 1.0) -> float:
    """Return what the host asked for, and hardly anything unasked."""
    return _BACKOFF(attempt, asked, first=first) if asked else 0.01


bundled()
Engine.bundled = bundled  # type: ignore[method-assign]
retry.backoff = backoff
