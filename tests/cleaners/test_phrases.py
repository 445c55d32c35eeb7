"""Phrases: the longest at a place, from left to right."""

import pytest

from cleaners.phrases import Phrases

PHRASES = Phrases(["share", "share this", "print", "x", "на"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("share this print", ["share this", "print"]),
        ("share thisprint", ["share this", "print"]),
        ("share the page", ["share"]),
        ("shareshare", ["share", "share"]),
        ("x", []),
        ("prin", []),
        ("p", []),
        ("", []),
    ],
)
def test_the_longest_phrase_is_found_at_each_place(text: str, found: list[str]) -> None:
    assert list(PHRASES.find(text)) == found
    assert PHRASES.at(text) == next(iter(found), None)
    assert len(PHRASES.without(text)) == len(text) - len("".join(found)) + len(found)


def test_a_phrase_is_looked_for_at_one_place() -> None:
    assert PHRASES.at("to print", 3) == "print"
    assert PHRASES.at("to print", 4) is None
    assert PHRASES.without("to print!") == "to  !"
