"""What the tree of an HTML page settles: parts that go together, files, entries of listings, the kind."""

import pytest

from cleaners import Engine, vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.decide import Decision
from cleaners.html import render
from cleaners.pages import read
from cleaners.reading import Reading
from cleaners.rendered import Rendered
from cleaners.rules import Verdict
from cleaners.tree_entries import find
from cleaners.tree_rules import settle
from schemas import Cleaned, Kind, Page

DATES = DateReader({"may": 5, "june": 6, "мая": 5}, {})
WORDS = vocabulary.join(tuple(vocabulary.load()))
PROSE = "<p>The bridge was opened on Monday by the mayor, and all the town came down to the river to see it.</p>"
TEXT = PROSE + "<p>It took two years to build, and half of the stones come from the old quarry above the town.</p>"


def cleaned(engine: Engine, body: str, head: str = "") -> Cleaned:
    page = engine.clean(Page(source="page", raw=f"<!doctype html><html><head>{head}</head><body>{body}".encode()))
    assert isinstance(page, Cleaned)
    return page


def settled(body: str, *furniture: str) -> set[str]:
    """Settle a page of which judges took these lines for furniture, and all others for text; return what is kept."""
    raw = f"<html><body><h1>A bridge opens</h1>{body}".encode()
    rendered = render(raw)
    assert isinstance(rendered, Rendered)
    reading = Reading([part for part in segments(rendered.text) if part.text], WORDS, DATES)
    verdicts = [
        Verdict("furniture" if part.folded.removeprefix("• ") in furniture else "body", "model/any", 0.5)
        for part in reading.segments
    ]
    decision = Decision("article", verdicts, [])
    settle(read(raw, rendered, None, DATES), reading, decision)
    pairs = zip(reading.segments, decision.verdicts, strict=True)
    return {part.folded.removeprefix("• ") for part, verdict in pairs if verdict.label == "body"}


def test_hidden_files_without_end_are_passed_over() -> None:
    files = '<p hidden>Plan<p hidden><a href="/plan.pdf">Plan.pdf</a>' * 12_000
    assert settled(TEXT + files, "Plan.pdf") == settled(TEXT) | {"Plan"}


@pytest.mark.parametrize(
    "body",
    [
        "<pre>{}</pre>4 May 2021",
        "<p><a href=/plan.pdf>{}</a>",
        "".join(f"<div><h3>{{0}}</h3>4 May 2021 <a href=/{n}>The bridge {n} opens</a></div>" for n in range(4)),
    ],
)
def test_lines_of_invisible_characters_are_passed_over(body: str) -> None:
    assert settled(body.format("\u200b" * 9) + TEXT) >= settled(TEXT)


def test_entries_without_end_are_read() -> None:
    page = render("".join(f"<li>4 May 2021 <a href=/{n}>The bridge {n} opens</a>" for n in range(12_000)).encode())
    assert isinstance(page, Rendered)
    assert len(find(page, DATES)) == 12_000


SAID = "I have waited for it since I was a boy."
WHO = "Per Lund, warden"


@pytest.mark.parametrize(
    "quote",
    [
        f"<blockquote><p>{SAID}</p><footer>{WHO}</footer></blockquote>",
        f"<blockquote>{SAID}<br><cite>{WHO}</cite></blockquote>",
        f"<figure><blockquote><p>{SAID}</p></blockquote><figcaption>{WHO}</figcaption></figure>",
    ],
)
def test_who_said_it_stays_with_the_quote(quote: str) -> None:
    assert WHO in settled(TEXT + quote + TEXT, WHO)
    assert WHO not in settled(TEXT + quote + TEXT, SAID, WHO)


def test_a_button_in_a_quote_is_none_of_it() -> None:
    assert "Send" not in settled(f"{TEXT}<blockquote><p>{SAID}</p><p><a href=/t>Send</a></p></blockquote>", "Send")


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("<pre>ferry --list\nprint\nhelp</pre>", True),
        ("<p>Type</p><p><code>print</code></p><p>and wait for it.</p>", True),
        ("<p>Type</p><p>print</p><p>and wait for it.</p>", False),
    ],
)
def test_code_in_the_text_is_no_button(code: str, kept: bool) -> None:
    assert ("print" in settled(TEXT + code + TEXT, "print")) is kept


