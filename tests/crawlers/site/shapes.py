"""Four sites in the shapes of those that have a profile, each with what a crawler meets there and must not touch."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from zlib import crc32

from tests.crawlers.site import markup
from tests.crawlers.site.server import GONE, MISSING, Answer, Host, Request, Server, moved, text
from tests.crawlers.site.words import item

PERMIT = """[crawl.permit]
basis = "terms of use, section 3: copies for research"
reviewed = "2026-11-01"
contact = "mailto:archive@example.org"
"""
TODAY = datetime.now(UTC).date()
XML = "application/xml"


@dataclass
class Shape:
    """A site that is served: what is to be fetched of it, what never, and how its crawl is described."""

    site: str
    host: Host
    crawl: str
    """The part `[crawl]` of a profile, without the permit."""
    items: dict[str, bytes] = field(default_factory=dict)
    """Body by path of each page that belongs into the archive."""
    forbidden: set[str] = field(default_factory=set)
    """Paths that are linked and that robots.txt forbids."""
    unkept: set[str] = field(default_factory=set)
    """Paths that may be fetched but say themselves that they want to be in no archive."""
    gone: set[str] = field(default_factory=set)
    listings: set[str] = field(default_factory=set)
    whole: str = ""
    """The part of a profile above `[crawl]`, where the site has none in the package."""

    def profile(self, permit: str = PERMIT, **changes: object) -> str:
        """Return a profile for `--profile`; `changes` replace or add keys of `[crawl]`."""
        rows = self.crawl
        for key, value in changes.items():
            rows = re.sub(rf"(?m)^{key} = .*\n", "", rows, count=1)
            rows = f"{key} = {value}\n{rows}"
        return f'id = "{self.site}"\n{self.whole}\n[crawl]\n{rows}\n{permit}'

    def add(self, path: str, body: bytes, day: date | None = None) -> None:
        """Serve an item with validators: an ETag, and Last-Modified where its day is given."""
        modified = None
        if day is not None:
            modified = format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC), usegmt=True)
        self.items[path] = body
        self.host.pages[path] = Answer(body, etag=f'"{crc32(body):08x}"', modified=modified)

    def change(self, path: str, body: bytes) -> None:
        """Serve another body from now on, under another ETag."""
        self.add(path, body)

    def add_list(self, path: str, body: bytes) -> None:
        """Serve a listing, which has no validators."""
        self.listings.add(path)
        self.host.pages[path] = Answer(body)


def all_of(server: Server) -> list[Shape]:
    """Start all four."""
    return [make(server.host()) for make in (embassy, ministry, agency, mirror)]


def _days(first: date, count: int) -> list[date]:
    """Return days that go back, two items on each third day."""
    return [first - timedelta(days=n - n // 3) for n in range(count)]


def _chunks(entries: Sequence[markup.Entry], size: int) -> list[Sequence[markup.Entry]]:
    return [entries[i : i + size] for i in range(0, len(entries), size)]


def embassy(host: Host) -> Shape:
    """Serve listings that count items by `start`; one is empty beyond its end, the other repeats its last page."""
    shape = Shape(
        "rusemb.org.uk",
        host,
        f"""hosts = ["{host.netloc}"]
