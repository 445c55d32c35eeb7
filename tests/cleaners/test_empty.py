"""Pages that say that they have nothing of their own."""

import numpy as np
import pytest

from cleaners import Engine, vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.empty import drop_head, emptied
from cleaners.judges.classes import BODY, FURNITURE
from cleaners.model.predict import CLASSES, KINDS, Prediction
from cleaners.reading import Reading
from cleaners.rules import Verdict
from schemas import Cleaned, Page

WORDS = vocabulary.join(vocabulary.load())

MENU = "Skip to content\nHarbour Authority\nHome\nNews\nPorts\nTenders\nContact\nSearch\n\nYou are here: Home\n\n"
FOOT = "\nPopular pages\n  • Tide tables\n  • Berth fees\n\nLegal notice\nPrivacy\n© 2024 Harbour Authority\n"
PROSE = (
    "The authority closed the old dock on Tuesday after divers had looked at the wall for two days and found cracks in "
    "seven places, of which three go through to the back. Ships are sent to the new dock until the wall is mended.\n\n"
    "Work begins in May and takes a year, the director said, because the stone has to be cut by hand in the quarry.\n"
)


def cleaned(engine: Engine, text: str) -> Cleaned:
    result = engine.clean(Page(source="page", raw=text.encode()))
    assert isinstance(result, Cleaned)
    return result


@pytest.mark.parametrize(
    "sentence",
    [
        "Your search for “grain pier” returned no results.",
        "Ihre Suche nach „Kornpier“ ergab leider keine Treffer.",
        "По вашему запросу ничего не найдено.",
        "検索条件に一致する情報は見つかりませんでした。",
    ],
)
def test_of_a_search_that_found_nothing_only_this_is_left(engine: Engine, sentence: str) -> None:
    result = cleaned(engine, f"{MENU}{sentence}\n\nTry fewer words.\nCheck the spelling of each word.\n{FOOT}")
    assert (result.document.kind, result.document.body.strip(), result.document.related) == ("other", sentence, ())


@pytest.mark.parametrize(
    "message",
    [
        "Page not found\n\nThe page may have moved. Please use the search or go back to the start.",
        "404\n\nSidan kunde inte hittas\n\nSidan kan ha flyttats.",
        "Η σελίδα δεν βρέθηκε",
        "页面不存在",
    ],
)
def test_a_page_that_is_missing_has_neither_headline_nor_text(engine: Engine, message: str) -> None:
    document = cleaned(engine, f"{MENU}{message}\n{FOOT}").document
    assert (document.kind, document.title, document.body) == ("other", None, "")


@pytest.mark.parametrize("sentence", ["Nothing found behind the wall", "Page not found: the archive of the old dock"])
def test_a_text_may_say_so_too(engine: Engine, sentence: str) -> None:
    result = cleaned(engine, f"{MENU}{sentence}\n\n12 March 2024\n\n{PROSE}\n{FOOT}")
    assert result.document.kind == "article"
    assert "sent to the new dock" in result.document.body


def test_a_record_without_files_keeps_its_fields(engine: Engine) -> None:
    fields = "\n".join(
        f"{label}: {value}"
        for label, value in {
            "Reference": "HA-2024-17", "Buyer": "Harbour Authority", "Title": "Repair of the north dock",
            "Procedure": "Open", "Deadline": "12 April 2024, 12:00", "Value": "1,200,000 EUR",
            "Place of delivery": "North dock", "Contact person": "Anna Holm", "Duration": "12 months",
        }.items()
    )  # fmt: skip
    result = cleaned(engine, f"{MENU}Repair of the north dock\n\n{fields}\n\nDocuments\nNo documents found\n{FOOT}")
    assert result.document.kind == "record"
    assert "Repair of the north dock" in result.document.body


@pytest.mark.parametrize("html", ["<p></p>", "<script>let a = 1</script>"])
def test_a_page_of_html_without_text_is_an_empty_record(engine: Engine, html: str) -> None:
    document = cleaned(engine, f"<!doctype html><html><head></head><body>{html}</body></html>").document
    assert (document.kind, document.title, document.body) == ("other", None, "")


