"""When two addresses are of one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

_LONGEST_NUMBER = 9
_ESCAPE = re.compile("%[0-9a-fA-F]{2}")
_BETWEEN = re.compile("&amp;|[&;]")
# What servers put into addresses where a visitor takes no cookies; short values of short names may name a page.
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_SESSION = re.compile(
    r"(?:phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|oscsid|zenid)=.*|(?:s|sid|sess|session_?id)=[0-9a-z]{16,}",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)  # a crawl asks for each link several times
def same_address(url: str) -> str:
    """Return a URL without what makes no other page.

    That is scheme, `www.`, default port, case of the host and a dot behind it, dots and trailing slash of the path, how
    letters are escaped, order of the query, tracking parameters, session ids and fragment.

    >>> same_address("HTTP://www.Example.org:80/news/?utm_source=feed#top"), same_address("https://example.org/news")
    ('example.org/news', 'example.org/news')

    Where courlan sees a tracking parameter in the name, and the value is a short number, it is one of a page; and a
    fragment names a page where scripts put pages together:

    >>> same_address("https://example.org/photos.php?gallery=12&from=rss&fbclid=IwAR0x")
    'example.org/photos.php?from=rss&gallery=12'
    >>> same_address("https://example.org/#!/news/5")
    'example.org/#!/news/5'
    """
    from courlan import normalize_url  # a tenth of a second, for which most commands have no use

    try:
        parts = urlsplit(url.strip())
        path = _PATH_SESSION.sub("", parts.path)
        bare = urlsplit(normalize_url(parts._replace(path=path, query="", fragment=""), trailing_slash=False))
        port = "" if bare.port in (None, 80, 443) else f":{bare.port}"
        query = "&".join(sorted(_parameters(parts.query)))
    except ValueError:
        return url
    if not bare.hostname:
        return url
    host = bare.hostname.rstrip(".").removeprefix("www.")
    path = _plain(_without_dots(bare.path)).rstrip("/") or "/"
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{port}{path}{query and f'?{query}'}{fragment}"


def _without_dots(path: str) -> str:
    """Resolve the segments `.` and `..`, as browsers do before they ask."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == ".." and len(kept) > 1:
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
    return "/".join(kept) if path.startswith("/") else path


def _plain(path: str) -> str:
    """Write out what needs no escape, and the other escapes in one way."""
    return _ESCAPE.sub(lambda found: _unescaped(found[0]), path)


def _unescaped(escape: str) -> str:
    character = chr(int(escape[1:], 16))
    return character if character.isascii() and (character.isalnum() or character in "-._~") else escape.upper()


def without_session(url: str) -> str:
    """Return a URL without the names that a server gives to visits, and without its fragment.

    >>> without_session("https://example.org/a;jsessionid=0A7F33?id=3&PHPSESSID=q1w2e3r4t5#top")
    'https://example.org/a?id=3'
    """
    address, _, query = url.partition("#")[0].partition("?")
    kept = "&".join(parameter for parameter in query.split("&") if not _SESSION.fullmatch(parameter))
    return _PATH_SESSION.sub("", address) + (kept and f"?{kept}")


def _parameters(query: str) -> Iterator[str]:
    # Not by courlan: it would lose a query without "=", by which many old sites name their pages, and all that stands
    # behind a tracker where ";" is between them. What was copied out of HTML has "&amp;".
    for parameter in _BETWEEN.split(query):
        name, _, value = parameter.partition("=")
        number = value.isdecimal() and len(value) <= _LONGEST_NUMBER and "_" not in name
        if parameter and not _SESSION.fullmatch(parameter) and (number or not _is_tracker(name)):
            # As bytes: what old sites say in windows-1251 is no UTF-8.
            yield quote(unquote_to_bytes(parameter.replace("+", " ")), safe="=/:,!-")


@lru_cache(maxsize=4096)
def _is_tracker(name: str) -> bool:
    from courlan import normalize_url

    return "?" not in normalize_url(f"https://example.org/?{quote(unquote(name))}=x")
