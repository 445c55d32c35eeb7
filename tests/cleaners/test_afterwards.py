"""Lines around the text of an article that the model took for something else: what signs it, facts, items of lists."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from cleaners import (
    above_trail,
    endings,
    fact_rows,
    filters,
    letterhead,
    list_ends,
    list_items,
    outside_links,
    page_links,
    played,
    same_block,
    sign_offs,
    steps,
    teasers,
    vocabulary,
)
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.field_rows import are_subject, field_rows, keep_labels
from cleaners.kinds import settled
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.contact import is_address
from cleaners.structure.entries import Item
from schemas import Kind, Label

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
LABELS: dict[str, Label] = {"T": "title", "K": "body", "R": "related", "F": "furniture", "M": "meta"}


def after(change: Callable[[Reading, list[Verdict]], None], labels: str, *lines: str) -> list[Verdict]:
    """Return the verdicts on lines that the model labelled so, once a rule has changed them."""
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    verdicts = [Verdict(LABELS[letter], f"model/{LABELS[letter]}", 0.7) for letter in labels]
    change(page, verdicts)
    return verdicts


def letters(verdicts: list[Verdict]) -> str:
    by_label = {label: letter for letter, label in LABELS.items()}
    return "".join(by_label[verdict.label] for verdict in verdicts)


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("Tollen", "12 March 2024"), "FF", "KK"),
        (("Tollen", "12 March 2024", "Home"), "FFF", "KKF"),
        (("Tollen", "12 March 2021"), "FF", "FF"),
        (("Ferries sail again", "12 March 2024"), "FF", "FF"),
        (("Tollen", "12 March 2024", "Lund", "11 March 2024"), "FFFF", "FFFF"),
        (("12 March 2024", "Harbour Board of Tollen"), "FF", "KK"),
        (("12 March 2024", "The pilots have a new boat"), "FF", "FF"),
        (("o Office: 9 to 12", "o Telephone: 55 01 17", "12 March 2024", "Harbour Board of Tollen"), "FFFF", "KKKK"),
        (("o Office: 9 to 12", "2 March 2024", "Harbour Board of Tollen"), "FFF", "FFF"),
        (("Harbour Master", "captain of the second rank", "A. B. Holm", "Share"), "FRFF", "KKKF"),
        (("Harbour Master", "Anna Holm and others", "Share"), "FFF", "FFF"),
        (("A. B. Holm", "Share"), "FF", "FF"),
        (("Share", "A. B. Holm"), "FF", "FF"),
        (("For the Republic of Tollen, Anna Holm", "For the Isles: B. Reed", "Share"), "FRF", "KKF"),
        (("За Республику Толлен", "За Острова", "Поделиться"), "FFF", "KKF"),
        (("For the Republic of Tollen, Anna Holm", "Share"), "FF", "FF"),
        (("For the media", "For the Board", "Share"), "FFF", "FFF"),
        (("Für Bürger", "Für Unternehmen", "Teilen"), "FFF", "FFF"),
        (("Pour l’État de Tollen", "Pour la Ville de Lund", "Partager"), "FFF", "KKF"),
        (("عن حكومة تولن", "عن حكومة الجزر", "مشاركة"), "FFF", "KKF"),
        (("For the Press", "For the Public", "Share"), "FFF", "FFF"),
        (("Für die Presse", "Für die Schulen", "Teilen"), "FFF", "FFF"),
        # Words and menus that begin with the same letters or words.
        (("ЗАКОНЫ О ПОРТЕ", "ОТДЕЛЫ ПОРТА", "Поделиться"), "FFF", "FFF"),
        (("عناوين الميناء", "عنوان الميناء", "مشاركة"), "FFF", "FFF"),
        (("عن الوزارة", "عن الموقع", "مشاركة"), "FFF", "FFF"),
    ],
)
def test_what_signs_a_text(lines: tuple[str, ...], labels: str, expect: str) -> None:
    page = ("Harbour Board of Tollen", "Ferries", "12 March 2024", "The board met and let them sail.")
    verdicts = after(sign_offs.keep, "FTMK" + labels, *page, *lines)
    assert letters(verdicts)[4:] == expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("T", "12 March 2024", "Category: Harbours", "Text."), "TMFK", "TMMK"),
        (("Press release no. 4", "News ID: 4711", "T", "Text."), "MKTK", "MMTK"),
        (("T", "Category: Harbours", "Tags: ferries", "Text."), "TKKK", "TKKK"),
        (("T", "12 March 2024", "The aim: more ferries", "Text."), "TMKK", "TMKK"),
        (("T", "12 March 2024", "Department: Harbours", "Text."), "TMFK", "TMMK"),
        (("제목", "작성일 2024-03-12", "부서명 항만과", "본문."), "TMKK", "TMMK"),
        (("T", "12 March 2024", "Local ferries sail", "Text."), "TMKK", "TMKK"),
    ],
)
def test_rows_of_facts_around_a_headline(lines: tuple[str, ...], labels: str, expect: str) -> None:
    title = labels.index("T")
    assert letters(after(lambda page, said: fact_rows.label(page, said, title), labels, *lines)) == expect


def test_a_row_of_facts_names_the_author_of_the_item() -> None:
    lines = ("T", "12 March 2024", "Author: Anna Holm", "Text.")
    verdicts = after(lambda page, said: fact_rows.label(page, said, 0), "TMFK", *lines)
    assert verdicts[2].field == "author"


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("- nets", "- lines", "- buoys"), "KFK", "KKK"),
        (("- nets", "lines", "- buoys"), "KFK", "KFK"),
        (("- nets", "* lines", "- buoys"), "KFK", "KFK"),
        (("- nets", "- lines", "- buoys"), "KFF", "KFF"),
        (("The shop has:", "- nets", "- lines", "- buoys", "Sold."), "KKFFK", "KKKKK"),
        (("The shop has:", "- nets", "- lines", "- buoys", "Sold."), "KFFFK", "KFFFK"),
        (("Nets are made in two steps:", "ropes are cut (May)", "knots are tied (June)", "Menu"), "KFFF", "KFFF"),
        (("Nets are made in two steps:", "ropes are cut (May)", "knots are tied (June)"), "KFF", "KKK"),
        (("Nets are made in two steps:", "Ropes are cut (May)", "Knots are tied (June)"), "KFF", "KFF"),
        (("Nets are made in two steps.", "ropes are cut (May)", "knots are tied (June)"), "KFF", "KFF"),
        (("The shop has", "- nets", "- lines", "- buoys"), "KFKK", "KKKK"),
        (("The shop has", "- nets", "- lines", "* buoys"), "KFKK", "KFKK"),
        (("The shop has", "- nets", "- lines", "- buoys"), "FFKK", "FFKK"),
        (("The shop has nets.", "- nets", "- lines", "- buoys", "Menu"), "KKFFF", "KKFFF"),
        (("The chair", "Anna Holm", ", spoke of nets."), "FKK", "KKK"),
        (("【論文】", "掲載誌：港湾学報", "論文名：縄の研究", "著者：H. Sato", "DOI：10.0/jac"), "KFFKK", "KKKKK"),
        (("The paper", "Journal: Nets", "Title: On ropes", "By: A. Holm", "Menu: all"), "KFFKF", "KFFKF"),
        (("The paper", "Journal: Nets", "Title: On ropes", "By: A. Holm", "Pages: 4"), "FFFKK", "FFFKK"),
        (("The paper", "Ferry: north", "Ferry: south", "Ferry: east"), "KFKK", "KFKK"),
        (("In the hall.", "The chair", "Anna Holm", ", spoke of nets."), "FFFK", "FKKK"),
        (("The chair", "Anna Holm", "» spoke of nets."), "FKK", "FKK"),
        (("The chair", "Anna Holm", ", spoke of nets."), "FFF", "FFF"),
        (("【概要】", "網を売る。", "【背景】", "縄を売る。", "【成果】", "樽を売る。"), "FKKKKK", "KKKKKK"),
        (("【概要】", "網を売る。", "【背景】", "縄を売る。"), "FKKK", "FKKK"),
        (("Nets are sold.", "Where to buy", "You can:", "* ask the board", "* call us", "Sold."), "KFFFFK", "KKKKKK"),
        (("Nets are sold.", "Where to buy", "* Ask Holm", "* Call us", "Sold."), "KFFFK", "KKKKK"),
        (("Nets are sold.", "Where to buy", "* Ask Holm", "* Call us", "Menu"), "KFFFF", "KFFFF"),
        (("Nets are sold.", "Latest news", "* Ask Holm", "* Call us", "Sold."), "KFFFK", "KFFFK"),
        (("Nets are sold.", "To the board", "The board sells nets and ropes on Fridays from nine."), "KFK", "KKK"),
        (
            ("Nets are sold.", "Watch (opens in a new window)", "The board sells nets and ropes on Fridays from nine."),
            "KFK",
            "KFK",
        ),
        (("It is told in the case of the old ferries", "II K 18/24", "of which the last one sank."), "KMK", "KKK"),
        (("It is told in the case of the old ferries.", "II K 18/24", "of which the last one sank."), "KMK", "KMK"),
        (("It is told in the case of the old ferries", "II K 18/24", "The last one sank."), "KMK", "KMK"),
        (("Nets are sold.", "Print", "The board sells nets and ropes on Fridays from nine."), "KFK", "KFK"),
        (("Nets are sold.", "To the board", "Nets"), "KFK", "KFK"),
        (("Nets are sold.", "To the board", "Menu"), "KFF", "KFF"),
        (("【概要】", "メニュー", "【背景】", "縄を売る。", "【成果】", "樽を売る。"), "FFKKKK", "FFKKKK"),
    ],
)
def test_items_of_a_list(lines: tuple[str, ...], labels: str, expect: str) -> None:
    assert letters(after(list_items.keep, labels, *lines)) == expect


def test_sentences_in_hangul_make_no_record() -> None:
    text = [
        "항만청은 폭풍으로 부서진 부두를 고친 뒤 다음 달부터 여객선을 다시 운항하기로 하였습니다.",
        "섬에 사시는 분들은 새 시간표가 나올 때까지 예전 선착장을 이용하여 주시기 바랍니다.",
        "부서명 항만과",
    ]
    assert settled("record", text) == "article"
    assert settled("record", ["부서명 항만과", "담당자 홍길동", "전화번호 02-555-0117"]) == "record"


@pytest.mark.parametrize(
    ("kind", "lines", "labels", "expect"),
    [
        ("article", ("Press contact", "Harbour Board", "Anna Holm, 55 01 17"), "KKF", "FFF"),
        ("article", ("Press contact", "Harbour Board", "Anna Holm, 55 01 17"), "FKK", "FFF"),
        ("article", ("お問い合わせ先", "港湾局 企画課"), "KK", "FF"),
        ("article", ("Thank you.", "Anna Holm"), "KK", "KK"),
        ("article", ("Harbour Board of Tollen, Moor", "Kai 3, 10178 Tollen"), "KK", "FF"),
        ("record", ("Harbour Board of Tollen", "+44 20 7946 0117"), "KK", "FF"),
        ("article", ("Harbour Board of Tollen", "It sits on Mondays."), "KK", "KK"),
        ("article", ("Fishery Board of Tollen", "Kai 3, 10178 Tollen"), "KK", "KK"),
        ("article", ("12 March 2024", "Harbour Board of Tollen", "Kai 3, 10178 Tollen"), "KKK", "KKK"),
        ("article", ("Contact", "The board can be reached at any hour of the day and of the night."), "KK", "KK"),
        ("record", ("Contact", "Harbour Board", "Tollen"), "KKK", "KKK"),
        ("record", ("Other berths", "North quay, 12 m", "West quay, 8 m"), "KKK", "FRR"),
        ("record", ("Andere Liegeplätze", "Nordkai"), "FK", "FR"),
        ("article", ("Avis similaires", "Dragage du chenal"), "KK", "FR"),
        ("record", ("Ces postes peuvent vous intéresser", "Pilote du chenal"), "KK", "FR"),
        ("record", ("他の岸壁", "北埠頭"), "KK", "FR"),
        ("record", ("Berths", "North quay, 12 m", "West quay, 8 m"), "KKK", "KKK"),
        ("record", ("Others came too.", "North quay, 12 m"), "KK", "KK"),
        ("record", ("Quick links", "North quay", "West quay"), "FKK", "FFF"),
        ("record", ("Pautan", "Jeti utara"), "KK", "FF"),
        ("record", ("Links of the quay", "North quay"), "KK", "KK"),
        ("article", ("Topics", "Ferries", "SDG 14"), "FKK", "FFF"),
        ("article", ("Mada", "Bandari", "Samaki", "Taarifa nyingine", "Gati jipya lafunguliwa"), "KKKFK", "FFFFR"),
        ("article", ("Etiketak", "kaia", "The quay is open."), "KKK", "FFK"),
        ("article", ("Tags", "Education", "Quays"), "FKK", "FFF"),
        ("record", ("Topics", "Ferries", "Quays"), "KKK", "KKK"),
        ("record", ("Created: 2 May 2024", "By: Anna Holm", "Last updated: 3 May 2024", "Older ones"), "KKKK", "FFFF"),
        ("record", ("Metryka", "Wytworzył: Anna Holm", "Data wytworzenia: 2024-05-02", "Wejść: 7"), "KKKK", "FFFF"),
        ("record", ("Published: 2 May 2024", "By: Anna Holm", "Department: Harbours", "Quay 4"), "KKKK", "KKKK"),
        ("record", ("Created: 2 May 2024", "Last updated: 3 May 2024", "Quay 4"), "KKK", "KKK"),
        ("record", ("Other berths", *map("Quay {}".format, range(30))), "K" * 31, "K" * 31),
    ],
)
def test_a_text_ends_above_contacts_and_other_items(
    kind: Kind, lines: tuple[str, ...], labels: str, expect: str
) -> None:
    page = ("Harbour Board of Tollen", "Ferries", "The harbour board met on Monday and let the ferries sail again.")
    verdicts = after(partial(endings.close, kind=kind), "FTK" + labels, *page, *lines)
    assert letters(verdicts)[3:] == expect


@pytest.mark.parametrize("end", [".", "。", "।", "۔", "։", "።", "!", "？"])
def test_a_sentence_ends_in_any_script(end: str) -> None:
    assert endings.is_sentence("The harbour board met on Monday and let the ferries sail" + end)
    assert not endings.is_sentence("The harbour board met and let them sail")


@pytest.mark.parametrize(
    ("kind", "labels", "expect"),
    [
        ("record", "TKKKKBKK", "TKKKKBFF"),
        ("record", "TKKKKFKK", "TKKKKFKK"),
        ("article", "TKKKKBKK", "TKKKKBKK"),
        ("record", "TKKKKBKKKKK", "TKKKKBKKKKK"),
    ],
)
def test_buttons_end_a_record(kind: Kind, labels: str, expect: str) -> None:
    sentence = "The harbour board met on Monday and let the ferries sail again."
    lines = [sentence if index == 2 else f"Berth {index} of the quay" for index in range(len(labels))]

    def change(page: Reading, verdicts: list[Verdict]) -> None:
        for index in (index for index, letter in enumerate(labels) if letter == "B"):
            verdicts[index] = Verdict("furniture", "structure/button", 0.9)
        endings.close(page, verdicts, kind)

    assert letters(after(change, labels.replace("B", "F"), *lines)) == expect.replace("B", "F")


def test_a_button_of_each_file_ends_no_record() -> None:
    sentence = "The harbour board met on Monday and let the ferries sail again."
    files = ("Download", "Terms", "Download", "Plans", "Download", "Fees")

    def change(page: Reading, verdicts: list[Verdict]) -> None:
        verdicts[5:11:2] = [Verdict("furniture", "structure/button", 0.9)] * 3
        endings.close(page, verdicts, "record")

    assert letters(after(change, "TKKKKFKFKFK", "Quays", "North", "West", "East", sentence, *files)) == "TKKKKFKFKFK"


def test_what_has_no_sentence_goes_on_below_such_a_head() -> None:
    lines = ("Quays", "North quay", "Other quays", "West quay")
    assert letters(after(partial(endings.close, kind="record"), "TKKK", *lines)) == "TKKK"


@pytest.mark.parametrize(
    ("fields", "kind", "expect"), [(8, "record", "FRR"), (8, "article", "KKK"), (5, "record", "KKK")]
)
def test_a_head_of_others_ends_a_record_that_has_no_sentence(fields: int, kind: Kind, expect: str) -> None:
    lines = ["Staff of the quay", *(f"Keeper {number}, room 4{number}" for number in range(fields)), "See also"]
    labels = "T" + "K" * (len(lines) + 1)
    said = letters(after(partial(endings.close, kind=kind), labels, *lines, "Board of weirs", "Port school"))
    assert said[-3:] == expect


def test_a_record_goes_on_below_a_field_that_names_others() -> None:
    lines = (
        "Lamp",
        *(f"Part {number}: of brass" for number in range(8)),
        "See also",
        "Lamp of the quay",
        "Weight: 9 kg",
    )
    assert letters(after(partial(endings.close, kind="record"), "T" + "K" * 11, *lines)) == "T" + "K" * 11


WEATHER = ("Wind: 7 m/s", "Tide: 1.8 m")
PARAGRAPH = (
    "The harbour board met on Monday and let the ferries sail again, as it had told the islands a week before. " * 2
)


@pytest.mark.parametrize(
    ("lines", "labels", "title", "kind", "expect"),
    [
        ((*WEATHER, "Home / Fees / Berths", "Berths"), "KKFT", 3, "record", "FFFT"),
        ((*WEATHER, "Home / Fees / Berths", "Berths"), "RRFT", 3, "listing", "FFFT"),
        ((*WEATHER, "Home / Fees / Berths", "Berths"), "RRFT", 3, "article", "RRFT"),
        ((*WEATHER, "Berths", "Home / Fees / Berths"), "KKTF", 2, "record", "KKTF"),
        ((*WEATHER, "Fees", "Berths"), "KKFT", 3, "record", "KKFT"),
        ((*WEATHER, PARAGRAPH, "Home / Fees / Berths", "Berths"), "KKKFT", 4, "article", "KKKFT"),
    ],
)
def test_what_stands_above_the_trail_is_no_text(
    lines: tuple[str, ...], labels: str, title: int, kind: Kind, expect: str
) -> None:
    assert letters(after(partial(above_trail.drop, title=title, kind=kind), labels, *lines)) == expect


@pytest.mark.parametrize(
    ("kind", "labels", "expect"),
    [
        ("article", "FKTKK", "FFTKK"),
        ("record", "KKTKKKK", "FFTKKKK"),
        ("record", "KMTKKF", "FMTKKF"),
        ("record", "KKTKF", "KKTKF"),
        ("article", "KKKKKT" + "K" * 12, "KKKKKT" + "K" * 12),
        ("listing", "FKTKK", "FKTKK"),
    ],
)
def test_few_lines_above_a_headline_are_no_text(kind: Kind, labels: str, expect: str) -> None:
    lines = [f"Berth {number} of the north quay" for number in range(len(labels))]

    def change(page: Reading, verdicts: list[Verdict]) -> None:
        above_trail.drop_above_headline(verdicts, labels.index("T"), kind)

    assert letters(after(change, labels, *lines)) == expect


FIELDS = ("Case number", "HB 58/24", "Harbour", "Tollen", "Deadline", "3 May 2024", "Pilot", "none")


@pytest.mark.parametrize(
    ("lines", "expect"),
    [
        (("Print", "", *FIELDS, "", "The board met and let them sail."), range(1, 9)),
        (("Print", *FIELDS, "Share", "Home"), range(1, 9)),
        (("Print", "", *FIELDS[:6], "", "The board met and let them sail."), ()),
        (("Print", "", "Case number", "HB 58/24", *FIELDS[2:4], *FIELDS[6:8], "Crane", "two"), ()),
        ((*FIELDS[:4], "The board met and let them sail.", "It did so.", *FIELDS[4:]), ()),
        (tuple(line for field in FIELDS for line in (field, "")), range(8)),
    ],
)
def test_fields_without_a_colon_above_their_values(lines: tuple[str, ...], expect: range | tuple[int, ...]) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert field_rows(page, np.zeros(len(page))) == [*expect]


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("Previous article", "Otters counted", "Next article", "Ferries painted"), "FFFF", "FRFR"),
        (("Previous article", "Otters counted", "Next article"), "FFF", "FRF"),
        (("前の記事", "港の鯨を数える", "次の記事", "灯台の塗装が終わる"), "FFFF", "FRFR"),
        (("Read more", "Otters counted", "Read more", "Ferries painted"), "FFFF", "FFFF"),
        (("Previous article", "Next article", "Ferries painted"), "FFF", "FFF"),
        (("Previous article", "Share", "Next article", "Print"), "FFFF", "FFFF"),
        (("Previous article", "Otters counted", "Next article", "Ferries painted"), "FKFM", "FKFM"),
    ],
)
@pytest.mark.parametrize("kind", ["article", "record"])
def test_headlines_below_two_buttons_are_of_other_items(
    kind: Kind, lines: tuple[str, ...], labels: str, expect: str
) -> None:
    verdicts = after(partial(teasers.set_right, kind=kind), "TK" + labels, "Quays", "They are open.", *lines)
    assert letters(verdicts)[2:] == expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("T", "Kind of notice", "All", "Weir closed", "12 March 2024"), "TKRRR", "TFFRR"),
        (("T", "Here stand all notices of the board.", "Weir closed", "12 March 2024"), "TKRR", "TKRR"),
        (("T", "Weir closed", "12 March 2024", "Notices by post"), "TRRK", "TRRK"),
        (("Kind of notice", "Weir closed", "12 March 2024"), "KRR", "KRR"),
        # The first entry was read from its second line on.
        (("T", "Fees of the north quay from April", "Weir closed", "12 March 2024"), "TRRR", "TRRR"),
        (("T", "All", "Fees of the north quay from April", "Quay office", "Weir closed", "x"), "TKRKRR", "TFRKRR"),
        (("T", "1 to 10 of 214 notices to mariners", "Weir closed", "12 March 2024"), "TRRR", "TFRR"),
    ],
)
def test_filters_above_the_first_entry(lines: tuple[str, ...], labels: str, expect: str) -> None:
    at = lines.index("Weir closed")
    title = lines.index("T") if "T" in lines else None

    def drop(page: Reading, verdicts: list[Verdict]) -> None:
        verdicts[:] = [said._replace(reason="model/entry") if said.label == "related" else said for said in verdicts]
        filters.drop(page, verdicts, title, [Item("2024-03-12", "Weir closed", at, [at + 1])])

    assert letters(after(drop, labels, *lines)) == expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("T", "Sort by: newest first", "Weir closed", "12 March 2024"), "TRRR", "TFRR"),
        (("T", "Sorteer op： datum", "Weir closed", "12 March 2024"), "TKRR", "TFRR"),
        (("T", "Partij: alle partijen", "Weir closed", "12 March 2024"), "TRRR", "TFRR"),
        (("T", "Raad: alle honden aan de lijn", "Weir closed"), "TRR", "TRR"),
        (("T", "Sort by:", "Weir closed: 12 March 2024"), "TRR", "TRR"),
        (("T", "Filter: the harbour has one from today on.", "Weir closed"), "TKR", "TKR"),
        (("Sort by: newest first", "Weir closed", "12 March 2024"), "RRR", "RRR"),
        (("T", *["Weir closed"] * 9, "Sort by: newest first"), "T" + "R" * 10, "T" + "R" * 10),
    ],
)
def test_the_order_of_entries_is_none_of_them(lines: tuple[str, ...], labels: str, expect: str) -> None:
    def drop(page: Reading, verdicts: list[Verdict]) -> None:
        said = {"related": "model/entry", "body": "model/body"}
        verdicts[:] = [verdict._replace(reason=said.get(verdict.label, verdict.reason)) for verdict in verdicts]
        filters.drop_orders(page, verdicts, 0 if labels[0] == "T" else None)

    assert letters(after(drop, labels, *lines)) == expect


@pytest.mark.parametrize(
    ("line", "expect"),
    [
        ("Notice of the board on north quays", "TFKKRRRR"),
        ("• Notice of the board on north quays", "TFFFRRRR"),
        ("Notice on quays", "TFFFRRRR"),
        ("Order of the board on north quays", "TFFFRRRR"),
    ],
)
def test_the_first_entry_begins_as_others_do(line: str, expect: str) -> None:
    lines = ("T", "All", line, "Weirs, walls", "Notice on weirs", "12 March 2024", "Notice on eels", "9 March 2024")

    def drop(page: Reading, verdicts: list[Verdict]) -> None:
        filters.drop(page, verdicts, 0, [Item("2024-03", lines[at], at, [at + 1]) for at in (4, 6)])

    assert letters(after(drop, "TKKKRRRR", *lines)) == expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("• News", "• Statement", "• 12 March 2024", "• Harbour Board", "• 1 minute", "T"), "FFFFFT", "FMMMMT"),
        (("• Ferries sail", "• Bulletin", "• 12 March 2024", "Ferries sail"), "FFFT", "FMMT"),
        (("• Ferries", "• Quays", "• 12 March 2024", "T"), "FFFT", "FFMT"),
        (("• 12 March 2024", "• 11 March 2024", "T"), "FFT", "FFT"),
        (("• 12 March 2024 The quay opens", "• Bulletin", "T"), "FFT", "FFT"),
        (("• 12 March 2024", "Harbour Board", "T"), "FFT", "FFT"),
    ],
)
def test_facts_behind_bullets_above_a_headline(lines: tuple[str, ...], labels: str, expect: str) -> None:
    title = labels.index("T")
    assert letters(after(lambda page, said: fact_rows.label_bulleted(page, said, title), labels, *lines)) == expect


TEXT = "The board met on the quay and let the ferries sail again from the first day of spring."


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("Details", "Published", "12 March 2024", "Author", "Harbour Board", "Share"), "FFMKFF", "MMMMMF"),
        (("Ferry", "Published", "12 March 2024", "Ferry", "Harbour Board"), "KFMKK", "KMMKK"),
        (("Utgitt", "12 March 2024", "Author", "Harbour Board"), "KKKF", "MMMM"),
        (("Utgitt", "13 March 2024", "Author", "Harbour Board"), "KKKF", "KKKF"),
        (("Harbour Board", "12 March 2024", "Share"), "KKF", "KKF"),
    ],
)
def test_facts_on_two_lines_below_a_text(lines: tuple[str, ...], labels: str, expect: str) -> None:
    def label(page: Reading, verdicts: list[Verdict]) -> None:
        verdicts[0] = verdicts[0]._replace(field="published")
        fact_rows.label_pairs(page, verdicts)

    verdicts = after(label, "MTK" + labels, "• 12 March 2024", "Ferries sail", TEXT, *lines)
    assert letters(verdicts)[3:] == expect


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Harbour Board, Fish Quay 3, 10178 Tollen", True),
        ("Al. Rybacka 23a, 00-580 Moorau", True),
        ("Fiskargatan 2 B, 111 28 Tollen", True),
        ("1146 Tollen, Quay of the Pilots 72.", True),
        ("〒231-0005 港区中町6丁目50番地", True),
        ("In the storm 23, 12000 fled from Tollen to the hills.", False),
        ("Ferries 2, 2024 Tollen", False),
        ("Fish Quay, Tollen", False),
    ],
)
def test_addresses(text: str, expect: bool) -> None:
    assert is_address(text) is expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("Desk of the pilots", "Tel. +44 20 7946 0117"), "RF", "FF"),
        (("Fish Quay 3, 10178 Tollen", "Share"), "RF", "FF"),
        (("Otters counted in the harbour", "Share"), "RF", "RF"),
        (("Otters counted", "Desk of the pilots", "Tel. +44 20 7946 0117"), "RRF", "RRF"),
    ],
)
def test_an_office_that_stands_alone_is_no_headline(lines: tuple[str, ...], labels: str, expect: str) -> None:
    def set_right(page: Reading, verdicts: list[Verdict]) -> None:
        verdicts[:] = [said._replace(reason="model/teaser") if said.label == "related" else said for said in verdicts]
        teasers.set_right(page, verdicts, "article")

    page = ("Quays", "They are open.", "Print", "Save")
    assert letters(after(set_right, "TKFF" + labels, *page, *lines))[4:] == expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("Was this page helpful?", "Yes", "Tell us why"), "FKK", "FFF"),
        (("Rate this page", "Average: 4 of 5", "Tell us why"), "KKK", "FFF"),
        (("Comments", "Those of the board stand in the annex"), "KK", "KK"),
    ],
)
@pytest.mark.parametrize("kind", ["article", "record"])
def test_a_form_for_opinions_ends_the_text(kind: Kind, lines: tuple[str, ...], labels: str, expect: str) -> None:
    page = ("Quays", "North", "South", "East", "West", "The quays are open to all who have business on a ship there.")
    verdicts = after(partial(endings.close, kind=kind), "TKKKKK" + labels, *page, *lines)
    assert letters(verdicts)[6:] == expect


TOLD = "The pumps ran all night, and the lower quay stayed dry until the morning."


@pytest.mark.parametrize(
    ("heads", "labels", "expect"),
    [
        (("Monday 4 March", "Tuesday 5 March", "Friday 8 March", "Sunday 10 March"), "KKRKKKFK", "KKKKKKKK"),
        (("00:00:42", "00:01:38", "00:05:10", "00:11:27"), "KKFKKKFK", "KKKKKKKK"),
        (("00:00:42", "00:01:38", "00:05:10", "00:11:27"), "FKFKFKFK", "FKFKFKFK"),
        (("Monday 4 March", "Tuesday 5 March", "Friday 8 March"), "KKRKMK", "KKRKMK"),
        (("Monday 4 March", "Tuesday 5 March", "Friday 8 March", "Sunday 10 March"), "KKKKRRRR", "KKKKRRRR"),
    ],
)
def test_days_and_time_stamps_head_parts_of_a_text(heads: tuple[str, ...], labels: str, expect: str) -> None:
    texts = [
        f"{TOLD} So did day {number}." if labels[2 * number + 1] == "K" else "Otters" for number in range(len(heads))
    ]
    lines = [line for pair in zip(heads, texts, strict=True) for line in pair]
    assert letters(after(steps.keep, "TK" + labels, "Flood", TOLD, *lines))[2:] == expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("Education", "Master of Locks, Tollen (1991)", "Doctor of Tides (2003)"), "KFF", "KKK"),
        (("Education", "Master of Locks, Tollen (1991)", "Lives in Tollen"), "KFF", "KFF"),
        (("Publications", "Master of Locks, Tollen (1991)", "Doctor of Tides (2003)"), "FFF", "FFF"),
    ],
)
def test_degrees_bear_their_years(lines: tuple[str, ...], labels: str, expect: str) -> None:
    assert letters(after(steps.keep, "TK" + labels, "Oda Brunn", TOLD, *lines))[2:] == expect


def fields_of(*lines: str, sure: str) -> list[int]:
    """Return the fields of a record of which a digit for each line says how surely it is text, in tenths."""
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    return field_rows(page, np.array([int(tenths) / 10 for tenths in sure]))


def test_the_model_may_doubt_the_head_of_many_files() -> None:
    files = ("Form (PDF, 1.2 MB)", "Map (PDF, 0.3 MB)", "Fees (DOCX, 44 kB)")
    assert fields_of("Status: open", "Documents", *files, "Back", sure="921110") == [1, 2, 3, 4]
    assert fields_of("Status: open", "Documents", *files, "Back", sure="961110") == [2, 3, 4]
    assert fields_of("Status: open", "Documents", *files, "Back", sure="911110") == []
    assert fields_of("Status: open", "Documents", *files[:2], "Back", sure="92110") == []


def test_files_in_a_table_are_fields_with_their_head() -> None:
    files = ("Application form\tPDF\t04-May-2023\t1.2 MB", "Map of the berths\tPDF\t04-May-2023\t0.3 MB")
    assert fields_of("Status\tOpen", "Documents", *files, "Back", sure="92110") == [1, 2, 3]
    assert fields_of("Status\tOpen", "Documents", *files, "Back", sure="12110") == []
    assert fields_of("Status\tOpen", "Documents", "Form (PDF, 1.2 MB)", "Map (PDF, 0.3 MB)", sure="9211") == []


def test_a_format_between_fields_is_one() -> None:
    assert fields_of("Format", "CSV", "Language", "Print", "PDF", "Share", sure="808000") == [1]


PAIRS = ("Origin:", "Tollen", "Judge:", "ODA BRUNN", "Claimant:", "Pilots", "Counsel:", "A. HOLM", "Filed on:", "1 May")


@pytest.mark.parametrize(
    ("lines", "tenths", "expect"),
    [
        ((*PAIRS, "Against:", "Harbour Board"), 3, True),
        ((*PAIRS, "Against:", "Harbour Board"), 0, False),
        (PAIRS, 3, False),
        ((*PAIRS, "Origin:", "Lund"), 3, False),
        ((*PAIRS, "Decision:", "The court finds. " * 12), 3, False),
    ],
)
def test_labels_above_values_are_the_subject_of_a_page(lines: tuple[str, ...], tenths: int, expect: bool) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert are_subject(page, np.full(len(page), tenths / 10)) is expect


TENDER = ("Contracting authority", "Harbour Board", "Type of procedure", "Open", "Estimated value", "1.2 million",
          "Award criteria", "Lowest price", "Quay", "North", "Lots", "Three")  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "expect"),
    [
        (TENDER, True),
        (tuple(line.replace("Quay", "Salary") for line in TENDER), True),
        # Too few pairs, too few that are known, and one label twice.
        (TENDER[:10], False),
        (tuple(line.replace("Award criteria", "Ropes").replace("Estimated value", "Sum") for line in TENDER), False),
        (tuple(line.replace("Quay", "Lots") for line in TENDER), False),
    ],
)
def test_known_labels_above_values_are_the_subject_of_a_page(lines: tuple[str, ...], expect: bool) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert are_subject(page, np.zeros(len(page))) is expect


def test_two_labels_near_four_are_fields_too() -> None:
    more = ("Subject:", "Dues | Berths", "Closed:", "no")
    assert fields_of(*PAIRS, "Summary Dates Map", *more, sure="0" * 15) == [*range(10), *range(11, 15)]
    assert fields_of("Summary Dates Map", *more, sure="00000") == []


@pytest.mark.parametrize(
    ("below", "labels", "expect"),
    [
        (["Fees of quays (20/03)", "New timetable (18.03.)", "Pilots wanted 14.3.2024", "1 2 3"], "FFFP", "RRRF"),
        (["Fees of quays (20/03)", "New timetable (18.03.)", "1 2 3"], "FFP", "FFF"),
        (["Fees of quays (20/03)", "New timetable", "Pilots wanted (14/03)", "1 2 3"], "FFFP", "FFFF"),
        (["Fees of quays (20/03)", "New timetable (18.03.)", "Pilots wanted (14/03)", "Tides"], "FFFF", "FFFF"),
    ],
)
def test_older_entries_stand_above_the_numbers_of_pages(below: list[str], labels: str, expect: str) -> None:
    entries = [f"Notice to mariners, {number}" for number in ("first", "second", "third", "fourth", "fifth")]
    page = Reading([part for part in segments("\n".join([*entries, "More news", *below])) if part.text], WORDS, DATES)
    said = {
        "P": Verdict("furniture", "structure/pager", 0.9), "F": Verdict("furniture", "model/furniture", 0.9),
        "H": Verdict("furniture", "structure/related-head", 0.9), "R": Verdict("related", "model/entry", 0.9),
    }  # fmt: skip
    verdicts = [said[letter] for letter in "RRRRRH" + labels]
    list_ends.go_on(page, verdicts)
    assert letters(verdicts) == "RRRRRF" + expect


@pytest.mark.parametrize(
    ("below", "labels", "expect"),
    [
        (["1", "2", "3", "Next »", "Tides today", "High water 10:12"], "PPPPRR", "FFFFFF"),
        (["Load more", "Tides today", "Ask the harbour master"], "ARK", "FFF"),
        (["Showing entries from 1 to 5 of a total of 58", "1", "2", "3", "Next »"], "SPPPP", "FFFFF"),
        # Below each entry, above surer ones, and a text of its own.
        (["Load more", "Sixth notice", "Load more"], "ARA", "FRF"),
        (["1", "2", "3", "Next »", "Sixth notice"], "PPPPS", "FFFFR"),
        (["Load more", "The board tells in this text what it does for ships, anglers and pilots. " * 3], "AK", "FK"),
        (["Tides today"], "R", "R"),
    ],
)
def test_entries_end_at_the_numbers_of_pages(below: list[str], labels: str, expect: str) -> None:
    entries = [f"Notice to mariners, {number}" for number in ("first", "second", "third", "fourth", "fifth")]
    page = Reading([part for part in segments("\n".join([*entries, *below])) if part.text], WORDS, DATES)
    said = {
        "P": Verdict("furniture", "structure/pager", 0.9), "A": Verdict("furniture", "structure/all-items", 0.8),
        "R": Verdict("related", "model/entry", 0.6), "S": Verdict("related", "model/entry", 0.95),
        "K": Verdict("body", "model/body", 0.6),
    }  # fmt: skip
    verdicts = [said["S"]] * len(entries) + [said[letter] for letter in labels]
    list_ends.close(page, verdicts)
    assert letters(verdicts) == "R" * len(entries) + expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("Berths", "Office hours:", "Monday to Friday, 9 to 5"), "KFK", "KKK"),
        (("Berths", "Office hours:", "Print", "Seven"), "KFFK", "KFFK"),
        (("Berths", "Office hours", "Monday to Friday, 9 to 5"), "KFK", "KFK"),
    ],
)
def test_a_label_above_text_of_a_record_is_text(lines: tuple[str, ...], labels: str, expect: str) -> None:
    assert letters(after(keep_labels, labels, *lines)) == expect


BLOCK = ("The board met on Tuesday and let the ferries sail again.", "")


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("Police: 17", "Pilots: 18", "Harbour master on duty: 55 01 17", ""), "KKFF", "KKKK"),
        (("Anna Holm, Tollen", "Erik Lund, Aske", ""), "KKF", "KKK"),
        (("for the whole board:", "Anna Holm", "Erik Lund", ""), "KKFF", "KKKK"),
        (("for the whole board:", "Anna Holm", "sails at noon", ""), "KKFF", "KKFF"),
        (("Documents", "Topics: ports, tides", "Persons: Anna Holm", ""), "KKFF", "KKFF"),
        (("Anna Holm, Tollen", "", "Erik Lund, Aske", ""), "KKF", "KKF"),
    ],
)
def test_what_stands_in_one_block_with_text_of_its_make_is_text(
    lines: tuple[str, ...], labels: str, expect: str
) -> None:
    verdicts = after(same_block.keep, labels, *BLOCK, *lines)
    assert letters(verdicts) == expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("12 March 2024", "The head of the office", "Anna Holm", "", "Annexes"), "KFFF", "KKKF"),
        (("12 March 2024", "The head of the office", "Share"), "KFS", "KKS"),
        (("12 March 2024", "The head of the office", "Anna Holm", "Ferries", "Quays", "Walks"), "KFFFFF", "KFFFFF"),
        (("12 March 2024", "Topics: ports", "", "Annexes"), "KFF", "KFF"),
    ],
)
def test_office_and_name_below_the_day_sign_the_text(lines: tuple[str, ...], labels: str, expect: str) -> None:
    def change(page: Reading, verdicts: list[Verdict]) -> None:
        if (at := labels.find("S")) >= 0:
            verdicts[1 + at] = Verdict("furniture", "structure/share", 0.9)
        sign_offs.keep(page, verdicts)

    verdicts = after(change, "K" + labels.replace("S", "F"), *BLOCK, *lines)
    assert letters(verdicts)[1:] == expect.replace("S", "F")


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("To be had at the office", "• Passes for pilots", "• Tide tables", "They cost nothing."), "KFFK", "KKKK"),
        (("To be had at the office", "• Passes for pilots", "• Tide tables", "Home"), "KFFF", "KFFF"),
        (("What to bring", "* your pass", "* a tide table", "Home"), "KFFS", "KKKS"),
        (("The work is done in two steps:", "dredging (March)", "building (May)", "Home"), "FFFS", "KKKS"),
        (("The work is done in two steps:", "The quay", "The pier", "Home"), "FFFS", "FFFS"),
        (("Contents", "• The quay", "• The pier", "• The lock", "It is old.", "The quay", BLOCK[0] * 2,
          "The pier", BLOCK[0] * 2, "The lock", BLOCK[0] * 2), "KFFFKKKKKKK", "KFFFKKKKKKK"),
        (("What to bring", "* passes", "* tables", "Home"), "KFFS", "KFFS"),
        (("港で買う", "・船の通行許可証の用紙", "・来年の潮の満ち引きの表", "声", "助かりました。"), "KFFFK", "KKKKK"),
        (("港で買う", "・通行証", "・潮の表", "声", "助かりました。"), "KFFFK", "KFFFK"),
    ],
)  # fmt: skip
def test_a_list_none_of_whose_items_was_met(lines: tuple[str, ...], labels: str, expect: str) -> None:
    def change(page: Reading, verdicts: list[Verdict]) -> None:
        for index, letter in enumerate("K" + labels):
            if letter == "S":
                verdicts[index] = Verdict("furniture", "structure/share", 0.9)
        list_items.keep(page, verdicts)

    verdicts = after(change, "K" + labels.replace("S", "F"), BLOCK[0], *lines)
    assert letters(verdicts)[1:] == expect.replace("S", "F")


@pytest.mark.parametrize(("asked", "expect"), [(3, "K"), (2, "F")])
def test_a_short_question_is_text_where_the_text_asks_several(asked: int, expect: str) -> None:
    lines = [line for n in range(asked) for line in (f"What did you find in year {n}?", BLOCK[0])]
    verdicts = after(list_items.keep, "KK" * asked + "FK", *lines, "And then?", BLOCK[0])
    assert letters(verdicts)[-2:] == expect + "K"


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("Thank you.", "Share"), "FF", "KF"),
        (("Thank you.", "Anna Holm", "Share"), "FFF", "KKF"),
        (("Anna Holm", "Share"), "FF", "KF"),
        (("Erik Lund", "Share"), "FF", "FF"),
        (("Share", "Anna Holm"), "FF", "FF"),
        (("9 to 12.", "Share"), "FF", "FF"),
    ],
)
def test_what_closes_a_speech_and_who_gave_it(lines: tuple[str, ...], labels: str, expect: str) -> None:
    page = ("Speech by Anna Holm, harbour master", "Ferries sail again, and all of you are on board today.")
    assert letters(after(sign_offs.keep, "MK" + labels, *page, *lines))[2:] == expect


@pytest.mark.parametrize(
    ("lines", "expect"),
    [
        (("Listen to the news 2:08", BLOCK[0]), "FK"),
        (("Doors open at 18:32", BLOCK[0], "The play begins 19:04"), "KKK"),
        (("Doors open at 18:30", BLOCK[0]), "KK"),
        (("Listen: it begins 2:08", BLOCK[0]), "KK"),
        ((*BLOCK[:1] * 9, "Listen to the news 2:08", BLOCK[0]), "K" * 11),
    ],
)
def test_a_button_that_plays_the_text_is_told_by_how_long_it_takes(lines: tuple[str, ...], expect: str) -> None:
    verdicts = after(lambda page, said: played.drop(page, said, 0), "T" + "K" * len(lines), "Ferries sail", *lines)
    assert letters(verdicts)[1:] == expect


@pytest.mark.parametrize(
    ("lines", "expect"),
    [
        (("责任编辑：何明", "扫一扫，关注港口"), "FF"),
        (("（编辑：何明 审核：李江）", "上一篇：港口开放"), "FF"),
        (("港务局：何明", "扫一扫，关注港口"), "KK"),
    ],
)
def test_who_edited_the_page_ends_the_text(lines: tuple[str, ...], expect: str) -> None:
    page = ("渡船恢复通航", "港务局于星期二召开会议，决定从四月一日起恢复两岸之间的渡船航线。")
    verdicts = after(lambda page, said: endings.close(page, said, "article"), "TKKK", *page, *lines)
    assert letters(verdicts)[2:] == expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("On this page", "The quay", "The pier", "The lock"), "FKKK", "FFFF"),
        (("Sommaire", "The quay", "The pier", "The lock"), "KKKK", "FFFF"),
        (("The board speaks of:", "The quay", "The pier", "The lock"), "KKKK", "KKKK"),
        (("Contents", "1. The quay", "2. The pier", "3. The lock"), "FKKK", "FKKK"),
    ],
)
def test_links_of_a_page_to_its_parts(lines: tuple[str, ...], labels: str, expect: str) -> None:
    parts = [part for head in ("The quay", "The pier", "The lock") for part in (head, BLOCK[0] * 2)]
    verdicts = after(page_links.drop, labels + "K" * 6, *lines, *parts)
    assert letters(verdicts) == expect + "K" * 6


@pytest.mark.parametrize(
    ("line", "expect"),
    [
        ("Watch the film (opens in a new window)", "F"),
        ("動画で見る（外部サイトへリンク）", "F"),
        ("Plan du quai (ouvre dans une nouvelle fenêtre)", "F"),
        ("All who want to read the plan of the board find it here (opens in a new window)", "K"),
        ("The door opens in a new window (of oak)", "K"),
        ("（外部サイトへリンク）のない案内", "K"),
    ],
)
def test_a_line_that_says_where_it_leads_is_a_link(line: str, expect: str) -> None:
    assert letters(after(outside_links.drop, "KKK", BLOCK[0], line, BLOCK[0])) == "K" + expect + "K"


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (("THE HARBOUR BOARD OF TOLLEN", "DECREE"), "FF", "KK"),
        (("DECREE", "THE HARBOUR BOARD OF TOLLEN"), "FK", "KK"),
        (("FERRIES", "QUAYS"), "FF", "FF"),
        (("THE HARBOUR BOARD OF TOLLEN", "Ferries"), "FF", "FF"),
        (("12 MARCH 2024", "DECREE"), "FF", "FF"),
        ((BLOCK[0], "BOOK A CRUISE TODAY", "SAVE UP TO HALF"), "KFF", "KFF"),
    ],
)
def test_lines_in_capitals_that_head_a_document(lines: tuple[str, ...], labels: str, expect: str) -> None:
    page = ("On the fares of ferries", *lines, BLOCK[0])
    verdicts = after(lambda read, said: letterhead.keep(read, said, 0), "T" + labels + "K", *page)
    assert letters(verdicts)[1:-1] == expect


@pytest.mark.parametrize(
    ("lines", "below", "expect"),
    [
        (("judge Anna Holm", "Speaker of the Court of Tollen"), "structure/share", "KKF"),
        (("dr. Anna Holm", "Harbour Board"), "structure/button", "KKF"),
        (("judge Anna Holm", "Speaker of the Court of Tollen"), "model/furniture", "FFF"),
        (("Judge Anna Holm", "Speaker of the Court of Tollen"), "structure/share", "FFF"),
        (("judge for a day", "Speaker of the Court of Tollen"), "structure/share", "FFF"),
        (("judge Anna Holm", "Telephone: 01632 960 114"), "structure/share", "FFF"),
    ],
)
def test_a_rank_with_a_name_signs_a_text(lines: tuple[str, str], below: str, expect: str) -> None:
    page = segments("\n".join(["The court has let the ferries sail.", *lines, "Print"]))
    verdicts = [Verdict("body", "model/body", 0.9), *[Verdict("furniture", "model/furniture", 0.7)] * 2]
    verdicts.append(Verdict("furniture", below, 0.9))
    sign_offs.keep(Reading([*page], WORDS, DATES), verdicts)
    assert letters(verdicts)[1:] == expect


@pytest.mark.parametrize(
    ("lines", "kind", "expect"),
    [
        (("Gallery", "The chair opens the pier"), "article", "FM"),
        (("Gallery",), "article", "F"),
        (("Gallery", "The chair opens the pier"), "record", "KK"),
        (("The pier", "The chair opens the pier"), "article", "KK"),
        (("Gallery", "The chair opened the pier on Tuesday and let all ferries sail."), "article", "KK"),
    ],
)
def test_captions_below_the_head_of_pictures(lines: tuple[str, ...], kind: Kind, expect: str) -> None:
    text = "The board met on Tuesday and let the ferries sail again."
    page = segments("\n".join([text, *lines, "Ferries leave the pier", "Photo: Anna Holm"]))
    verdicts = [Verdict("body", "model/body", 0.9)] * (1 + len(lines))
    verdicts += [Verdict("meta", f"structure/{reason}", 0.9) for reason in ("captioned", "credit")]
    endings.close(Reading([*page], WORDS, DATES), verdicts, kind)
    assert letters(verdicts)[1:-2] == expect


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (["For the Isles", "Anna Holm", "", "For the Republic of Tollen", "Eric Moe"], "KKFF", "KKKK"),
        (["For the Isles", "Anna Holm", "", "For the Republic of Tollen"], "KKF", "KKK"),
        (["The Isles", "Anna Holm", "", "For the Republic of Tollen", "Eric Moe"], "KKFF", "KKFF"),
        (["", "Head of the board", "dr. Anna Holm", ""], "KF", "KK"),
        (["", "Head of the board", "Anna Holm", ""], "KF", "KF"),
        (["", "The board has met.", "dr. Anna Holm", ""], "KF", "KF"),
    ],
)
def test_names_below_a_party_or_an_office_sign_a_text(lines: list[str], labels: str, expect: str) -> None:
    text = "The board met on Tuesday and let the ferries sail again."
    verdicts = after(sign_offs.keep, f"K{labels}FF", text, *lines, "Files", "Share")
    assert letters(verdicts)[1:-2] == expect
