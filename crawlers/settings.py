"""Settings of the Scrapy project: each one that matters is set, since Scrapy's own defaults are made for haste.

What a profile or a permit says (delay, User-Agent) the spider sets itself, above these and above `scrapy -s`.
"""

BOT_NAME = "unfurnish"
SPIDER_MODULES = ["crawlers.spiders"]
NEWSPIDER_MODULE = "crawlers.spiders"

# One request at a time a host, and no sooner than the host and the profile want it.
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 5.0
DOWNLOAD_DELAY_JITTER = 0.0  # half of the times, it would make the delay shorter than was asked for
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 5.0
AUTOTHROTTLE_MAX_DELAY = 300.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0

# What an answer may cost.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 50_000_000  # unpacked, too
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_VERIFY_CERTIFICATES = True
COMPRESSION_ENABLED = True

# Every address is judged before it is asked for: hosts, robots.txt, patterns. So redirects come back to the spider as
# answers, and so do errors; and robots.txt is obeyed by crawlers/manners.py, which has no switch to leave it out.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,  # a proxy would look up names unguarded
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "crawlers.wire.AsReceived": 890,  # below the decompression: sees the body as it came
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawlers.throttle.Throttle": 0,
    "crawlers.cleaning.Cleaning": 0,
}
# Lookup of names that drops addresses which are nobody's business from outside.
TWISTED_DNS_RESOLVER = "crawlers.safety.GuardedResolver"

DOWNLOAD_HANDLERS = {
    "http": "crawlers.safety.GuardedHandler",
    "https": "crawlers.safety.GuardedHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

# The frontier in the archive is queue and memory.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
COOKIES_ENABLED = False
REDIRECT_ENABLED = False
RETRY_ENABLED = False
METAREFRESH_ENABLED = False
HTTPCACHE_ENABLED = False
HTTPPROXY_ENABLED = False
REFERER_ENABLED = False

DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"}

# Both cost more than all the rest that the spider does with a page: a hundred tasks for the items of each answer, of
# which there is one at most, and a look into the spider's source.
CONCURRENT_ITEMS = 1
WARN_ON_GENERATOR_RETURN_VALUE = False

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
