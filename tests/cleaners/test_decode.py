"""Bytes -> text: encodings, what is no text, and where lines end."""

import codecs
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import Decoded, Engine
from cleaners.decode import SAMPLE, Undecodable, decode, is_html
from cleaners.lines import lines
from schemas import Cleaned, Note, Page

CHARSETS = json.loads((Path(__file__).parent / "cases" / "charsets.json").read_text(encoding="utf-8"))

EN = "The embassy informs of the opening of a reading room. It is open on weekdays.\n"
RU = "Посольство сообщает об открытии читального зала.\nЗал работает по будням, вход свободный для всех граждан.\n"
UK = "Посольство повідомляє про відкриття читальної зали.\nЗала працює у будні, вхід вільний для всіх громадян.\n"
FR = "Le ministère annonce l’ouverture d’une salle de lecture à Nîmes, près de la forêt, où l’été est déjà là.\n"
ES = "Según el señor García, ¿habrá que reservar con antelación? La entrada será gratuita desde mañana.\n"
PL = "Ministerstwo ogłasza otwarcie czytelni. Wstęp jest bezpłatny, ale należy wcześniej zarezerwować miejsce.\n"
CS = "Ministerstvo oznamuje otevření čítárny. Vstup je volný, ale je třeba předem rezervovat místo u přepážky.\n"
SV = "Ambassaden meddelar att läsesalen är öppen för alla besökare på vardagar. Inträdet är fritt för alla.\n"
TR = "Büyükelçilik, okuma salonunun hafta içi tüm ziyaretçilere açık olduğunu ve izin gerekmediğini bildirir.\n"
ZH = "大使馆通知阅览室开放。\n阅览室工作日开放，所有公民均可免费入场。请提前预约。\n"
TW = "大使館通知閱覽室開放。\n閱覽室工作日開放，所有公民均可免費入場。請提前預約。\n"
JA = "大使館は閲覧室が開館したことをお知らせします。\n閲覧室は平日に開いており、どなたでも無料で入場できます。\n"
KO = "대사관은 열람실이 평일에 모든 방문객에게 개방되며 출입증이 필요하지 않다는 것을 알려드립니다.\n"


def text_of(raw: bytes, charset: str | None = None) -> tuple[str, str, int]:
    decoded = decode(raw, charset)
    assert not isinstance(decoded, Undecodable), decoded
    return decoded.text, decoded.encoding, decoded.damaged


@pytest.mark.parametrize(
    ("bom", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
    ids=str,
)
@pytest.mark.parametrize("text", ["Hi", EN, RU, ZH, "a\U0001f600b"], ids=ascii)
@pytest.mark.parametrize("charset", [None, "windows-1251"])
def test_a_bom_decides_over_everything_and_is_no_text(bom: bytes, codec: str, text: str, charset: str | None) -> None:
    assert text_of(bom + text.encode(codec), charset) == (text, codec, 0)


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (EN, "ascii", "utf-8"),
        (RU, "utf-8", "utf-8"),
        (RU, "cp1251", "cp1251"),
        (RU, "koi8-r", "koi8_r"),
        (RU, "iso8859-5", "iso8859_5"),
        (RU, "cp866", "cp866"),
        (UK, "cp1251", "cp1251"),
        (FR, "cp1252", "cp1252"),
        (ES, "cp1252", "cp1252"),
        (SV, "cp1252", "cp1252"),
        (PL, "cp1250", "cp1250"),
        (CS, "cp1250", "cp1250"),
        (TR, "cp1254", "cp1254"),
        (ZH, "gb18030", "gb18030"),
        (ZH, "gbk", "gb18030"),
        (TW, "big5", "big5"),
        (JA, "shift_jis", "shift_jis"),
        pytest.param(JA, "euc_jp", "euc_jp", marks=pytest.mark.xfail(reason="EUC-JP is taken for EUC-KR")),
        (KO, "euc_kr", "euc_kr"),
        (EN, "utf-16-le", "utf-16-le"),
        (EN, "utf-16-be", "utf-16-be"),
        (RU, "utf-16-le", "utf-16-le"),
        (RU, "utf-16-be", "utf-16-be"),
        pytest.param(
            ZH,
            "utf-16-le",
            "utf-16-le",
            marks=pytest.mark.xfail(reason="ideographs in UTF-16 without a BOM are rejected"),
        ),
    ],
)
@pytest.mark.parametrize("times", [1, 20])
def test_an_undeclared_encoding_is_found(text: str, codec: str, found: str, times: int) -> None:
    assert text_of((text * times).encode(codec)) == (text * times, found, 0)


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("windows-1251", "cp1251"), ("KOI8-R", "koi8-r"), ("UTF8", "utf-8"), ("iso-8859-5", "iso8859-5")],
)
def test_a_declared_charset_is_believed(charset: str, codec: str) -> None:
    # Two letters are too few to guess from.
    assert text_of("Да".encode(codec), charset) == ("Да", codec, 0)


