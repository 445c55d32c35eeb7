"""Input that nobody wants: huge, empty, hostile. It takes no longer than its size asks for, and nothing raises."""

import codecs
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Engine, profiles, vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.decode import is_html
from cleaners.profiles import Site
from cleaners.reading import Reading
from cleaners.structure import GRAMMARS
from schemas import Cleaned, Page, Reject
from schemas.rules import Zone

BUNDLED = Engine.bundled()
WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
SITES = {profile.id: Site.compile(profile) for profile in profiles.load()}
ANY_SITE = [None, *SITES]
MEGABYTE = 10**6


def clean(raw: bytes, site: str | None = None, **facts: Any) -> Cleaned:
    cleaned = BUNDLED.clean(Page(source="page", raw=raw, site=site, **facts))
    assert isinstance(cleaned, Cleaned), cleaned
    assert [line.start for line in cleaned.lines] == [0, *(line.end for line in cleaned.lines)][:-1]
    assert cleaned.lines[-1].end == len(cleaned.text)
    return cleaned


@pytest.mark.parametrize("site", [None, "mid.ru"])
def test_fifty_megabytes_in_one_line(site: str | None) -> None:
    line = "Words of one long line, all of them kept. " * (50 * MEGABYTE // 42)
    cleaned = clean(line.encode(), site)
    assert (len(cleaned.lines), cleaned.text) == (1, line)
    assert cleaned.document.body == (line.strip() if site else cleaned.document.body)


@pytest.mark.parametrize("site", [None, "rusemb.org.uk"])
def test_a_long_line_under_a_title_is_its_text(site: str | None) -> None:
    line = "The reading room opens on weekdays, and all of its visitors are welcome to it. " * 20_000
    document = clean(f"On the opening of a reading room\n\n{line}\n".encode(), site).document
    assert (document.title, document.body) == ("On the opening of a reading room", line.strip())


@pytest.mark.parametrize("character", ["\u00a0", "\u2003", "\u200b", "\u00ad", "é", "大", "\U0001f600"], ids=ascii)
def test_megabytes_of_one_character(character: str) -> None:
    text = f"On a meeting\n\nThey met{character * MEGABYTE}there.\n"
    document = clean(text.encode(), "rusemb.org.uk").document
    assert document.title == "On a meeting"
    assert (document.body.startswith("They met"), document.body.endswith("there.")) == (True, True)


def test_a_hundred_thousand_short_lines() -> None:
    text = "On a meeting\n\n" + "They met.\n" * 100_000
    cleaned = clean(text.encode(), "rusemb.org.uk")
    assert len(cleaned.lines) == 100_002
    assert cleaned.document.body.count("\n\n") == 99_999
    assert len(cleaned.document.paragraph_languages) == 100_000


@pytest.mark.parametrize("site", ANY_SITE)
@pytest.mark.parametrize("raw", [b" \n" * 100_000, b"\r" * 1000, codecs.BOM_UTF8 + b"\t", "\u2028\u00a0".encode() * 99])
def test_blank_lines_alone_are_no_page(raw: bytes, site: str | None) -> None:
    result = BUNDLED.clean(Page(source="page", raw=raw, site=site))
    assert isinstance(result, Reject)
    assert result.reason == "empty"


@pytest.mark.parametrize("site", ANY_SITE)
def test_invisible_characters_alone_are_a_page_of_blank_lines(site: str | None) -> None:
    cleaned = clean("\u200b\n\u00ad\ufeff\n\x01\n".encode(), site)
    assert {line.label for line in cleaned.lines} == {"blank"}
    assert (cleaned.document.kind, cleaned.document.title, cleaned.document.body) == ("other", None, "")


FURNITURE = {
    "rusemb.org.uk": "22 September 2020\nMoscow: 00:12\n\nConsular queries:\n+44 20 7229 6412\n\nall messages\n",
    "mid.ru": "25 January 202114:38\n\n • en-GB1 ru-RU1\n\nAdditional materials\n\nAdvanced settings\n",
    "cominf.org": "Sun, 10/09/2023 - 07:57\n\nМой мир\n",
    "mfa.rsogov.org": "English | Русский\n\n24.05.2017\n",
}  # fmt: skip


@pytest.mark.parametrize("site", FURNITURE)
def test_a_page_of_furniture_is_a_record_without_text(site: str) -> None:
    document = clean(FURNITURE[site].encode(), site).document
    assert (document.kind, document.title, document.body) == ("other", None, "")


@pytest.mark.parametrize("site", ANY_SITE)
@pytest.mark.parametrize("character", ["a", "1", ".", "-", "«", "大", "\U0001f600", "\x01", "\u200b", "æ"], ids=ascii)
def test_one_character_is_a_page(character: str, site: str | None) -> None:
    cleaned = clean(f"{character}\n".encode(), site)
    assert cleaned.text == f"{character}\n"


@pytest.mark.parametrize("site", ANY_SITE)
def test_lone_surrogates_and_nuls_reach_no_field(site: str | None) -> None:
    text = "A \ud800title \udfff\n\nThe experts\x00 met \ud83d and spoke.\n"
    cleaned = clean(text.encode("utf-8", "surrogatepass"), site)
    assert cleaned.document.model_dump_json().isprintable()
    assert [note.code for note in cleaned.document.notes] == ["undecodable_bytes"]
    assert "\ufffd" in cleaned.text


@pytest.mark.parametrize("site", ANY_SITE)
def test_line_ends_of_all_kinds_in_one_page(site: str | None) -> None:
    text = "A title\r\n\r\n\nThe experts met.\rThey spoke.\r\n\n\r\nThey will meet again.\r"
    cleaned = clean(text.encode(), site)
    assert [line.n for line in cleaned.lines] == list(range(1, 8))
    assert "\r" not in cleaned.document.model_dump_json().replace("\\r", "\r")


# What runs of it make expressions try again and again, if they are not written with care.
UNITS = [
    " ", "\u00a0", "\t", "1", "12", ".", "-", "—", ":", "/", ",", "|", "•", "*", "(", ")", "[", "<", "<!--", "-->",
    "<!---->", "«", "»", "::", "a", "A", "я", "Я", "æ", "大", "a ", "A ", "Я ", "Ab ", " и", " Ab и", " and A", "1 ",
    "1.", "1-", "1/ ", "1:", "12:30 ", "25.03.2021", "25.03.2021 - ", "25 March 2021", "10/09/2023 ", "Sun, ",
    "3-4 March ", "81-21-01-2021", "en-GB1 ", "EN ", "English | ", "Facebook", "Print ", "Next ", "a.", "a@", "a~",
    "http://", "Source: ", "1 days have passed since ", "Прошло 1 дней с ", "South Ossetia ", "slopes Caucasus ",
    "sq. km ", "Foreign Ministry ", "Moscow: ", "Pages: ", " > ", " › a", "By ", "of ", "de ", "Archive - ",
    "2024 (c) ", "(pdf ", "a        ", "1  \u00a0     ", "\u200b", "\u202e",
]  # fmt: skip
STARTS = [
    "",
    "1",
    "25.03.2021 - ",
    "25 March 2021",
    "Moscow: ",
    "By Ab Cd",
    "Source: ",
    "Pages: ",
    "1135 days have passed since ",
    "a:",
]
SIZE = 100_000


def reading(text: str) -> Reading:
    parts = [part for part in segments(f"{text}\n{text}\n25.03.2021\n{text}!") if part.text]
    return Reading(parts, WORDS, DATES, title=parts[0] if parts else None)


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_no_grammar_is_led_astray(unit: str) -> None:
    # A grammar sees no more than the first thousand characters; the cuts before it see all.
    for text in [(unit * SIZE)[:SIZE], *((start + unit * 999)[:999] for start in STARTS)]:
        page = reading(text)
        for index in (at for at in (0, 1, len(page) - 1) if at < len(page)):
            for grammar in GRAMMARS.values():
                grammar(page, index)


def test_no_grammar_looks_through_the_whole_page_for_each_line() -> None:
    lines = ["Published: 12 March 2024", "3 days have passed since the flood", "We use cookies: accept all of them?"]
    page = Reading(list(segments("\n".join(lines * 3_000))), WORDS, DATES)
    for index in range(len(page)):
        for grammar in GRAMMARS.values():
            grammar(page, index)


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_no_rule_of_a_site_is_led_astray(unit: str) -> None:
    for start in STARTS:
        text = (start + unit * SIZE)[:999] + "!"
        page = reading(text[1:])
        for site in SITES.values():
            for signs in site.fingerprints:
                signs.is_on([part.folded for part in page.segments], text * 10)
            for index, zone in ((at, zone) for at in range(min(2, len(page))) for zone in get_args(Zone)):
                site.rules.verdict(page, index, zone)


@given(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3), st.sampled_from(STARTS), st.sampled_from(ANY_SITE))
@settings(deadline=None, max_examples=40)
def test_no_page_is_led_astray(pieces: list[str], start: str, site: str | None) -> None:
    line = (start + "".join(pieces) * SIZE)[:SIZE]
    raw = f"A title\n\n{line}!\n{line[:500]}\n{line[:50]}\n".encode()
    assert isinstance(BUNDLED.clean(Page(source="page", raw=raw, site=site)), Cleaned | Reject)


