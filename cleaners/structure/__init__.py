"""The judge that needs no site: grammars of furniture, one small module each, and the table of its rules."""

from cleaners.rules import Grammar, Rule
from cleaners.structure import banner, bylines, contact, counters, heads, labels, notices, published, release, toggles
from cleaners.traits import bits
from schemas import Label
from schemas.rules import FieldName, Zone

GRAMMARS: dict[str, Grammar] = {
    "about-page": labels.about_page,
    "all-items": labels.all_items,
    "advert": notices.advert,
    "attachment": labels.attachment,
    "author": bylines.author,
    "author-name": bylines.author_name,
    "breadcrumbs": labels.breadcrumbs,
    "button": labels.button,
    "byline": bylines.byline,
    "byline-below": bylines.byline_below,
    "calendar": notices.calendar,
    "caption": heads.caption,
    "captioned": bylines.captioned,
    "clock": banner.clock,
    "clock-date": banner.clock_date,
    "comment-form": notices.comment_form,
    "consent": notices.consent,
    "contact": contact.contact,
    "contact-block": contact.contact_block,
    "contents": heads.contents,
    "counter": counters.counter,
    "credit": bylines.credit,
    "dated-row": published.dated_row,
    "dateline": heads.dateline,
    "label-run": notices.label_run,
    "label-row": labels.label_row,
    "legal": labels.legal,
    "link-row": labels.link_row,
    "number": heads.number,
    "other-title": heads.other_title,
    "pager": labels.pager,
    "picture": notices.picture,
    "picture-holder": bylines.picture_holder,
    "player": notices.player,
    "published": published.published,
    "published-below": published.published_below,
    "published-label": published.published_label,
    "read-also": labels.read_also,
    "release": release.release,
    "related-head": labels.related_head,
    "related-title": labels.related_title,
    "remark": notices.remark,
    "result-count": labels.result_count,
    "section": heads.section,
    "separator": heads.separator,
    "settings": labels.settings,
    "share": labels.share,
    "signature": heads.signature,
    "source": labels.source,
    "text-size": notices.text_size,
    "time": heads.time,
    "toggle": toggles.toggle,
}
"""Grammars by name; profiles refer to them."""

_BEYOND_DOUBT = 0.9999
_CERTAINLY = 0.995
_DECISIVE = 0.98
_CERTAIN = 0.95
_SURE = 0.9
_LIKELY = 0.8

_TABLE: tuple[tuple[str, Label, tuple[Zone, ...], float, FieldName | None], ...] = (
    ("contents", "body", ("head", "lead", "body", "tail"), _BEYOND_DOUBT, None),
    ("calendar", "furniture", ("head", "lead", "tail"), _BEYOND_DOUBT, None),
    ("clock-date", "furniture", ("head",), _SURE, "captured"),
    ("clock", "furniture", ("head",), _SURE, "clock"),
    ("contact", "furniture", ("head",), _LIKELY, None),
    ("counter", "furniture", ("head",), _DECISIVE, "counter"),
    ("toggle", "furniture", ("head", "lead"), _SURE, None),
    ("breadcrumbs", "furniture", ("head", "lead"), _CERTAIN, None),
    ("release", "meta", ("head", "lead", "tail"), _BEYOND_DOUBT, None),
    ("section", "meta", ("head",), _CERTAIN, "section"),
    ("published", "meta", ("head", "lead"), _DECISIVE, "published"),
    ("published-label", "meta", ("head", "lead", "tail"), _DECISIVE, None),
    ("dateline", "meta", ("head", "lead"), _LIKELY, "published"),
    ("dated-row", "meta", ("lead",), _DECISIVE, "published"),
    ("time", "meta", ("head", "lead"), _SURE, "time"),
    ("number", "meta", ("head", "lead"), _BEYOND_DOUBT, "number"),
    ("byline", "meta", ("lead",), _DECISIVE, "author"),
    ("author", "meta", ("head", "tail"), _LIKELY, "author"),
    ("byline-below", "meta", ("tail",), _BEYOND_DOUBT, "author"),
    ("author-name", "meta", ("lead",), _CERTAIN, "author"),
    ("credit", "meta", ("lead", "tail"), _CERTAINLY, None),
    ("picture-holder", "meta", ("lead",), _DECISIVE, None),
    ("published-below", "meta", ("tail",), _CERTAIN, "published"),
    ("consent", "furniture", ("lead", "tail"), _CERTAIN, None),
    ("player", "furniture", ("lead", "tail"), _DECISIVE, None),
    ("picture", "furniture", ("head", "lead", "tail"), _DECISIVE, None),
    ("text-size", "furniture", ("lead", "tail"), _CERTAIN, None),
    ("pager", "furniture", ("head", "tail"), _SURE, None),
    ("label-row", "furniture", ("lead", "tail"), _CERTAIN, None),
    ("share", "furniture", ("head", "lead", "tail"), _LIKELY, None),
    ("button", "furniture", ("head", "lead", "tail"), _DECISIVE, None),
    ("result-count", "furniture", ("head", "lead", "tail"), _SURE, None),
    ("related-head", "furniture", ("head", "tail"), _LIKELY, None),
    ("all-items", "furniture", ("head", "tail"), _LIKELY, None),
    ("settings", "furniture", ("head", "tail"), _LIKELY, None),
    ("about-page", "furniture", ("lead", "tail"), _CERTAIN, None),
    ("read-also", "related", ("tail",), _CERTAIN, None),
    ("advert", "furniture", ("lead", "tail"), _CERTAIN, None),
    ("comment-form", "furniture", ("tail",), _SURE, None),
    ("attachment", "furniture", ("tail",), _SURE, None),
    ("legal", "furniture", ("tail",), _DECISIVE, None),
    ("contact-block", "furniture", ("tail",), _LIKELY, None),
    ("remark", "furniture", ("head", "tail"), _CERTAINLY, None),
    ("link-row", "furniture", ("head", "tail"), _LIKELY, None),
    ("label-run", "furniture", ("lead", "tail"), _SURE, None),
    ("captioned", "meta", ("lead", "tail"), _CERTAIN, None),
    ("signature", "body", ("body",), _SURE, None),
    ("separator", "body", ("body",), _SURE, None),
    ("source", "meta", ("tail",), _LIKELY, "source_url"),
)