@pytest.mark.parametrize(
    ("charset", "raw"),
    [
        ("utf-8", RU.encode("cp1251")),
        ("ascii", RU.encode("cp1251")),
        ("us-ascii", RU.encode()),
        ("gb18030", RU.encode("cp1251") + b"\xff"),
        ("utf-16", RU.encode("utf-16-be")),
        ("utf-16", RU.encode()[:-1]),
        ("utf-8", RU.encode("utf-16-le")),
        ("windows-1251", RU.encode("utf-16-le")),
        ("nonsense", RU.encode()),
        ("", RU.encode()),
        ("windows-1251", RU.encode()),
    ],
)
def test_a_wrong_charset_is_seen_through(charset: str, raw: bytes) -> None:
    assert text_of(raw, charset)[0].rstrip("я\n") == RU.rstrip("\n")


@pytest.mark.parametrize("case", CHARSETS, ids=lambda case: case["label"])
def test_utf8_wins_over_a_charset_that_makes_sense_of_any_bytes(engine: Engine, case: dict[str, Any]) -> None:
    raw = case["text"].encode(case["bytes"])
    text, encoding, damaged = text_of(raw, case["declared"])
    assert (encoding, damaged) == (case["read"], 0)
    assert text == raw.decode(case["read"])
    result = engine.clean(Page(source="a", raw=raw, charset=case["declared"]))
    assert isinstance(result, Cleaned)
    assert ("charset_overruled" in [note.code for note in result.document.notes]) == case["note"]


def test_an_html_page_says_too_that_its_charset_was_overruled(engine: Engine) -> None:
    page = Page(source="a", raw=f"<!doctype html><p>{RU}".encode(), charset="koi8-r")
    result = engine.clean(page)
    assert isinstance(result, Cleaned)
    assert [note for note in result.document.notes if note.code == "charset_overruled"] == [
        Note(code="charset_overruled", detail="Declared to be in koi8-r; the bytes are UTF-8, and were read so.")
    ]


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "hex", "rot13", "base64", "zip"]
)
def test_codecs_that_are_no_charsets_change_nothing(charset: str) -> None:
    text = "Rates: C:\\new \\u0041 +AGE- xn--4ca 6161"
    assert text_of(text.encode(), charset) == (text, "utf-8", 0)


@pytest.mark.parametrize("text", ["Привет", RU, ZH, EN + "…", "a\U0001f600"], ids=ascii)
def test_utf8_cut_inside_its_last_character_stays_utf8(text: str) -> None:
    whole = text.rstrip("\n")
    for cut in range(1, len(whole[-1].encode())):
        found = text_of(whole.encode()[:-cut])
        if len(whole) - len(whole.encode("ascii", "ignore")) > 1:
            assert found == (whole[:-1] + "\ufffd", "utf-8", 1)


