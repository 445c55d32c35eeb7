"""When two addresses are of one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

_LONGEST_NUMBER = 9
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[\w.!~-]+", re.IGNORECASE)
# Short ones may name a page: those are long.
_SESSION_QUERY = re.compile(
    r"([?&])(?:(?:PHPSESSID|JSESSIONID|ASPSESSIONID\w*|CFID|CFTOKEN|osCsid|zenid)=[^&#]*"
    r"|(?:sid|s|session_?id|sess)=[0-9a-z]{16,})(&|$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)  # a crawl asks for each link several times
def same_address(url: str) -> str:
    """Return a URL without what makes no other page.

    That is scheme, `www.`, default port, case of the host, trailing slash, order of the query, tracking parameters
    and fragment.

    >>> same_address("HTTP://www.Example.org:80/news/?utm_source=feed#top"), same_address("https://example.org/news")
    ('example.org/news', 'example.org/news')

    Where courlan sees a tracking parameter in the name, and the value is a short number, it is one of a page:

    >>> same_address("https://example.org/photos.php?gallery=12&from=rss&fbclid=IwAR0x")
    'example.org/photos.php?from=rss&gallery=12'
    """
    from courlan import normalize_url  # a tenth of a second, for which most commands have no use

    try:
        parts = urlsplit(url.strip())
        bare = urlsplit(normalize_url(parts._replace(query="", fragment=""), trailing_slash=False))
        port = "" if bare.port in (None, 80, 443) else f":{bare.port}"
        query = "&".join(sorted(_parameters(parts.query)))
    except ValueError:
        return url
    if not bare.hostname:
        return url
    return f"{bare.hostname.removeprefix('www.')}{port}{bare.path.rstrip('/') or '/'}{query and f'?{query}'}"


def without_session(url: str) -> str:
    """Return a URL without the names that a server gives to visits, and without its fragment.

    >>> without_session("https://example.org/a;jsessionid=0A7F33?id=3&PHPSESSID=q1w2e3r4t5#top")
    'https://example.org/a?id=3'
    """
    return _SESSION_PATH.sub("", _SESSION_QUERY.sub(_joined, url.partition("#")[0]))


def _joined(match: re.Match[str]) -> str:
    return match[1] if match[2] and match[1] == "?" else match[2]


def _parameters(query: str) -> Iterator[str]:
    # Not by courlan: it would lose a query without "=", by which many old sites name their pages.
    for parameter in query.split("&"):
        name, _, value = parameter.partition("=")
        number = value.isdecimal() and len(value) <= _LONGEST_NUMBER and "_" not in name
        if parameter and (number or not _is_tracker(name)):
            # As bytes: what old sites say in windows-1251 is no UTF-8.
            yield quote(unquote_to_bytes(parameter.replace("+", " ")), safe="=/:,!-")


@lru_cache(maxsize=4096)
def _is_tracker(name: str) -> bool:
    from courlan import normalize_url

    return "?" not in normalize_url(f"https://example.org/?{quote(unquote(name))}=x")
