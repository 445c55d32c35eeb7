"""What HTML pages say of themselves, and which of it goes into the document."""

import json
from typing import Any

import pytest

from cleaners import Engine
from cleaners.dates import DateReader
from cleaners.headline import headline
from cleaners.html import render
from cleaners.metadata import Metadata, date_of, read
from cleaners.rendered import Rendered
from schemas import Cleaned, Document, Page, PartialDate

DATES = DateReader({"may": 5, "мая": 5}, {"tuesday": 1})
TEXT = "<p>The bridge was opened on Monday by the mayor, and all the town came down to the river to see it.</p>" * 4


def rendered(html: str) -> Rendered:
    page = render(f"<!doctype html>{html}".encode())
    assert isinstance(page, Rendered)
    return page


def facts(html: str, url: str | None = None) -> Metadata:
    return read(rendered(html), url, DATES)


def document(engine: Engine, html: str, **given: Any) -> Document:
    cleaned = engine.clean(Page(source="page", raw=f"<!doctype html><html>{html}".encode(), **given))
    assert isinstance(cleaned, Cleaned)
    return cleaned.document


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021-05-04", "2021-05-04"),
        ("2021-05-04T10:30:59.123+0300", "2021-05-04T10:30+03:00"),
        ("2021-05-04 10:30 UTC", "2021-05-04T10:30Z"),
        ("2021/5/4", "2021-05-04"),
        ("20210504T103000Z", "2021-05-04T10:30"),
        ("2021-05", "2021-05"),
        ("Tue, 04 May 2021 10:30:00 GMT", "2021-05-04"),
        ("4 мая 2021", "2021-05-04"),
        ("May 4, 2021", "2021-05-04"),
        ("2021-99-99", None),
        ("04/05/2021", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_of_machines_are_read_to_the_minute(text: str, value: str | None) -> None:
    found = date_of(text, DATES)
    assert (found.value if found else None) == value
    assert found is None or (found.source, found.raw) == ("metadata", text)


ARTICLE = {"@type": "NewsArticle", "headline": "A bridge", "datePublished": "2021-05-04", "author": {"name": "Ann Lee"}}


@pytest.mark.parametrize(
    "script",
    [
        ld(ARTICLE),
        ld([{"@type": "WebPage", "name": "Site"}, ARTICLE]),
        ld({"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "Town"}, ARTICLE]}),
        ld(json.dumps(ARTICLE).replace("}}", "},}")),
        ld("<!-- " + json.dumps(ARTICLE) + " -->"),
        ld("{broken") + ld(ARTICLE),
        ld({**ARTICLE, "author": [{"@id": "#a"}]}) + ld({"@id": "#a", "@type": "Person", "name": "Ann Lee"}),
        ld({**ARTICLE, "@type": ["Report", "Article"], "author": "By Ann Lee"}),
    ],
)
def test_json_ld_is_read_in_each_shape(script: str) -> None:
    found = facts(script)
    assert found.titles == (("A bridge", "json-ld"),)
    assert found.authors == (("Ann Lee", "json-ld"),)
    assert [(date.value, source) for date, source in found.published] == [("2021-05-04", "json-ld")]


@pytest.mark.parametrize(
    ("html", "value", "source"),
    [
        ("<meta name='w-published-date' content='2021-05-04'>", "2021-05-04", "meta"),
        ("<meta name='t_omni_pubdate' content='05/14/2021 00:00'>", "2021-05-14T00:00", "meta"),
        ("<meta name=citation_publication_date content='2021 May 4'>", "2021-05-04", "meta"),
        ("<meta property='article:published_time' content='2021-05-04'>", "2021-05-04", "opengraph"),
        ("<meta name=DC.date.issued content='2021-05-04'>", "2021-05-04", "meta"),
        ("<meta itemprop=datePublished content='2021-05-04'>", "2021-05-04", "meta"),
        ("<p itemprop=datePublished content='2021-05-04'>today", "2021-05-04", "microdata"),
        ("<p itemprop=datePublished>4 May 2021</p>", "2021-05-04", "microdata"),
        ("<p><time datetime='2021-05-04T09:00'>today</time>", "2021-05-04T09:00", "time"),
        (
            "<time datetime='2019-01-01'>a</time><time class=published datetime='2021-05-04'>b</time>",
            "2021-05-04",
            "time",
        ),
    ],
)
def test_dates_are_read_wherever_a_page_says_them(html: str, value: str, source: str) -> None:
    assert next((date.value, where) for date, where in facts(html).published) == (value, source)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Bids until: <time datetime='2021-05-04'>noon</time>",
        "<div>Bids until:</div><div><time datetime='2021-05-04'>noon</time></div>",
        "<dl><dt>Bids until<dd><time datetime='2021-05-04'>noon</time></dl>",
        "<meta property='article:modified_time' content='2021-05-04'>",
        ld({"@type": "Article", "dateModified": "2021-05-04"}),
    ],
)
def test_a_deadline_or_a_change_is_no_day_of_publication(html: str) -> None:
    found = read(rendered(html), None, DATES, labels={"posted"})
    assert not found.published
    assert found.other_days == {"2021-05-04"}


@pytest.mark.parametrize("html", ["<p>Posted: <time{}>today</time>", "<p>It is 10 past 3:</p><p><time{}>3.10</time>"])
def test_a_label_of_publication_or_a_sentence_is_none_of_another_day(html: str) -> None:
    found = read(rendered(html.format(" datetime='2021-05-04'")), None, DATES, labels={"posted"})
    assert [(date.value, source) for date, source in found.published] == [("2021-05-04", "time")]


def test_languages_and_translations() -> None:
    found = facts(
        "<html lang=de-AT><link rel=alternate hreflang=de-at href=/a><link rel=alternate hreflang=EN href=/b>"
        "<link rel=alternate hreflang=x-default href=/c>"
    )
    assert found.language == ("de", "html")
    assert found.translations == ("de", "en")
    assert facts("<meta property=og:locale content=fr_FR>").language == ("fr", "opengraph")


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>A bridge opens | Town of Moor</title><h1>A bridge opens</h1>", "A bridge opens"),
        ("<title>A bridge opens - Moor</title><meta property=og:site_name content=Moor>", "A bridge opens"),
        ("<title>Moor: A bridge opens</title><meta property=og:title content='A bridge opens'>", "A bridge opens"),
        ("<title>A bridge opens</title><h1>Log in</h1>", "A bridge opens"),
        ("<h1>“A bridge” opens</h1>" + ld({**ARTICLE, "headline": '"A bridge" opens'}), '"A bridge" opens'),
        ("<h1>A new bridge opens</h1>" + ld({**ARTICLE, "headline": "Bridge opens at last"}), "A new bridge opens"),
        # What `title` alone says, and no line of the text, is the site's name or a section's.
        ("<title>Moor</title><h1>A bridge opens</h1><p>It is open.", "A bridge opens"),
        ("<title>News - Town of Moor</title><h1>A bridge opens</h1><ul><li>10.30 Speeches", "A bridge opens"),
        ("<title>Moor</title><a href=/>Moor</a><h1>Moor</h1><h2>A bridge opens</h2><p>It.", "A bridge opens"),
        # What is called as the first page of the site, or as a part of its menu, has no headline but its own heading.
        ("<title>T-8: Moor</title><meta property=og:title content=Home><nav><a href=/>Home</a><i>T-8</i></nav>"
         "<h1>A bridge opens</h1><p>It is open.", "A bridge opens"),
        ("<title>News - Moor</title><meta property=og:title content='News - Moor'><nav><p><a href=/>Moor</a>"
         "<p><a href=/n>News</a></nav><h2 class=sr-only>News - Moor</h2><h2>News</h2><h1>A bridge opens</h1><p>It is.",
         "A bridge opens"),
        ("<title>News</title><meta property=og:title content=News><nav><a href=/n>News</a></nav>"
         "<h1><a href=/>Moor</a></h1><p>Of the town.", "News"),
        ("<title>" + "Ab | " * 40_000 + "</title><h1>A bridge opens</h1>", "A bridge opens"),
        # A heading says where the name of the site begins, and a name that links home is no headline.
        ("<title>A bridge opens - Moor</title><h1>Moor</h1><h2>A bridge opens</h2><p>It is open.", "A bridge opens"),
        ("<title>Moor – A bridge opens</title><h1><a href=/>Moor</a></h1><h2>A bridge opens</h2>", "A bridge opens"),
        # And `title` says how a heading begins.
        ("<title>Tender 8</title><h2>Tender 8 - School meals</h2><p>Bids are invited.", "Tender 8 - School meals"),
        ("<title>Мост открыт - Новости - Мэрия</title><h1>Мост открыт</h1>", "Мост открыт"),
        ("<title>Bridges - old ones</title><h1>Bridges - old ones</h1>", "Bridges - old ones"),
        ("<title>Die Brücke – ein Bau</title><h1>Die Brücke – ein Bau</h1>", "Die Brücke – ein Bau"),
        ("<title>A bridge opens | Moor</title><b>A bridge opens</b><br>It is open.", "A bridge opens"),
        ("<title>A bridge opens</title><h1>A bridge opens<a href=#a>¶</a></h1>", "A bridge opens"),
        ("<title>新桥通车典礼在北港举行_要闻_北港市政府</title><p>新桥今日通车。", "新桥通车典礼在北港举行"),
        ("<title>新桥通车-北港市政府</title><h2>新桥通车</h2><p>新桥今日通车。", "新桥通车"),
        ("<title>新橋が開通｜北港市</title><p>新しい橋が開通した。", "新橋が開通"),
        # Headings for screen readers name parts of the page, and words of two letters say nothing of a headline.
        ("<title>A bridge - Moor</title><h1 class=sr-only>Skip</h1><h2>A bridge</h2><p>It is open.", "A bridge"),
        ("<meta property=og:title content='List of posts'><h1>Clerk of works</h1><p>Till May.", "List of posts"),
        # What kind of item it is, in brackets that the page does not show.
        ("<title>【会見】新しい橋が開通 | 北港市</title><p>新しい橋が開通</p><p>橋が開通した。", "新しい橋が開通"),
        # The menu shows where the site's name begins.
        ("<title>通知公告-北港大学</title><ul><li><a href=/n>通知公告</a></ul><h2>新闻动态</h2>", "通知公告"),
        # Of two headings the upper one is the site's, and so is what stands above the only h1.
        ("<title>Moor - Vacancies</title><h1>Moor</h1><p>By the sea.<h1>Vacancies</h1><p>None today.", "Vacancies"),
        ("<title>Act 8 | Moor</title><h2>Moor</h2><h1>Act 8 on ferries</h1><p>They sail.", "Act 8 on ferries"),
        # Where `title` is cut, the line goes on.
        ("<title>The town opens a bridge over... - Moor</title><h4>The town opens a bridge over the bay</h4><p>It.",
         "The town opens a bridge over the bay"),
        # Without headings: what its author called a title, or set in bold above the text.
        ("<title>Moor</title><div class=title>A bridge opens</div><p>It is open.", "A bridge opens"),
        (
            "<title>Town of Moor</title><b>Town of Moor</b><br><a href=/>Home</a><br><a href=/n>News</a><br>"
            f"<b>A bridge opens</b><br><i>4 May 2021</i><br>{TEXT[3:100]}<br><b>Fees</b><br>None",
            "A bridge opens",
        ),
        (
            "<title>Town of Moor</title><form class=form><b>Visitor 4711</b><br><b>A bridge opens</b><br>4 May 2021<br>"
            f"The old mill at dawn<br>{TEXT[3:100]}</form>",
            "A bridge opens",
        ),
        (f"<b>PRESS RELEASE</b><p>4 May 2021</p><p><b>The town of Moor opens a bridge over the river at last</b>{TEXT}",
         "The town of Moor opens a bridge over the river at last"),
    ],
)  # fmt: skip
def test_the_headline_is_put_to_the_vote(html: str, title: str) -> None:
    page = rendered(html)
    found = headline(page, read(page, None, DATES), None)
    assert found is not None
    assert found.title == title