PLAN, MINUTES, HEAD = "The plan of the bridge", "Minutes (PDF, 88 kB)", "Documents"
FILES = f"<ul><li><a href=/plan.pdf>{PLAN}</a><li><a href=/m?id=7>{MINUTES}</a></ul>"


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        (f"<ul><li><a href=/f/1>{PLAN}<br>plan.pdf 2.3 MB</a></ul>", {PLAN}),
        (FILES + TEXT, {PLAN, MINUTES}),
        (FILES, {PLAN, MINUTES}),
        (f"<h3>{HEAD}</h3>{FILES}", {HEAD, PLAN, MINUTES}),
        (f"<p style='display:none'>Loading</p>{FILES}", {PLAN, MINUTES}),
        (f"<aside><h3>{HEAD}</h3>{FILES}</aside>", set()),
        (f"<footer>{FILES}</footer>", set()),
        (f"<p><a href=/1>All news</a></p>{FILES}", set()),
        ("<p><a href=/a.pdf>Print</a></p>", set()),
        ("<p><a href=/plan.html>The plan of the bridge</a></p>", set()),
    ],
)
def test_files_right_below_text_belong_to_it(files: str, kept: set[str]) -> None:
    doubted = {PLAN, MINUTES, HEAD, "Loading", "All news", "Print"}
    assert settled(TEXT + files, *doubted) & doubted == kept


DAYS = (("14 June 2021", "/1", "New timetable from July"), ("9 June 2021", "/2", "Old pier to close"),
        ("2 May 2021", "/3", "Harbour dues unchanged"))  # fmt: skip
