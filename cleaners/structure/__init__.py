"""The judge that needs no site: grammars of furniture, one small module each, and the table of its rules."""

from cleaners.rules import Grammar, Rule
from cleaners.structure import banner, contact, counters, heads, labels, toggles
from schemas import Label
from schemas.rules import FieldName, Zone

GRAMMARS: dict[str, Grammar] = {
    "all-items": labels.all_items,
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
    "related-head": labels.related_head,
    "section": heads.section,
    "settings": labels.settings,
    "share": labels.share,
    "source": labels.source,
    "time": heads.time,
    "toggle": toggles.toggle,
}
"""Grammars by name; profiles refer to them."""

_SURE = 0.9
_LIKELY = 0.8

_TABLE: tuple[tuple[str, Label, tuple[Zone, ...], float, FieldName | None], ...] = (
    ("clock-date", "furniture", ("head",), _SURE, "captured"),
    ("clock", "furniture", ("head",), _SURE, "clock"),
    ("contact", "furniture", ("head",), _LIKELY, None),
    ("counter", "furniture", ("head",), _SURE, "counter"),
    ("toggle", "furniture", ("head", "lead"), _SURE, None),
    ("breadcrumbs", "furniture", ("head", "lead"), _LIKELY, None),
    ("section", "meta", ("head",), _LIKELY, "section"),
    ("dateline", "meta", ("head", "lead"), _LIKELY, "published"),
    ("time", "meta", ("head", "lead"), _SURE, "time"),
    ("byline", "meta", ("lead",), _LIKELY, "author"),
    ("pager", "furniture", ("head", "tail"), _SURE, None),
    ("share", "furniture", ("head", "lead", "tail"), _LIKELY, None),
    ("related-head", "furniture", ("head", "tail"), _LIKELY, None),
    ("all-items", "furniture", ("head", "tail"), _LIKELY, None),
    ("settings", "furniture", ("head", "tail"), _LIKELY, None),
    ("legal", "furniture", ("tail",), _SURE, None),
    ("link-row", "furniture", ("head", "tail"), _LIKELY, None),
    ("source", "meta", ("tail",), _LIKELY, "source_url"),
)

RULES: tuple[Rule, ...] = tuple(
    Rule(f"structure/{grammar}", label, frozenset(zones), GRAMMARS[grammar], score, field)
    for grammar, label, zones, score, field in _TABLE
)
"""The general rules, in order of precedence. Scores are set by hand until the decision learns them."""
