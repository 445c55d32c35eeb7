"""Which addresses a crawl may speak to.

`Guard` judges a URL before it is asked for; `GuardedResolver` judges each answer of the name service and hands on only
what may be connected to. It is asked at each new connection, and what it hands on is what is connected to, so a name
that changes its answer in between gains nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.base import ReactorBase
    from twisted.internet.interfaces import IAddress

# zope's interfaces are no types to mypy.
_Receiver = Any
_Resolver = Any

ALLOWED_HOSTS = "CRAWL_ALLOWED_HOSTS"
"""Setting of Scrapy: the hosts that `--allow-host` names, each `host` or `host:port`."""

LONGEST_URL = 2_048

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "bad_url": "the address cannot be read",
        "too_long": f"the address has more than {LONGEST_URL:,} characters",
        "not_http": "the address is neither http nor https",
        "credentials": "the address holds a user name",
        "off_site": "the host is none of the site's; --allow-host names others",
        "odd_port": "the port is not the usual one; --allow-host names host:port",
        "address_literal": "the host is a number and no name; --allow-host names it",
        "private_address": "the host's address is not a public one; --allow-host names the host",
    }
)
"""Why a URL is refused: code and sentence."""

# What IANA's registries of special-purpose addresses keep from the public (as of 2026), and multicast.
_SPECIAL_4 = {
    "0.0.0.0/8": "unspecified",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "carrier-grade NAT",
    "127.0.0.0/8": "loopback",
    "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "reserved",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "reserved",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}
_SPECIAL_6 = {
    "::/128": "unspecified",
    "::1/128": "loopback",
    "2001::/32": "Teredo",
    "2001::/23": "reserved",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4",
    "3fff::/20": "documentation",
    "fc00::/7": "private",
    "fe80::/10": "link-local",
    "fec0::/10": "site-local",
    "ff00::/8": "multicast",
}
_NETWORKS_4 = [(IPv4Network(network), reason) for network, reason in _SPECIAL_4.items()]
_NETWORKS_6 = [(IPv6Network(network), reason) for network, reason in _SPECIAL_6.items()]
_PUBLIC_6 = IPv6Network("2000::/3")
# An IPv4 address in other clothes: where only IPv6 is spoken, every IPv4 site is reached by the second one.
_CLOTHES = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))

_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# A host whose last part is a number is read as an IPv4 address, in whatever base and of however many parts (WHATWG).
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)", re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")
# Segments that a server resolves: what is asked for would be another path than the one that robots.txt was asked about.
_DOTS = re.compile(r"/(?:\.|%2e){1,2}(?:/|\Z)", re.IGNORECASE)
# Letters that IDNA 2003 and 2008 write differently: whom one checks by the one, one reaches by the other.
_DEVIATING = frozenset("ßςẞ\u200c\u200d")
_USUAL = {"http": 80, "https": 443}


class Refused(Exception):
    """A request that is not made; `reason` is a code of `REASONS`, the text a sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        """Keep the code and the sentence."""
        super().__init__(detail)
        self.reason = reason


def refused_address(address: str) -> str | None:
    """Return why an IP address is not one of the public internet, or None where it is.

    >>> refused_address("192.168.1.1"), refused_address("::ffff:127.0.0.1"), refused_address("2606:4700::6810:84e5")
    ('private', 'loopback', None)
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "not an address"
    if isinstance(ip, IPv6Address):
        if any(ip in network for network in _CLOTHES):
            return refused_address(str(ip_address(int(ip) & 0xFFFFFFFF)))
        special = next((reason for network, reason in _NETWORKS_6 if ip in network), None)
        return special if special is not None or ip in _PUBLIC_6 else "reserved"
    return next((reason for network, reason in _NETWORKS_4 if ip in network), None)


class Guard:
    """Judges URLs: those of the site's hosts, with and without `www.`, and of the hosts that `--allow-host` names.

    A host is `host`, for its usual ports, or `host:port`. Only an allowed host may be a number or a name of this
    machine. Raises ValueError for a host that is none.
    """

    def __init__(self, hosts: Iterable[str], allowed_hosts: Iterable[str] = ()) -> None:
        """Take the hosts of a site and those that are allowed beside them."""
        named = [_named(host) for host in hosts]
        self._site = {(other, port) for host, port in named for other in (host, f"www.{host}", _bare(host))}
        self._names = {host for host, _ in self._site}
        self._allowed = {_named(host) for host in allowed_hosts}

    def refuses(self, url: str) -> str | None:
        """Return why a URL may not be asked for, as a code of `REASONS`, or None where it may. Never raises."""
        if len(url) > LONGEST_URL:
            return "too_long"
        try:
            parts = urlsplit(url)
            port = parts.port
            host = _host(parts.hostname or "")
        except ValueError:
            return "bad_url"
        if parts.scheme not in _USUAL:
            return "not_http"
        if _UNSEEN.search(url) or _DOTS.search(parts.path) or host is None or ("[" in parts.netloc) != (":" in host):
            return "bad_url"
        if "@" in parts.netloc:
            return "credentials"
        usual = port is None or port == _USUAL[parts.scheme]
        asked = {(host, None if usual else port), (host, port or _USUAL[parts.scheme])}
        if asked & self._allowed:
            return None
        if _is_literal(host):
            return "address_literal"
        if host not in self._names:
            return "odd_port" if any(host == allowed for allowed, _ in self._allowed) else "off_site"
        if not asked & self._site:
            return "odd_port"
        return "private_address" if _is_this_machine(host) else None


def _named(entry: str) -> tuple[str, int | None]:
    """Return host and port of an entry, the port None for the usual ones."""
    try:
        bare_literal = entry.count(":") > 1 and not entry.startswith("[")
        parts = urlsplit(f"//[{entry}]" if bare_literal else f"//{entry}")
        host = _host(parts.hostname or "")
        if host is None or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError(entry)
        return host, parts.port
    except ValueError:
        raise ValueError(f"{entry!r} is no host: expected example.org or example.org:8080") from None


def _bare(host: str) -> str:
    bare = host.removeprefix("www.")
    return bare if "." in bare else host


def _host(host: str) -> str | None:
    """Return a host in the one form in which hosts are compared, or None for what is none."""
    if ":" in host:
        return str(ip_address(host)) if "%" not in host else None
    if not host.isascii():
        if _DEVIATING & set(host):
            return None
        host = host.encode("idna").decode()
    return host if _HOST.fullmatch(host) else None


def _is_literal(host: str) -> bool:
    return ":" in host or _NUMBER.fullmatch(host) is not None


def _is_this_machine(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


@implementer(IHostResolution)
class _Resolution:
    """A resolution that is over before it began."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Do nothing: there is nothing to cancel."""