SHAPES = {
    "time and link": "<li><time>{0}</time> <a href={1}>{2}</a><p>And so it will.</p></li>",
    "span and link": "<li><span>{0}</span> <a href={1}>{2}</a></li>",
    "cards": "<div class=card><h3><a href={1}>{2}</a></h3><p>{0}</p><p>So it will.</p><a href={1}>Read more</a></div>",
    "rows": "<table><tr><td>{0}</td><td><a href={1}>{2}</a></td></tr></table>",
    "one link": "<a href={1}><div class=d>{0}</div><div class=t>{2}</div></a>",
    "pairs": "<dt>{0}</dt><dd><a href={1}>{2}</a></dd>",
    "breaks": "{0} <a href={1}>{2}</a><br>",
    "date behind": "<p><a href={1}>{2} ({0})</a></p>",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_entries_are_blocks_made_alike_with_a_date_and_a_link(shape: str) -> None:
    page = render(f"<html><body><div>{''.join(shape.format(*day) for day in DAYS)}</div>".encode())
    assert isinstance(page, Rendered)
    assert [(entry.date, entry.address, entry.title) for entry in find(page, DATES)] == [
        ("2021-06-14", "/1", "New timetable from July"),
        ("2021-06-09", "/2", "Old pier to close"),
        ("2021-05-02", "/3", "Harbour dues unchanged"),
    ]


def rows(shape: str) -> str:
    return "".join(SHAPES[shape].format(*day) for day in DAYS)


@pytest.mark.parametrize("shape", ["time and link", "span and link", "cards"])
def test_a_page_of_entries_is_a_listing_without_a_date(engine: Engine, shape: str) -> None:
    page = cleaned(engine, f"<nav><a href=/>Home</a></nav><h1>News</h1><div>{rows(shape)}</div><a href=?p=2>Next</a>")
    document = page.document
    assert (document.kind, document.title, document.published) == ("listing", "News", None)
    assert [(entry.date, entry.title, entry.url) for entry in document.related] == [
        ("2021-06-14", "New timetable from July", "/1"),
        ("2021-06-09", "Old pier to close", "/2"),
        ("2021-05-02", "Harbour dues unchanged", "/3"),
    ]


@pytest.mark.parametrize(
    ("head", "before", "after"),
    [
        ("", TEXT * 3, ""),
        ("", "<p>The visa section is closed today.</p>", ""),
        ("<meta property=article:published_time content=2020-03-01>", "", ""),
        ("", "", TEXT * 3),
    ],
)
def test_a_page_with_text_or_a_date_of_its_own_is_no_listing(
    engine: Engine, head: str, before: str, after: str
) -> None:
    page = cleaned(engine, f"<h1>The bridge</h1>{before}<ul>{rows('time and link')}</ul>{after}", head)
    assert page.document.kind != "listing"


@pytest.mark.parametrize("before", ["<form>", f"<h1>Works on bridges</h1>{PROSE}"])
@pytest.mark.parametrize(
    "entry",
    [
        "<li><a href=/{0}>The bridge {0} opens</a><p>Office: Roads<p>Changed: 4 May 2021<p><a href=/{0}>All on it</a>",
        "<li><a href=/{0}><p>The bridge {0} opens<p>Office: Roads<p>Changed: 4 May 2021<p>All on it</a>",
    ],
)
def test_entries_of_a_listing_keep_their_facts_and_lose_their_buttons(before: str, entry: str) -> None:
    raw = f"<html><body>{before}<ul>{''.join(map(entry.format, range(4)))}</ul>".encode()
    rendered = render(raw)
    assert isinstance(rendered, Rendered)
    reading = Reading([part for part in segments(rendered.text) if part.text], WORDS, DATES)
    decision = Decision("listing", [Verdict("furniture", "model/any", 0.5) for _ in reading.segments], [])
    settle(read(raw, rendered, None, DATES), reading, decision)
    pairs = zip(reading.segments, decision.verdicts, strict=True)
    found = {part.folded.removeprefix("• ") for part, verdict in pairs if verdict.label == "related"}
    assert found == {"Office: Roads", "Changed: 4 May 2021", *(f"The bridge {number} opens" for number in range(4))}


def test_entries_beside_the_text_do_not_date_it(engine: Engine) -> None:
    items = "".join(
        f"<li><time datetime=2021-06-0{n}>{n} June 2021</time> <a href=/{n}>Item {n} here</a>" for n in (1, 2, 3)
    )
    page = cleaned(engine, f"<h1>A bridge opens</h1>{TEXT * 2}<aside><ul>{items}</ul></aside>")
    assert (page.document.kind, page.document.published) == ("article", None)
    assert [(entry.title, entry.url) for entry in page.document.related] == [
        (f"Item {n} here", f"/{n}") for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<h1>Notice</h1><p>The visa section is closed today.</p>", "article"),
        (
            "<h1>お知らせ</h1><p>本日は休業いたします。<p>緊急の場合はご連絡ください。<p>電話：03-5555-0100<p>場所：港町",
            "article",
        ),
        ("<h1>通知</h1><p>领事部今日不对外办公。</p>", "article"),
        ("<h1>Fees</h1><table><tr><td>Passport<td>30 EUR<tr><td>Visa<td>60 EUR</table>", "record"),
        ("<h1>Imprint</h1><p>Published by the Ministry of Ports<p>Responsible: Karl Steen<p>17 Harbour Road", "record"),
    ],
)
def test_a_record_is_made_of_fields(engine: Engine, body: str, kind: str) -> None:
    assert cleaned(engine, body).document.kind == kind


def kind_and_kept(kind: Kind, body: str, wrapper: str = "<div>") -> tuple[Kind, set[str]]:
    """Settle a page of this kind of which judges took what ends in a full stop for text."""
    raw = f"<html><body>{wrapper}<h1>Tolls</h1>{body}".encode()
    rendered = render(raw)
    assert isinstance(rendered, Rendered)
    reading = Reading([part for part in segments(rendered.text) if part.text], WORDS, DATES)
    verdicts = [
        Verdict("body" if "." in part.folded or "\t" in part.text else "furniture", "model/any", 0.5)
        for part in reading.segments
    ]
    decision = Decision(kind, verdicts, [])
    settle(read(raw, rendered, None, DATES), reading, decision)
    pairs = zip(reading.segments, decision.verdicts, strict=True)
    return decision.kind, {part.folded for part, verdict in pairs if verdict.label == "body"}


@pytest.mark.parametrize("wrapper", ["<div>", "<div class=dialog>"])
def test_labels_and_values_in_a_row_make_a_record_that_has_sentences(wrapper: str) -> None:
    fields = "".join(f"<div>Share {n}:</div><div>{n} parts</div>" for n in range(1, 6))
    kind, kept = kind_and_kept("record", fields + TEXT, wrapper)
    assert kind == "record"
    assert {"Share 1:", "1 parts", "Share 5:", "5 parts"} <= kept