delay = 0
items = ['/article/\\d+', '/fnapr/\\d+']
listings = ['/newarh/', '/apress_arh/']
[[crawl.start]]
kind = "listing"
url = "{host.url("/newarh/&start={n}&ps=10&ppp=15")}"
from = 1
step = 10
[[crawl.start]]
kind = "listing"
url = "{host.url("/apress_arh/&start={n}&ps=10&ppp=15")}"
from = 1
step = 10
""",
    )
    host.robots = text("User-agent: *\nDisallow: /fnapr/66\nDisallow: /article/*&print\nDisallow: /*/405$\nAllow: /\n")
    shape.forbidden = {"/fnapr/66", "/fnapr/6613", "/article/401&print=1", "/article/405"}
    for path in shape.forbidden:
        host.pages[path] = Answer(markup.page("Trap", "<p>Nobody should read this."))
    for section, kind, listing, first, count in (
        ("PRESS RELEASES AND NEWS", "fnapr", "newarh", 6001, 23),
        ("SPEECHES, INTERVIEWS, ARTICLES", "article", "apress_arh", 410, 12),
    ):
        numbers = range(first + count - 1, first - 1, -1)
        entries = [
            (f"/{kind}/{n}", item(n, day)) for n, day in zip(numbers, _days(date(2019, 5, 14), count), strict=True)
        ]
        for path, entry in entries:
            shape.add(path, markup.embassy_item(entry, section, entries[:3], sorted(shape.forbidden)), entry.day)
        pager = [f"/{listing}/&start={n}&ps=10&ppp=15" for n in range(1, count + 1, 10)]
        for path, some in zip(pager, _chunks(entries, 10), strict=True):
            shape.add_list(path, markup.embassy_list(some, section, pager, sorted(shape.forbidden)))
        host.pages[f"/{listing}/"] = host.pages[pager[0]]
    empty = Answer(markup.embassy_list([], "PRESS RELEASES AND NEWS", [], []))

    def beyond(request: Request) -> Answer:
        if request.path.startswith("/newarh/&start="):
            return empty
        return last if request.path.startswith("/apress_arh/&start=") else MISSING

    last = _answer(host, "/apress_arh/&start=11&ps=10&ppp=15")
    host.otherwise = beyond
    return shape


def ministry(host: Host) -> Shape:
    """Serve numbered pages of news, the last one again beyond the end; a sitemap index, packed; items that moved."""
    news = "/en/foreign_policy/news/"
    shape = Shape(
        "mid.ru",
        host,
        f"""hosts = ["{host.netloc}"]
delay = 0
items = ['/foreign_policy/news/(?:-/asset_publisher/\\w+/content/id/)?\\d+/?$']
listings = ['/foreign_policy/news/(?:\\?PAGEN_1=\\d+)?$']
[[crawl.start]]
kind = "listing"
url = "{host.url(news + "?PAGEN_1={n}")}"
[[crawl.start]]
kind = "sitemap"
url = "{host.url("/sitemap.xml")}"
""",
    )
    # The rules of our own group stand alone: those for everybody else do not count for us, nor the other way.
    host.robots = text(
        "User-agent: *\nDisallow: /\n\nUser-agent: unfurnish\nUser-agent: friendlybot\n"
        f"Disallow: {news}18006\nAllow: {news}1800612/\n\nSitemap: {host.url('/sitemap.xml')}\n"
    )
    shape.forbidden = {f"{news}1800601/", f"{news}1800666/"}
    for path in shape.forbidden:
        host.pages[path] = Answer(markup.page("Trap", "<p>Nobody should read this."))
    numbers = [1_800_612, *range(1_800_499, 1_800_476, -1)]
    days = _days(date(2021, 1, 25), len(numbers))
    entries = [(f"{news}{n}/", item(n, day)) for n, day in zip(numbers, days, strict=True)]
    for path, entry in entries:
        shape.add(path, markup.ministry_item(entry, sorted(shape.forbidden)), entry.day)
    pager = [f"{news}?PAGEN_1={n}" for n in (1, 2, 3)]
    for path, some in zip(pager, _chunks(entries, 10), strict=True):
        shape.add_list(path, markup.ministry_list(some, pager, sorted(shape.forbidden)))
    host.pages[news] = last = _answer(host, pager[-1])

    old = f"{news}-/asset_publisher/cKNonkJE02Bw/content/id/"
    older = [(f"{old}{2_500_000 + n}", item(2_500_000 + n, date(2016, 3, 14 + n))) for n in range(6)]
    for path, entry in older:
        shape.add(path, markup.ministry_item(entry, []), entry.day)
    # The same item under its old address; and a chain of two.
    host.pages[f"{old}2600001"] = moved(entries[3][0])
    host.pages[f"{old}2600002"] = moved(f"{old}2600003", 302)
    host.pages[f"{old}2600003"] = moved(host.url(entries[4][0]), 308)
    maps: dict[str, list[tuple[str, date | None]]] = {
        "/sitemap-news.xml.gz": [(path, entry.day) for path, entry in entries],
        "/sitemap-old.xml": [
            *((path, entry.day) for path, entry in older),
            (f"{old}2600001", None),
            (f"{old}2600002", None),
            *((path, None) for path in sorted(shape.forbidden)),
        ],
    }
    for path, rows in maps.items():
        body = markup.sitemap((host.url(address), day) for address, day in rows)
        packed = path.endswith(".gz")
        host.pages[path] = Answer(
            gzip.compress(body, mtime=0) if packed else body, media_type="application/gzip" if packed else XML
        )
    index = markup.sitemap(((host.url(path), date(2021, 1, 26)) for path in maps), "sitemapindex")
    host.pages["/sitemap.xml"] = Answer(index, media_type=XML)
    host.otherwise = lambda request: last if request.path.startswith(f"{news}?PAGEN_1=") else MISSING
    return shape


def agency(host: Host) -> Shape:
    """Serve an archive by date, one page a day back from today; a feed; items that want to be in no archive."""
    days = [TODAY - timedelta(days=n) for n in range(9)]
    shape = Shape(
        "cominf.org",
        host,
        f"""hosts = ["{host.netloc}"]
