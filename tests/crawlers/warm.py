"""What each crawl of a test needs, loaded once: crawls are forks of the process that has loaded it.

The engine is a pure function, so one will do for all. And a host that has failed is asked again at once.
"""

import sys
from datetime import date
from functools import cache

from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from cleaners import Engine
from crawlers import preview, retry, run  # noqa: F401
from schemas import Page
from tests.crawlers.site import markup
from tests.crawlers.site.words import item
from unfurnish.commands import crawl, ingest  # noqa: F401
from unfurnish.store.addresses import same_address

_ENGINE = Engine.bundled()
_BACKOFF = retry.backoff


@cache
def bundled() -> Engine:
    """Return the engine, after it has loaded what it needs for a page."""
    page = markup.mirror_item(item(1, date(2024, 2, 1)), "https://example.org/")
    _ENGINE.clean(Page(source="-", raw=page, media_type="text/html"))
    return _ENGINE


def backoff(attempt: int, asked: float | None, *, first: float = 1.0) -> float:
    """Return what the host asked for, and hardly anything unasked."""
    return _BACKOFF(attempt, asked, first=first) if asked else 0.01


def load_scrapy() -> None:
    """Load what Scrapy looks up by name when it starts; all but the reactor, which no fork can share."""
    settings = Settings()
    settings.setmodule("crawlers.settings")
    kinds = [settings.getwithbase(name) for name in settings if f"{name}_BASE" in settings]
    paths = [path for kind in kinds for part in kind.items() for path in part]
    for path in [*paths, *(settings[name] for name in settings if name.isupper())]:
        if isinstance(path, str) and path.count(".") > 1 and path.startswith(("scrapy.", "crawlers.")):
            load_object(path)
    assert "twisted.internet.reactor" not in sys.modules


bundled()
load_scrapy()
same_address("https://example.org/")
Engine.bundled = bundled  # type: ignore[method-assign]
retry.backoff = backoff
