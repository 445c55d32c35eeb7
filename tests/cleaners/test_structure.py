"""Grammars, row by row: what they take, and the text that only looks like it. Then body lines on whole pages."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from cleaners import Engine, vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.decide import GENERAL
from cleaners.reading import Reading
from cleaners.rules import Rules
from cleaners.structure import GRAMMARS, RULES
from cleaners.structure.entries import dated_items
from cleaners.traits import LINE
from schemas import Cleaned, Page
from schemas.rules import Zone

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "cases" / "structure.json").read_text(encoding="utf-8")
)
WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)


def reading(*lines: str) -> Reading:
    return Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)


@pytest.mark.parametrize("grammar", GRAMMARS)
def test_every_grammar_has_rows_for_and_against_it(grammar: str) -> None:
    answers = [row["expect"] for row in CASES[grammar]]
    assert answers.count(True) >= 3
    assert answers.count(False) >= 3


@pytest.mark.parametrize("form", ["{}", "- {} -", "_{}!_", "12 March 2024 | {}", "【{}】 2024-03-12"])
def test_no_phrase_of_delivery_is_missed_by_its_longest_word(form: str) -> None:
    page = reading(*(form.format(phrase.upper()) for phrase in sorted(WORDS.release | WORDS.embargo)))
    unlooked = replace(page, words=replace(WORDS, delivery=_Whatever()))
    said = [GRAMMARS["release"](page, index) for index in range(len(page))]
    assert any(said)
    assert said == [GRAMMARS["release"](unlooked, index) for index in range(len(page))]


@pytest.mark.parametrize(
    ("label", "signs"), [("Plan d'accès", "'’"), ("Enllaços d’interès", "'’"), ("Bogʻlanish", "'’‘ʻ`")]
)
def test_a_label_is_known_whatever_its_apostrophes_are(label: str, signs: str) -> None:
    forms = {label.translate(dict.fromkeys(map(ord, "'’ʻ"), sign)) for sign in signs}
    known = {WORDS.lines.get(form.casefold()) for form in forms}
    assert len(known) == 1
    assert known != {None}


class _Whatever(frozenset[str]):
    """Words that every line has one of."""

    def isdisjoint(self, other: object) -> bool:
        return False


def test_no_row_is_about_a_grammar_that_is_gone() -> None:
    assert not CASES.keys() - GRAMMARS.keys()


@pytest.mark.parametrize(
    ("grammar", "row"),
    [
        pytest.param(
            grammar,
            row,
            id=f"{grammar}: {row['label']}",
            marks=pytest.mark.xfail(reason=row["known_failure"]) if "known_failure" in row else (),
        )
        for grammar, rows in CASES.items()
        for row in rows
    ],
)
def test_rows(grammar: str, row: dict[str, Any]) -> None:
    before, after = row.get("before", []), row.get("after", [])
    page = reading(*before, row["text"], *after)
    at = len(reading(*before)) if before else 0
    if "title" in row:
        page.title = reading(row["title"]).segments[0]
    assert GRAMMARS[grammar](page, at) is row["expect"]


EVERY = Rules([replace(rule, needs=0, long=True) for rule in RULES])
"""The general rules, each tried on every line."""


@pytest.mark.parametrize("grammar", CASES)
def test_no_rule_is_left_out_that_takes_a_line_with_its_traits(grammar: str) -> None:
    for row in CASES[grammar]:
        text = row["text"]
        for line in (text, " ".join([text] * (LINE // len(text) + 1)) if text else text):
            page = reading(*row.get("before", []), line, *row.get("after", []))
            for index in range(len(page)):
                for zone in get_args(Zone):
                    assert GENERAL.verdict(page, index, zone) == EVERY.verdict(page, index, zone), line


@pytest.mark.parametrize(
    "form",
    ["{}", "{}: Anna Holm", "({}) Anna Holm", "{} 12.03.2024", "{}12.03.2024", "- {} / {}", "{0}{0}", "{}. a@b.org"],
)
def test_no_rule_is_left_out_that_takes_a_line_by_its_first_word(form: str) -> None:
    tables = (WORDS.lines, WORDS.bylines, WORDS.published, WORDS.credits, WORDS.release, WORDS.embargo, WORDS.endonyms)
    labels = [label for table in tables for label in sorted(table)[::40]]
    page = reading(*(form.format(label.capitalize(), label.upper()) for label in labels))
    for index in range(len(page)):
        for zone in get_args(Zone):
            verdict = EVERY.verdict(page, index, zone)
            assert GENERAL.verdict(page, index, zone) == verdict, page.text(index)


def test_zones_are_asked_one_after_the_other() -> None:
    page = reading("* * *")
    assert GENERAL.verdict(page, 0, "tail") is None
    verdict = GENERAL.verdict(page, 0, "body")
    assert verdict is not None
    assert GENERAL.verdict(page, 0, "tail", "body") == verdict


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("12 marca 2024 r., 15:20Komentarze (3)", ["12 marca 2024 r., 15:20", "Komentarze (3)"]),
        ("Press releases12 March 2024", ["Press releases", "12 March 2024"]),
        ("12.03.2024Ferries", ["12.03.2024", "Ferries"]),
        ("12 March 2024, 3:20pm", ["12 March 2024, 3:20pm"]),
        ("12 March 2024 at 15:20", ["12 March 2024 at 15:20"]),
        ("The act of 12 March 2024", ["The act of 12 March 2024"]),
    ],
)
def test_a_fused_dateline_is_cut(line: str, parts: list[str]) -> None:
    assert [part.text for part in segments(line)] == parts


SENTENCES = [
    "The ferry line to the northern islands was opened again on Tuesday by the minister of harbours, Ms Anna Holm. ",
    "She thanked the crews, the builders and all who had waited for three winters without any ship to the islands! ",
    "Tickets are sold from Friday; the first ship leaves at seven in the morning and comes back in the evening. ",
    "Until the autumn the fare is half of what it was, so that visitors may come to know the line and its islands. ",
] * 2
MENU = "Home News Contact Careers Press Harbours Ferries Islands Tickets Timetables Maps Weather Archive Library " * 3


def test_a_page_that_was_run_together_into_a_line_is_cut_into_menu_and_sentences() -> None:
    line = MENU + "".join(SENTENCES) + MENU
    assert [part.text for part in segments(line)] == [part.strip() for part in (MENU, *SENTENCES, MENU)]
    assert [part.text for part in segments(line, of_blocks=True)] == [line.strip()]


def test_a_page_in_one_line_is_cut_at_the_signs_of_lists_and_not_behind_ordinals_and_initials() -> None:
    menu = "Start * Häfen * Fähren | Inseln | Karten"
    german = "Am 12. März eröffnete Frau A. Holm die Linie zu den Inseln im Norden, drei Jahre nach ihrem Ende."
    parts = [part.text for part in segments(f"{MENU}{menu} {' '.join([german] * 8)}")]
    names, *entries = menu.replace(" *", "\n*").replace(" |", "\n|").split("\n")
    # Nothing tells the last entry of a menu from the sentence behind it.
    assert parts == [MENU + names, *entries[:-1], f"{entries[-1]} {german}", *[german] * 7]


def test_a_page_in_one_line_is_cut_where_an_entry_begins_with_its_day() -> None:
    entries = ["12.03.2024 - New timetable of the island ferry", "08.03.2024 - Tender for the painting of the cranes"]
    parts = [part.text for part in segments(f"{MENU}{''.join(SENTENCES)}{' '.join(entries)}")]
    assert parts[-2:] == entries


def test_sentences_that_lost_the_space_between_them_are_cut_apart() -> None:
    parts = [part.text for part in segments(MENU + "".join(sentence.strip() for sentence in SENTENCES))]
    assert parts == [MENU.strip(), *(sentence.strip() for sentence in SENTENCES)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("".join(SENTENCES * 2), id="a long paragraph"),
        pytest.param(MENU * 5, id="a long menu"),
        pytest.param(MENU + SENTENCES[0], id="too short for a page"),
        pytest.param(MENU + "".join(SENTENCES) * 1_500, id="longer than any page"),
    ],
)
def test_lines_that_are_no_page_stay_whole(line: str) -> None:
    assert len(list(segments(line))) == 1


def test_a_page_in_one_line_of_a_script_without_spaces_is_cut_where_sentences_end() -> None:
    sentence = "部长周二宣布渡轮航线重新开放，并感谢所有工作人员和居民的耐心等待。"
    line = "首页新闻联系我们" * 40 + sentence * 40
    assert [part.text for part in segments(line)][1:] == [sentence] * 39


def test_the_text_of_a_page_in_one_line_is_found(engine: Engine) -> None:
    found = engine.clean(Page(source="page", raw=(MENU + "".join(SENTENCES) + MENU).encode()))
    assert isinstance(found, Cleaned)
    assert found.document.body == "".join(SENTENCES).strip()


UNKNOWN = "Home\nNews\nContact\n\nThe ferry line opens again\n\n{lead}\n\n" + "\n\n".join(
    [
        "The ministers met in Oslo on Tuesday and spoke for two hours about fishing quotas, harbour dues and ferries.",
        "They agreed to open the ferry line in the spring and to lower the dues in all harbours of the north.",
        "The next meeting will be held in the autumn, when the results of the first season of the line are known.",
    ]
)


@pytest.mark.parametrize(
    ("lead", "published", "authors"),
    [
        ("12 March 2024", "2024-03-12", ()),
        ("Published: 12 March 2024 | Updated: 14 March 2024", "2024-03-12", ()),
        ("News | 12 March 2024 | 14:15\nBy Anna Holm", "2024-03-12T14:15", ("Anna Holm",)),
        ("By Anna Holm and Peter Brandt, correspondents\nDate of publication:\n12.03.2024", "2024-03-12",
         ("Anna Holm", "Peter Brandt")),
        ("Updated: 14 March 2024", None, ()),
    ],
)  # fmt: skip
def test_what_stands_under_a_headline_of_an_unknown_site_reaches_the_record(
    engine: Engine, lead: str, published: str | None, authors: tuple[str, ...]
) -> None:
    cleaned = engine.clean(Page(source="page", raw=UNKNOWN.format(lead=lead).encode()))
    assert isinstance(cleaned, Cleaned)
    found = cleaned.document.published
    assert (found.value if found else None, cleaned.document.authors) == (published, authors)


BODY_LINES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "body_lines.json").read_text(encoding="utf-8")
)
PROSE = (
    "The ministers met in Oslo on Tuesday and spoke for two hours about fishing quotas, harbour dues and ferries.",
    "They agreed to open the ferry line in the spring and to lower the dues in all harbours of the north by a third.",
    "The next meeting will be held in the autumn, when the results of the first season of the ferry line are known.",
)
ARTICLES = {
    "rusemb.org.uk": "22 September 2020\nMoscow: 00:12\n\n21.09.2020\n\nOn a meeting\n\n{}\n\nLATEST EVENTS\n\n"
    "20.09.2020 - On ferries\n\nFerries.\n\nall messages\n",
    "mid.ru": "25 January 202114:38\n\nOn a meeting\n\n • en-GB1 ru-RU1\n\n{}\n\nAdditional materials\n\n"
    "Advanced settings\n",
    "cominf.org": "On a meeting\n\nSun, 10/09/2023 - 07:57\n\n{}\n\nМой мир\n",
    "mfa.rsogov.org": "On a meeting\n\n{}\n\nhttps://example.org/a\n24.05.2017\n",
}


def labels_of(engine: Engine, site: str, paragraphs: Sequence[str]) -> list[str]:
    """Clean an article and return the label of each of its paragraphs."""
    text = ARTICLES[site].format("\n\n".join(paragraphs))
    cleaned = engine.clean(Page(source="page", raw=text.encode(), site=site))
    assert isinstance(cleaned, Cleaned)
    first = text[: text.index(paragraphs[0])].count("\n") + 1
    labels = {line.n: line.label for line in cleaned.lines}
    return [labels[first + 2 * at] for at in range(len(paragraphs))]


@pytest.mark.parametrize("row", BODY_LINES, ids=lambda row: row["text"])
@pytest.mark.parametrize("site", ARTICLES)
def test_a_body_line_that_looks_like_furniture_stays_body(
    engine: Engine, site: str, row: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    if site in row.get("known_failure", {}):
        request.applymarker(pytest.mark.xfail(reason=row["known_failure"][site]))
    line = row["text"]
    places = [[PROSE[0], line, *PROSE[1:]]]
    if row["edges"]:
        places += [[*PROSE[:2], line], [PROSE[0], line]]
    for paragraphs in places:
        assert labels_of(engine, site, paragraphs) == ["body"] * len(paragraphs)


def test_a_time_below_a_dated_entry_is_set_to_the_day() -> None:
    lines = ("11 May 2016", "19:30", "Call with the mayor", "11 May 2016, 19:30", "16:00", "The library act is signed")
    items = dated_items(reading(*lines), 0, len(lines))
    assert [(item.date, item.title) for item in items] == [
        ("2016-05-11T19:30", "Call with the mayor"),
        ("2016-05-11T16:00", "The library act is signed"),
    ]
