"""HTML in which the shapes of four sites are dressed: each function gives a page of one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from tests.crawlers.site.words import Item

Entry = tuple[str, Item]
"""An address, and the item there."""


def page(title: str, body: str, head: str = "") -> bytes:
    """Return a whole HTML page."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n{head}</head>\n<body>\n{body}\n</body></html>\n"
    ).encode()


def links(addresses: Iterable[str]) -> str:
    """Return bare links, as menus hold them."""
    return "".join(f'<li><a href="{escape(address)}">More {n}</a></li>\n' for n, address in enumerate(addresses))


def _paragraphs(item: Item) -> str:
    return "\n".join(f"<p>{escape(words)}</p>" for words in item.paragraphs)


_EMBASSY_HEAD = """<table><tr><td>14 May 2019</td><td>Moscow: 15:02</td><td>London: 13:02</td></tr></table>
<div><p>Consular queries:&nbsp;</p><p>+44 (0) 203 051 1199&nbsp;</p><p>info@rusemb.org.uk</p></div>
<div>436 days have passed since the Salisbury incident</div>"""


def embassy_item(item: Item, section: str, latest: Sequence[Entry], menu: Iterable[str]) -> bytes:
    """Return an item of the embassy: banner, date, title, text, latest events."""
    teasers = "\n".join(
        f'<p><a href="{escape(address)}">{other.dotted} - {escape(other.title)}</a></p><p>{escape(other.teaser)}</p>'
        for address, other in latest
    )
    return page(
        item.title,
        f"{_EMBASSY_HEAD}\n<p>{section}</p><p>{item.dotted}</p>\n<h1>{escape(item.title)}</h1>\n{_paragraphs(item)}\n"
        f'<h3>LATEST EVENTS</h3>\n{teasers}\n<p><a href="/newarh/">all messages</a></p><ul>{links(menu)}</ul>',
    )


def embassy_list(entries: Sequence[Entry], section: str, pager: Sequence[str], menu: Iterable[str]) -> bytes:
    """Return a listing of the embassy: `date - title`, teaser; a pager whose digits run together."""
    rows = "\n".join(
        f'<p><a href="{escape(address)}">{item.dotted} - {escape(item.title)}</a></p><p>{escape(item.teaser)}</p>'
        for address, item in entries
    )
    numbers = "".join(f'<a href="{escape(address)}">{n}</a>' for n, address in enumerate(pager, 1))
    return page(
        section,
        f"{_EMBASSY_HEAD}\n<p>{section}</p>\n<p>Pages: ««« :: {numbers} :: »»»</p>\n{rows}\n<ul>{links(menu)}</ul>",
    )


def ministry_item(item: Item, menu: Iterable[str]) -> bytes:
    """Return an item of the ministry: fused date and time, title, toggle, text."""
    return page(
        item.title,
        f"<p><span>{item.day:%-d %B %Y}</span><span>14:38</span></p>\n<h1>{escape(item.title)}</h1>\n"
        f"<ul><li>en-GB1 ru-RU1</li></ul>\n{_paragraphs(item)}\n"
        f"<h4>Additional materials</h4><p>Advanced settings</p><ul>{links(menu)}</ul>",
    )


def ministry_list(entries: Sequence[Entry], pager: Sequence[str], menu: Iterable[str]) -> bytes:
    """Return a listing of the ministry: date above title."""
    rows = "\n".join(
        f'<li><p>{item.day:%-d %B %Y}</p><a href="{escape(address)}">{escape(item.title)}</a></li>'
        for address, item in entries
    )
    numbers = " ".join(f'<a href="{escape(address)}">{n}</a>' for n, address in enumerate(pager, 1))
    return page("News", f"<h1>News</h1>\n<ul>{rows}</ul>\n<p>{numbers}</p><ul>{links(menu)}</ul>")


def agency_item(item: Item, head: str = "") -> bytes:
    """Return an item of the news agency: title, weekday and date, text, share label."""
    return page(
        item.title,
        f"<h1>{escape(item.title)}</h1>\n<p>{item.day:%a, %d/%m/%Y} - 07:57</p>\n{_paragraphs(item)}\n<p>Мой мир</p>",
        head,
    )


def agency_list(entries: Sequence[Entry], head: str, pager: Iterable[str]) -> bytes:
    """Return a listing of the news agency: date, title, teaser."""
    rows = "\n".join(
        f'<div><p>{item.day:%a, %d/%m/%Y} - 07:57</p><h2><a href="{escape(address)}">{escape(item.title)}</a></h2>'
        f"<p>{escape(item.teaser)}</p></div>"
        for address, item in entries
    )
    return page(head, f"<h1>{head}</h1>\n{rows}\n<ul>{links(pager)}</ul>")


def mirror_item(item: Item, address: str) -> bytes:
    """Return an item of the small ministry: title, text, its own address, the bare date as last line."""
    return page(
        item.title,
        f'<h1>{escape(item.title)}</h1>\n{_paragraphs(item)}\n<p><a href="{address}">{address}</a></p>\n'
        f"<p>{item.dotted}</p>",
    )


def mirror_list(entries: Sequence[Entry], pager: Iterable[str]) -> bytes:
    """Return a listing of the small ministry: leads without dates."""
    rows = "\n".join(
        f'<h3><a href="{escape(address)}">{escape(item.title)}</a></h3><p>{escape(item.teaser)}</p>'
        for address, item in entries
    )
    return page("Archive", f"<h1>Archive</h1>\n{rows}\n<ul>{links(pager)}</ul>")


def sitemap(pages: Iterable[tuple[str, date | None]], kind: str = "urlset") -> bytes:
    """Return a sitemap, or with `sitemapindex` the index of several."""
    child = "url" if kind == "urlset" else "sitemap"
    rows = "".join(
        f"<{child}><loc>{escape(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{child}>\n"
        for address, day in pages
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</{kind}>\n'.encode()


def rss(entries: Iterable[Entry]) -> bytes:
    """Return an RSS 2.0 feed; its entries have whole addresses."""
    rows = "".join(
        f"<item><title>{escape(item.title)}</title><link>{escape(address)}</link>"
        f"<pubDate>{item.day:%a, %d %b %Y} 07:57:00 +0000</pubDate></item>\n"
        for address, item in entries
    )
    return f'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title>\n{rows}</channel></rss>\n'.encode()


def atom(entries: Iterable[Entry]) -> bytes:
    """Return an Atom feed."""
    rows = "".join(
        f'<entry><title>{escape(item.title)}</title><link href="{escape(address)}"/>'
        f"<updated>{item.day}T07:57:00Z</updated></entry>\n"
        for address, item in entries
    )
    return f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>\n{rows}</feed>\n'.encode()