@implementer(IResolutionReceiver)
class _Sieve:
    """Hands on the public ones of the addresses that it receives, and notes where none was left."""

    def __init__(self, receiver: _Receiver, host: str, refused: dict[str, str]) -> None:
        self._receiver = receiver
        self._host = host
        self._refused = refused
        self._dropped: list[str] = []
        self._kept = False

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - twisted's
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        host = str(getattr(address, "host", ""))
        reason = refused_address(host)
        if reason is not None:
            self._dropped.append(f"{host} ({reason})")
            return
        self._kept = True
        self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._refused.pop(self._host, None)
        if self._dropped and not self._kept:
            self._refused[self._host] = ", ".join(self._dropped[:3])
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """Looks names up (IPv4 and IPv6) and drops what is no public address, except for hosts in `CRAWL_ALLOWED_HOSTS`.

    For Scrapy's setting TWISTED_DNS_RESOLVER. Nothing is kept: Scrapy's own resolver would keep an answer for ever.
    """

    def __init__(self, reactor: ReactorBase, allowed_hosts: Iterable[str] = ()) -> None:
        """Stand before the reactor's own resolver."""
        self._reactor = reactor
        before: _Resolver = reactor.nameResolver
        self._resolver: _Resolver = before._resolver if isinstance(before, GuardedResolver) else before
        self._allowed = {_named(host) for host in allowed_hosts}
        self.refused: dict[str, str] = {}
        """Hosts whose last answer held no public address, and what it held."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        """Build what Scrapy asks for; `crawler` is its CrawlerProcess."""
        return cls(reactor, crawler.settings.getlist(ALLOWED_HOSTS))

    def allow(self, hosts: Iterable[str]) -> None:
        """Allow more hosts: those that a spider was given."""
        self._allowed |= {_named(host) for host in hosts}

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's resolver."""
        reactor: Any = self._reactor
        reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - twisted's
        self,
        resolutionReceiver: _Receiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """See IHostnameResolver."""
        try:
            host = _host(hostName.lower())
        except ValueError:
            host = None
        if host is None:
            # Twisted's resolver would never come back: it expects gaierror, and Python raises UnicodeError.
            resolution = _Resolution(hostName)
            resolutionReceiver.resolutionBegan(resolution)
            resolutionReceiver.resolutionComplete()
            return resolution
        usual = portNumber in _USUAL.values()
        allowed = (host, portNumber) in self._allowed or (usual and (host, None) in self._allowed)
        receiver = resolutionReceiver if allowed else _Sieve(resolutionReceiver, host, self.refused)
        return self._resolver.resolveHostName(receiver, host, portNumber, addressTypes, transportSemantics)


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http and https, which raises Refused where the resolver dropped all that a name answers.

    It raises RuntimeError, and fetches nothing, where the reactor has another resolver.
    """

    async def download_request(self, request: Request) -> Response:
        """Download what may be connected to. A proxy would look names up past the resolver, so there is none."""
        from twisted.internet import reactor  # not before Scrapy has installed the one it wants

        # Scrapy builds its handlers first and installs the resolver then, so this cannot be asked sooner.
        resolver: _Resolver = reactor.nameResolver
        if not isinstance(resolver, GuardedResolver):
            raise RuntimeError("set TWISTED_DNS_RESOLVER to crawlers.safety.GuardedResolver: addresses go unchecked")
        if request.meta.get("proxy"):
            raise Refused("private_address", "a proxy connects to addresses that nobody checks")
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            host = urlsplit(request.url).hostname or ""
            dropped = resolver.refused.get(host)
            if dropped is None:
                raise
            named = urlsplit(request.url).netloc
            raise Refused("private_address", f"{host} is {dropped}; --allow-host {named} would allow it") from error
