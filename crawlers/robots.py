"""What a site forbids: robots.txt by RFC 9309, and the robots directives of a page and its headers.

Groups are chosen here and only then given to Protego, which matches paths: Protego 0.7 takes a group for ours when its
name is the beginning of our token, knows the last of several delays only, and needs minutes for half a megabyte of
group names above half a megabyte of rules.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from protego import Protego

LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5); a line that is cut there is left out."""
MOST_REDIRECTS = 5
"""Redirects of a robots.txt that are followed (RFC 9309, 2.3.1.2), to whatever host."""
KEPT_FOR = 24 * 3600.0
"""Seconds for which an answer may be kept (RFC 9309, 2.4)."""
LONGEST_DELAY = 1e7
"""Seconds, 115 days: a longer delay is taken for this one."""

_TOKEN = re.compile(r"[a-z_-]+", re.ASCII)
_AGENT = re.compile(r"user[ -]?agent(?:\s*:|\s)\s*(.*)", re.IGNORECASE)
# As misspelled as Protego reads it.
_RULE = re.compile(r"(?:allow|dis{1,2}al{1,2}ow|diasllow|disallaw)(?:\s*:|\s)", re.IGNORECASE)
_DELAY = re.compile(r"crawl[ -]delay(?:\s*:|\s)\s*(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})", re.IGNORECASE | re.ASCII)
_RATE = re.compile(
    r"request[ -]rate(?:\s*:|\s)\s*(\d{1,9})\s*/\s*(\d{1,9})\s*([smhd]?)(?!\w)", re.IGNORECASE | re.ASCII
)
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


class Wait(NamedTuple):
    """Nothing of the host may be fetched now; `reason` says why, in a few words."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to one robot."""

    delay: float | None = None
    """Seconds between requests, by Crawl-delay or Request-rate, the longer one; None where nothing is said."""
    _paths: Protego = field(default_factory=Protego, repr=False)

    @classmethod
    def parse(cls, body: bytes, agent: str) -> Rules:
        """Read a robots.txt, whatever its bytes, for the robot that calls itself `agent`.

        >>> rules = Rules.parse(b"User-agent: *\\nDisallow: /draft\\nCrawl-delay: 2", "unfurnish/0.1")
        >>> rules.allows("https://example.org/draft/7"), rules.allows("https://example.org/news"), rules.delay
        (False, True, 2.0)
        """
        if len(body) > LARGEST:
            body = body[: 1 + max(body.rfind(end, 0, LARGEST) for end in (b"\n", b"\r"))]
        wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        lines = body.decode("utf-16" if wide else "utf-8-sig", errors="replace").splitlines()
        rows = [row for line in lines if (row := line.partition("#")[0].replace("\0", "").strip())]
        chosen = _group(rows, _token(agent))
        return cls(
            delay=_delay(chosen),
            _paths=Protego.parse("\n".join(["User-agent: *", *(row for row in chosen if _RULE.match(row))])),
        )

    def allows(self, url: str) -> bool:
        """Tell whether a URL may be fetched; one that cannot be read may not.

        Many servers read several slashes as one: what they would serve has to be allowed, too.
        """
        try:
            parts = urlsplit(url)
            merged = parts._replace(path=re.sub("/{2,}", "/", parts.path)).geturl() if "//" in parts.path else url
            return all(self._paths.can_fetch(form, "*") for form in {url, merged})
        except ValueError:
            return False


def of_response(status: int, body: bytes, agent: str) -> Rules | Wait:
    """Return what the answer to a request for robots.txt means.

    A file that is not there forbids nothing, nor does one that five redirects do not lead to (RFC 9309, 2.3.1). One
    that cannot be had now, also for 429, forbids everything until it can.
    """
    if 200 <= status < 300:
        return Rules.parse(body, agent)
    if 300 <= status < 500 and status != 429:
        return Rules()
    return Wait(f"robots.txt answers {status}")


def _token(agent: str) -> str:
    """Return the product token that a User-Agent, or the value of a user-agent line, begins with."""
    found = _TOKEN.match(agent.strip().lower())
    return found[0] if found else ""


