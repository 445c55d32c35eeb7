"""Languages: script first, then words, then langdetect with a seed; nothing from what is too short to tell."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from cleaners import Engine, language, vocabulary
from cleaners.language import MIN_LETTERS, SAMPLE, LanguageJudge
from cleaners.scripts import alphabet, main_script
from schemas import Cleaned, Document, Page

JUDGE = LanguageJudge(vocabulary.join(vocabulary.load()).stop_words)

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "cases" / "languages.json").read_text(encoding="utf-8"))
SIGNS = CASES["signs"]
"""What script, letters or stop words tell."""
OSSETIAN = CASES["ossetian"]
OTHERS = CASES["langdetect"]
"""What langdetect is asked for: there are too few frequent words, or there is no vocabulary."""
SENTENCES: dict[str, list[str]] = CASES["sentences"]
"""Single sentences of languages that share many words or letters with a neighbour."""
LETTERS = CASES["letters"]
"""Headlines and lines of a few words that script or letters decide."""
SHORT = [
    "Share", "LATEST EVENTS", "All messages", "14 March 2025", "25 января 2021 года", "Мой мир", "Все сообщения",
    " • en-GB1 ru-RU1", "Advanced settings", "13:42", "123 456", "", "   ", "…", "https://example.org/",
    "Pages: 123 »»»", "Łódź", "Nguyễn Phú Trọng met the minister", "Пресс-релиз", "امور خارجه",
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), SIGNS.items())
def test_script_and_words_tell_without_langdetect(code: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_langdetect", None)
    assert JUDGE.of_text(text) == code


@pytest.mark.parametrize("text", OSSETIAN.values(), ids=OSSETIAN)
def test_ossetian_is_told_by_its_letter(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_langdetect", None)
    assert JUDGE.of_text(text) == "os"
    assert JUDGE.of_paragraphs([SIGNS["ru"], text], "ru") == ("ru", "os")


@pytest.mark.parametrize("letter", ["æ", "ӕ"], ids=ascii)
def test_a_single_ossetian_name_makes_no_ossetian_text(letter: str) -> None:
    assert JUDGE.of_text(f"{SIGNS['ru']} Об этом пишет газета «Рухс{letter}г». {SIGNS['ru']}") == "ru"


def test_a_danish_letter_in_latin_text_is_not_ossetian() -> None:
    text = (
        "Ambassaden oplyser, at læsesalen er åben for alle besøgende på hverdage, og at der ikke er brug for æresord."
    )
    assert JUDGE.of_text(text) == "da"


@pytest.mark.parametrize(("code", "text"), OTHERS.items())
def test_langdetect_knows_the_others(code: str, text: str) -> None:
    assert JUDGE.of_text(text) == code


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SENTENCES.items() for text in texts])
def test_a_sentence_is_not_taken_for_its_neighbours(code: str, text: str) -> None:
    assert JUDGE.of_text(text) == code


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in LETTERS.items() for text in texts])
def test_where_letters_decide_a_few_words_are_enough(code: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_langdetect", None)
    assert len(text) < MIN_LETTERS
    assert JUDGE.of_text(text) == code


def test_a_short_line_of_azerbaijani_is_not_turkish() -> None:
    text = "Kitabxana ay sonuna kimi sakinlərin üzünə açıqdır. " * 3
    short = "Kitabxana haqqında: ay sonuna kimi hamıya açıqdır, kassa yoxdur"
    assert "ə" not in short
    assert JUDGE.of_text(text) == "az"
    assert JUDGE.of_paragraphs([text, short], "az") == ("az", "az")


@pytest.mark.parametrize(("code", "text"), [(code, SIGNS[code]) for code in ("en", "ru", "de")] + [*OTHERS.items()])
def test_capitals_change_nothing(code: str, text: str) -> None:
    assert JUDGE.of_text(text.upper()) == code


def test_the_answer_is_the_same_in_any_order() -> None:
    # Half English, half something else: the kind of text that langdetect, left alone, answers by chance.
    texts = [*OTHERS.values(), *(f"{a[:70]} {b[:70]}" for a, b in zip(OTHERS.values(), SIGNS.values(), strict=False))]
    first = {text: JUDGE.of_text(text) for text in texts}
    for seed in range(3):
        random.Random(seed).shuffle(texts)
        again = LanguageJudge(JUDGE.stop_words)
        assert {text: again.of_text(text) for text in texts} == first


def test_the_seed_is_langdetects_own() -> None:
    state = random.getstate()
    assert JUDGE.of_text(OTHERS["cy"]) == "cy"
    assert random.getstate() == state


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("es", ["Inicio", "Acceso de usuarios", "Usuario", "Contraseña", "¿Ha olvidado la contraseña?", "Darse de alta",
                "Por la presente acepto las condiciones de uso", "Sede del puerto", "Los horarios de la oficina"]),
        ("ko", ["로그인", "회원가입", "아이디", "비밀번호", "아이디 찾기", "비밀번호 찾기", "개인정보처리방침",
                "항만 도서관", "이용 약관", "오시는 길", "사이트맵"]),
        (None, ["Home", "Login", "Menu", "Facebook", "Twitter", "Portal", "Ravensholm", "Skerrand", "Valmorie"]),
        (None, ["Menu", "Login"]),
    ],
)  # fmt: skip
def test_a_page_without_text_is_in_the_language_of_its_labels(code: str | None, lines: list[str]) -> None:
    assert JUDGE.of_page(lines) == code


def test_the_labels_around_a_short_text_tell_more_than_langdetect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_langdetect", lambda sample, expected: "cy")
    text = "Dotazu „majáky Tollen“ neodpovídá žádný dokument."
    labels = [
        "Přihlášení",
        "Úřední deska",
        "Příspěvky a dotace",
        "Životní situace",
        "Přehled jednání",
        "Tiskové zprávy",
    ]
    assert JUDGE.of_text(text, page=labels) == "cs"
    assert JUDGE.of_text(text * 3, page=labels) == "cy"
    assert JUDGE.of_text(text, page=["Menu", "Portal"]) == "cy"


@pytest.mark.parametrize("text", SHORT)
def test_short_furniture_never_decides(text: str) -> None:
    assert JUDGE.of_text(text) is None
    assert JUDGE.of_text(text, expected=("en", "ru")) is None


@pytest.mark.parametrize(
    "text",
    [
        "1234567890 " * 20,
        "(+44 20) 7229 6412, " * 10,
        "2020-09-22 | 14:38 | 1135 | " * 10,
        "😀 " * 60,
        "* * *\n" * 30,
    ],
)
def test_what_holds_no_letters_has_no_language(text: str) -> None:
    assert JUDGE.of_text(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Anna Holm, Peter Brandt, Olga Ivanova, Jens Larsen, Maria Garcia, John Smith",
        "GDP, EUR 3,4 mln; USD 5,6 mln; CHF 7,8 mln; GBP 9,1 mln; JPY 2,3 mln; SEK 4 mln; NOK 5 mln",
    ],
)
def test_lists_of_names_and_sums_have_no_language(text: str) -> None:
    assert JUDGE.of_text(text) is None


def test_half_of_each_script_has_no_language_of_its_own() -> None:
    assert main_script("abcd где") == "LATIN"
    assert main_script("abc где") is None
    assert main_script("12:30") is None
    assert (alphabet("Привет"), alphabet("Сæдахон"), alphabet("læse")) == ("CYRILLIC", "OSSETIAN", "LATIN")


def test_the_sample_is_bounded() -> None:
    english = SIGNS["en"] * (SAMPLE // len(SIGNS["en"]) + 1)
    assert JUDGE.of_text(english + SIGNS["ru"] * 200) == "en"


class Guess:
    """One guess as langdetect gives it."""

    def __init__(self, lang: str, prob: float) -> None:
        self.lang = lang
        self.prob = prob


class Detector:
    """Stands in for langdetect: holds its guesses and what it was shown."""

    def __init__(self, *guesses: Guess) -> None:
        self.guesses = guesses
        self.shown: list[str] = []

    def create(self) -> "Detector":
        return self

    def append(self, text: str) -> None:
        self.shown.append(text)

    def get_probabilities(self) -> tuple[Guess, ...]:
        return self.guesses


@pytest.mark.parametrize(
    ("guesses", "expected", "answer"),
    [
        ([Guess("cy", 0.99)], (), "cy"),
        ([Guess("cy", 0.7), Guess("so", 0.3)], (), None),
        ([Guess("cy", 0.7), Guess("so", 0.3)], ("cy",), "cy"),
        ([Guess("cy", 0.4), Guess("so", 0.4)], ("cy", "so"), None),
        ([Guess("cy", 0.7)], ("en", "ru"), None),
        ([Guess("lt", 0.99)], (), None),
        ([Guess("zh-cn", 0.99)], (), "zh"),
        ([Guess("zh-tw", 0.6)], ("zh",), "zh"),
        ([Guess("xyz", 0.99)], (), None),
        ([], (), None),
    ],
)
def test_a_guess_counts_if_it_is_sure_or_expected(
    guesses: list[Guess], expected: tuple[str, ...], answer: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    detector = Detector(*guesses)
    monkeypatch.setattr(language, "_detector_factory", lambda: detector)
    assert JUDGE.of_text(OTHERS["cy"] * 20, expected=expected) == answer
    assert [len(text) for text in detector.shown] == [SAMPLE]


PARAGRAPHS = [
    (SIGNS["en"], "en"),
    (SIGNS["ru"], "ru"),
    (OSSETIAN["as a Latin letter"], "os"),
    (SIGNS["de"], "de"),
    (SIGNS["zh"], "zh"),
    ("Thank you.", "en"),
    ("* * *", "en"),
    ("14:38", "en"),
    ("Спасибо.", None),
    ("Æгасцæуай", None),
    ("大使馆", None),
    ("Anna Holm, Peter Brandt, Olga Ivanova, Jens Larsen, Maria Garcia", "en"),
    ("Иванов Иван Иванович, Петров Пётр Петрович, Кузнецов Кузьма Кузьмич", None),
]


@pytest.mark.parametrize(("paragraph", "code"), PARAGRAPHS)
def test_a_paragraph_has_the_documents_language_unless_it_speaks_against_it(paragraph: str, code: str | None) -> None:
    assert JUDGE.of_paragraphs([SIGNS["en"], paragraph, SIGNS["en"]], "en") == ("en", code, "en")


def test_without_a_language_of_the_document_paragraphs_speak_for_themselves() -> None:
    assert JUDGE.of_paragraphs([SIGNS["en"], "Thank you.", "14:38", SIGNS["ru"]], None) == ("en", None, None, "ru")


@pytest.fixture
def furnished(engine: Engine) -> Any:
    def document(body: str) -> Document:
        """Clean a page of the embassy with furniture in Russian around a body."""
        raw = f"""22 сентября 2020
