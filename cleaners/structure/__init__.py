"""The judge that needs no site: grammars of furniture, one small module each, and the table of its rules."""

from cleaners.rules import Grammar, Rule
from cleaners.structure import banner, contact, counters, heads, labels, toggles
from schemas import Label
from schemas.rules import FieldName, Zone

GRAMMARS: dict[str, Grammar] = {
    "about-page": labels.about_page,
    "all-items": labels.all_items,
    "attachment": labels.attachment,
    "breadcrumbs": labels.breadcrumbs,
    "byline": heads.byline,
    "caption": heads.caption,
    "clock": banner.clock,
    "clock-date": banner.clock_date,
    "contact": contact.contact,
    "counter": counters.counter,
    "dateline": heads.dateline,
    "legal": labels.legal,
    "link-row": labels.link_row,
    "other-title": heads.other_title,
    "pager": labels.pager,
    "read-also": labels.read_also,
    "related-head": labels.related_head,
    "section": heads.section,
    "separator": heads.separator,
    "settings": labels.settings,
    "share": labels.share,
    "signature": heads.signature,
    "source": labels.source,
    "time": heads.time,
    "toggle": toggles.toggle,
}
"""Grammars by name; profiles refer to them."""

_CERTAIN = 0.95
_SURE = 0.9
_LIKELY = 0.8

_TABLE: tuple[tuple[str, Label, tuple[Zone, ...], float, FieldName | None], ...] = (
    ("clock-date", "furniture", ("head",), _SURE, "captured"),
    ("clock", "furniture", ("head",), _SURE, "clock"),
    ("contact", "furniture", ("head",), _LIKELY, None),
    ("counter", "furniture", ("head",), _SURE, "counter"),
    ("toggle", "furniture", ("head", "lead"), _SURE, None),
    ("breadcrumbs", "furniture", ("head", "lead"), _LIKELY, None),
    ("section", "meta", ("head",), _CERTAIN, "section"),
    ("dateline", "meta", ("head", "lead"), _LIKELY, "published"),
    ("time", "meta", ("head", "lead"), _SURE, "time"),
    ("byline", "meta", ("lead",), _LIKELY, "author"),
    ("pager", "furniture", ("head", "tail"), _SURE, None),
    ("share", "furniture", ("head", "lead", "tail"), _LIKELY, None),
    ("related-head", "furniture", ("head", "tail"), _LIKELY, None),
    ("all-items", "furniture", ("head", "tail"), _LIKELY, None),
    ("settings", "furniture", ("head", "tail"), _LIKELY, None),
    ("about-page", "furniture", ("lead", "tail"), _CERTAIN, None),
    ("read-also", "related", ("tail",), _CERTAIN, None),
    ("attachment", "furniture", ("tail",), _SURE, None),
    ("legal", "furniture", ("tail",), _SURE, None),
    ("link-row", "furniture", ("head", "tail"), _LIKELY, None),
    ("signature", "body", ("body",), _SURE, None),
    ("separator", "body", ("body",), _SURE, None),
    ("source", "meta", ("tail",), _LIKELY, "source_url"),
)

RULES: tuple[Rule, ...] = tuple(
    Rule(f"structure/{grammar}", label, frozenset(zones), GRAMMARS[grammar], score, field)
    for grammar, label, zones, score, field in _TABLE
)
"""The general rules, in order of precedence. Scores are set by hand until the decision learns them."""

_UNKNOWN_SITES_ONLY = {
    f"structure/{name}"
    for name in (
        "about-page", "attachment", "breadcrumbs", "legal", "link-row", "read-also", "separator", "signature",
    )
}  # fmt: skip

SHARED: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.reason not in _UNKNOWN_SITES_ONLY)
"""The general rules that are tried on known sites too, after the site's own; none of them takes text."""
