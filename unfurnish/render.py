"""Documents and their labelled lines as people read them: plain text, Markdown, and a line-by-line explanation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from schemas import Document, Kind, Line, PartialDate, Related, kept_labels
from unfurnish.markdown import blocks, escaped
from unfurnish.terminal import LABEL_STYLE, TEXT_STYLE, counted, harmless, one_line, print_pairs

if TYPE_CHECKING:
    from cleaners.explain import Explained, Opinion, Opinions  # numpy comes with it

_MAX_REASON = 32
_MIN_TEXT = 20
_WORTH_TELLING = 0.05


def fields(document: Document) -> Iterator[tuple[str, str]]:
    """Yield name and value of what is known about the document besides title and body."""
    for name, date in (
        ("published", document.published),
        ("event", document.event),
        ("captured", document.captured),
    ):
        if date is not None:
            yield name, _date(date)
    language = document.language
    others = [code for code in document.translations if code != language]
    if language or others:
        yield "language", (language or "unknown") + (f", also in {', '.join(others)}" if others else "")
    for name, value in (
        ("kind", document.kind),
        ("type", document.doc_type),
        ("section", document.section),
        ("place", document.place),
        ("authors", ", ".join(document.authors)),
        ("number", document.number),
        ("site", document.site),
        ("url", document.url),
        ("named source", document.source_url),
    ):
        if value:
            yield name, value
    for title in document.alt_titles:
        yield "other title", title
    for counter in document.counters:
        yield "counter", f"{counter.days} {'day' if counter.days == 1 else 'days'}: {counter.event}"
    for note in document.notes:
        yield "note", f"{note.code}: {note.detail}"


def body(document: Document) -> str:
    """Return the body; of a listing from an archive, which keeps none for it, the entries."""
    return document.body or "\n\n".join(_entry(entry) for entry in document.related if document.kind == "listing")


def plain(document: Document) -> str:
    """Return title, blank line, body."""
    return "\n\n".join(part for part in (document.title, body(document)) if part) + "\n"


def markdown(document: Document) -> str:
    """Return the title as a heading, a list of the known fields, and the body; the text's own signs are escaped."""
    parts = [
        f"# {escaped(one_line(document.title or 'Untitled'))}",
        "\n".join(f"- {name}: {escaped(one_line(value))}" for name, value in fields(document)),
        blocks(harmless(body(document)), document.forms),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def print_header(console: Console, document: Document, more: Sequence[tuple[str, str]] = ()) -> None:
    """Print the title and the fields of a document, one a line, then the pairs of `more`."""
    console.print(Text(one_line(document.title or "(no title)"), style="bold"))
    print_pairs(console, [*fields(document), *more])


def grounds(page: Explained) -> Iterator[tuple[str, str]]:
    """Yield name and value of what the labels of a page rest on."""
    lines = Counter(said.decided.judge for said in page.lines if said is not None)
    by_judge = ", ".join(f"{judge} {count:,}" for judge, count in lines.most_common())
    yield "decided by", f"{by_judge} of {counted(lines.total(), 'line')}"
    if page.misfit is not None:
        yield "profile", f"does not fit this page, so all judges were heard: {page.misfit}"
    if page.pages:
        yield "repetition", f"counted {counted(page.pages, 'page')}"
    kinds = ", ".join(f"{kind} {likely:.2f}" for kind, likely in page.kinds if likely >= _WORTH_TELLING)
    headlines = ", ".join(f"line {n} {likely:.2f}" for n, likely in page.headlines if likely >= _WORTH_TELLING)
    if "model" not in page.judges:
        yield "model", f"has no say here; kind {kinds}; headline {headlines or 'none'}"
        return
    likeliest, kind = page.kinds[0][0], page.cleaned.document.kind
    yield "kinds", kinds if kind == likeliest else f"{kinds}; but {kind}: {_instead(likeliest, kind)}"
    yield "headlines", f"{headlines or 'none'}; taken from {page.headline_threshold:.2f}"
    yield "threshold", f"{page.threshold:.2f}"


def _instead(likeliest: str, kind: str) -> str:
    """Return why a page is of another kind than the model has for the likeliest."""
    if kind == "listing":
        return "its entries say so"
    if kind != "other" and "record" in (likeliest, kind):
        return "its text says so"
    return f"too few lines are kept for {likeliest}"


def print_explained(console: Console, page: Explained) -> None:
    """Print each line as `print_lines` does, and under it what spoke for another label."""
    print_lines(console, page.cleaned.text, page.cleaned.lines, [_besides(said) for said in page.lines])


def print_lines(console: Console, text: str, lines: Sequence[Line], under: Sequence[Text | None] = ()) -> None:
    """Print each line with its number, label, reason, score and words; the words are cut to the terminal's width.

    `under` holds what is to stand below each of the lines.
    """
    number = len(str(lines[-1].n)) if lines else 1
    reason = min(max((cell_len(line.reason) for line in lines), default=0), _MAX_REASON)
    limit = (
        max(console.width - number - reason - len("  furniture  1.00    "), _MIN_TEXT) if console.is_terminal else None
    )
    for line, below in zip_longest(lines, under):
        # Four times the width: room for the white space that folds away.
        words = Text(one_line(text[line.start : line.end], limit and 4 * limit + 1000), style=TEXT_STYLE[line.label])
        if limit is not None:
            words.truncate(limit, overflow="ellipsis")
        row = Text.assemble((f"{line.n:>{number}}  ", "dim"), (f"{line.label:<9}", LABEL_STYLE[line.label]))
        if line.label != "blank":
            row.append(f"  {line.score:.2f}", "dim").append(f"  {_cut(line.reason, reason, console)}  ").append(words)
        row.rstrip()
        console.print(row)
        if below:
            below = Text(" " * (number + 2), "dim") + below
            if console.is_terminal:
                below.truncate(console.width, overflow="ellipsis")
            console.print(below)


def print_balance(console: Console, text: str, lines: Sequence[Line], kind: Kind) -> None:
    """Print how many characters are kept, and which reasons removed the others; white space around lines is neither."""
    removed: Counter[str] = Counter()
    kept = kept_labels(kind)
    stays = 0
    for line in lines:
        chars = len(text[line.start : line.end].strip())
        if line.label in kept:
            stays += chars
        elif chars:
            removed[line.reason] += chars
    total = stays + removed.total()
    share = f" ({stays / total:.0%})" if total else ""
    width = len(f"{max(stays, *removed.values(), 0):,}")
    console.print(Text(f"kept     {stays:>{width},} of {total:,} characters{share}", style="bold"))
    for number, (reason, chars) in enumerate(removed.most_common()):
        console.print(f"{'' if number else 'removed':<7}  {chars:>{width},} {reason}")


def _besides(said: Opinions | None) -> Text | None:
    """Return what speaks for another label than that of the line, or is a rule that speaks for it too."""
    if said is None:
        return None
    told = [Text("as its neighbours", "dim")] if said.joined else []
    told += [
        _opinion(other) for other in said.others if other.judge == "structure" or other.label != said.decided.label
    ]
    return Text("  ").join(told) if told else None


def _opinion(said: Opinion) -> Text:
    return Text.assemble((said.label, LABEL_STYLE[said.label]), (f" {said.score:.2f} {said.reason}", "dim"))


def _entry(entry: Related) -> str:
    head = f"{entry.date} - {entry.title}" if entry.date else entry.title
    return "\n".join(part for part in (head, entry.teaser, entry.url) if part)


def _date(date: PartialDate) -> str:
    raw = one_line(date.raw)
    return f"{date.value} ({date.source}" + (f": {raw})" if raw != date.value else ")")


def _cut(reason: str, width: int, console: Console) -> str:
    if console.is_terminal and len(reason) > width:
        reason = reason[: width - 1] + "…"
    return f"{reason:<{width}}"