Москва: 00:12
Лондон: 22:12

По консульским вопросам:

933 дня прошло со дня инцидента в Солсбери, а ответа нет как нет и неизвестно, когда он будет

ПРЕСС-РЕЛИЗЫ И НОВОСТИ

21.09.2020

A title

{body}

ПОСЛЕДНИЕ СОБЫТИЯ

20.09.2020 - О заявлении посольства по вопросу работы читального зала
Посольство сообщает, что читальный зал открыт для всех посетителей по будням.

все сообщения
"""
        cleaned = engine.clean(Page(source="page", raw=raw.encode(), site="rusemb.org.uk"))
        assert isinstance(cleaned, Cleaned)
        return cleaned.document

    return document


def test_furniture_has_no_voice(furnished: Any) -> None:
    document = furnished(f"{SIGNS['en']}\n\nThank you.")
    assert (document.language, document.paragraph_languages) == ("en", ("en", "en"))


def test_a_body_too_short_leaves_the_language_open(furnished: Any) -> None:
    assert furnished("Thank you.").language is None


def test_a_page_in_two_languages_says_so_paragraph_by_paragraph(furnished: Any) -> None:
    document = furnished("\n\n".join([SIGNS["en"], SIGNS["ru"], SIGNS["en"], "Спасибо."]))
    assert (document.language, document.paragraph_languages) == ("en", ("en", "ru", "en", None))
    assert len(document.paragraph_languages) == len(document.body.split("\n\n"))


def test_words_need_a_least_number_of_letters() -> None:
    text = "The reading room is now open to all of its many visitors"
    short = text[: text.index("its")]
    assert JUDGE.of_text(text) == "en"
    assert sum(map(str.isalpha, short)) < MIN_LETTERS
    assert JUDGE.of_text(short) is None