@given(st.lists(st.sampled_from(UNITS), min_size=1, max_size=4), st.sampled_from(ANY_SITE))
@settings(deadline=None, max_examples=12)
def test_no_run_of_lines_is_led_astray(lines: list[str], site: str | None) -> None:
    raw = "\n".join(["A title", "", "A text.", *lines * (1_000 // len(lines))]).encode()
    assert isinstance(BUNDLED.clean(Page(source="page", raw=raw, site=site)), Cleaned | Reject)


# Each of these took minutes or for ever once.
@pytest.mark.parametrize(
    "text",
    [
        "<!---->" * 500 + "A title",
        "a:\n" + "1/ " * 300 + "x",
        "A title\n\nBy Ab Cd" + " и и" * 30 + "!",
        "A title\n\n" + ("a" + " " * 9) * 8_000 + "b",
        "foo bar\nMoscow: 12:00\n" * 2_000,
        "A title\n\nA text.\n" + "22.09.2020 - A title\n" * 3_000,
    ],
    ids=["comments", "phones", "names", "gaps", "banner", "entries"],
)
def test_what_once_took_for_ever(text: str) -> None:
    assert clean(text.encode(), "rusemb.org.uk").text == text


def test_a_page_is_told_from_html_at_once() -> None:
    assert not is_html(b"<!--" * 1000)
    assert not is_html(b" " * 4096 + b"<html>")