def test_of_a_form_only_what_it_is_for_is_left(engine: Engine) -> None:
    told = "Use this form for questions about berths. Applications for pilots are not taken here."
    fields = "Name *\nE-mail *\nYour ship *\nLength in metres *\nYour question *\nNo file chosen\nSubmit\nReset"
    result = cleaned(engine, f"{MENU}Write to us\n\n{told}\n\n{fields}\n{FOOT}")
    assert (result.document.kind, result.document.title) == ("other", None)
    assert "Length in metres" not in result.document.body


@pytest.mark.parametrize(
    "lines",
    [
        ["Log in to My Berth", "User name or e-mail", "Password", "Stay logged in", "Log in", "Forgot your password?"],
        ["Anmeldung", "Benutzername *", "Passwort *", "Angemeldet bleiben", "Anmelden", "Noch kein Konto?"],
        ["Вход в личный кабинет", "Логин", "Пароль:", "Запомнить меня", "Войти", "Забыли пароль?"],
        ["ログイン", "ユーザーID", "パスワード", "ログイン", "パスワードをお忘れの方"],
    ],
)
def test_a_page_to_log_in_has_no_fields_of_a_record(engine: Engine, lines: list[str]) -> None:
    popular = "Popular\nBerth fees\nTide tables\nHarbour dues\nBox 7, 4711 Tollen\nMonday to Friday, 8 to 16\n"
    document = cleaned(engine, f"{MENU}{chr(10).join(lines)}\n\n{popular}{FOOT}").document
    assert (document.kind, document.body) == ("other", "")


def test_how_to_go_about_logging_in_is_not_what_a_page_is_for() -> None:
    told, caution = "With your berth you see here what you owe.", "For your safety, we end the session after an hour."
    lines = [*MENU.split("\n"), told, "User name", "Password", "Log in", caution, *FOOT.split("\n")]
    reading = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    classes = np.zeros((len(reading), len(CLASSES)))
    classes[:, FURNITURE] = 1
    at = [reading.texts.index(line) for line in (told, caution)]
    classes[at] = np.eye(len(CLASSES))[BODY]
    kinds = np.eye(len(KINDS))[KINDS.index("other")]
    prediction = Prediction(classes, np.zeros(len(reading)), kinds, np.ones(len(reading)))
    assert emptied(reading, prediction, range(len(reading))).content[at].tolist() == [1, 0]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["Write to us here about berths and the fees.", "Fields marked with * have to be filled in here."], True),
        (["Write to us here about berths and the fees.", "Berths", "Fees"], False),
        (["Write to us here about berths and the fees."], False),
    ],
)
def test_what_stands_right_above_the_fields_says_what_a_form_is_for(lines: list[str], kept: bool) -> None:
    fields = ["Name *", "E-mail *", "Your ship *", "Send"]
    reading = Reading(
        [*segments("\n".join([*MENU.split(), "Write to us", *lines, *fields]))], WORDS, DateReader.of(WORDS)
    )
    at = reading.texts.index(lines[0])
    classes = np.eye(len(CLASSES))[[FURNITURE] * len(reading)]
    classes[at, [BODY, FURNITURE]] = 0.6, 0.4
    kinds = np.eye(len(KINDS))[KINDS.index("other")]
    prediction = Prediction(classes, np.zeros(len(reading)), kinds, np.ones(len(reading)))
    assert (emptied(reading, prediction, range(len(reading))).content[at] > 0) == kept


def test_who_helps_with_logging_in_is_not_what_a_page_is_for() -> None:
    help_lines = [f"Help desk {number}: 01632 96010{number}" for number in range(8)]
    lines = [*MENU.split("\n"), "Log in to My Berth", "User name", "Password", *help_lines, *FOOT.split("\n")]
    reading = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    classes = np.eye(len(CLASSES))[[BODY if line in help_lines else FURNITURE for line in reading.texts]]
    kinds = np.eye(len(KINDS))[KINDS.index("record")]
    found = emptied(
        reading, Prediction(classes, np.zeros(len(reading)), kinds, np.ones(len(reading))), range(len(reading))
    )
    assert found.kind == "other"
    assert not found.content.any()


