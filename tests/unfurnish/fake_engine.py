"""An engine whose answers can be read off the page, for tests of what is made of an engine's answers.

A page is UTF-8 lines: `!key value` says what the engine finds (site, kind, number, published, captured, days,
language), `!drop` that it rejects the page only when it cleans it; `# ` begins the title, `~ ` a related item, `- `
furniture, `? ` what is furniture if the snapshot of the site holds the line; anything else is body.
"""

import copy
from collections.abc import Mapping
from typing import Any

from cleaners import Decoded
from cleaners.explain import Explained, Opinion, Opinions
from cleaners.repetition import PageLine, Snapshot, line_keys, page_lines
from schemas import Cleaned, Counter, Document, Label, Line, Note, Page, PartialDate, Reject, Related

LABELS: dict[str, tuple[Label, str]] = {
    "!": ("meta", "fake/meta"),
    "#": ("title", "fake/title"),
    "~": ("related", "fake/related"),
    "-": ("furniture", "fake/furniture"),
}


class Profile:
    """A site that the fake knows by name."""

    hosts: tuple[str, ...] = ()

    def __init__(self, id_: str, name: str) -> None:
        self.id = id_
        self.name = name


class FakeEngine:
    """See the module."""

    version = "fake-1"
    labels = LABELS
    drops = "drop"

    def __init__(self) -> None:
        self.profiles = {"a.org": Profile("a.org", "The A")}
        self.snapshots: Mapping[str, Snapshot] = {}

    def with_snapshots(self, snapshots: Mapping[str, Snapshot], siteless: Snapshot | None = None) -> "FakeEngine":
        other = copy.copy(self)
        other.snapshots = snapshots if siteless is None else {**snapshots, "": siteless}
        return other

    def page_lines(self, text: str) -> list[PageLine]:
        return page_lines(text)

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
        if self.drops in facts:
            return Reject(source=page.source, reason="invalid", detail="found out late")
        snapshot = self.snapshots.get(decoded.site or "")
        keys = line_keys(decoded.text)
        lines, start = [], 0
        for n, line in enumerate(decoded.text.splitlines(keepends=True), start=1):
            label, reason = self.labels.get(line[0], ("body", "fake/body")) if line.strip() else ("blank", "blank")
            if line.startswith("?") and snapshot is not None and keys[n - 1] in snapshot.lines:
                label, reason = "furniture", "fake/repeated"
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

    def explain(self, page: Page) -> Explained | Reject:
        cleaned = self.clean(page)
        if isinstance(cleaned, Reject):
            return cleaned
        return Explained(
            cleaned=cleaned,
            lines=tuple(
                Opinions(
                    Opinion("profile", line.label, line.reason, line.score),
                    (Opinion("model", "furniture", "model/furniture", 0.5),),
                    joined=False,
                )
                if line.label != "blank"
                else None
                for line in cleaned.lines
            ),
            judges=frozenset({"profile"}),
            misfit=None,
            pages=0,
            kinds=(("article", 1.0),),
            headlines=((1, 0.75),),
            threshold=0.5,
            headline_threshold=0.6,
        )


class LaterEngine(FakeEngine):
    """A later version: `+ ` is furniture, `~ ` is body, `!later` is dropped and not `!drop`, `!new site` is told."""

    version = "fake-2"
    labels = {mark: label for mark, label in LABELS.items() if mark != "~"} | {"+": ("furniture", "fake/plus")}
    drops = "later"

    def decode(self, page: Page) -> Decoded | Reject:
        decoded = super().decode(page)
        if isinstance(decoded, Reject) or page.site is not None:
            return decoded
        return decoded._replace(site=_facts(decoded.text).get("new", decoded.site))


def _facts(text: str) -> dict[str, Any]:
    pairs = (line[1:].partition(" ") for line in text.splitlines() if line.startswith("!"))
    return {key: value for key, _, value in pairs}


def _date(value: str | None, source: Any) -> PartialDate | None:
    if value is None:
        return None
    return PartialDate(value=value, precision="day", source=source, raw=value)