def test_utf8_cut_inside_its_first_character_stays_utf8() -> None:
    assert text_of(RU.encode()[1:]) == ("\ufffd" + RU[1:], "utf-8", 1)


def test_a_legacy_quotation_mark_does_not_spoil_utf8() -> None:
    text, encoding, damaged = text_of(RU.encode() + b"\x93" + RU.encode() + b"\x94\n")
    assert (text, encoding, damaged) == (f"{RU}\ufffd{RU}\ufffd\n", "utf-8", 2)


def test_utf16_cut_inside_a_character_keeps_the_rest() -> None:
    assert text_of(codecs.BOM_UTF16_LE + RU.encode("utf-16-le")[:-1]) == (RU[:-1] + "\ufffd", "utf-16-le", 1)


@pytest.mark.parametrize("half", ["\ud800"], ids=ascii)
@pytest.mark.parametrize("text", [EN, RU])
def test_half_a_surrogate_pair_becomes_a_replacement_character(text: str, half: str) -> None:
    raw = f"{text}{half} here\n".encode("utf-8", "surrogatepass")
    assert text_of(raw) == (f"{text}\ufffd here\n", "utf-8", 1)


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize(("text", "codec"), [(ZH, "gb18030"), (TW, "big5"), (JA, "shift_jis"), (KO, "euc_kr")])
def test_the_sample_may_end_inside_a_character(text: str, codec: str, shift: int) -> None:
    long = "a" * shift + text * (SAMPLE // len(text))
    assert text_of(long.encode(codec)) == (long, codec, 0)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \t\r\n\x0b\x0c", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (codecs.BOM_UTF8 + b"\n", "empty"),
        (codecs.BOM_UTF16_LE, "empty"),
        (codecs.BOM_UTF16_BE + " \n".encode("utf-16-be"), "empty"),
        ("\u00a0\u2003\u2028".encode(), "empty"),
        (b"\x00\x00\x00\x00", "empty"),
        (b"%PDF-1.7\nThe text of it\n", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "binary"),
        (b"GIF89a", "binary"),
        (b"PK\x03\x04" + EN.encode(), "binary"),
        (b"\x1f\x8b\x08\x00", "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "binary"),
        (b"\x7fELF\x02", "binary"),
        (b"SQLite format 3\x00", "binary"),
        (b"name.txt" + b"\x00" * 504 + EN.encode(), "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
    ],
    ids=ascii,
)
def test_what_is_no_text_is_refused_with_its_reason(raw: bytes, reason: str) -> None:
    refused = decode(raw)
    assert isinstance(refused, Undecodable)
    assert refused.reason == reason
    assert "\n" not in refused.detail


def test_every_byte_there_is_makes_no_text() -> None:
    assert isinstance(decode(bytes(range(256)) * 40), Undecodable)


@pytest.mark.parametrize("text", ["The em\x00bassy informs", "A title\x00\n\nA text.\n", "\x00A title\n"])
def test_a_nul_inside_text_is_kept(text: str) -> None:
    assert text_of(text.encode()) == (text, "utf-8", 0)


@given(st.text(min_size=1).filter(lambda text: text.isprintable() and bool(text.strip())))
def test_any_printable_text_in_utf8_comes_back(text: str) -> None:
    if not text.encode().startswith((b"GIF8", b"%PDF-")):
        assert text_of(text.encode()) == (text, "utf-8", 0)


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        (b"<!DOCTYPE html><p>x", True),
        (b"\n <HTML lang=en>", True),
        (codecs.BOM_UTF8 + b"<html>", True),
        (b'<?xml version="1.0"?>\n<!-- a --> <!-- b -->\n<html>', True),
        (b"<!-- a -- > --><body class=x>", True),
        (b"<head>", True),
        (b"<header>", False),
        (b"<p>An HTML paragraph</p>", False),
        (b"On the tag <html> and its uses", False),
        (b"<!-- only a comment -->\nA title\n", False),
        (b"<!---->" * 500 + b"A title\n", False),
    ],
)
def test_a_page_that_begins_as_html_is_told(raw: bytes, html: bool) -> None:
    assert is_html(raw) is html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", ["a\n", "b"]),
        ("a\r\nb\r\n", ["a\r\n", "b\r\n"]),
        ("a\nb\r\nc\rd\n", ["a\n", "b\r\n", "c\rd\n"]),
        ("a\rb\rc", ["a\r", "b\r", "c"]),
        ("a\r\r\nb", ["a\r\r\n", "b"]),
        ("\r", ["\r"]),
        ("\n\n", ["\n", "\n"]),
        ("a\u2028b\u2029c\x0bd\x0ce\x85f\x1cg\x1dh\x1ei", ["a\u2028b\u2029c\x0bd\x0ce\x85f\x1cg\x1dh\x1ei"]),
        ("a\x0c\nb", ["a\x0c\n", "b"]),
        ("", []),
    ],
    ids=ascii,
)
def test_lines_end_at_line_ends_only(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def cleaned(engine: Engine, raw: bytes) -> Cleaned:
    result = engine.clean(Page(source="page", raw=raw, site="rusemb.org.uk"))
    assert isinstance(result, Cleaned), result
    return result


PAGE = "A title\n\n" + RU


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_labels_stand_in_code_points_of_the_text_without_bom(engine: Engine, codec: str) -> None:
    plain = cleaned(engine, PAGE.encode())
    other = cleaned(engine, PAGE.encode(codec))
    assert (other.text, other.lines, other.document) == (plain.text, plain.lines, plain.document)
    assert plain.text == PAGE
    assert [(line.n, line.start, line.end) for line in plain.lines[:2]] == [(1, 0, 8), (2, 8, 9)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=ascii)
def test_line_ends_change_no_label(engine: Engine, end: str) -> None:
    plain = cleaned(engine, PAGE.encode())
    other = cleaned(engine, PAGE.replace("\n", end).encode())
    assert [(line.n, line.label) for line in other.lines] == [(line.n, line.label) for line in plain.lines]
    assert other.document == plain.document


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\x1e"], ids=ascii)
def test_other_marks_end_no_line_and_stay_out_of_the_record(engine: Engine, mark: str) -> None:
    result = cleaned(engine, f"A ti{mark}tle\n\nFirst half{mark}second half.\n".encode())
    assert [line.n for line in result.lines] == [1, 2, 3]
    assert mark in result.text
    assert result.document.title in ("A ti tle", "A title")
    assert result.document.body == "First half second half."


def test_damage_is_a_note(engine: Engine) -> None:
    notes = cleaned(engine, PAGE.encode()[:-2] + b"\xd0").document.notes
    assert [note.code for note in notes] == ["undecodable_bytes"]
    assert cleaned(engine, PAGE.encode()).document.notes == ()


def test_decoding_alone_says_what_cleaning_says(engine: Engine) -> None:
    page = Page(source="page", raw=PAGE.encode("koi8-r"), url="https://www.mid.ru/ru/a")
    assert engine.decode(page) == Decoded(PAGE, "koi8_r", "mid.ru")
    assert engine.decode(Page(source="page", raw=b"%PDF-1.7")) == engine.clean(Page(source="page", raw=b"%PDF-1.7"))


@pytest.mark.parametrize(
    ("media_type", "text"),
    [(None, "A title\n"), ("text/html", "A title\n"), ("text/plain", "<html>\n<p>A title</p>\n")],
)
def test_html_is_rendered_unless_it_is_called_text(engine: Engine, media_type: str | None, text: str) -> None:
    result = engine.clean(Page(source="page", raw=b"<html>\n<p>A title</p>\n", media_type=media_type))
    assert isinstance(result, Cleaned)
    assert result.text == text
