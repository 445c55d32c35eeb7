"""A page rendered from HTML: its text, facts of its lines, and what stands beside them in the markup, as written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from cleaners.facts import Facts


class Link(NamedTuple):
    """A link: the lines with text that it stands in, [first, last), its address as written, its words."""

    first: int
    last: int
    address: str
    text: str


class Image(NamedTuple):
    """An image: index of the next line with text, its block, address as written, alternative text."""

    line: int
    node: int
    address: str
    alt: str


class Dated(NamedTuple):
    """A `time` element: index of its line, its datetime attribute, its class and itemprop."""

    line: int
    value: str
    names: str


class Property(NamedTuple):
    """Microdata or a rel attribute: index of its line, the name, its content or address if that stands with it."""

    line: int
    name: str
    content: str | None


@dataclass(slots=True)
class Head:
    """What a page says of itself, as written."""

    language: str | None = None
    base: str | None = None
    title: str | None = None
    metas: list[tuple[str, str]] = field(default_factory=list)
    """(property or name in lower case, content)."""
    links: list[dict[str, str]] = field(default_factory=list)
    """Attributes of link elements."""
    scripts: list[str] = field(default_factory=list)
    """JSON-LD."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page rendered to text: lines joined by line breaks, and what is known of those with text in them."""

    text: str
    rows: tuple[str, ...]
    """Its lines, blank ones too; `facts.number` leads to them."""
    encoding: str
    damaged: int
    facts: Facts
    head: Head
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    dates: tuple[Dated, ...]
    properties: tuple[Property, ...]
    cut_short: str | None
