"""The frontier: what is asked for next, and that a process may die at any statement."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from schemas import Page
from unfurnish.store import frontier, rows, write
from unfurnish.store.frontier import Answer, Entry, Found, Frontier
from unfurnish.store.migrations import MIGRATIONS
from unfurnish.store.schema import APPLICATION_ID, open_archive

SITE = "tides.example"
HOST = f"https://{SITE}"
LIST = Found(f"{HOST}/list", "listing", start=f"{HOST}/list", place=0)


def begun(db: Database, *, rules: str = "a", since: str | None = None, first: tuple[Found, ...] = (LIST,)) -> Frontier:
    """Begin another run."""
    run = write.begin_run(db, "crawl", "1", {"n": db["runs"].count})
    found = Frontier(db, run, SITE)
    found.begin("Ministry of Tides", rules, since, first)
    return found


def items(*numbers: int, listed: str | None = None) -> list[Found]:
    """Return links to items."""
    return [Found(f"{HOST}/item/{n}", "item", listed) for n in numbers]


def page(entry: Entry, raw: bytes = b"The sluice is open.") -> rows.Seen:
    """Return what is stored of an item."""
    return rows.unread(Page(source=entry.url, raw=raw, url=entry.url, site=SITE))


def turn(found: Frontier, at: float = 0) -> Entry:
    """Return the address whose turn it is."""
    entry = found.next(SITE, at)
    assert entry is not None
    return entry


def queue(found: Frontier) -> list[str]:
    """Return the paths of the queue, in its order."""
    return [entry.url.removeprefix(HOST) for entry in found.queue(100)]


def settle_all(found: Frontier, *numbers: int) -> None:
    """Read the listing with these items, and store each."""
    while (entry := found.next(SITE, 0)) is not None:
        if entry.role == "item":
            found.settle(entry, Answer("new", status=200, bytes=9, etag='"1"'), page(entry, entry.url.encode()))
        else:
            found.settle(entry, Answer("links", status=200, bytes=9, etag='"l"'), found=items(*numbers))


def test_items_come_before_further_listings_and_first_pages_before_all(db: Database) -> None:
    found = begun(db)
    more = Found(f"{HOST}/list?page=2", "listing", start=LIST.start, place=1)
    found.settle(turn(found), Answer("links"), found=[more, *items(2, 1)])
    other = Frontier(db, write.begin_run(db, "crawl", "1", {"other": True}), SITE)
    other.begin("Ministry of Tides", "a", None, [LIST])
    assert queue(other) == ["/list", "/item/2", "/item/1", "/list?page=2"]


def test_an_address_is_queued_once_in_whatever_form(db: Database) -> None:
    found = begun(db)
    forms = ["/item/1", "/item/1/", "/item/1?utm_source=x", "/item/1#top", "/item/1;jsessionid=0A1B2C3D4E5F"]
    links = [Found(f"{origin}{form}", "item") for form in forms for origin in (HOST, "http://www.tides.example")]
    assert found.settle(turn(found), Answer("links"), found=links).fresh == len(links)
    assert queue(found) == ["/item/1"]


def test_a_run_that_was_begun_goes_on_and_the_next_asks_again(db: Database) -> None:
    found = begun(db)
    settle_all(found, 1, 2)
    found.begin("Ministry of Tides", "a", None, [LIST])
    assert queue(found) == []
    assert queue(begun(db)) == ["/list", "/item/1", "/item/2"]


def test_what_a_run_has_left_comes_first_and_only_first_pages_are_asked_again(db: Database) -> None:
    found = begun(db)
    found.settle(turn(found), Answer("links"), found=items(1, 2))
    found.settle(turn(found), Answer("new"), page(turn(found)))
    assert queue(begun(db)) == ["/list", "/item/2"]


@pytest.mark.parametrize(("rules", "kept"), [("a", '"l"'), ("b", None)])
def test_pages_of_links_are_read_anew_if_other_links_count(db: Database, rules: str, kept: str | None) -> None:
    settle_all(begun(db), 1)
    again = begun(db, rules=rules)
    assert {entry.role: entry.etag for entry in again.queue(9)} == {"listing": kept, "item": '"1"'}


def test_gone_stays_gone_until_a_page_links_to_it_again(db: Database) -> None:
    found = begun(db)
    found.settle(turn(found), Answer("links"), found=items(1))
    found.settle(turn(found), Answer("gone", status=410))
    again = begun(db)
    assert queue(again) == ["/list"]
    again.take("range", items(1), 1)
    assert queue(again) == ["/list"]
    again.settle(turn(again), Answer("links"), found=items(1))
    assert queue(again) == ["/item/1"]


def test_an_address_that_fails_waits_and_others_do_not(db: Database) -> None:
    found = begun(db)
    found.settle(turn(found), Answer("links"), found=items(1, 2))
    found.settle(turn(found), Answer("later", "timeout", not_before=100.0))
    assert turn(found).url == f"{HOST}/item/2"
    found.settle(turn(found), Answer("new"), page(turn(found)))
    assert found.next(SITE, 99) is None
    assert found.next_time([SITE]) == 100.0
    assert turn(found, 100).attempts == 1


def test_bytes_tell_new_changed_and_unchanged(db: Database) -> None:
    outcomes = []
    for raw in (b"one", b"two", b"two", b"one"):
        found = begun(db, first=(Found(f"{HOST}/item/1", "item"),))
        entry = turn(found)
        outcomes.append(found.settle(entry, Answer("new"), page(entry, raw)).outcome)
    assert outcomes == ["new", "changed", "unchanged", "unchanged"]
    assert db["captures"].count == 2


@pytest.mark.parametrize(
    ("listed", "left_out"), [("2024-02-01", True), ("2024-02", False), ("2023", True), (None, False)]
)
def test_since_leaves_out_what_is_known_to_be_older(db: Database, listed: str | None, left_out: bool) -> None:
    found = begun(db)
    found.settle(turn(found), Answer("links"), found=items(1, listed=listed))
    assert found.older(turn(found), "2024-02-03") is left_out
    found.settle(turn(found), Answer("new"), page(turn(found)))
    assert (queue(begun(db, since="2024-02-03")) == ["/list"]) is left_out


def test_links_are_fresh_once_for_each_start_and_run(db: Database) -> None:
    other = Found(f"{HOST}/other", "listing", start="other", place=0)
    second = Found(f"{HOST}/list?page=2", "listing", start=LIST.start, place=1)
    found = begun(db, first=(LIST, second, other))
    fresh = [found.settle(turn(found), Answer("links"), found=items(1, 2)).fresh]
    while (entry := found.next(SITE, 0)) is not None:
        links = items(1, 2) if entry.role == "listing" else []
        settled = found.settle(entry, Answer("links" if links else "gone"), found=links)
        fresh += [settled.fresh] if links else []
    assert fresh == [2, 2, 0]  # its own start, the other one, and the second page of its own


def test_what_follows_is_queued_with_the_answer_or_not_at_all(db: Database) -> None:
    found = begun(db)

    def broken(fresh: int) -> Iterator[Found]:
        yield items(7)[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        found.settle(turn(found), Answer("links"), found=items(1), follow=broken)
    assert queue(found) == ["/list"]
    found.settle(turn(found), Answer("links"), found=items(1), follow=lambda fresh: items(7) * fresh)
    assert queue(found) == ["/item/1", "/item/7"]


def test_a_range_goes_on_where_it_was(db: Database) -> None:
    found = begun(db, first=())
    found.take("range", items(1, 2), 2)
    assert (queue(found), found.taken("range")) == (["/item/1", "/item/2"], 2)
    settle_all(found)
    assert found.taken("range") == 2
    assert begun(db, first=()).taken("range") == 0


def test_totals_and_what_was_declined(db: Database) -> None:
    found = begun(db)
    found.settle(turn(found), Answer("links", status=200, bytes=10), found=items(1, 2, 3))
    found.settle(turn(found), Answer("refused", "robots", "robots.txt forbids it"))
    found.settle(turn(found), Answer("gone", "gone", status=404, bytes=5))
    run = db["runs"].count
    totals = frontier.totals(db, run, SITE)
    assert (dict(totals.outcomes), dict(totals.reasons)) == ({"gone": 1, "links": 1, "refused": 1}, {"robots": 1})
    assert (totals.bodies, totals.bytes, totals.queued) == (2, 15, 1)
    listed = [(row.state, row.reason, row.status) for row in frontier.declined(db, SITE)]
    assert listed == [("gone", "gone", 404), ("refused", "robots", None)]


def test_a_long_queue_is_not_read_to_take_its_first(db: Database) -> None:
    found = begun(db, first=())
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    costs = []
    for n in (100, 3_000):
        found.take("range", [Found(f"{HOST}/item/{k}", "item") for k in range(n)], n)
        db.conn.set_progress_handler(count, 1)
        turn(found)
        found.hosts()
        db.conn.set_progress_handler(None, 1)
        costs.append(steps)
        steps = 0
    assert costs[1] < 2 * costs[0]


def test_an_archive_of_before_crawling_keeps_its_rows(archive: Path) -> None:
    with sqlite3.connect(archive) as old:
        old.create_function("title_key", 1, lambda title: None)
        for step in MIGRATIONS[:3]:
            old.executescript(step)
        old.execute("INSERT INTO sites (id, name) VALUES ('a.org', 'The A')")
        old.execute("PRAGMA user_version = 3")
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.close()
    with open_archive(archive) as db:
        assert [row["id"] for row in db["sites"].rows] == ["a.org"]
        assert db["frontier"].count == 0
        begun(db)
