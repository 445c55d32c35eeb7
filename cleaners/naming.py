"""What authors of pages say with class, id, role and itemprop: names of parts, as bits of a vocabulary.

A name such as `articleBody__side-bar` is cut into words; each word is known by what it holds. The words of all pages
are few, so they are looked up in a cache and read once each.
"""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from operator import or_

# Group -> what a word of it holds; ^ and $ stand for its ends. In English, which class names are in, and in what is met
# on the web beside it.
_GROUPS: dict[str, str] = {
    "menu": "nav menu breadcrumb crumb toolbar skip sitemap megamenu",
    "foot": "foot copyright colophon imprint impressum",
    "side": "^side sidebar aside rail$ widget gutter",
    "comments": "comment disqus respond reply replies kommentar",
    "related": "relat recommend trend popular recirc similar youmay mostread outbrain taboola readnext",
    "teaser": "^more$ ^also$ latest readmore teaser ^card$ ^cards$ tile ^list promo snippet carousel slider swiper",
    "share": "share sharing social follow facebook twitter addthis whatsapp",
    "advert": "^ad$ ^ads$ ^adv advert sponsor banner dfp doubleclick affiliate promoted",
    "consent": "cookie consent gdpr popup modal overlay lightbox dialog toast",
    "signup": "subscri newsletter signup signin login paywall regist regwall donat metered",
    "byline": "byline author ^bio contribut writer autor reporter",
    "date": "date ^time timestamp publish posted updated datum fecha",
    "about": "^meta ^info kicker eyebrow ^label dateline readtime view$ views$",
    "tags": "^tag$ ^tags$ tagged categor topic keyword hashtag taxonom",
    "head": "^header masthead ^top hero banner logo branding",
    "hidden": "hidden ^sr$ sronly screenreader ^screen$ ^visually noprint ^hide collapse offscreen invisible ^none$",
    "article": "article story ^post$ ^entry news artikel beitrag noticia nota",
    "text": "content text copy prose wysiwyg markdown richtext main ^page$ detail inhalt contenido",
    "body": "body paragraph ^para$ ^p$",
    "title": "title headline heading ^hed$ titel titulo titre",
    "lead": "^lead lede intro summary excerpt standfirst ^dec$ ^dek$ ^deck$ ^dekk$ subtitle subhead description "
    "abstract chapo sapo",
    "picture": "caption credit image img photo figure gallery media video player embed thumb picture carousel",
    "quote": "quote pull cite",
    "product": "product price cart review rating spec sku basket checkout star$ stars$",
    "forum": "message answer question thread forum ^post bbcode reaction",
    "notes": "footnote reference source correct disclaim legal ^note$ ^notes$ biblio citation",
    "pager": "pagin pager ^next ^prev loadmore older newer",
    "form": "search filter sort button ^btn ^cta form input select dropdown tooltip",
    "tabs": "accordion faq ^tab$ ^tabs$ tabpanel toggle expand collaps",
    "code": "^code highlight syntax snippet terminal",
    "related_list": "archive listing result$ results$ feed stream grid item$ items$ river",
    "contact": "contact address adr vcard phone email map$ location",
}
NAMES = tuple(_GROUPS)
"""Names of the groups, by bit."""

BIT = {name: 1 << index for index, name in enumerate(NAMES)}
# Two groups in one name say more than each: `article-body`, `entry-content`, `post_text`.
_MAIN = len(NAMES)
BIT["main_text"] = 1 << _MAIN
BITS = _MAIN + 1
# The parts by how they begin, each with its groups: one look-up a letter in place of a search for each group.
_BEGIN = 3
_PARTS: dict[str, dict[str, int]] = {}
for _name, _parts in _GROUPS.items():
    for _part in _parts.split():
        _known = _PARTS.setdefault(_part[:_BEGIN], {})
        _known[_part] = _known.get(_part, 0) | BIT[_name]

CHROME = sum(BIT[name] for name in (
    "menu", "foot", "side", "comments", "related", "teaser", "share", "advert", "consent", "signup", "tags", "pager",
    "form", "hidden",
))  # fmt: skip
"""Groups that name furniture."""
TEXT = sum(BIT[name] for name in ("main_text", "body", "lead", "forum"))
"""Groups that name the text of an item."""

_NONE: dict[str, int] = {}
_LONGEST = 400
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+")
# Most names are of small letters of ASCII and what stands between them: they are cut in half the time.
_SMALL = "".join(letter if letter.islower() else " " for letter in map(chr, range(128)))
_ITEM = BIT["article"]
_ITS_TEXT = BIT["text"] | BIT["body"]


@lru_cache(maxsize=50_000)
def bits_of_word(word: str) -> int:
    """Return the groups of one word, in lower case."""
    marked = f"^{word}$"
    found = 0
    for at in range(len(marked) - _BEGIN + 1):
        for part, groups in _PARTS.get(marked[at : at + _BEGIN], _NONE).items():
            if marked.startswith(part, at):
                found |= groups
    return found


@lru_cache(maxsize=20_000)
def bits(name: str) -> int:
    """Return the groups that the words of a class, id or role are in.

    >>> bits("articleBody") == BIT["article"] | BIT["body"] | BIT["main_text"]
    True
    """
    name = name[:_LONGEST]
    small = name.isascii() and name.islower()
    words = name.translate(_SMALL).split() if small else map(str.lower, _WORD.findall(name))
    found = reduce(or_, map(bits_of_word, words), 0)
    if found & _ITEM and found & _ITS_TEXT:
        found |= BIT["main_text"]
    return found
