"""The judge that needs no site: grammars of furniture, one small module each, and the table of its rules."""

from typing import NamedTuple

from cleaners.rules import Grammar, Rule
from cleaners.structure import banner, bylines, contact, counters, heads, labels, notices, published, release, toggles
from cleaners.traits import bits
from schemas import Label
from schemas.rules import FieldName, Zone

_BEYOND_DOUBT = 0.9999
_CERTAINLY = 0.995
_DECISIVE = 0.98
_CERTAIN = 0.95
_SURE = 0.9
_LIKELY = 0.8

_NUMBER = ("number",)
_LABEL = ("label",)
_MARKED = ("marked",)
_SIGNED = ("signed",)
_ALSO = ("read_also", "related", "signed")
_BELOW: tuple[Zone, ...] = ("lead", "tail")


class _Row(NamedTuple):
    """A general rule: its name, what it takes, and what that is."""

    name: str
    grammar: Grammar
    label: Label
    zones: tuple[Zone, ...]
    score: float
    """Set by hand: scores order the rules by trust."""
    field: FieldName | None = None
    needs: tuple[str, ...] = ()
    """Traits of which a line that the grammar takes has one at least; without any it is tried on every line."""
    long: bool = False
    """Takes lines of over traits.LINE code points too."""
    shared: bool = False
    """Tried on known sites too, after the site's own rules."""

    def rule(self) -> Rule:
        """Return the rule as the decision applies it."""
        reason, zones, needs = f"structure/{self.name}", frozenset(self.zones), bits(self.needs)
        return Rule(reason, self.label, zones, self.grammar, self.score, self.field, needs=needs, long=self.long)


