"""What a page adds to the counts of its site's lines."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import Engine
from cleaners.repetition import EDGE, LONGEST, PageLine, Snapshot, count, line_keys, page_lines, page_signature
from schemas import Cleaned, Page


def keys(text: str) -> set[int]:
    return {line.key for line in page_lines(text)}


def clock(line: str) -> bool:
    return line.startswith("Moscow:")


def test_the_keys_are_the_same_on_every_machine() -> None:
    # As `b2sum -l 64` says; counts are met with again on another day, by another computer.
    expected = int.from_bytes(bytes.fromhex("c171b60fce7f5194"), "big", signed=True)
    assert page_lines("All messages") == [PageLine(expected, "middle", "All messages")]


@pytest.mark.parametrize(
    "same", ["all  messages", "\tall messages ", "all\u00a0messages\r", "all\u00ad messages\u200b", "all\u2028messages"]
)
def test_white_space_and_invisible_marks_make_no_other_line(same: str) -> None:
    assert keys(f"{same}\n") == keys("all messages\n")


@pytest.mark.parametrize("other", ["All messages", "all message", "all messages 2", "allmessages", "all messages."])
def test_another_line_has_another_key(other: str) -> None:
    assert not keys(other) & keys("all messages")


def test_numbers_are_masked_only_where_they_are_told_to_be() -> None:
    first, second = "Moscow: 14:38\n25 January 2021", "Moscow: 09:10\n26 January 2021"
    assert not keys(first) & keys(second)
    found, again = page_lines(first, clock), page_lines(second, clock)
    assert (found[0], found[0].text) == (again[0], "Moscow: 0:0")
    assert found[1] != again[1]


def test_a_line_counts_once_a_page_where_it_stands_first() -> None:
    found = page_lines("menu\na\nb\nc\nd\nmenu\n")
    assert [(line.text, line.zone) for line in found] == [
        ("menu", "head"),
        ("a", "head"),
        ("b", "middle"),
        ("c", "middle"),
        ("d", "tail"),
    ]


@pytest.mark.parametrize(
    ("visible", "head", "tail"), [(1, 0, 0), (2, 0, 0), (3, 1, 1), (30, 10, 10), (1_000, EDGE, EDGE)]
)
def test_head_and_tail_are_a_third_of_the_visible_lines_at_most(visible: int, head: int, tail: int) -> None:
    zones = [line.zone for line in page_lines("".join(f"\n \nline {n}\n" for n in range(visible)))]
    assert zones == ["head"] * head + ["middle"] * (visible - head - tail) + ["tail"] * tail


def test_a_long_line_is_told_from_one_that_begins_alike_but_shown_cut() -> None:
    first, second = page_lines("x" * 5_000 + "a\n" + "x" * 5_000 + "b")
    assert first.key != second.key
    assert first.text == second.text == "x" * LONGEST


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_gives_distinct_lines_that_can_be_stored(text: str) -> None:
    found = page_lines(text)
    assert len({line.key for line in found}) == len(found)
    assert all(-(2**63) <= line.key < 2**63 for line in found)
    assert all(line.text.strip() and "\x00" not in line.text and line.text.encode() for line in found)


@given(st.text(st.sampled_from("ab1: \n\r\u2028\x0c")))
def test_the_keys_of_all_lines_are_those_of_the_distinct_ones(text: str) -> None:
    found = line_keys(text, clock)
    assert {key for key in found if key is not None} == {line.key for line in page_lines(text, clock)}


# --- counting ------------------------------------------------------------------------------------------------------


def page(n: int, *more: str) -> str:
    paragraphs = [f"{which} paragraph of item {n}." for which in ("First", "Second", "Third")]
    return "\n".join(["Menu", "Moscow: 14:38", *more, *paragraphs, "Foot"])


def snapshot(*pages: str) -> Snapshot:
    return count("a.org", (page_lines(text) for text in pages))


def test_a_snapshot_counts_the_different_pages_that_hold_a_line() -> None:
    found = snapshot(page(1), page(2, "Twice"), page(3, "Twice"), page(4))
    key = {line.text: line.key for line in page_lines(page(2, "Twice"))}
    assert (found.site, found.pages) == ("a.org", 4)
    assert found.lines == {key["Menu"]: (4, 0, 0), key["Moscow: 14:38"]: (4, 0, 0), key["Foot"]: (0, 0, 4)}


def test_captures_of_one_page_count_once() -> None:
    first = page(1)
    again = first.replace("14:38", "09:10").replace("Menu", "Menu\nNews\nAbout")
    assert snapshot(first, again, first) == snapshot(first)
    assert snapshot(first, again, page(2), page(3)).pages == 3


def test_the_longest_lines_tell_pages_apart() -> None:
    signatures = {page_signature(page_lines(page(n))) for n in range(9)}
    assert len(signatures) == 9
    assert page_signature(page_lines("b\na\nlonger")) == page_signature(page_lines("longer\na\nb"))
    assert page_signature([]) != page_signature(page_lines("a"))


def test_the_id_of_a_snapshot_is_that_of_its_content() -> None:
    pages = [page(n) for n in range(5)]
    found = snapshot(*pages)
    assert snapshot(*reversed(pages)) == found
    assert pickle.loads(pickle.dumps(found)) == found
    assert len({found.id, snapshot(*pages[1:]).id, snapshot(*pages, page(6)).id, snapshot().id}) == 4
    assert count("b.org", map(page_lines, pages)).id != found.id


# --- the engine ----------------------------------------------------------------------------------------------------


def counted(engine: Engine, *pages: str) -> Snapshot:
    return count("example.org", (engine.page_lines(text) for text in pages))


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("Moscow: {:02}:38", True),
        ("{:02}:38", True),
        ("{} days have passed since the opening", True),
        ("1,1{:02} days have passed since the opening", True),
        ("Phone 20{:02}", False),
        ("Item {}", False),
        ("{} days have passed since the opening. We remember.", False),
    ],
)
def test_one_clock_is_as_good_as_another(engine: Engine, line: str, same: bool) -> None:
    (first,), (second,) = (engine.page_lines(line.format(n)) for n in (3, 14))
    assert (first == second) == same


UNKNOWN = (
    "Ministry of Examples\n\nA new bridge is opened\n\nThe minister opened a new bridge over the river on Monday.\n\n"
    "More than two hundred people came to see it, among them those who built it.\n\n"
    "Send us a word on what you read here"
)


def test_an_engine_with_snapshots_cleans_pages_of_these_sites_otherwise(engine: Engine) -> None:
    others = [
        UNKNOWN.replace("bridge", word).replace("river", word) for word in ("road", "school", "house", "hall", "well")
    ]
    found = counted(engine, UNKNOWN, *others)
    knowing = engine.with_snapshots({"example.org": found}, siteless=found)
    raw = UNKNOWN.encode()
    pages = {site: Page(source="a", raw=raw, site=site) for site in ("example.org", "example.com", None)}
    last = {}
    for site, one in pages.items():
        for name, cleaner in (("plain", engine), ("knowing", knowing)):
            cleaned = cleaner.clean(one)
            assert isinstance(cleaned, Cleaned)
            last[site, name] = cleaned.lines[-1]
    assert last["example.org", "knowing"] == last[None, "knowing"] != last["example.org", "plain"]
    assert last["example.com", "knowing"] == last["example.com", "plain"]


def test_two_pages_say_nothing(engine: Engine) -> None:
    found = counted(engine, UNKNOWN, UNKNOWN.replace("bridge", "road"))
    one = Page(source="a", raw=UNKNOWN.encode(), site="example.org")
    assert engine.with_snapshots({"example.org": found}).clean(one) == engine.clean(one)