delay = 0
items = ['/en/node/\\d+$']
listings = ['/en/archive/all/', '/en/latest']
[[crawl.start]]
kind = "listing"
url = "{host.url("/en/archive/all/{year}/{month}/{day}")}"
since = "{days[-1]}"
[[crawl.start]]
kind = "feed"
url = "{host.url("/en/rss.xml")}"
""",
    )
    host.robots = text(
        "# for all\nUser-agent: *\nDisallow: /*/node/*66$\nDisallow: /en/node/*?*print\nDisallow: /admin\n"
    )
    first = 1_166_526_400
    shape.forbidden = {f"/en/node/{first + 66}", f"/en/node/{first}?print=1", "/admin/1"}
    for path in shape.forbidden:
        host.pages[path] = Answer(markup.page("Trap", "<p>Nobody should read this."))
    entries: list[markup.Entry] = []
    for n, day in enumerate(days):
        some = [(f"/en/node/{first + number}", item(first + number, day)) for number in range(3 * n, 3 * n + n % 4)]
        entries += some
        path = f"/en/archive/all/{day.year}/{day.month}/{day.day}"
        menu = ["/en/latest?page=1", *sorted(shape.forbidden)]
        shape.add_list(path, markup.agency_list(some, f"Archive - {day.day}/{day.month}/{day.year}", menu))
    for path, entry in entries:
        shape.add(path, markup.agency_item(entry), entry.day)
    head = '<meta name="robots" content="noindex,follow">'
    for number, tag in ((90, None), (91, "noarchive"), (92, "unfurnish: none")):
        body = markup.agency_item(item(first + number, days[0]), "" if tag else head)
        shape.unkept.add(path := f"/en/node/{first + number}")
        host.pages[path] = Answer(body, headers=(("X-Robots-Tag", tag),) if tag else ())
    only_in_feed = [(f"/en/node/{first + 80 + n}", item(first + 80 + n, days[1])) for n in range(2)]
    for path, entry in only_in_feed:
        shape.add(path, markup.agency_item(entry), entry.day)
    # What another agent is told is not told to us.
    entry = item(first + 82, days[2])
    shape.add(path := f"/en/node/{first + 82}", markup.agency_item(entry))
    host.pages[path] = replace(_answer(host, path), headers=(("X-Robots-Tag", "otherbot: noindex"),))
    fed = [*only_in_feed, (path, entry), *((path, item(0, days[0])) for path in sorted(shape.unkept))]
    host.pages["/en/rss.xml"] = Answer(
        markup.rss((host.url(path), entry) for path, entry in fed), media_type="application/rss+xml"
    )
    latest = markup.agency_list(entries[:5], "Archive - 5/2021", sorted(shape.forbidden))
    shape.add_list("/en/latest?page=1", latest)
    return shape


def mirror(host: Host) -> Shape:
    """Serve numbered nodes, some of which are missing or gone; a listing with leads; an Atom feed."""
    shape = Shape(
        "mfa.rsogov.org",
        host,
        f"""hosts = ["{host.netloc}"]
