"""AutoThrottle that never goes below what a host asks for."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response


class Throttle(AutoThrottle):
    """Waits as long as AutoThrottle thinks best, and no less than the spider's `least_delay` of the host.

    Where that is 0, as only somebody's own server may be crawled, it does not wait at all.
    """

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        host, slot = self._get_slot(request, spider)
        least = getattr(spider, "least_delay", None)
        if host is None or slot is None or least is None:
            return
        if least(host) > 0:
            super()._response_downloaded(response, request, spider)
        slot.delay = max(slot.delay, least(host))