def test_the_title_line_is_the_one_that_readers_see(engine: Engine) -> None:
    html = f"<title>Opening of the bridge | Town</title><body><h1>Town</h1><h2>Opening of the bridge</h2>{TEXT}"
    cleaned = engine.clean(Page(source="page", raw=html.encode(), media_type="text/html"))
    assert isinstance(cleaned, Cleaned)
    shown = [cleaned.text[line.start : line.end].strip() for line in cleaned.lines if line.label == "title"]
    assert (cleaned.document.title, shown) == ("Opening of the bridge", ["Opening of the bridge"])


def test_a_vacancy_says_its_title_and_day_in_its_own_words(engine: Engine) -> None:
    vacancy = {"@type": "JobPosting", "title": "Harbour pilot", "datePosted": "2021-05-04"}
    html = f"<head><title>Vacancy 18 - Moor</title>{ld(vacancy)}</head><body><h2>Harbour pilot</h2>{TEXT}"
    found = document(engine, html)
    assert (found.title, found.published and found.published.value) == ("Harbour pilot", "2021-05-04")


@pytest.mark.parametrize(
    "head",
    [
        # The only h1 is the section, which the trail names; or nothing but `title` and OpenGraph says the site's name.
        "<title>Town of Moor</title><body><p><a href=/>Home</a> &gt; <span>News</span></p><h1>News</h1>",
        "<title>Town of Moor | News</title><meta property=og:title content='Town of Moor'><body><h2>Media centre</h2>",
        # The only h1 stands over the menu, or over a heading, and only `title` says the like.
        "<title>Town of Moor</title><body><h1>Town of Moor</h1><ul>"
        + "".join(f"<li><a href=/{name}>{name}</a>" for name in ("Town", "News", "Harbour", "Ferries", "Permits"))
        + "</ul>",
        "<title>Town of Moor: details of the news</title><body><h1>News in detail</h1>",
    ],
)
def test_the_lines_tell_the_headline_where_the_page_calls_itself_by_another_name(engine: Engine, head: str) -> None:
    headline = "Ferry company adds two night crossings to the islands in summer"
    html = f"{head}<h4 class=x>{headline}</h4><p>14 May 2021</p>{TEXT * 4}"
    cleaned = engine.clean(Page(source="page", raw=html.encode(), media_type="text/html"))
    assert isinstance(cleaned, Cleaned)
    titles = [line for line in cleaned.lines if line.label == "title"]
    assert [cleaned.text[line.start : line.end].strip() for line in titles] == [headline]
    assert cleaned.document.title == headline
    assert titles[0].score > 0.5


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        ("<link rel=canonical href=https://town.example/a>", None, "https://town.example/a"),
        ("<link rel=canonical href=/a>", "https://town.example/b?x=1", "https://town.example/a"),
        ("<link rel=canonical href=https://www.town.example/a>", "http://town.example/b", "https://www.town.example/a"),
        ("<link rel=canonical href=https://other.example/a>", "https://town.example/b", "https://town.example/b"),
        ("<link rel=canonical href=https://town.example/>", "https://town.example/b", "https://town.example/b"),
        ("<link rel=canonical href='javascript:x'>", None, None),
        ("<link rel=canonical href='https://[broken'>", None, None),
        ("<meta property=og:url content=https://town.example/c>", None, "https://town.example/c"),
    ],
)
def test_the_address_is_the_one_that_the_page_gives_itself(
    engine: Engine, head: str, url: str | None, expected: str | None
) -> None:
    assert document(engine, f"<head>{head}</head><body>{TEXT}", url=url).url == expected