_NUMBER = ("number",)
_LABEL = ("label",)
_NEEDS: dict[str, tuple[str, ...]] = {
    "about-page": ("updated", "about_page"),
    "advert": _LABEL,
    "all-items": _LABEL,
    "author": ("bylines",),
    "breadcrumbs": ("separator",),
    "button": ("label", "caption"),
    "byline": ("bylines",),
    "byline-below": ("bylines",),
    "clock": _NUMBER,
    "clock-date": _NUMBER,
    "comment-form": _LABEL,
    "contact": ("number", "address", "colon", "contact"),
    "contact-block": ("address", "contact"),
    "counter": _NUMBER,
    "credit": ("credits", "caption"),
    "dated-row": _NUMBER,
    "dateline": _NUMBER,
    "label-row": labels.CHROME,
    "label-run": _LABEL,
    "legal": ("row", "copyright"),
    "link-row": ("separator",),
    "number": _NUMBER,
    "pager": _NUMBER,
    "picture": ("address",),
    "picture-holder": ("copyright",),
    "player": _NUMBER,
    "published": _NUMBER,
    "published-below": _NUMBER,
    "published-label": ("published",),
    "read-also": ("read_also", "related"),
    "related-head": _LABEL,
    "release": ("delivery", "number"),
    "result-count": _NUMBER,
    "settings": _LABEL,
    "share": ("label", "row"),
    "signature": _NUMBER,
    "source": ("address",),
    "time": _NUMBER,
    "toggle": ("languages", "separator"),
}
"""Traits of which a line that a grammar takes has one at least; a grammar that is not here is tried on every line."""
_LONG = frozenset({"consent", "counter", "remark", "separator", "source"})

RULES: tuple[Rule, ...] = tuple(
    Rule(
        f"structure/{grammar}",
        label,
        frozenset(zones),
        GRAMMARS[grammar],
        score,
        field,
        needs=bits(_NEEDS.get(grammar, ())),
        long=grammar in _LONG,
    )
    for grammar, label, zones, score, field in _TABLE
)
"""The general rules, in order of precedence. Scores are set by hand: they order the rules by trust."""

_UNKNOWN_SITES_ONLY = {
    f"structure/{name}"
    for name in (
        "about-page", "advert", "attachment", "author", "author-name", "breadcrumbs", "button", "byline-below",
        "calendar", "captioned", "comment-form", "consent", "contact-block", "contents", "credit", "dated-row",
        "label-row", "label-run", "legal", "link-row", "number", "picture", "picture-holder", "player", "published",
        "published-below", "published-label", "read-also", "release", "remark", "result-count", "separator",
        "signature", "text-size",
    )
}  # fmt: skip

SHARED: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.reason not in _UNKNOWN_SITES_ONLY)
"""The general rules that are tried on known sites too, after the site's own; none of them takes text."""