delay = 0
items = ['/en/node/\\d+$']
listings = ['/en/archive/all\\?page=\\d+$']
[[crawl.start]]
kind = "items"
url = "{host.url("/en/node/{n}")}"
from = 2401
until = 2430
[[crawl.start]]
kind = "listing"
url = "{host.url("/en/archive/all?page={n}")}"
from = 0
[[crawl.start]]
kind = "feed"
url = "{host.url("/en/atom.xml")}"
""",
    )
    host.robots = text("User-agent: *\nDisallow: /en/node/2413\nDisallow: /en/node/24*5$\nAllow: /en/node/2425$\n")
    shape.forbidden = {"/en/node/2413", "/en/node/2405", "/en/node/2415"}
    for path in shape.forbidden:
        host.pages[path] = Answer(markup.page("Trap", "<p>Nobody should read this."))
    shape.gone = {"/en/node/2404", "/en/node/2410", "/en/node/2417"}
    host.pages |= dict.fromkeys(sorted(shape.gone - {"/en/node/2404"}), GONE)
    numbers = [n for n in range(2401, 2431) if f"/en/node/{n}" not in shape.forbidden | shape.gone] + [2301, 2302, 2303]
    days = dict(zip(numbers, _days(date(2018, 4, 20), len(numbers)), strict=True))
    entries = [(f"/en/node/{n}", item(n, days[n])) for n in numbers]
    for path, entry in entries:
        shape.add(path, markup.mirror_item(entry, host.url(path)), entry.day)
    pager = [f"/en/archive/all?page={n}" for n in range(3)]
    for path, some in zip(pager, _chunks(entries[-25:-1], 10), strict=True):
        shape.add_list(path, markup.mirror_list(some, [*pager, *sorted(shape.forbidden)]))
    host.pages["/en/atom.xml"] = Answer(
        markup.atom((host.url(path), entry) for path, entry in entries[-4:]), media_type="application/atom+xml"
    )
    return shape


def _answer(host: Host, path: str) -> Answer:
    found = host.pages[path]
    assert isinstance(found, Answer)
    return found


def tides(host: Host, count: int = 5) -> Shape:
    """Serve a small site that nobody has a profile for: one listing, which links all its items."""
    shape = Shape(
        "tides.example.org",
        host,
        f"""hosts = ["{host.netloc}"]
delay = 0
items = ['/item/']
listings = ['/list']
[[crawl.start]]
kind = "listing"
url = "{host.url("/list")}"
""",
        whole=f'name = "Ministry of Tides"\nhosts = ["{host.netloc}"]\nlanguages = ["en"]\n',
    )
    for n in range(1, count + 1):
        tide(shape, n)
    relist(shape)
    return shape


def tide(shape: Shape, number: int, edition: int = 1) -> str:
    """Serve an item of the small site, or another edition of it; return its path."""
    path = f"/item/{number}"
    shape.add(path, markup.mirror_item(item(number, date(2024, 2, 1), edition), shape.host.url(path)))
    return path


def relist(shape: Shape, *more: str) -> None:
    """Let the listing of the small site link all its items, and more."""
    shape.add_list("/list", markup.page("Items", f"<h1>Items</h1><ul>{markup.links([*shape.items, *more])}</ul>"))