def _group(rows: Iterable[str], agent: str) -> list[str]:
    """Return the lines of all groups of one robot, or of those for any robot if it is named nowhere.

    A group ends where a rule is followed by a name. Other lines, such as delays, end none (RFC 9309, 2.2.4).
    """
    groups: dict[str, list[str]] = {}
    names: set[str] = set()
    heading = False
    for row in rows:
        if (named := _AGENT.match(row)) is not None:
            if not heading:
                names.clear()
            heading = True
            name = "*" if re.match(r"\*(?:\s|$)", named[1]) else _token(named[1])
            if name in ("*", agent):
                names.add(name)
                groups.setdefault(name, [])
            continue
        if _RULE.match(row):
            heading = False
        for name in names:
            groups[name].append(row)
    return groups.get(agent, groups.get("*", []))


def _delay(rows: Iterable[str]) -> float | None:
    delays: list[float] = []
    for row in rows:
        if found := _DELAY.match(row):
            delays.append(float(found[1]))
        elif (found := _RATE.match(row)) and int(found[1]):
            delays.append(int(found[2]) * _UNITS[found[3].lower()] / int(found[1]))
    return min(LONGEST_DELAY, max(delays)) if delays else None


@dataclass(frozen=True, slots=True)
class Directives:
    """What a page asks of robots: False for what it forbids."""

    index: bool = True
    archive: bool = True
    follow: bool = True

    @property
    def store(self) -> bool:
        """Whether the page may be stored."""
        return self.index and self.archive


# One attribute of a tag, from wherever the last one ended. Possessive: time grows with the length only.
_ATTRIBUTE = re.compile(rb"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?""")
# Where a tag of interest begins, or what hides tags up to its end.
_MARK = re.compile(rb"<(?:(!--)|(script|style|textarea|title|xmp)(?=[\s/>])|(meta)(?=[\s/]))", re.IGNORECASE)
_SCOPE = re.compile(r"\s*([\w.-]+)\s*:\s*(.*)", re.DOTALL)
_VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})


def directives(html: bytes | str, headers: Iterable[str], agent: str) -> Directives:
    """Return what the `robots` metas of a page and the values of its X-Robots-Tag headers say to a robot, together.

    A meta or header part that names another robot says nothing. Whatever is forbidden once is forbidden.

    >>> directives('<meta name="robots" content="noarchive">', ["otherbot: noindex", "nofollow"], "unfurnish")
    Directives(index=True, archive=False, follow=False)
    """
    token = _token(agent)
    raw = html.encode(errors="replace") if isinstance(html, str) else _narrow(html)
    said: set[str] = set()
    for name, content in _metas(raw):
        if name in ("robots", token):
            said |= _words(content)
    for value in headers:
        said |= _headed(value, token)
    forbidden = "none" in said
    return Directives(
        index=not (forbidden or "noindex" in said),
        archive="noarchive" not in said,
        follow=not (forbidden or "nofollow" in said),
    )


def _words(content: str) -> set[str]:
    return {word for part in content.lower().split(",") for word in part.split()}


def _headed(value: str, token: str) -> set[str]:
    """Return the words of one header that are said to us: a name with a colon holds until the next one."""
    said: set[str] = set()
    ours = True
    for part in value.lower().split(","):
        scope = _SCOPE.match(part)
        if scope is not None and scope[1] not in _VALUED:
            ours, part = scope[1] in (token, "robots", "*"), scope[2]
        if ours:
            said |= _words(part)
    return said


def _narrow(raw: bytes) -> bytes:
    """Return bytes in which tags can be read as ASCII."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace").encode(errors="replace")
    return raw


def _metas(raw: bytes) -> Iterable[tuple[str, str]]:
    """Yield name and content of the meta tags outside comments and scripts; no tree is built for it."""
    at = 0
    endless: set[bytes] = set()
    while (mark := _MARK.search(raw, at)) is not None:
        at = mark.end()
        hidden = (mark[1] or mark[2] or b"").lower()
        if hidden in endless:
            continue
        if hidden:
            # `<!-->` is a whole comment.
            end = re.compile(b"-->" if mark[1] else b"</" + hidden, re.IGNORECASE).search(raw, at - 2 * bool(mark[1]))
            if end is None:
                endless.add(hidden)
            else:
                at = end.end()
        else:
            found: dict[bytes, str] = {}
            while (attribute := _ATTRIBUTE.match(raw, at)) is not None:
                at = attribute.end()
                value = next((group for group in attribute.groups()[1:] if group is not None), b"")
                found.setdefault(attribute[1].lower(), unescape(value.decode(errors="replace")))
            yield found.get(b"name", "").strip().lower(), found.get(b"content", "")
