"""What authors of pages say with class, id, role and itemprop: names of parts, as bits of a vocabulary.

A name such as `articleBody__side-bar` is cut into words; each word is known by what it holds. The words of all pages
are few, so they are looked up in a cache and the patterns see each of them once.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Group -> what a word of it holds. In English, which class names are in, and in what is met on the web beside it.
_GROUPS: dict[str, str] = {
    "menu": r"nav|menu|breadcrumb|crumb|toolbar|skip|sitemap|megamenu",
    "foot": r"foot|copyright|colophon|imprint|impressum",
    "side": r"^side|sidebar|aside|rail$|widget|gutter|column-?[23]|^col[23]$",
    "comments": r"comment|disqus|respond|repl(?:y|ies)|kommentar",
    "related": r"relat|recommend|trend|popular|recirc|similar|youmay|mostread|outbrain|taboola|readnext",
    "teaser": r"^more$|^also$|latest|readmore|teaser|^cards?$|tile|^list|promo|snippet|carousel|slider|swiper",
    "share": r"shar(?:e|ing)|social|follow|facebook|twitter|addthis|whatsapp",
    "advert": r"^ads?$|^adv|advert|sponsor|banner|dfp|doubleclick|affiliate|promoted",
    "consent": r"cookie|consent|gdpr|popup|modal|overlay|lightbox|dialog|toast",
    "signup": r"subscri|newsletter|signup|signin|login|paywall|regist|regwall|donat|metered",
    "byline": r"byline|author|^bio|contribut|writer|autor|reporter",
    "date": r"date|^time|timestamp|publish|posted|updated|datum|fecha",
    "about": r"^meta|^info|kicker|eyebrow|^label|dateline|readtime|views?$",
    "tags": r"^tags?$|tagged|categor|topic|keyword|hashtag|taxonom",
    "head": r"^header|masthead|^top|hero|banner|logo|branding",
    "hidden": r"hidden|^sr$|sronly|screenreader|^screen$|^visually|noprint|^hide|collapse|offscreen|invisible|^none$",
    "article": r"article|story|^post$|^entry|news|artikel|beitrag|noticia|nota",
    "text": r"content|text|copy|prose|wysiwyg|markdown|richtext|main|^page$|detail|inhalt|contenido",
    "body": r"body|paragraph|^para$|^p$",
    "title": r"title|headline|heading|^hed$|titel|titulo|titre",
    "lead": r"^lead|lede|intro|summary|excerpt|standfirst|^de[ck]k?$|subtitle|subhead|description|abstract|chapo|sapo",
    "picture": r"caption|credit|image|img|photo|figure|gallery|media|video|player|embed|thumb|picture|carousel",
    "quote": r"quote|pull|cite",
    "product": r"product|price|cart|review|rating|spec|sku|basket|checkout|stars?$",
    "forum": r"message|answer|question|thread|forum|^post|bbcode|reaction",
    "notes": r"footnote|reference|source|correct|disclaim|legal|^notes?$|biblio|citation",
    "pager": r"pagin|pager|^next|^prev|loadmore|older|newer",
    "form": r"search|filter|sort|button|^btn|^cta|form|input|select|dropdown|tooltip",
    "tabs": r"accordion|faq|^tabs?$|tabpanel|toggle|expand|collaps",
    "code": r"^code|highlight|syntax|snippet|terminal",
    "related_list": r"archive|listing|results?$|feed|stream|grid|items?$|river",
    "contact": r"contact|address|adr|vcard|phone|email|map$|location",
}
NAMES = tuple(_GROUPS)
"""Names of the groups, by bit."""

_PATTERNS = tuple(re.compile(pattern) for pattern in _GROUPS.values())
BIT = {name: 1 << index for index, name in enumerate(NAMES)}
# Two groups in one name say more than each: `article-body`, `entry-content`, `post_text`.
_MAIN = len(NAMES)
BIT["main_text"] = 1 << _MAIN
BITS = _MAIN + 1

CHROME = sum(BIT[name] for name in (
    "menu", "foot", "side", "comments", "related", "teaser", "share", "advert", "consent", "signup", "tags", "pager",
    "form", "hidden",
))  # fmt: skip
"""Groups that name furniture."""
TEXT = sum(BIT[name] for name in ("main_text", "body", "lead", "forum"))
"""Groups that name the text of an item."""

_LONGEST = 400
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+")
_ITEM = BIT["article"]
_ITS_TEXT = BIT["text"] | BIT["body"]


@lru_cache(maxsize=50_000)
def bits_of_word(word: str) -> int:
    """Return the groups of one word, in lower case."""
    return sum(1 << index for index, pattern in enumerate(_PATTERNS) if pattern.search(word))


@lru_cache(maxsize=20_000)
def bits(name: str) -> int:
    """Return the groups that the words of a class, id or role are in.

    >>> bits("articleBody") == BIT["article"] | BIT["body"] | BIT["main_text"]
    True
    """
    found = 0
    for word in _WORD.findall(name[:_LONGEST]):
        found |= bits_of_word(word.lower())
    if found & _ITEM and found & _ITS_TEXT:
        found |= BIT["main_text"]
    return found
