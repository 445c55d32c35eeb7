"""Items that never were: what they say depends on their number alone."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

_WHO = (
    "the harbour office", "the department of mountain roads", "the consular section", "the committee on lighthouses",
    "the state library", "the delegation", "the board of hydrographers", "the school inspectorate",
)  # fmt: skip
_DID = (
    "published the timetable of", "answered nine letters about", "opened a register of", "met the engineers of",
    "returned the drawings of", "agreed on the rules for", "thanked the volunteers of", "counted the visitors of",
)  # fmt: skip
_WHAT = (
    "the reading room in Corrach", "the ferry to Sandholm", "the upper pasture bridge", "the seed exchange",
    "the winter lectures", "the tide tables", "the school orchestra", "the museum of small boats",
)  # fmt: skip
_WHEN = (
    "before the end of the week", "after two days of talks", "for the first time in eleven years",
    "although the lift was out of order", "in three languages", "without a single dissenting vote",
    "at the request of the parish", "on the eve of the regatta",
)  # fmt: skip
_THEN = (
    "Those who have questions may ring between ten and four.",
    "A longer report will follow when the accounts have been read.",
    "The minutes say that nobody left early, which is not usual.",
    "It was raining, and the speeches were short.",
    "Half of the chairs had been borrowed from the school across the road.",
    "The next meeting is planned for the autumn.",
    "What was promised in spring has been kept, with one exception that nobody minds.",
    "The photographs are kept in a drawer and can be seen on Tuesdays.",
)


@dataclass(frozen=True)
class Item:
    """One item of a site."""

    number: int
    day: date
    title: str
    paragraphs: tuple[str, ...]

    @property
    def dotted(self) -> str:
        """Return its day as dd.mm.yyyy."""
        return f"{self.day:%d.%m.%Y}"

    @property
    def teaser(self) -> str:
        """Return the beginning of its text."""
        return self.paragraphs[0]


def item(number: int, day: date, edition: int = 1) -> Item:
    """Invent an item; another edition of it has the same title and another text."""
    chance = random.Random(number)
    title = f"{_some(chance, _WHO)} {chance.choice(_DID)} {chance.choice(_WHAT)}, no. {number}"
    chance = random.Random(f"{number} {edition}")
    paragraphs = tuple(
        f"{_some(chance, _WHO)} {chance.choice(_DID)} {chance.choice(_WHAT)} {chance.choice(_WHEN)}. "
        f"{chance.choice(_THEN)} File {chance.randrange(10**9):,} holds the rest."
        for _ in range(chance.randrange(3, 7))
    )
    return Item(number, day, title, paragraphs)


def _some(chance: random.Random, whom: tuple[str, ...]) -> str:
    name = chance.choice(whom)
    return name[0].upper() + name[1:]