@pytest.mark.parametrize(("after", "kind"), [("", "record"), (PROSE, "record"), (TEXT * 2, "article")])
def test_a_table_with_few_sentences_is_a_record(after: str, kind: Kind) -> None:
    rows = "".join(f"<tr><td>Cart with {n} horses or mules<td>{n} groats<td>{n} pence" for n in range(2, 9))
    assert kind_and_kept("article", f"<table>{rows}</table>{after}")[0] == kind


def test_a_date_right_below_the_headline_dates_the_item(engine: Engine) -> None:
    page = cleaned(engine, f"<h1>A bridge opens</h1><p>Saturday, 11 May 2019</p>{PROSE * 3}")
    assert page.document.published is not None
    assert (page.document.published.value, page.document.published.source) == ("2019-05-11", "dateline")
    assert "Saturday" not in page.document.body


@pytest.mark.parametrize("before", ["<p>Palace, 2 May 2021</p>", "<p>2 May 2021</p>"])
def test_a_date_right_above_the_headline_dates_the_item_in_one_block_with_it(engine: Engine, before: str) -> None:
    page = cleaned(engine, f"<p>Hall of the town</p><div>{before}<h1>Speech of the mayor</h1>{TEXT}</div>")
    assert page.document.published is not None
    assert page.document.published.value == "2021-05-02"


POSTS = [f"<p>{said} <p>Posted by Ada | 4 May 2021 18:1{n}" for n, said in enumerate(("Oh!", "Ah!", "Eh!"))]


@pytest.mark.parametrize("label", ["<h3>Comments</h3>", "<p>3 comments:", "<b>Kommentare (3)</b>"])
def test_posts_of_readers_are_no_part_of_an_article(label: str) -> None:
    assert settled(TEXT * 2 + label + "".join(POSTS)) == settled(TEXT * 2)


def test_labels_for_comments_without_end_are_passed_over() -> None:
    assert settled((TEXT + "<p>Comments") * 8_000) == settled(TEXT) | {"Comments"}


@pytest.mark.parametrize(
    "body",
    [
        TEXT * 2 + "".join(POSTS),
        TEXT * 2 + "<h3>Ferries</h3>" + "".join(POSTS),
        TEXT * 2 + "<h3>Comments</h3>" + "".join(POSTS[:2]),
        "<h3>Comments</h3>" + TEXT * 2 + "".join(POSTS),
        TEXT * 2 + "<h3>Comments</h3>" + "<p>And so on." * 20 + "".join(POSTS),
    ],
)
def test_what_is_signed_with_day_and_time_may_be_text(body: str) -> None:
    assert {"Oh!", "Posted by Ada | 4 May 2021 18:10"} <= settled(body)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("<p>Read also: <a href=/quarry>Work at the quarry goes on</a>", False),
        ("<p><strong>Lesen Sie auch:</strong> <a href=/quarry>Work at the quarry goes on</a>", False),
        ("<p>Related: it took two years, as <a href=/quarry>the quarry</a> said", True),
        ("<p>The mayor: <a href=/quarry>Work at the quarry goes on</a>", True),
    ],
)
def test_a_link_to_another_item_behind_its_label_is_no_text(line: str, kept: bool) -> None:
    assert (settled(TEXT + line + PROSE) != settled(TEXT + PROSE)) is kept


def kept_lines(engine: Engine, body: str) -> list[str]:
    return cleaned(engine, f"<h1>A bridge opens</h1>{body}").document.body.split("\n\n")


LONG = TEXT + PROSE.replace("Monday", "Tuesday")


@pytest.mark.parametrize("again", ["<div class=wide>{}</div>", "<blockquote>{}</blockquote>", "<div hidden>{}</div>"])
def test_what_a_page_holds_twice_is_kept_once(engine: Engine, again: str) -> None:
    text, more = f"<div>{LONG}</div>", "<div>" + PROSE.replace("mayor", "queen")
    assert kept_lines(engine, text + again.format(LONG) + more) == kept_lines(engine, text + more)


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{LONG}{LONG}</div>",
        f"<div>{LONG}</div><div>{PROSE}</div>",
        f"<div>{LONG}{''.join(PROSE.replace('Monday', str(n)) for n in range(150))}</div><div>{LONG}</div>",
    ],
)
def test_what_an_author_says_again_is_text(engine: Engine, body: str) -> None:
    assert kept_lines(engine, body).count(PROSE[3:-4]) == 2