def test_what_the_page_prints_earlier_dates_it(engine: Engine) -> None:
    meta = "<head><meta property=article:published_time content=2021-05-04T10:00></head>"
    printed = "<p>4 March 2019</p><h1>A bridge opens</h1>"
    moved = document(engine, f"{meta}<body>{printed}{TEXT}")
    assert moved.published == PartialDate(value="2019-03-04", precision="day", source="dateline", raw="4 March 2019")
    assert [note.code for note in moved.notes] == ["date_conflict"]
    same = document(engine, f"{meta}<body>{printed.replace('4 March 2019', '4 May 2021')}{TEXT}")
    assert same.published is not None
    assert (same.published.value, same.published.source) == ("2021-05-04T10:00", "metadata")


@pytest.mark.parametrize(
    ("line", "place", "authors"),
    [
        ("Von Anna Reed, 11. Mai 2019", None, ("Anna Reed",)),
        ("By Anna Reed and Per Lund, 11 May 2019", None, ("Anna Reed", "Per Lund")),
        ("Par Anna Reed, 11 mai 2019", None, ("Anna Reed",)),
        ("Por Ana Ruiz, 11 de mayo de 2019", None, ("Ana Ruiz",)),
        ("Автор: Анна Рид, 11 мая 2019", None, ("Анна Рид",)),
        ("Autorka: Anna Nowak | 11 maja 2019", None, ("Anna Nowak",)),
        ("Updated, 11 May 2019", None, ()),
        ("New Moor, 11 May 2019", "New Moor", ()),
        ("Moorau, den 11. Mai 2019", "Moorau", ()),
        ("Paris, le 11 mai 2019", "Paris", ()),
        ("De Bilt, 11 mei 2019", "De Bilt", ()),
        ("Нижние Мхи, 11 мая 2019", "Нижние Мхи", ()),
    ],
)
def test_who_and_where_are_told_apart_above_the_text(
    engine: Engine, line: str, place: str | None, authors: tuple[str, ...]
) -> None:
    found = document(engine, f"<body><h1>A bridge opens</h1><p>{line}</p>{TEXT}")
    assert (found.place, found.authors) == (place, authors)
    assert found.published is not None
    assert found.published.value == "2019-05-11"