@pytest.mark.parametrize(
    ("other", "lines", "kind"),
    [(0.4, 20, "record"), (0.6, 20, "other"), (0.4, 5, "other")],
)
def test_a_page_with_much_text_is_of_some_kind_where_that_is_doubted(other: float, lines: int, kind: str) -> None:
    berths = [f"The berth at quay {chr(65 + number)} is open all day" for number in range(lines)]
    text = "\n".join([*MENU.split("\n"), *berths, *FOOT.split("\n")])
    reading = Reading([part for part in segments(text) if part.text], WORDS, DateReader.of(WORDS))
    classes = np.eye(len(CLASSES))[[BODY if line in berths else FURNITURE for line in reading.texts]] * 0.8
    kinds = np.full(len(KINDS), (1 - other) / 4)
    kinds[[KINDS.index("record"), KINDS.index("other")]] = (1 - other) / 2, other
    prediction = Prediction(classes, np.zeros(len(reading)), kinds, np.ones(len(reading)))
    assert emptied(reading, prediction, range(len(reading))).kind == kind


def test_a_page_to_log_in_need_not_ask_for_a_password(engine: Engine) -> None:
    lines = ["Log in", "Choose how to log in", "Card on this device", "Card reader", "Next", "Forgot your password?"]
    document = cleaned(engine, f"{MENU}{chr(10).join(lines)}\n\nPopular\nBerth fees\nTide tables\n{FOOT}").document
    assert (document.kind, document.title, document.body) == ("other", "Log in", "")


@pytest.mark.parametrize(
    ("line", "sure", "beside", "dropped"),
    [
        ("Address", 0.2, 0, True),
        ("Temporarily closed", 0.9, 0, False),
        ("The harbour is closed.", 0.2, 0, False),
        ("Berth 7", 0.2, 0, False),
        ("What the harbour board did in the last year", 0.2, 0, False),
        ("Address", 0.2, 1, False),
    ],
)
def test_a_head_alone_is_nothing_of_a_page(line: str, sure: float, beside: int, dropped: bool) -> None:
    lines = ["Map of the site", *[f"Quay {number}" for number in range(20)], line]
    reading = Reading([*segments("\n".join(lines))], WORDS, DateReader.of(WORDS))
    verdicts = [Verdict("title", "model/title", 0.9), *[Verdict("furniture", "model/furniture", 0.9)] * 21]
    for at in range(21 - beside, 22):
        verdicts[at] = Verdict("body", "model/body", sure)
    assert drop_head(reading, verdicts) == dropped
    assert (verdicts[-1].label == "furniture") == dropped


def test_who_may_log_in_at_the_head_of_a_page_reads_its_text(engine: Engine) -> None:
    result = cleaned(
        engine, f"User name\nPassword\nLog in\n{MENU}The dock is closed\n\n12 March 2024\n\n{PROSE}\n{FOOT}"
    )
    assert (result.document.kind, result.document.title) == ("article", "The dock is closed")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Sign in to the berths", "Sign in to the berths"),
        ("Přihlášení do přístavu", "Přihlášení do přístavu"),
        ("Authentification requise", "Authentification requise"),
        ("Sign in", None),
        ("Sign in to see what you owe.", None),
        ("The berths", None),
    ],
)
def test_the_headline_of_a_page_to_log_in_says_where(engine: Engine, head: str, title: str | None) -> None:
    menu = MENU.replace("You are here: Home\n\n", "")
    result = cleaned(engine, f"{menu}{head}\n\nChoose how\nUser name\nPassword\nSign in\nForgotten?\n{FOOT}")
    assert (result.document.kind, result.document.title, result.document.body) == ("other", title, "")


def test_what_was_searched_for_is_no_headline(engine: Engine) -> None:
    sentence = "Your search for “grain pier of the old harbour” returned no results."
    result = cleaned(engine, f"{MENU}Keywords\ngrain pier of the old harbour\nGo\n\n{sentence}\n{FOOT}")
    assert (result.document.kind, result.document.body.strip()) == ("other", sentence)
    assert result.document.title != "grain pier of the old harbour"
