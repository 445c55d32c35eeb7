"""What a page adds to the counts of its site's lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.repetition import EDGE, LONGEST, PageLine, page_lines


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


def test_digits_are_masked_only_where_they_are_told_to_be() -> None:
    first, second = "Moscow: 14:38\n25 January 2021", "Moscow: 09:10\n26 January 2021"
    assert not keys(first) & keys(second)
    found, again = page_lines(first, clock), page_lines(second, clock)
    assert (found[0], found[0].text) == (again[0], "Moscow: 00:00")
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
