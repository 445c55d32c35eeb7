"""What makes two pages the same item, and what the archive then holds of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from cleaners.repetition import page_lines
from schemas import Cleaned, Page, Reject
from tests.unfurnish.fake_engine import FakeEngine
from unfurnish.store import rows, write
from unfurnish.store.rows import Dropped, Refused
from unfurnish.store.schema import open_archive
from unfurnish.store.spans import LONGEST_TEXT

ENGINE = FakeEngine()
URL = "https://a.org/1"


def add(db: Database, *texts: str, url: str | None = None) -> None:
    """Store pages, all in one batch, and label them in another."""
    run = write.begin_run(db, "ingest", "fake", {})
    pages = [Page(source=f"page {n}", raw=text.encode(), url=url) for n, text in enumerate(texts)]
    write.store(db, run, [taken_in(page) for page in pages], {"a.org": "The A"})
    label(db, run)
    write.finish_run(db, run, {})


def taken_in(page: Page) -> rows.Seen | Refused:
    decoded = ENGINE.decode(page)
    if isinstance(decoded, Reject):
        return rows.refused(decoded, page.raw)
    return rows.seen(page, decoded.site, decoded.encoding, page_lines(decoded.text), ENGINE.version)


def label(db: Database, run: int) -> None:
    batch: list[rows.Labelled | Dropped] = []
    for capture in write.load(db, write.waiting(db)):
        cleaned = ENGINE.clean(capture.page)
        if isinstance(cleaned, Cleaned):
            batch.append(rows.labelled(capture, cleaned, None))
        else:
            batch.append(Dropped(capture.id, cleaned.reason, cleaned.detail, None))
    write.label(db, run, batch)


def column(db: Database, sql: str) -> list[Any]:
    return [row[0] for row in db.execute(sql)]


def shown(db: Database) -> list[tuple[Any, ...]]:
    """Return id, body and numbers of captures and versions of each document."""
    sql = "SELECT i.id, t.body, i.captures, i.versions FROM items AS i LEFT JOIN current_texts AS t USING (id)"
    return db.execute(f"{sql} ORDER BY 1").fetchall()


BANNER = "!site a.org\n- clock {}\n!days {}\n# One\nwords\n"
SAME_ITEM = {
    "banner and counters changed": (BANNER.format("12:00", 5), BANNER.format("13:00", 6), None),
    "url": ("# One\nwords", "# One!\nwords", URL),
    "number": ("!site a.org\n!number 7\n# One\nwords", "!site a.org\n!number 7\n# Other\nwords", None),
    "no site": ("# One\nwords", "# One \nwords\n", None),
}
OTHER_ITEM = {
    "title": ("# One\nwords", "# Two\nwords"),
    "body": ("# One\nwords", "# One\nother words"),
    "date": ("!published 2021-01-01\n# One\nwords", "!published 2021-01-02\n# One\nwords"),
    "site": ("!site a.org\n# One\nwords", "!site b.org\n# One\nwords"),
    "number": ("!site a.org\n!number 7\n# One\nwords", "!site a.org\n!number 8\n# One\nwords"),
    "number of another site": ("!site a.org\n!number 7\n# One\nwords", "!site b.org\n!number 7\n# One\nwords"),
    "menus without title and text": ("- Home\n- News\n", "- Contact\n- Search\n"),
}


@pytest.mark.parametrize(("first", "second", "url"), SAME_ITEM.values(), ids=SAME_ITEM)
def test_the_same_item_seen_again_is_one_document_with_two_captures(
    db: Database, first: str, second: str, url: str | None
) -> None:
    add(db, first, url=url)
    add(db, second, url=url)
    assert shown(db) == [(1, "words", 2, 1)]


@pytest.mark.parametrize(("first", "second"), OTHER_ITEM.values(), ids=OTHER_ITEM)
def test_other_items_are_other_documents(db: Database, first: str, second: str) -> None:
    add(db, first, second)
    assert [row[2:] for row in shown(db)] == [(1, 1), (1, 1)]


@pytest.mark.parametrize("url", [None, URL])
def test_the_size_of_the_batches_changes_nothing(db: Database, tmp_path: Path, url: str | None) -> None:
    texts = ["# One\nwords", "# One\nwords\n\n", "# Two\nmore\n~ a\n~ b", "!kind listing\n~ c", "# Two\nmore"]
    add(db, *texts, url=url)
    with open_archive(tmp_path / "other.db", create=True) as other:
        for text in texts:
            add(other, text, url=url)
        for table in ("documents", "versions", "spans", "related"):
            assert list(other[table].rows) == list(db[table].rows)


@pytest.mark.parametrize("key", [{"url": URL}, {"number": "!site a.org\n!number 7\n"}], ids=["url", "number"])
def test_another_body_of_the_same_item_is_a_second_version(db: Database, key: dict[str, str]) -> None:
    head = key.get("number", "")
    for body in ("words", "new words", "words  \n", "new words \n"):
        add(db, f"{head}# One\n{body}", url=key.get("url"))
    assert shown(db) == [(1, "new words", 4, 2)]
    assert column(db, "SELECT version FROM captures ORDER BY id") == [1, 2, 1, 2]
    assert [(row["n"], row["capture"]) for row in db["versions"].rows] == [(1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("dates", "current"),
    [
        (("2021-02-01", "2021-01-01"), "body 0"),
        (("2021-01-01", "2021-02-01"), "body 1"),
        (("2021-01-01", "2021-01-01"), "body 1"),
        ((None, "2021-01-01"), "body 1"),
        (("2021-01-01", None), "body 1"),
        (("2021-02-01", "2021-01-01", "2021-01-15"), "body 0"),
        (("2021-01-01", "2021-02-01", "2021-01-15"), "body 1"),
    ],
)
def test_the_text_to_read_is_that_of_the_latest_capture(
    db: Database, dates: tuple[str | None, ...], current: str
) -> None:
    for n, date in enumerate(dates):
        add(db, (f"!captured {date}\n" if date else "") + f"# One\nbody {n}", url=URL)
    assert [row[1] for row in shown(db)] == [current]
    last = "SELECT body FROM documents JOIN captures c ON c.id = last_capture JOIN versions v ON v.id = c.version"
    assert column(db, last) == [current]
    assert column(db, "SELECT rowid FROM documents_fts WHERE body MATCH 'body'") == [1]


def test_a_listing_makes_no_version_and_keeps_its_entries(db: Database) -> None:
    add(db, "!kind listing\n# News\n~ One\n~ Two\n")
    assert shown(db) == []
    (capture,) = db["captures"].rows
    assert (capture["kind"], capture["document"], capture["version"]) == ("listing", None, None)
    assert column(db, "SELECT title FROM related ORDER BY n") == ["One", "Two"]
    assert column(db, "SELECT text FROM spans WHERE label = 'title'") == ["# News"]
    assert column(db, "SELECT label FROM removed_lines") == ["meta"]
    assert capture["chars_kept"] == len("# News~ One~ Two")


LISTING, ARTICLE = "!kind listing\n~ One\n", "# One\nwords"


@pytest.mark.parametrize(
    ("texts", "kind", "body"),
    [
        ((LISTING, LISTING + "~ Two\n"), "listing", None),
        ((LISTING, ARTICLE), "article", "words"),
        ((ARTICLE, LISTING), "article", "words"),
        (("!captured 2021-02-01\n" + LISTING, "!captured 2021-01-01\n" + ARTICLE), "article", "words"),
    ],
)
def test_a_listing_at_an_address_is_a_document_until_a_text_is_found_there(
    db: Database, texts: tuple[str, ...], kind: str, body: str | None
) -> None:
    for text in texts:
        add(db, text, url=URL)
    assert shown(db) == [(1, body, 2, int(body is not None))]
    assert column(db, "SELECT kind FROM documents") == [kind]


def test_the_same_bytes_are_one_capture_for_each_address(db: Database) -> None:
    for url in (None, None, URL, URL, f"{URL}0"):
        add(db, "# One\nwords", url=url)
    assert column(db, "SELECT url FROM captures") == [None, URL, f"{URL}0"]


def test_all_that_the_engine_found_is_in_a_table(db: Database) -> None:
    text = "!site a.org\n!number 7\n!published 2021-03-05\n!captured 2021-04-12\n!days 5\n!language en\n"
    add(db, text + "- menu\n# One\nwords\n\nmore\n~ other\n")
    (version,) = db["versions"].rows
    given = {
        name: value for name, value in version.items() if value is not None and name not in ("body_sha256", "title_key")
    }
    assert given == {
        "id": 1,
        "document": 1,
        "n": 1,
        "capture": 1,
        "title": "One",
        "body_chars": 11,
        "published": "2021-03-05",
        "published_precision": "day",
        "published_source": "dateline",
        "published_raw": "2021-03-05",
        "language": "en",
        "alt_titles": "[]",
        "authors": "[]",
        "paragraph_languages": "[]",
        "body": "words\n\nmore",
        "forms": "[]",
        "links": "[]",
        "images": "[]",
        "provenance": "[]",
    }
    (capture,) = db["captures"].rows
    names = ("captured", "captured_precision", "captured_source", "captured_raw", "language", "chars_kept")
    assert [capture[name] for name in names] == ["2021-04-12", "day", "banner", "2021-04-12", "en", 14]
    assert json.loads(capture["notes"]) == [{"code": "noted", "detail": "A note."}]
    assert list(db["counters"].rows) == [{"capture": 1, "n": 0, "days": 5, "event": "the start", "since": None}]
    assert column(db, "SELECT language FROM translations") == ["en", "ru"]
    assert list(db["sites"].rows) == [{"id": "a.org", "name": "The A", "snapshot": None}]
    assert column(db, "SELECT number FROM items WHERE language = 'en'") == ["7"]
    lines = db.execute("SELECT label, first_line, last_line, text FROM removed_lines").fetchall()
    assert lines == [
        ("meta", 1, 6, "\n".join(text.splitlines())),
        ("furniture", 7, 7, "- menu"),
        ("related", 12, 12, None),
    ]


def test_counting_tells_how_many_captures_hold_a_line_and_where(db: Database) -> None:
    first = "!site a.org\nmenu\none\none\nfoot\nend"
    add(db, first, "menu\n!site a.org\ntwo\nfoot\nend\nadded")
    add(db, "!site a.org\nmenu\nthree\nfour\nfoot\nend", first)
    counts = "SELECT text, head, middle, tail FROM site_lines WHERE text IS NOT NULL ORDER BY text"
    assert db.execute(counts).fetchall() == [
        ("!site a.org", 3, 0, 0),
        ("end", 0, 0, 3),
        ("foot", 0, 1, 2),
        ("menu", 3, 0, 0),
    ]
    once = "SELECT head, middle, tail FROM site_lines WHERE text IS NULL ORDER BY tail"
    assert db.execute(once).fetchall() == [(0, 1, 0)] * 4 + [(0, 0, 1)]


def test_lines_of_no_site_are_not_counted(db: Database) -> None:
    add(db, "menu\nwords", "menu\nmore")
    assert db["site_lines"].count == 0


def test_a_long_line_is_counted_and_shown_cut(db: Database) -> None:
    line = "word " * 1_000
    add(db, f"!site a.org\n# One\n{line}", f"!site a.org\n# Two\n{line}")
    assert column(db, "SELECT text FROM site_lines WHERE text LIKE 'word%'") == [line[:LONGEST_TEXT]]


def test_a_reject_is_recorded_once_for_its_bytes(db: Database) -> None:
    for _ in range(2):
        run = write.begin_run(db, "ingest", "fake", {})
        batch = [taken_in(Page(source="a", raw=raw)) for raw in (b"\xff", b"")]
        tally = write.store(db, run, batch, {})
        assert (tally.stored, tally.unchanged, tally.rejected) == (0, 0, 2)
        write.finish_run(db, run, {})
    assert [(row["reason"], row["run"]) for row in db["rejects"].rows] == [("undecodable", 1), ("empty", 1)]


def test_a_page_that_is_rejected_when_it_is_cleaned_stays_rejected(db: Database) -> None:
    add(db, "!drop\nwords")
    assert [(row["reason"], row["detail"]) for row in db["rejects"].rows] == [("invalid", "found out late")]
    assert write.waiting(db) == []
    run = write.begin_run(db, "ingest", "fake", {})
    tally = write.store(db, run, [taken_in(Page(source="again", raw=b"!drop\nwords"))], {})
    assert (tally.unchanged, tally.rejected) == (0, 1)


def test_a_capture_that_another_process_has_labelled_is_left_alone(db: Database) -> None:
    add(db, "# One\nwords")
    (before,) = db["captures"].rows
    (capture,) = write.load(db, [1])
    cleaned = ENGINE.clean(capture.page)
    assert isinstance(cleaned, Cleaned)
    write.label(db, write.begin_run(db, "reclean", "fake", {}), [rows.labelled(capture, cleaned, None)])
    assert list(db["captures"].rows) == [before]


def test_a_run_that_was_not_finished_is_taken_up_again(db: Database) -> None:
    first = write.begin_run(db, "ingest", "fake", {"paths": ["a"]})
    assert write.begin_run(db, "ingest", "fake", {"paths": ["a"]}) == first
    assert write.begin_run(db, "ingest", "fake", {"paths": ["b"]}) != first
    assert write.begin_run(db, "ingest", "newer", {"paths": ["a"]}) != first
    write.finish_run(db, first, {"pages": 0})
    assert write.begin_run(db, "ingest", "fake", {"paths": ["a"]}) != first