def test_where_each_field_was_read_is_kept(engine: Engine) -> None:
    head = f"{ld(ARTICLE)}<meta property=article:section content=News>"
    found = document(engine, f"<html lang=en><head>{head}</head><body><h1>A bridge</h1>{TEXT}")
    sources = {part.field: part.source for part in found.provenance}
    assert sources == {"published": "json-ld", "authors": "json-ld", "section": "opengraph"}
    assert (found.authors, found.section) == (("Ann Lee",), "News")


def test_links_and_images_of_the_body_are_kept(engine: Engine) -> None:
    html = f"""<base href="/news/"><body><nav><a href="/">Home</a></nav><h1>A bridge</h1>{TEXT}
    <p>The mayor spoke of <a href="plan.html">the plan</a> and of <a href="#top">what</a> <a href="javascript:x">is</a>
    next, which the town has known for years, and thanked the builders.</p>
    <figure><img src="/img/bridge.jpg" alt="The bridge"><figcaption>The bridge at dawn</figcaption></figure>{TEXT}"""
    found = document(engine, html, url="https://town.example/a")
    paragraphs = found.body.split("\n\n")
    (link,) = found.links
    assert (link.text, link.url) == ("the plan", "https://town.example/news/plan.html")
    assert "the plan" in paragraphs[link.paragraph]
    (image,) = found.images
    assert (image.url, image.alt, image.caption) == (
        "https://town.example/img/bridge.jpg", "The bridge", "The bridge at dawn",
    )  # fmt: skip


