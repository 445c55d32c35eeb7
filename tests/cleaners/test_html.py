"""HTML to lines: what a reader sees, what the tree says of it, and what is broken on the web."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Engine
from cleaners.decode import Undecodable
from cleaners.facts import BOLD, INSIDE, LINKED, TAG
from cleaners.html import render
from cleaners.naming import BIT, bits
from cleaners.rendered import Link, Rendered
from schemas import Cleaned, Page, Reject

SENTENCE = "The harbour office is open on weekdays, and the keeper reads by the window. "


def rendered(html: str, charset: str | None = None) -> Rendered:
    page = render(f"<!doctype html>{html}".encode(), charset)
    assert isinstance(page, Rendered)
    return page


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo\n"),
        ("<div>One</div><div>Two</div>", "One\nTwo\n"),
        ("<p>One <b>bold</b><i>est</i>\n word</p>", "One boldest word\n"),
        ("<p>One<br>two<br><br>three</p>", "One\ntwo\n\nthree\n"),
        ("<h1>Head</h1>Text <span>of</span> the body", "Head\n\nText of the body\n"),
        ("<ul><li>One</li><li><p>Two</p></li></ul><p>After</p>", "• One\n• Two\n\nAfter\n"),
        ("<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>", "• One\n  • Inner\n• Two\n"),
        ("<ol><li>One<li>Two</ol>", "One\nTwo\n"),
        ("<ul><li><a href=/a>Home</a><li><a href=/b>News</a></ul>", "Home\nNews\n"),
        ("<table><tr><th>Year<th>Ships<tr><td>2019<td>14</table>", "Year\tShips\n2019\t14\n"),
        ("<table><tr><td>Menu<td><p>One</p><p>Two</p><p>Three</p></table>", "Menu\n\nOne\n\nTwo\n\nThree\n"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc\n"),
        ("<p>a</p><script>x()</script><style>p{}</style><template><p>t</p></template><p>b</p>", "a\n\nb\n"),
        ("<p>a<svg><title>icon</title></svg>b</p><select><option>x</select>", "ab\n"),
        ("<p>Fish &amp; chips &nbsp; &#8364;5 &bogus; &#xD800;&#0;</p>", "Fish & chips €5 &bogus; \ufffd\ufffd\n"),
        ("<p>One</p><p>\u200b</p><p>&#xad; &#8203;</p><p>Two</p>", "One\n\nTwo\n"),
        ("<p>Harbour<wbr>master of the quay</p><p>Two</p>", "Harbourmaster of the quay\n\nTwo\n"),
        ("<p>a<embed src=/film><b>b</b></p><video><source src=/film><track src=/t>No film</video><p>c", "ab\n\nc\n"),
        ("<object data=/film><param name=p><object><p>The keeper</p></object></object><p>b", "The keeper\n\nb\n"),
        ("<html lang=de /><body><p>shown</p>", "shown\n"),
        ("<title>Only a title</title>", ""),
        # What styles set apart is apart; letters of a word are not.
        ("<div><span>12 May 2024</span><span>Anna Holm</span></div>", "12 May 2024 Anna Holm\n"),
        ("<div><a href=/1>News</a><a href=/2>Press room</a></div>", "News Press room\n"),
        ("<p><b>M</b><i>oor</i> <b>Mc</b><b>K</b><i>inley</i> x<sub>2</sub><sup>B</sup></p>", "Moor McKinley x2B\n"),
        ("<head><title>Never closed<body><p>shown</p>", "shown\n"),
        ("<head><title>Closed by another name</titles></head><p>shown</p>", "shown\n"),
        ("<p>shown</p></body></html><p>after the end</p>", "shown\n\nafter the end\n"),
        ("<frameset><frame src=a><noframes><p>No frames</p></noframes></frameset>", "No frames\n"),
    ],
)
def test_a_page_is_rendered_as_it_is_read(html: str, text: str) -> None:
    assert rendered(html).text == text


def test_noscript_is_opened_where_little_else_is_there() -> None:
    hidden = f"<noscript><p>{SENTENCE * 10}</p></noscript>"
    assert rendered(f"<p>Loading</p>{hidden}").text == f"Loading\n\n{(SENTENCE * 10).strip()}\n"
    assert "Loading" not in rendered(f"<p>{SENTENCE * 20}</p><noscript><p>Loading</p></noscript>").text


@pytest.mark.parametrize(
    ("html", "forms"),
    [
        ("<h2>a</h2><p>b<h6><div>c</div></h6>", ("h2", "p", "h6")),
        ("<ul><li>a<ol><li>b<li>c</ol><li>d</ul>", ("ul1", "ol2:1", "ol2:2", "ul1")),
        ("<ul><li>a<p>more of a</p></ul>", ("ul1", "p")),
        ("<ol start=3><li>c<li>d<li value=7>g<li>h</ol><ol><li>a</ol>", ("ol1:3", "ol1:4", "ol1:7", "ol1:8", "ol1:1")),
        (
            "<ol reversed><li>c<li>b<li>a</ol><ol reversed start=9><li>i<li>h</ol>",
            (*(f"ol1:{n}" for n in (3, 2, 1, 9, 8)),),
        ),
        ("<ol start=x><li value=''>a<li value=9999999999>b</ol><ol start=-1><li>a</ol>", ("ol1:1", "ol1:2", "ol1:0")),
        ("<ol><li><ol start=-5>a<li>b</ol></ol>", ("ol1:1", "ol2:0")),
        ("<blockquote>a<blockquote><p>b</blockquote></blockquote><p>c", (">p", ">>p", "p")),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", ("th", "tr")),
        ("<pre>a\nb</pre><dl><dt>c<dd>d</dl>", ("pre", "pre", "dt", "dd")),
        ("<figure><img src=a><figcaption>b</figcaption></figure>", ("figcaption",)),
    ],
)
def test_the_structure_of_the_text_is_known(html: str, forms: tuple[str, ...]) -> None:
    assert rendered(html).facts.forms == forms


def test_code_keeps_its_indentation(engine: Engine) -> None:
    html = f"<h1>Loops</h1>{SENTENCE * 3}<pre>for i in x:\n    print(i)\n\n    more</pre>{SENTENCE * 3}"
    cleaned = engine.clean(Page(source="page", raw=f"<html>{html}".encode()))
    assert isinstance(cleaned, Cleaned)
    code = [
        text
        for form, text in zip(cleaned.document.forms, cleaned.document.body.split("\n\n"), strict=True)
        if form == "pre"
    ]
    assert code == ["for i in x:", "    print(i)", "    more"]


def test_an_image_among_its_sources_is_known() -> None:
    page = rendered("<picture><source srcset=/wide><source srcset=/small><img src=/quay alt=Quay></picture><p>Text")
    assert [(image.address, image.alt) for image in page.images] == [("/quay", "Quay")]


def test_a_link_over_two_lines_has_the_words_of_both() -> None:
    page = rendered("<p>See</p><p><a href=/f/1>The plan<br>plan.pdf</a></p><p><a href=/2>More</a></p>")
    assert page.links == (Link(1, 3, "/f/1", "The plan plan.pdf"), Link(3, 4, "/2", "More"))


def test_the_tree_is_known_of_each_line() -> None:
    html = """<body><nav class=main-nav><a href=/>Home</a> <a href=/n>News</a></nav><article><div class="entry-content">
    <p>Some <b>bold</b> words with <a href=/x>a link</a></p></div></article><div style="display: none">Hidden</div>"""
    page = rendered(html)
    facts = page.facts
    assert page.text.split("\n")[::2] == ["Home News", "Some bold words with a link", "Hidden"]
    assert facts.number.tolist() == [0, 2, 4]
    assert facts.linked.tolist() == [8, 6, 0]
    assert facts.marks.tolist() == [LINKED, LINKED | BOLD, 0]
    assert facts.hidden.tolist() == [False, False, True]
    nodes = facts.nodes
    assert nodes.tag[facts.node].tolist() == [TAG["nav"], TAG["p"], TAG["div"]]
    assert [bool(bits_ & INSIDE["article"]) for bits_ in nodes.inside[facts.node]] == [False, True, False]
    assert [bool(bits_ & BIT["main_text"]) for bits_ in nodes.all_names[facts.node]] == [False, True, False]
    assert [bool(bits_ & BIT["menu"]) for bits_ in nodes.all_names[facts.node]] == [True, False, False]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("site-footer", "foot"), ("leftNav", "menu"), ("relatedPosts", "related"), ("sr-only", "hidden"),
        ("articleBody", "main_text"), ("post__text", "main_text"), ("cookie_banner", "consent"), ("byline", "byline"),
    ],
)  # fmt: skip
def test_names_are_known_by_their_words(name: str, group: str) -> None:
    assert bits(name) & BIT[group]
    assert not bits(f"x{len(name)}") & BIT[group]


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ('<meta charset="windows-1251"><p>Мосты открыты'.encode("cp1251"), None, "Мосты открыты\n"),
        ('<meta http-equiv=x content="text/html; charset=koi8-r"><p>Мосты'.encode("koi8-r"), None, "Мосты\n"),
        ("<meta charset=iso-8859-1><p>Мосты".encode(), None, "Мосты\n"),
        ("<meta charset=utf-8><p>Größe".encode("cp1252"), "utf-8", "Größe\n"),
        ("<meta charset=iso-8859-1><p>“a” – €".encode("cp1252"), None, "“a” – €\n"),
        ("<p>港口开放".encode("gb18030"), "gb2312", "港口开放\n"),
        ("<p>Мосты".encode("utf-16"), None, "Мосты\n"),
        ("\ufeff<html><p>Мосты".encode(), "cp1251", "Мосты\n"),
        ("<meta charset=nonsense><p>Мосты открыты для всех".encode(), "no-such", "Мосты открыты для всех\n"),
    ],
)
def test_the_encoding_is_the_one_that_the_bytes_bear_out(raw: bytes, charset: str | None, text: str) -> None:
    page = render(raw, charset)
    assert isinstance(page, Rendered)
    assert page.text == text


@pytest.mark.parametrize("raw", [b"", b" \n", b"%PDF-1.7", b"\x00" * 99])
def test_what_is_no_page_is_said(raw: bytes) -> None:
    assert isinstance(render(raw), Undecodable)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + SENTENCE, "<font>" * 100_000 + SENTENCE, "<b><i><p><div><span>x " * 5_000 + SENTENCE,
        "<table><tr><td>" * 5_000 + SENTENCE, "<ul><li>a" * 5_000 + SENTENCE,
    ],
    ids=["blocks", "inline", "unclosed", "tables", "lists"],
)  # fmt: skip
def test_deep_nesting_is_read_and_noted(engine: Engine, html: str) -> None:
    page = engine.clean(Page(source="page", raw=f"<!doctype html>{html}".encode()))
    assert isinstance(page, Cleaned)
    assert SENTENCE.strip() in page.text
    assert [note.code for note in page.document.notes] == ["cut_short"]


@pytest.mark.parametrize(
    "html",
    ["<" * 100_000, "<a" * 100_000, "&" * 100_000, "<!--" * 50_000, '<a href="' * 50_000, "</p>" * 50_000,
     "<p " + "a=1 " * 50_000 + ">x", "<script>" + "x = 1;\n" * 50_000, "<title>" * 10_000, "&#x110000;" * 10_000,
     "<time datetime=2020>" * 1_000, "<script type=application/ld+json>" + '[{"a":' * 50_000],
    ids=lambda html: html[:12],
)  # fmt: skip
def test_broken_markup_never_raises(engine: Engine, html: str) -> None:
    assert isinstance(engine.clean(Page(source="page", raw=f"<!doctype html>{html}".encode())), Cleaned | Reject)


def test_a_page_of_too_many_lines_is_cut_and_noted(engine: Engine) -> None:
    page = render(b"<!doctype html>" + b"x<br>" * 20_000)
    assert isinstance(page, Rendered)
    assert len(page.facts) < 20_000
    assert page.cut_short is not None
    assert page.facts.nodes.last[0] == len(page.facts)


PIECES = [
    "<p>", "</p>", "<div class='nav article-body'>", "</div>", "<ul><li>", "<ol>", "</ul>", "<table><tr><td>", "<th>",
    "</table>", "<a href='/x'>", "</a>", "<br>", "<pre>", "</pre>", "<blockquote>", "<h1>", "</h1>", "<h2>",
    "<time datetime='2021-03-04'>", "<script type='application/ld+json'>{\"@type\":\"Article\",\"name\":1}</script>",
    "<meta name=author content='a, b'>", "<title>A | B</title>", "&amp;", "&#8;", "words of a sentence, and more. ",
    "<noscript>", "</noscript>", "<span hidden>", "<html lang=de>", "</html>", "<frameset>", "\ud83d", "25.03.2021",
    "<img src=a>", "\x00", "\n",
]  # fmt: skip
pages = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join)


@given(pages)
@settings(deadline=None, max_examples=150)
def test_labels_rebuild_the_rendered_text(html: str) -> None:
    cleaned = BUNDLED.clean(Page(source="page", raw=html.encode("utf-8", "surrogatepass"), media_type="text/html"))
    if isinstance(cleaned, Cleaned):
        assert "".join(cleaned.text[line.start : line.end] for line in cleaned.lines) == cleaned.text
        document = cleaned.document
        assert len(document.forms) == (document.body.count("\n\n") + 1 if document.body else 0)
        assert all(link.paragraph < len(document.forms) for link in document.links)
        assert all(image.paragraph < len(document.forms) for image in document.images)


@given(pages)
@settings(deadline=None)
def test_facts_hold_together(html: str) -> None:
    page = render(html.encode("utf-8", "surrogatepass"))
    if isinstance(page, Rendered):
        facts, nodes, lines = page.facts, page.facts.nodes, page.text.split("\n")
        assert [bool(line) for line in lines].count(True) == len(facts)
        assert all(lines[number] for number in facts.number)
        at = np.arange(len(facts))
        assert ((nodes.first[facts.node] <= at) & (at < nodes.last[facts.node])).all()
        assert (nodes.first[nodes.parent] <= nodes.first).all()
        assert (nodes.last[nodes.parent] >= nodes.last).all()
        assert (facts.linked <= facts.size).all()


@given(st.binary(max_size=300), st.sampled_from(["utf-8", "cp1251", "gb18030", "utf-16", "hz", "nonsense", None]))
@settings(deadline=None)
def test_no_bytes_raise(raw: bytes, charset: str | None) -> None:
    page = Page(source="page", raw=b"<html>" + raw, charset=charset)
    assert isinstance(BUNDLED.clean(page), Cleaned | Reject)


BUNDLED = Engine.bundled()
