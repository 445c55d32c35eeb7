"""An engine whose answers can be read off the page, for tests of what is made of an engine's answers.

A page is UTF-8 lines: `!key value` says what the engine finds (site, kind, number, published, captured, days,
language), `!drop` that it rejects the page only when it cleans it; `# ` begins the title, `~ ` a related item, `- `
furniture; anything else is body.
"""

from typing import Any

from cleaners import Decoded
from schemas import Cleaned, Counter, Document, Label, Line, Note, Page, PartialDate, Reject, Related

LABELS: dict[str, tuple[Label, str]] = {
    "!": ("meta", "fake/meta"),
    "#": ("title", "fake/title"),
    "~": ("related", "fake/related"),
    "-": ("furniture", "fake/furniture"),
}


class Profile:
    """A site that the fake knows by name."""

    def __init__(self, name: str) -> None:
        self.name = name


class FakeEngine:
    """See the module."""

    version = "fake-1"

    def __init__(self) -> None:
        self.profiles = {"a.org": Profile("The A")}

    def decode(self, page: Page) -> Decoded | Reject:
        if not page.raw.strip():
            return Reject(source=page.source, reason="empty", detail="nothing in it")
        try:
            text = page.raw.decode()
        except UnicodeDecodeError:
            return Reject(source=page.source, reason="undecodable", detail="no UTF-8")
        return Decoded(text, "utf-8", page.site or _facts(text).get("site"))

    def clean(self, page: Page) -> Cleaned | Reject:
        decoded = self.decode(page)
        if isinstance(decoded, Reject):
            return decoded
        facts = _facts(decoded.text)
        if "drop" in facts:
            return Reject(source=page.source, reason="invalid", detail="found out late")
        lines, start = [], 0
        for n, line in enumerate(decoded.text.splitlines(keepends=True), start=1):
            label, reason = LABELS.get(line[0], ("body", "fake/body")) if line.strip() else ("blank", "blank")
            lines.append(Line(n=n, start=start, end=start + len(line), label=label, reason=reason, score=1.0))
            start += len(line)

        def words(label: Label) -> list[str]:
            texts = [decoded.text[line.start : line.end].strip() for line in lines if line.label == label]
            return texts if label == "body" else [text[2:] for text in texts]

        document = Document(
            source=page.source,
            url=page.url,
            site=decoded.site,
            kind=facts.get("kind", "article"),
            title=next(iter(words("title")), None),
            published=_date(facts.get("published"), "dateline"),
            captured=_date(facts.get("captured"), "banner"),
            language=facts.get("language"),
            translations=tuple(sorted({facts["language"], "ru"})) if "language" in facts else (),
            body="\n\n".join(words("body")),
            related=tuple(Related(date=None, title=title, teaser=None, url=None) for title in words("related")),
            counters=(Counter(days=int(facts["days"]), event="the start", since=None),) if "days" in facts else (),
            notes=(Note(code="noted", detail="A note."),),
            number=facts.get("number"),
        )
        return Cleaned(document=document, lines=tuple(lines), text=decoded.text, encoding="utf-8")


def _facts(text: str) -> dict[str, Any]:
    pairs = (line[1:].partition(" ") for line in text.splitlines() if line.startswith("!"))
    return {key: value for key, _, value in pairs}


def _date(value: str | None, source: Any) -> PartialDate | None:
    if value is None:
        return None
    return PartialDate(value=value, precision="day", source=source, raw=value)