def test_the_peer_is_not_believed_on_the_day_of_a_change(engine: Engine) -> None:
    head = "<head><meta property='article:modified_time' content='2021-05-04T10:00:00Z'></head>"
    assert document(engine, f"{head}<body><h1>A bridge opens</h1>{TEXT * 3}").published is None


def test_a_date_that_is_nowhere_else_is_asked_of_the_peer(engine: Engine) -> None:
    html = (
        f"<body><h1>A bridge opens</h1>{TEXT * 3}<div class=footer>Copyright <span class=date>04.05.2021</span></div>"
    )
    found = document(engine, html)
    assert found.published is not None
    assert found.published.value == "2021-05-04"
    assert [part.source for part in found.provenance if part.field == "published"] == ["peer"]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param("<div data-date='2021-05-04'>Reviews</div>", id="no line prints it"),
        pytest.param("<p class=date>Last updated: 4 May 2021</p>", id="a change"),
    ],
)
def test_the_peer_is_not_believed_on_a_day_that_no_line_of_the_item_prints(engine: Engine, made: str) -> None:
    offer = '<script type="application/ld+json">{"@type": "Offer", "priceValidUntil": "2021-05-04"}</script>'
    assert document(engine, f"<body><h1>A bridge opens</h1>{TEXT * 3}{made}{offer}").published is None