_TABLE = (
    _Row("form", notices.form, "furniture", ("head", "lead", "tail"), _BEYOND_DOUBT, needs=_MARKED),
    _Row("contents", heads.contents, "body", ("head", "lead", "body", "tail"), _BEYOND_DOUBT, needs=_MARKED),
    _Row(
        "calendar",
        notices.calendar,
        "furniture",
        ("head", "lead", "tail"),
        _BEYOND_DOUBT,
        needs=(*_MARKED, *_NUMBER),
    ),
    _Row("years", notices.years, "furniture", ("head", "lead"), _CERTAINLY, needs=_NUMBER),
    _Row("clock-date", banner.clock_date, "furniture", ("head",), _SURE, "captured", needs=_NUMBER, shared=True),
    _Row("clock", banner.clock, "furniture", ("head",), _SURE, "clock", needs=_NUMBER, shared=True),
    _Row(
        "contact",
        contact.contact,
        "furniture",
        ("head",),
        _LIKELY,
        needs=("number", "address", "colon", "contact"),
        shared=True,
    ),
    _Row(
        "counter", counters.counter, "furniture", ("head",), _DECISIVE, "counter", needs=_NUMBER, long=True, shared=True
    ),
    _Row("toggle", toggles.toggle, "furniture", ("head", "lead"), _SURE, needs=("languages", "separator"), shared=True),
    _Row("breadcrumbs", labels.breadcrumbs, "furniture", ("head", "lead"), _CERTAIN, needs=("separator",)),
    _Row("release", release.release, "meta", ("head", "lead", "tail"), _BEYOND_DOUBT, needs=("delivery", "number")),
    _Row("section", heads.section, "meta", ("head",), _CERTAIN, "section", shared=True),
    _Row("published", published.published, "meta", ("head", "lead"), _DECISIVE, "published", needs=_NUMBER),
    _Row(
        "published-label", published.published_label, "meta", ("head", "lead", "tail"), _DECISIVE, needs=("published",)
    ),
    _Row("dateline", heads.dateline, "meta", ("head", "lead"), _LIKELY, "published", needs=_NUMBER, shared=True),
    _Row("dated-row", published.dated_row, "meta", ("lead",), _DECISIVE, "published", needs=_NUMBER),
    _Row("time", heads.time, "meta", ("head", "lead"), _SURE, "time", needs=_NUMBER, shared=True),
    _Row("number", heads.number, "meta", ("head", "lead"), _BEYOND_DOUBT, "number", needs=_NUMBER),
    _Row("byline", bylines.byline, "meta", ("lead",), _DECISIVE, "author", needs=("bylines",), shared=True),
    _Row("author", bylines.author, "meta", ("head", "tail"), _LIKELY, "author", needs=("bylines",)),
    _Row("byline-below", bylines.byline_below, "meta", ("tail",), _BEYOND_DOUBT, "author", needs=("bylines",)),
    _Row("author-name", bylines.author_name, "meta", ("lead",), _CERTAIN, "author"),
    _Row("credit", bylines.credit, "meta", ("lead", "tail"), _CERTAINLY, needs=("credits", "caption")),
    _Row("picture-holder", bylines.picture_holder, "meta", ("lead",), _DECISIVE, needs=("copyright",)),
    _Row("published-below", published.published_below, "meta", ("tail",), _CERTAIN, "published", needs=_NUMBER),
    _Row("initials", bylines.initials, "meta", ("tail",), _BEYOND_DOUBT, needs=("short",)),
    _Row("consent", notices.consent, "furniture", ("lead", "tail"), _CERTAIN, needs=_MARKED, long=True),
    _Row("player", notices.player, "furniture", ("lead", "tail"), _DECISIVE, needs=_NUMBER),
    _Row("picture", notices.picture, "furniture", ("head", "lead", "tail"), _DECISIVE, needs=("address",)),
    _Row("text-size", notices.text_size, "furniture", ("lead", "tail"), _CERTAIN, needs=("short",)),
    _Row("pager", labels.pager, "furniture", ("head", "tail"), _SURE, needs=_NUMBER, shared=True),
    _Row("label-row", labels.label_row, "furniture", ("lead", "tail"), _CERTAIN, needs=labels.CHROME),
    _Row("share", labels.share, "furniture", ("head", "lead", "tail"), _LIKELY, needs=("label", "row"), shared=True),
    _Row("button", labels.button, "furniture", ("head", "lead", "tail"), _DECISIVE, needs=("label", "caption")),
    _Row("result-count", labels.result_count, "furniture", ("head", "lead", "tail"), _DECISIVE, needs=_NUMBER),
    _Row("related-head", labels.related_head, "furniture", ("head", "tail"), _LIKELY, needs=_LABEL, shared=True),
    _Row("all-items", labels.all_items, "furniture", ("head", "tail"), _LIKELY, needs=("label", "pager"), shared=True),
    _Row("settings", labels.settings, "furniture", ("head", "tail"), _LIKELY, needs=_LABEL, shared=True),
    _Row("about-page", labels.about_page, "furniture", ("lead", "tail"), _CERTAIN, needs=("updated", "about_page")),
    _Row("about-page-below", labels.about_page_below, "furniture", ("lead", "tail"), _BEYOND_DOUBT, needs=_MARKED),
    _Row("read-also", labels.read_also, "related", _BELOW, _BEYOND_DOUBT, needs=_ALSO),
    _Row("visits", notices.visits, "furniture", ("head", "lead", "tail"), _CERTAINLY, needs=_MARKED),
    _Row("views", notices.views, "furniture", ("head", "lead"), _DECISIVE, needs=_NUMBER),
    _Row("hashtags", notices.hashtags, "furniture", ("lead", "tail"), _DECISIVE, needs=_SIGNED),
    _Row("stars", notices.stars, "furniture", ("lead", "tail"), _DECISIVE, needs=_SIGNED),
    _Row("page-sizes", notices.page_sizes, "furniture", ("lead", "tail"), _DECISIVE, needs=_NUMBER),
    _Row("advert", notices.advert, "furniture", ("lead", "tail"), _CERTAIN, needs=_LABEL),
    _Row("comment-form", notices.comment_form, "furniture", ("tail",), _SURE, needs=("label", "caption")),
    _Row("attachment", labels.attachment, "furniture", ("tail",), _SURE, needs=("number", "caption", "file")),
    _Row("legal", labels.legal, "furniture", ("tail",), _DECISIVE, needs=("row", "copyright")),
    _Row("contact-block", contact.contact_block, "furniture", ("tail",), _LIKELY, needs=("address", "contact")),
    _Row("remark", notices.remark, "furniture", ("head", "tail"), _CERTAINLY, needs=_MARKED, long=True),
    _Row("link-row", labels.link_row, "furniture", ("head", "tail"), _LIKELY, needs=("separator",)),
    _Row("label-run", notices.label_run, "furniture", ("lead", "tail"), _SURE, needs=_LABEL),
    _Row("captioned", bylines.captioned, "meta", ("lead", "tail"), _CERTAINLY, needs=("captioned",)),
    _Row("signature", heads.signature, "body", ("body",), _SURE, needs=_NUMBER),
    _Row("end-mark", heads.end_mark, "body", ("body", "tail"), _CERTAIN, needs=("ends",)),
    _Row("separator", heads.separator, "body", ("body",), _SURE, needs=_SIGNED, long=True),
    _Row("source", labels.source, "meta", ("tail",), _LIKELY, "source_url", needs=("address",), long=True, shared=True),
)

RULES: tuple[Rule, ...] = tuple(row.rule() for row in _TABLE)
"""The general rules, in order of precedence."""

SHARED: tuple[Rule, ...] = tuple(rule for rule, row in zip(RULES, _TABLE, strict=True) if row.shared)
"""Those that are tried on known sites too, after the site's own; none of them takes text."""

_FOR_PROFILES: dict[str, Grammar] = {
    "caption": heads.caption,
    "other-title": heads.other_title,
    "related-title": labels.related_title,
}
GRAMMARS: dict[str, Grammar] = dict(sorted({**{row.name: row.grammar for row in _TABLE}, **_FOR_PROFILES}.items()))
"""Grammars by name; profiles refer to them, and to some that hold nowhere else."""
