"""Judges: who of them decided, what each says alone, and pages without one of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Engine, vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.decide import JUDGES, Judge
from cleaners.decisive import HELD, decisive
from cleaners.explain import Explained
from cleaners.model.predict import CLASSES, Prediction, keep_threshold
from cleaners.reading import Reading
from cleaners.repetition import Snapshot, count, line_keys
from cleaners.rivals import is_aside, is_headline
from cleaners.rules import Verdict
from cleaners.weigh import weigh
from schemas import Cleaned, Kind, Label, Page, Reject
from tests.gold import PLAIN, PROFILED, GoldPage

ENGINE = Engine.bundled()


def clean(engine: Engine, text: str, site: str | None = "example.org") -> Cleaned:
    cleaned = engine.clean(Page(source="page", raw=text.encode(), site=site))
    assert isinstance(cleaned, Cleaned)
    return cleaned


def explain(engine: Engine, text: str, site: str | None = "example.org") -> Explained:
    explained = engine.explain(Page(source="page", raw=text.encode(), site=site))
    assert isinstance(explained, Explained)
    return explained


def labels(cleaned: Cleaned) -> list[Label]:
    return [line.label for line in cleaned.lines if line.label != "blank"]


def judges(cleaned: Cleaned) -> set[str]:
    return {line.reason.partition("/")[0] for line in cleaned.lines if line.label != "blank"}


# --- who decided ---------------------------------------------------------------------------------------------------

SHARE = Verdict("furniture", "structure/share", 0.8)
HELD_BY_ALL = Verdict("furniture", HELD, 0.99)


@pytest.mark.parametrize(
    ("label", "model", "others", "reason"),
    [
        pytest.param("furniture", 0.9, [(None, False)], "model/x", id="nobody else spoke"),
        pytest.param("furniture", 0.9, [(SHARE, False)], "structure/share", id="nobody needed: who agrees"),
        pytest.param("furniture", 0.3, [(SHARE, True), (HELD_BY_ALL, False)], "structure/share", id="needed"),
        pytest.param("furniture", 0.3, [(SHARE, True), (HELD_BY_ALL, True)], HELD, id="both needed"),
        pytest.param("furniture", 0.3, [(SHARE, False), (HELD_BY_ALL, False)], HELD, id="either is enough"),
        pytest.param("body", 0.6, [(SHARE, False), (None, False)], "model/x", id="against the others"),
        pytest.param("body", 0.2, [(SHARE, True), (None, False)], "model/x", id="nobody spoke for it"),
    ],
)
def test_the_reason_is_the_word_of_who_was_needed(
    label: Label, model: float, others: list[tuple[Verdict | None, bool]], reason: str
) -> None:
    assert decisive(Verdict(label, "model/x", model), others).reason == reason


TEXT = (
    "Ministry of Examples\n\nA new bridge is opened\n\nThe minister opened a new bridge over the river on Monday.\n\n"
    "More than two hundred people came to see the bridge, among them those who built it.\n\n"
    "Send us a word on what you read here\n"
)
OTHERS = [TEXT.replace("bridge", word).replace("river", word) for word in ("road", "school", "house", "hall", "well")]
SNAPSHOT = count("example.org", map(ENGINE.page_lines, [TEXT, *OTHERS]))
KNOWING = ENGINE.with_snapshots({"example.org": SNAPSHOT})


def read(text: str) -> Reading:
    words = vocabulary.join(vocabulary.load())
    return Reading(
        [part for part in segments(text) if part.text],
        words,
        DateReader.of(words),
    )


def weighed(text: str, odds: list[float], pages: int = 0) -> list[tuple[Label, str]]:
    """Weigh an article whose lines the model takes for text with these probabilities, else for furniture.

    With `pages`, so many of the site hold the last line.
    """
    reading = read(text)
    parts = reading.segments
    if pages:
        keys = line_keys(text)
        reading.line_keys = keys
        reading.snapshot = Snapshot.of("example.org", pages, [(keys[-1] or 0, 0, 0, pages)])
    classes = np.zeros((len(parts), len(CLASSES)))
    classes[:, CLASSES.index("body")] = odds
    classes[:, CLASSES.index("furniture")] = 1 - np.array(odds)
    prediction = Prediction(classes, np.zeros(len(parts)), np.array([1.0, 0, 0, 0]), np.ones(len(parts)))
    threshold = partial(keep_threshold, kind="article")
    decision = weigh(reading, prediction, range(len(parts)), None, threshold_of=threshold)
    return [verdict[:2] for verdict in decision.verdicts]


WORDS = "Words of a text.\n" * 5


@pytest.mark.parametrize(
    ("last", "likely", "pages", "verdict"),
    [
        ("Nobody knows", 0.9, 0, ("body", "model/body")),
        ("Nobody knows", 0.9, 4, ("furniture", "repetition/held")),
        ("Nobody knows", 0.001, 4, ("furniture", "repetition/held")),
        ("Nobody knows", 0.1, 4, ("furniture", "repetition/held")),
        ("Share", 0.4, 0, ("furniture", "structure/share")),
        ("Share", 0.3, 0, ("furniture", "structure/share")),
        ("Share", 0.1, 0, ("furniture", "structure/share")),
        ("Share", 0.99, 0, ("body", "model/body")),
        ("Share", 0.99, 4, ("furniture", "repetition/held")),
        ("Share", 0.75, 4, ("furniture", "repetition/held")),
    ],
)
def test_the_judge_that_a_label_needs_is_named(last: str, likely: float, pages: int, verdict: tuple[str, str]) -> None:
    found = weighed(WORDS + last, [0.99] * 5 + [likely], pages)
    assert found == [("body", "model/body")] * 5 + [verdict]


def test_what_no_rule_takes_on_a_tiny_page_is_text_by_its_place() -> None:
    assert weighed("Closed\nShare", [0.05, 0.05]) == [("body", "structure/body"), ("furniture", "structure/share")]


def test_a_page_that_rules_know_by_its_head_ends_where_its_text_ends() -> None:
    text = (
        "Home\nContacts\n\nHome / News\n\n14 October 2019\n\nMinister opens the regional library in Vaderholm\n\n"
        "Today we open a library that took four years to build, and the director was there on each day of them.\n\n"
        "Thank you for your attention.\n\nShare\nFacebook\nPrint version\n\nOther news\n"
        "12.10.2019 Meeting with the veterans\n10.10.2019 On the repair of the bridge\n\n© Ministry of Culture, 2019"
    )
    body = clean(ENGINE, text, None).document.body
    assert body.startswith("Today we open")
    assert not any(word in body for word in ("Share", "Other news", "veterans", "©"))


def test_a_small_html_page_keeps_its_text() -> None:
    html = (
        '<!doctype html><div id="menu"><a href="/">Home</a> <a href="/n">News</a></div><div class="content">'
        '<div class="date">15 March 2021</div><div class="head">New clinic opened</div><div class="txt">A new clinic'
        " was opened in Lowtown today.<br>Twelve doctors work there.</div></div>"
        '<div id="foot">All rights reserved.</div>'
    )
    cleaned = ENGINE.clean(Page(source="page", raw=html.encode(), media_type="text/html"))
    assert isinstance(cleaned, Cleaned)
    assert cleaned.document.body == "A new clinic was opened in Lowtown today.\n\nTwelve doctors work there."


@pytest.mark.parametrize(
    ("menu", "text"),
    [
        (
            ["Home", "News", "Opening hours", "Contact us"],
            ["The library of the port is open every day except Monday, from nine in the morning to six in the evening.",
             "Readers who have no card yet get one at the desk; a passport is all that they need to bring."],
        ),
        (
            ["Главная", "Новости", "Часы работы архива", "Контакты"],
            ["Министерство сообщает, что архив будет открыт для посетителей с понедельника по пятницу с девяти утра.",
             "Читатели, у которых ещё нет билета, получат его на месте; с собой нужно взять только паспорт."],
        ),
        (
            ["首页", "新闻", "港口图书馆开放时间", "联系我们"],
            ["港口图书馆除星期一外每天上午九点至下午六点开放，欢迎广大读者前来阅览。",
             "尚未办理借书证的读者可在服务台办理，馆长星期五表示，只需携带护照即可。"],
        ),
    ],
)  # fmt: skip
def test_a_dump_of_a_few_lines_keeps_its_text(menu: list[str], text: list[str]) -> None:
    body = clean(ENGINE, "\n".join([*menu[:3], *text, menu[3]]), None).document.body
    assert body == "\n\n".join(text)


def test_that_a_line_is_new_among_many_pages_says_nothing() -> None:
    odds = [0.45] + [0.99] * 5 + [0.1]
    text = "Old and new\n" + WORDS + "Held by all"
    assert weighed(text, odds, pages=10)[:-1] == weighed(text, odds)[:-1]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The ferry is late", "article", True),
        ("News", "listing", True),
        ("News\nSearch", "listing", True),
        ("* Statements", "article", False),
        ("Site map\nA page of its own", "other", True),
        ("Home\nContact\nSearch", "other", False),
        ("Published: 20 September 2021", "article", False),
        ("LATEST NEWS\n20.09.2021", "listing", True),
    ],
)
def test_what_a_rule_takes_for_something_else_is_no_headline(text: str, kind: Kind, expected: bool) -> None:
    assert is_headline(read(text), 0, kind) is expected


@pytest.mark.parametrize(
    ("lines", "aside"),
    [
        (["• Berths", "• Tides", "Rules of the quay", "• Fees", "• Fines"], True),
        (["• Notice", "• 4 May 2021", "Rules of the quay", "• Fees", "• Fines"], False),
        (["• Berths", "• Tides", "Rules of the quay", "From May on", "other rules hold."], False),
        (["Berths", "Tides", "Rules of the quay", "Fees", "Fines"], False),
    ],
)
def test_a_head_in_a_menu_is_no_headline(lines: list[str], aside: bool) -> None:
    assert is_aside(read("\n".join(lines)), 2) is aside


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("The offices will be closed as follows:", True),
        ("现将放假安排通知如下：", True),
        ("Offices: when they close", False),
        ("เมนูหลัก", True),
        ("☰ MAIN MENU", True),
        ("Menu of the feast", False),
    ],
)
def test_what_leads_in_a_text_or_heads_a_menu_is_no_headline(text: str, aside: bool) -> None:
    assert is_aside(read(f"{text}\nFrom Monday to Friday."), 0) is aside


@pytest.mark.parametrize(
    ("rest", "titled", "label"),
    [
        ({"body": 0.001, "furniture": 0.1}, True, "furniture"),
        ({"body": 0.001, "furniture": 0.1}, False, "furniture"),
        ({"entry": 0.002, "meta": 0.1}, True, "meta"),
        ({"body": 0.06, "furniture": 0.04}, True, "body"),
        ({"body": 0.03, "furniture": 0.07}, False, "body"),
    ],
)
def test_what_looks_like_the_headline_and_is_another_line_is_what_is_likeliest_besides(
    rest: dict[str, float], titled: bool, label: Label
) -> None:
    lines = ["Kettles are counted again", *["Words of a text that is about kettles."] * 3, "Kettles by county"]
    classes = np.zeros((len(lines), len(CLASSES)))
    classes[0, CLASSES.index("title")] = 1
    classes[1:-1, CLASSES.index("body")] = 1
    for name, likely in ({"title": 0.9} | rest).items():
        classes[-1, CLASSES.index(name)] = likely
    prediction = Prediction(classes, np.eye(len(lines))[0], np.array([1.0, 0, 0, 0]), np.ones(len(lines)))
    threshold = partial(keep_threshold, kind="article")
    title = 0 if titled else None
    decision = weigh(read("\n".join(lines)), prediction, range(len(lines)), title, threshold_of=threshold)
    assert [verdict.label for verdict in decision.verdicts] == ["title" if titled else "body", *["body"] * 3, label]


def test_a_date_right_below_the_headline_dates_the_item_against_odds() -> None:
    lines = ["A bridge opens", "4 May 2021", "It is open.", "4 May 2021", "It is long."]
    classes = np.full((len(lines), len(CLASSES)), 0.01)
    classes[:, CLASSES.index("body")] = 0.85
    classes[:, CLASSES.index("meta")] = 0.11
    prediction = Prediction(classes, np.zeros(len(lines)), np.array([1.0, 0, 0, 0]), np.ones(len(lines)))
    threshold = partial(keep_threshold, kind="article")
    decision = weigh(read("\n".join(lines)), prediction, range(len(lines)), 0, threshold_of=threshold)
    labels = [verdict.label for verdict in decision.verdicts]
    assert labels == ["title", "meta", "body", "body", "body"]


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (["4 May 202117:22", "A bridge opens", "It is open.", "It is long."], "meta"),
        (["4 May 2021", "512-04-05", "A bridge opens", "It is open.", "It is long."], "meta"),
        (["4 May 2021", "A bridge opens", "It is open.", "It is long.", "It is new."], "meta"),
        (["4 May 2021", "Weather: fair", "A bridge opens", "It is open.", "It is long."], "furniture"),
        (["4 May 2021", "1", "12", "14", "A bridge opens", "It is open.", "It is long."], "furniture"),
    ],
)
def test_a_date_right_above_the_headline_dates_the_item_against_odds(lines: list[str], label: Label) -> None:
    page = read("\n".join(lines))
    classes = np.full((len(page), len(CLASSES)), 0.01)
    classes[:, CLASSES.index("body")] = 0.95
    classes[0] = [0.02, 0.02, 0.02, 0.06, 0.02, 0.86]
    prediction = Prediction(classes, np.zeros(len(page)), np.array([1.0, 0, 0, 0]), np.ones(len(page)))
    threshold = partial(keep_threshold, kind="article")
    title = list(page.texts).index("A bridge opens")
    decision = weigh(page, prediction, range(len(page)), title, threshold_of=threshold)
    assert decision.verdicts[0].label == label


# --- pages without one of the judges -------------------------------------------------------------------------------


def held_out(*judges: Judge, engine: Engine = KNOWING) -> Engine:
    return engine.with_judges(judges)


def test_all_judges_are_the_engine() -> None:
    for text in (TEXT, PLAIN[0].path.read_text(), PROFILED[0].path.read_text()):
        assert clean(KNOWING.with_judges(JUDGES), text, None) == clean(KNOWING, text, None)


@pytest.mark.parametrize(
    ("only", "named"),
    [
        (["model"], {"model"}),
        (["structure"], {"structure"}),
        (["model", "structure"], {"model", "structure"}),
        (["model", "repetition"], {"model", "repetition"}),
    ],
)
def test_a_judge_that_is_taken_out_has_no_say(only: list[Judge], named: set[str]) -> None:
    for page in PLAIN:
        assert judges(clean(held_out(*only), page.path.read_text(), "example.org")) <= named
    assert judges(clean(held_out(*only), TEXT)) <= named


def test_the_model_alone_reads_a_page_that_rules_could_read() -> None:
    text = PLAIN[0].path.read_text()
    assert judges(clean(ENGINE, text)) == {"structure"}
    assert judges(clean(held_out("model"), text)) == {"model"}


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (["repetition"], ["furniture", "body", "body", "body", "furniture"]),
        (["structure"], ["title", "body", "body", "body", "body"]),
        (["structure", "repetition"], ["title", "body", "body", "body", "furniture"]),
        (["profile"], ["body"] * 5),
        ([], ["body"] * 5),
    ],
)
def test_a_page_that_the_model_does_not_read(only: list[Judge], found: list[Label]) -> None:
    assert labels(clean(held_out(*only), TEXT)) == found
    assert labels(clean(ENGINE.with_judges(only).with_snapshots({"example.org": SNAPSHOT}), TEXT)) == found


@pytest.mark.parametrize("page", [page for page in PROFILED if page.gold["kind"] == "article"][:3], ids=str)
def test_a_known_site_without_its_profile_or_without_the_rules_of_all_sites(page: GoldPage) -> None:
    text = page.path.read_text()
    site = page.gold["site"]
    without = clean(ENGINE.with_judges(JUDGES - {"profile"}), text, None)
    assert without.document.site == site
    assert site not in judges(without)
    assert judges(clean(ENGINE.with_judges(["profile"]), text, None)) == {site}
    assert judges(clean(ENGINE, text, None)) >= {site}


# --- what the others said ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*PLAIN, *PROFILED[:8]], ids=lambda page: page.id)
def test_an_explained_page_is_the_cleaned_page_with_the_judge_of_each_line(page: GoldPage) -> None:
    text = page.path.read_text()
    explained = explain(ENGINE, text, None)
    assert explained.cleaned == clean(ENGINE, text, None)
    for line, said in zip(explained.cleaned.lines, explained.lines, strict=True):
        assert (said is None) == (line.label == "blank")
        if said is not None:
            assert said.decided[1:] == (line.label, line.reason, line.score)
            assert said.decided.reason not in {other.reason for other in said.others}
            assert [other.score for other in said.others] == sorted((o.score for o in said.others), reverse=True)
            assert said.decided.judge == "model" or "model" in {other.judge for other in said.others}


def named(explained: Explained) -> dict[str, str]:
    return {said.decided.reason: said.decided.judge for said in explained.lines if said is not None}


def test_place_profile_and_structure_are_told_apart() -> None:
    text = "22 September 2020\nMoscow: 00:12\n\n21.09.2020\n\nOn a meeting\n\nWords.\n\nall messages\n"
    found = named(explain(ENGINE, text, "rusemb.org.uk"))
    assert found["rusemb.org.uk/clock"] == "profile"
    assert found["rusemb.org.uk/title"] == found["rusemb.org.uk/body"] == "place"
    plain = next(page for page in PLAIN if page.path.name.startswith("en-"))
    found = named(explain(ENGINE, plain.path.read_text(), None))
    assert found["structure/clock"] == "structure"
    assert found["structure/title"] == found["structure/body"] == "place"


def test_a_page_decided_by_rules_tells_what_the_model_thinks() -> None:
    explained = explain(ENGINE, PLAIN[0].path.read_text(), None)
    assert explained.judges == {"structure"}
    assert explained.kinds[0][0] == "article"
    assert sum(likely for _, likely in explained.kinds) == pytest.approx(1)
    lines = {line.n: line.label for line in explained.cleaned.lines}
    assert lines[explained.headlines[0][0]] == "title"


def test_a_weighed_page_tells_what_was_weighed() -> None:
    explained = explain(KNOWING, TEXT)
    assert explained.judges == {"structure", "repetition", "model"}
    assert explained.pages == 6
    last = explained.lines[-1]
    assert last is not None
    assert last.decided.judge == "repetition"
    assert [other.judge for other in last.others] == ["model"]
    assert explain(ENGINE, TEXT).pages == 0


def test_equal_lines_are_one_headline() -> None:
    text = TEXT.replace("A new bridge is opened\n", "A new bridge is opened\n\na new  BRIDGE is opened\n")
    found = dict(explain(ENGINE, text).headlines)
    assert 3 in found
    assert 5 not in found


@settings(max_examples=25, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from([None, "mid.ru", "example.org"]), st.sets(st.sampled_from(sorted(JUDGES)))
)
def test_no_bytes_raise(raw: bytes, site: str | None, only: Iterable[Judge]) -> None:
    engine = KNOWING.with_judges(only)
    page = Page(source="page", raw=raw, site=site)
    cleaned, explained = engine.clean(page), engine.explain(page)
    assert (explained if isinstance(explained, Reject) else explained.cleaned) == cleaned
