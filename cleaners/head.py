"""What a page says of itself in elements that show on no line: metadata, links, scripts, its title, its base."""

from __future__ import annotations

from typing import Any

from cleaners.rendered import Head


def read_head(head: Head, element: Any, tag: str) -> None:
    """Add what a `meta`, `link`, `script`, `title` or `base` element says."""
    if tag == "meta":
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content:
            head.metas.append((name.strip().lower(), content.strip()))
    elif tag == "link":
        head.links.append(dict(element.items()))
    elif tag == "script":
        if "ld+json" in (element.get("type") or "").lower():
            head.scripts.append(element.text or "")
    elif tag == "title":
        head.title = head.title or " ".join((element.text or "").split())
    elif head.base is None:
        head.base = element.get("href")
