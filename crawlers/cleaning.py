"""The second phase after a crawl that Scrapy's own command line has started: what was stored is cleaned."""

from __future__ import annotations

from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from cleaners import Engine
from unfurnish import labelling
from unfurnish.labelling import Cleaner
from unfurnish.store.schema import open_archive
from unfurnish.workers import Workers, usable_cores


class Cleaning:
    """Extension that cleans when the spider is closed, unless `CRAWL_CLEANS` is false."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("CRAWL_CLEANS", True):
            raise NotConfigured
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return one for this crawler."""
        return cls(crawler)

    def spider_closed(self, spider: Spider) -> None:
        """Clean what the spider has stored."""
        job = getattr(spider, "job", None)
        if job is None:
            return
        with open_archive(job.path) as db, Workers[Cleaner](Engine.bundled, usable_cores()) as workers:
            labelling.finish(db, job.run, workers, site=job.task.site)
            job.finish(db)
        job.close()
