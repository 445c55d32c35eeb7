"""Every page of a known site, invented and real, and the plain press releases: each line's label, each field.

A new page needs no code here. Pages of other sites without a profile are measured, not compared.
"""

from typing import Any

import pytest

from cleaners import Engine
from schemas import Cleaned, Document, Page
from tests.gold import NO_SEEDS, PLAIN, PROFILED, REAL, SEEDS, GoldPage, letters, lines_of

ALL = [*PROFILED, *PLAIN, *REAL]

# Fields that are known to come out wrong; when one comes right, the strict xfail asks to take it out of here.
KNOWN_FAILURES = {
    ("mfa.rsogov.org/en-news-2025-listing.txt", "related"): "leads without captions among titled ones run together",
}


def read(engine: Engine, page: GoldPage) -> Cleaned:
    cleaned = engine.clean(Page(source=page.path.name, raw=page.path.read_bytes()))
    assert isinstance(cleaned, Cleaned), cleaned
    return cleaned


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.id)
def test_every_line_has_the_label_of_the_gold(engine: Engine, page: GoldPage) -> None:
    cleaned = read(engine, page)
    lines = lines_of(cleaned)
    got = letters(cleaned)
    assert len(got) == len(page.gold["labels"])
    wrong = [
        f"line {n}: {is_} instead of {should}: {lines[n][:80]!r}"
        for n, (is_, should) in enumerate(zip(got, page.gold["labels"], strict=True), 1)
        if is_ != should
    ]
    assert not wrong


def value(document: Document, field: str) -> Any:
    """Return a field in the form that gold.json has it in."""
    match field:
        case "published" | "captured":
            date = getattr(document, field)
            return date.value[:10] if date else None
        case "published_time":
            return document.published.value[11:] if document.published else None
        case "event_date":
            return document.event.value if document.event else None
        case "counters":
            return [counter.days for counter in document.counters]
        case "related":
            return len(document.related)
        case "translations" | "alt_titles" | "authors":
            return list(getattr(document, field))
        case _:
            return getattr(document, field)


NOT_FIELDS = {"labels", "title_line", "source_line"}


def fields() -> list[Any]:
    return [
        pytest.param(
            page,
            field,
            id=f"{page.id}-{field}",
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[page.id, field])]
            if (page.id, field) in KNOWN_FAILURES
            else [],
        )
        for page in ALL
        for field in sorted(page.gold.keys() - NOT_FIELDS)
    ]


@pytest.mark.parametrize(("page", "field"), fields())
def test_every_field_is_as_in_the_gold(engine: Engine, page: GoldPage, field: str) -> None:
    got = value(read(engine, page).document, field)
    expected: Any = page.gold[field] if field != "site" else page.gold[field] or None
    if field == "counters" and page in REAL:
        # The gold of one real dump names the first of its two counters only.
        assert got[: len(expected)] == expected
        return
    assert got == expected


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.id)
def test_title_and_source_stand_where_the_gold_says(engine: Engine, page: GoldPage) -> None:
    cleaned = read(engine, page)
    lines = lines_of(cleaned)
    if page.gold.get("title_line"):
        assert cleaned.document.title == " ".join(lines[page.gold["title_line"]].replace("\xad", "").split())
    if page.gold.get("source_line"):
        assert cleaned.document.source_url is not None
        assert cleaned.document.source_url in lines[page.gold["source_line"]]


@pytest.mark.parametrize(
    "page", [page for page in PROFILED if page.gold["kind"] == "article"], ids=lambda page: page.id
)
def test_cleaned_text_cleaned_again_stays_as_it_is(engine: Engine, page: GoldPage) -> None:
    once = read(engine, page).document
    text = f"{once.title}\n\n{once.body}\n"
    twice = engine.clean(Page(source="again", raw=text.encode(), site=once.site))
    assert isinstance(twice, Cleaned)
    assert (twice.document.title, twice.document.body) == (once.title, once.body)


@pytest.mark.parametrize("page", PROFILED, ids=lambda page: page.id)
def test_a_known_site_decides_every_line(engine: Engine, page: GoldPage) -> None:
    cleaned = read(engine, page)
    assert cleaned.document.site == page.gold["site"]
    unsure = [line for line in cleaned.lines if line.label == "body" and line.score < 1]
    assert not unsure


@pytest.mark.skipif(SEEDS is None, reason=NO_SEEDS)
def test_the_real_dumps_are_five() -> None:
    assert len(REAL) == 5
