"""What holds for any input: lossless, deterministic, never raising."""

import random
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Engine
from cleaners.cuts import segments
from schemas import Cleaned, Page, Reject
from tests.gold import INVENTED

# Pieces of the pages that the rules are about, so that random pages reach deep into them.
PIECES = [
    "25 January 202114:38", "25.03.2021", "Moscow: 08:46", "LATEST EVENTS", "all messages", "Мой мир", "\u00a0" * 12,
    "22.09.2020 - A title", "1135 days have passed since the Salisbury incident", "Sun, 10/09/2023 - 07:57", "\r", "\n",
    "\r\n", "\n\n", " • en-GB1 ru-RU1", "Archive - 5/2021", "https://example.org/a", "07.12.2025", "Pages: 123 »»»",
    "A sentence of some length, which ends in a full stop. ", "Фраза по-русски, с точкой. ", "\x00", "\u2028", "\x0c",
    "\ufeff", "\u200b", "00.00.0000", "99 June 9999", "31/31/2021", "Home > News > Press", "© 2021", "\ud7ff", "[red]",
]  # fmt: skip
SITES = [None, "rusemb.org.uk", "mid.ru", "cominf.org", "mfa.rsogov.org", "unheard.example"]

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=40).map("".join)


@cache
def bundled() -> Engine:
    return Engine.bundled()


def clean(page: Page) -> Cleaned | Reject:
    """Clean in a worker process, which builds its own engine."""
    return bundled().clean(page)


@given(texts)
def test_segments_rebuild_the_text(text: str) -> None:
    parts = list(segments(text))
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])][: len(parts)]


@given(texts)
def test_segments_know_their_line(text: str) -> None:
    mark = "\n" if "\n" in text else "\r"
    for part in segments(text):
        assert part.n == text.count(mark, 0, part.start) + 1
        assert mark not in text[part.start : part.end][:-1], "a segment spans two lines"


@given(texts, st.sampled_from(SITES))
@settings(max_examples=200, deadline=None)
def test_labels_rebuild_the_text_of_any_page(text: str, site: str | None) -> None:
    cleaned = bundled().clean(Page(source="page", raw=text.encode("utf-8", "surrogatepass"), site=site))
    if isinstance(cleaned, Cleaned):
        assert "".join(cleaned.text[line.start : line.end] for line in cleaned.lines) == cleaned.text
        assert all(line.start < line.end for line in cleaned.lines)
        assert all(
            (line.label == "blank") >= (not cleaned.text[line.start : line.end].strip()) for line in cleaned.lines
        )


@given(st.binary(max_size=400), st.sampled_from(["utf-8", "cp1251", "gb18030", "utf-16", "nonsense", None]))
@settings(deadline=None)
def test_no_bytes_raise(raw: bytes, charset: str | None) -> None:
    result = bundled().clean(Page(source="page", raw=raw, charset=charset))
    assert isinstance(result, Cleaned | Reject)


PAGES = [Page(source=page.id, raw=page.path.read_bytes()) for page in INVENTED]


@pytest.fixture(scope="module")
def answers(engine: Engine) -> list[Cleaned | Reject]:
    """What the engine makes of the pages, in their order."""
    return [engine.clean(page) for page in PAGES]


@pytest.mark.parametrize("seed", range(3))
def test_order_does_not_matter(engine: Engine, answers: list[Cleaned | Reject], seed: int) -> None:
    pairs = list(zip(PAGES, answers, strict=True))
    random.Random(seed).shuffle(pairs)
    assert [engine.clean(page) for page, _ in pairs] == [answer for _, answer in pairs]
    new = Engine.bundled()
    assert [new.clean(page) for page, _ in pairs[:8]] == [answer for _, answer in pairs[:8]]


def test_processes_do_not_matter(answers: list[Cleaned | Reject]) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(clean, PAGES, chunksize=5)) == answers
