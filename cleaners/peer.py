"""What trafilatura and htmldate say of a page: asked where our own reading is silent, and as an engine to compare with.

Both are slow to load, so nothing here is imported before it is needed.
"""

from __future__ import annotations

import warnings

from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.decode import Undecodable
from cleaners.html import RENDERER, render
from cleaners.lines import Segment, fold
from cleaners.metadata import date_of
from cleaners.rendered import Rendered
from schemas import Cleaned, Document, Label, Line, Page, PartialDate, Provenance, Reject

# Without a bound htmldate takes no date after today, and today is not a fact of the page (trafilatura#72).
_LAST_DAY = "2100-12-31"


def published(raw: bytes, encoding: str, dates: DateReader) -> PartialDate | None:
    """Return the day on which htmldate believes a page was published, or None."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # urllib3 misses PySocks there, and nothing is fetched here.
        from htmldate import find_date

    text = raw.decode(encoding, errors="replace")
    try:
        found = find_date(text, original_date=True, extensive_search=False, max_date=_LAST_DAY)
    except (ValueError, TypeError, RecursionError):
        return None
    return date_of(found, dates) if found else None


def clean(page: Page, dates: DateReader) -> Cleaned | Reject:
    """Clean an HTML page with trafilatura alone: its body, title, authors and date, over our rendered lines.

    A line is `body` if its words stand in trafilatura's text.
    """
    rendered = render(page.raw, page.charset)
    if isinstance(rendered, Undecodable):
        return Reject(source=page.source, reason=rendered.reason, detail=rendered.detail)
    return _cleaned(page, rendered, dates)


def _cleaned(page: Page, rendered: Rendered, dates: DateReader) -> Cleaned:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # As above.
        from trafilatura import bare_extraction

    text = page.raw.decode(rendered.encoding, errors="replace")
    found = bare_extraction(text, url=page.url, with_metadata=True, date_extraction_params={"max_date": _LAST_DAY})
    facts = {} if found is None or isinstance(found, dict) else found.as_dict()
    paragraphs = [line for row in (facts.get("text") or "").splitlines() if (line := fold(row))]
    title = fold(facts.get("title") or "") or None
    authors = tuple(name for part in (facts.get("author") or "").split(";") if (name := fold(part)))
    date = date_of(facts.get("date") or "", dates)
    parts = list(segments(rendered.text))
    labels = _labels(parts, title, paragraphs)
    given = {"title": title, "authors": authors, "published": date}
    return Cleaned(
        document=Document(
            source=page.source,
            url=page.url,
            site=page.site,
            kind="article" if paragraphs else "other",
            title=title,
            authors=authors,
            published=date,
            body="\n\n".join(paragraphs),
            provenance=tuple(Provenance(field=name, source="peer") for name, value in given.items() if value),
        ),
        lines=tuple(
            Line(n=part.n, start=part.start, end=part.end, label=label, reason=reason, score=1.0)
            for part, (label, reason) in zip(parts, labels, strict=True)
        ),
        text=rendered.text,
        encoding=rendered.encoding,
        renderer=RENDERER,
    )


def _labels(parts: list[Segment], title: str | None, paragraphs: list[str]) -> list[tuple[Label, str]]:
    kept = " ".join(paragraphs)
    labels: list[tuple[Label, str]] = []
    headed = False
    for part in parts:
        if not part.text:
            labels.append(("blank", "blank"))
        elif not headed and part.folded == title:
            labels.append(("title", "trafilatura/title"))
            headed = True
        elif part.folded.removeprefix("• ") in kept:
            labels.append(("body", "trafilatura/body"))
        else:
            labels.append(("furniture", "trafilatura/left-out"))
    return labels
