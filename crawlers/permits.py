"""Which site is crawled, how, and by whose permit."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import metadata, resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cleaners import tables
from schemas.crawl import Crawl, Permit
from schemas.dates import precision_of
from schemas.rules import Profile
from unfurnish.errors import BadProfile, NoSuchProfile, NotPermitted

TOKEN = "unfurnish"
"""What robots.txt calls this robot."""

_OWN = {"id", "crawl"}
_HOW = "docs/crawl.md says how"


@dataclass(frozen=True)
class Task:
    """A permitted crawl, in full."""

    profile: Profile
    crawl: Crawl
    permit: Permit
    since: str | None
    """ISO 8601 day."""
    max_pages: int
    allowed: tuple[str, ...]
    """Hosts that may have private addresses, with a port or for any."""

    @property
    def site(self) -> str:
        """The site's id."""
        return self.profile.id

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts that may be asked; `www.` is implied."""
        return self.crawl.hosts or self.profile.hosts

    @cached_property
    def agent(self) -> str:
        """The User-Agent: who asks, and where he is reached."""
        return f"{TOKEN}/{metadata.version('unfurnish')} (+{self.permit.contact})"

    @property
    def since_day(self) -> date | None:
        """`since` as a date."""
        return date.fromisoformat(self.since) if self.since else None


def task(
    site: str,
    file: str | Path | None,
    *,
    since: str | None = None,
    max_pages: int | None = None,
    allowed: tuple[str, ...] = (),
) -> Task:
    """Return what is to be crawled, if it is permitted.

    Raises NoSuchProfile, BadProfile or NotPermitted.
    """
    profile = find(site, file)
    if profile.crawl is None:
        raise NoSuchProfile(f"{file or site}: the profile has no [crawl] part; {_HOW} to write one")
    if profile.crawl.permit is None:
        raise NotPermitted(_unpermitted(profile.id, file))
    if since is not None and precision_of(since) != "day":
        raise BadProfile(f"--since {since}: expected a day such as 2026-11-01")
    return Task(profile, profile.crawl, profile.crawl.permit, since, max_pages or profile.crawl.max_pages, allowed)


def find(site: str, file: str | Path | None) -> Profile:
    """Return the profile of a site: a shipped one, one from a file, or what a file says laid over a shipped one.

    Raises NoSuchProfile or BadProfile.
    """
    shipped = _shipped(site)
    if file is None:
        if shipped is None:
            raise NoSuchProfile(
                f"{site}: no profile of that site (`unfurnish sites` lists them); write one and give it as --profile; "
                f"{_HOW}"
            )
        return _read(shipped, f"{site}.toml")
    path = Path(file)
    try:
        tables_ = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadProfile(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadProfile(f"{path}: this is no TOML: {error}") from error
    if "id" not in tables_:
        raise BadProfile(f"{path}: no site is named; begin with id = '{site}'; {_HOW} it is written")
    if tables_["id"] != site:
        raise BadProfile(f"{path}: the profile of {tables_['id']!r}, not of {site!r}; name the site by its id")
    if shipped is not None and tables_.keys() <= _OWN and isinstance(tables_.get("crawl", {}), dict):
        tables_ = shipped | {"crawl": shipped.get("crawl", {}) | tables_.get("crawl", {})}
    return _read(tables_, str(path))


def _shipped(site: str) -> dict[str, Any] | None:
    if not re.fullmatch(r"[a-z0-9.-]+", site):
        return None
    file = resources.files("cleaners.profiles").joinpath(f"{site}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def _read(found: dict[str, Any], name: str) -> Profile:
    try:
        profile = tables.validated(Profile, found, name)
    except ValueError as error:
        raise BadProfile(f"{error}; {_HOW} it is written") from error
    for start in profile.crawl.start if profile.crawl else ():
        host = urlsplit(start.url).netloc.lower().removeprefix("www.")
        hosts = profile.crawl.hosts or profile.hosts if profile.crawl else ()
        if host not in {known.lower().removeprefix("www.") for known in hosts} and host.partition(":")[0] not in hosts:
            raise BadProfile(f"{name}: crawl.start: {start.url} is on none of the hosts {', '.join(hosts)}")
    return profile


def _unpermitted(site: str, file: str | Path | None) -> str:
    where = (
        f"add to {file}" if file else f"write into a file, say {site}.toml, and name it with --profile: id = {site!r}"
    )
    return (
        f"{site}: nobody has said what permits to crawl it. If something does, {where} [crawl.permit] with "
        'basis = "what permits it", reviewed = "the day on which you reviewed that", '
        'contact = "mailto:you@example.org"'
    )
