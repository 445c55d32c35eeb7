"""What went into an archive comes out of it again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from schemas import Cleaned, Document, Page, PartialDate
from tests.unfurnish.fake_engine import FakeEngine
from tests.unfurnish.stocked import PAGES, stock
from unfurnish.errors import ArchiveMissing
from unfurnish.ingest import ingest
from unfurnish.store import read
from unfurnish.store.schema import open_archive
from unfurnish.store.search import MARK_END, MARK_START, Filter, match_expression, search
from unfurnish.store.summary import CounterRange, Removed, Share, SiteSummary, Teasers, summarise


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of the pages of `stocked.py`."""
    home = tmp_path_factory.mktemp("stocked")
    stock(home / "corpus.db", home / "pages")
    return home / "corpus.db"


@pytest.fixture
def opened(stocked: Path) -> Iterator[Database]:
    """Return that archive, open for reading."""
    with read.reading(stocked) as db:
        yield db


def capture_named(db: Database, name: str) -> int:
    return int(db.execute("SELECT id FROM captures WHERE source LIKE ?", [f"%{name}"]).fetchone()[0])


def document_titled(db: Database, title: str) -> int:
    return int(db.execute("SELECT id FROM items WHERE title = ?", [title]).fetchone()[0])


CLEAN = [name for name, content in PAGES.items() if isinstance(content, str)]


@pytest.mark.parametrize("name", CLEAN)
def test_a_stored_page_is_as_it_was_cleaned(opened: Database, name: str) -> None:
    capture = capture_named(opened, name)
    stored = read.stored(opened, capture)
    assert stored is not None
    content = PAGES[name]
    assert isinstance(content, str)
    cleaned = FakeEngine().clean(Page(source=stored.document.source, raw=content.encode()))
    assert isinstance(cleaned, Cleaned)
    expected = cleaned.document
    if expected.kind == "listing":  # its title is kept among the labels only, as the line stands on the page
        expected = expected.model_copy(update={"title": f"# {expected.title}"})
    assert stored.document == expected
    text = read.text(opened, capture)
    assert text == content
    assert read.lines(opened, capture, text) == list(cleaned.lines)
    assert read.raw(opened, capture) == content.encode()


def test_each_field_of_a_version_comes_back(archive: Path, tmp_path: Path) -> None:
    date = PartialDate(value="2020-06", precision="month", source="title", raw="June 2020")
    document = Document(
        source=str(tmp_path / "a.txt"),
        url=None,
        site="a.org",
        kind="record",
        title="T",
        alt_titles=("Т", "Ŧ"),
        authors=("A. B.",),
        published=date,
        event=date.model_copy(update={"source": "body"}),
        captured=date.model_copy(update={"source": "http"}),
        language="en",
        paragraph_languages=("en", None),
        translations=("en", "ru"),
        section="S",
        place="P",
        doc_type="speech",
        source_url="https://a.org/1",
        body="One.\n\nTwo.",
        number="5-1",
    )
    (tmp_path / "a.txt").write_text("!site a.org\n")
    Fixed.document = document
    ingest(archive, [str(tmp_path / "a.txt")], jobs=1, engine=Fixed)
    with read.reading(archive) as db:
        stored = read.stored(db, 1)
    assert stored is not None
    assert stored.document == document
    assert (stored.document_id, stored.version_id, stored.version_number, stored.versions) == (1, 1, 1, 1)


class Fixed(FakeEngine):
    """An engine that finds the same document on every page."""

    document: Document

    def clean(self, page: Page) -> Cleaned:
        cleaned = super().clean(page)
        assert isinstance(cleaned, Cleaned)
        return cleaned.model_copy(update={"document": self.document})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1251", "koi8-r"])
def test_the_text_is_decoded_as_the_engine_decoded_it(archive: Path, tmp_path: Path, encoding: str) -> None:
    words = "Заявление посла о зале и о мостах города, где прошла встреча министров иностранных дел.\n" * 4
    (tmp_path / "a.txt").write_bytes(words.encode(encoding))
    ingest(archive, [str(tmp_path / "a.txt")], jobs=1)
    with read.reading(archive) as db:
        text = read.text(db, 1)
        assert text == words
        assert "".join(text[line.start : line.end] for line in read.lines(db, 1, text)) == words


def test_a_document_is_shown_as_it_was_seen_last(opened: Database) -> None:
    document = document_titled(opened, "Opening of the hall")
    captures = read.captures_of(opened, document)
    assert [(seen.captured, seen.version_number) for seen in captures] == [
        ("2021-03-06", 1),
        ("2021-04-05", 1),
        ("2021-05-01", 2),
    ]
    assert read.capture_of(opened, document) == captures[-1].id


def test_what_is_not_there_is_none(opened: Database) -> None:
    assert read.capture_of(opened, 10**6) is None
    assert read.capture_at(opened, "https://a.org/") is None
    assert read.stored(opened, 10**6) is None
    assert read.raw(opened, 10**6) is None
    assert read.rejected_raw(opened, 10**6) is None
    assert read.reject_of(opened, 10**6) is None
    assert read.captures_of(opened, 10**6) == []


def test_a_page_is_found_by_its_address(archive: Path) -> None:
    with open_archive(archive, create=True) as db:
        db.execute("INSERT INTO runs (command, started_at, engine, arguments) VALUES ('ingest', '', '', '{}')")
        db.execute(
            "INSERT INTO captures (run, sha256, source, site_named, url, encoding, raw_length, raw)"
            " VALUES (1, '', 'a', 0, 'https://a.org/1', 'utf-8', 0, x'')"
        )
        db.execute(
            "INSERT INTO documents (identity, url, kind, first_capture, last_capture)"
            " VALUES ('url:a.org/1', 'https://a.org/1', 'listing', 1, 1)"
        )
        db.conn.commit()
    with read.reading(archive) as db:
        assert read.capture_at(db, "http://www.a.org/1#top") == 1


def test_export_has_each_text_once_and_in_order(opened: Database) -> None:
    found = list(read.current(opened))
    assert [stored.document_id for stored in found] == sorted(
        row[0] for row in opened.execute("SELECT id FROM documents WHERE version IS NOT NULL")
    )
    assert {stored.document.title for stored in found} == {
        "Opening of the hall",
        "Заявление посла",
        "Undated [bold]words[/bold] :smile:",
    }
    assert "The ambassador opened the new hall." in {stored.document.body for stored in found}


@pytest.mark.parametrize(
    ("site", "language", "titles"),
    [
        ("a.org", None, ["Opening of the hall"]),
        (None, "ru", ["Заявление посла"]),
        ("a.org", "ru", []),
    ],
)
def test_export_is_filtered(opened: Database, site: str | None, language: str | None, titles: list[str]) -> None:
    assert [stored.document.title for stored in read.current(opened, site=site, language=language)] == titles


def test_rejects_keep_reason_and_bytes(opened: Database) -> None:
    found = list(read.rejected(opened, 10))
    assert [(row.reason, row.size, Path(row.source).name) for row in found] == [
        ("undecodable", 3, "07.txt"),
        ("empty", 0, "06.txt"),
    ]
    assert read.rejected_raw(opened, found[0].id) == PAGES["07.txt"]
    assert read.reject_of(opened, found[1].id) == found[1]


@pytest.mark.parametrize(
    ("limit", "reasons", "names"),
    [
        (1, [], ["07.txt"]),
        (9, ["empty"], ["06.txt"]),
        (9, ["empty", "undecodable"], ["07.txt", "06.txt"]),
        (9, ["binary"], []),
    ],
)
def test_rejects_are_limited_and_filtered(opened: Database, limit: int, reasons: list[str], names: list[str]) -> None:
    assert [Path(row.source).name for row in read.rejected(opened, limit, reasons)] == names
    assert read.reject_reasons(opened) == {"empty": 1, "undecodable": 1}


def test_reading_sees_the_archive_as_it_was(stocked: Path, archive: Path, tmp_path: Path) -> None:
    shutil.copy(stocked, archive)
    (tmp_path / "late.txt").write_text("# Late\nwords\n")
    with read.reading(archive) as db:
        before = len(list(read.current(db)))
        ingest(archive, [str(tmp_path / "late.txt")], jobs=1, engine=FakeEngine)
        assert len(list(read.current(db))) == before
    with read.reading(archive) as db:
        assert len(list(read.current(db))) == before + 1


def test_reading_makes_no_archive(archive: Path) -> None:
    with pytest.raises(ArchiveMissing), read.reading(archive):
        pass
    assert not archive.exists()


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("hall", '"hall"'),
        ("Open the", '"Open" "the"'),
        ('"joint statement" visa', '"joint statement" "visa"'),
        ("«новый зал» “new hall”", '"новый зал" "new hall"'),
        ('say "open', '"say" "open"'),
        ('«new" hall»', '"new  hall"'),
        ("consul*", '"consul"*'),
        ('"consul*"', '"consul"'),
        ("13:42 foo-bar don't", '"13:42" "foo-bar" "don\'t"'),
        ("a AND OR NOT NEAR(b)", '"a" "AND" "OR" "NOT" "NEAR(b)"'),
        ("- * ( \" '", None),
        ("", None),
    ],
)
def test_queries_become_expressions(query: str, expression: str | None) -> None:
    assert match_expression(query) == expression


@given(st.text(st.characters() | st.sampled_from("\"*()^:+-'{}\x00\ud800 «»“”")))
def test_any_string_is_a_safe_query(query: str) -> None:
    with Database(memory=True) as db:
        db.execute("CREATE VIRTUAL TABLE f USING fts5 (t)")
        db.execute("INSERT INTO f VALUES ('words')")
        expression = match_expression(query)
        if expression is not None:
            db.execute("SELECT count(*) FROM f WHERE f MATCH ?", [expression]).fetchone()


def titles_of(db: Database, query: str, **only: str) -> list[str | None]:
    hits = search(db, query, Filter(**only), limit=10).hits
    return [hit.title and hit.title.replace(MARK_START, "").replace(MARK_END, "") for hit in hits]


OPENING_TITLE, RUSSIAN, UNDATED = "Opening of the hall", "Заявление посла", "Undated [bold]words[/bold] :smile:"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("hall", [OPENING_TITLE, UNDATED]),  # a word of the title counts more
        ("hall ambassador", [OPENING_TITLE]),
        ('"new hall"', [OPENING_TITLE]),
        ('"hall new"', []),
        ("ambass*", [OPENING_TITLE]),
        ("посо*", [RUSSIAN]),
        ("thanked", []),  # stood in the first version only
        ("menu", []),
        ("\x02", []),
    ],
)
def test_search_finds_the_current_text(opened: Database, query: str, titles: list[str]) -> None:
    assert titles_of(opened, query) == titles


@pytest.mark.parametrize(
    ("only", "titles"),
    [
        ({"site": "a.org"}, [OPENING_TITLE]),
        ({"language": "ru"}, []),
        ({"kind": "article"}, [OPENING_TITLE, UNDATED]),
        ({"kind": "speech"}, []),
        ({"since": "2021"}, [OPENING_TITLE]),
        ({"since": "2021-03-05", "until": "2021-03-05"}, [OPENING_TITLE]),
        ({"since": "2021-03-06"}, []),
        ({"until": "2021"}, [OPENING_TITLE]),
        ({"until": "2021-03"}, [OPENING_TITLE]),
        ({"until": "2021-02"}, []),
    ],
)
def test_search_is_filtered(opened: Database, only: dict[str, str], titles: list[str]) -> None:
    assert titles_of(opened, "hall", **only) == titles


@pytest.mark.parametrize(
    ("date", "since", "until", "inside"),
    [
        ("2021", "2021-03-05", None, True),  # may be later in that year
        ("2021", None, "2021-03-05", True),
        ("2021", "2022", None, False),
        ("2021-03-05T14:38", "2021-03-05", "2021-03-05", True),
        ("2021-03-05T14:38", None, "2021-03-04", False),
        (None, "1900", None, False),
    ],
)
def test_a_date_counts_as_all_that_it_may_be(
    stocked: Path, archive: Path, date: str | None, since: str | None, until: str | None, inside: bool
) -> None:
    shutil.copy(stocked, archive)
    with open_archive(archive) as db:
        db.execute("UPDATE versions SET published = ?", [date])
        db.conn.commit()
    with read.reading(archive) as db:
        assert (search(db, "mirrors", Filter(since=since, until=until), 10).total == 1) is inside


def test_search_asks_the_index_for_all_hits_at_once(opened: Database) -> None:
    asked: list[str] = []
    opened.conn.set_trace_callback(asked.append)
    search(opened, "hall*", Filter(), 10)
    opened.conn.set_trace_callback(None)
    plans = [row[3] for sql in asked if "MATCH" in sql for row in opened.execute(f"EXPLAIN QUERY PLAN {sql}")]
    of_the_index = [step for step in plans if "VIRTUAL TABLE" in step]
    assert len(of_the_index) == 3
    assert not [step for step in of_the_index if "=" in step]  # by rowid: once a hit


def test_search_tells_how_many_there_are_and_marks_the_words(opened: Database) -> None:
    result = search(opened, "hall", Filter(), 1)
    assert result.total == 2
    (hit,) = result.hits
    assert hit.title == f"Opening of the {MARK_START}hall{MARK_END}"
    assert f"new {MARK_START}hall{MARK_END}" in hit.snippet
    assert (hit.site, hit.date, hit.language, hit.kind, hit.doc_type) == ("a.org", "2021-03-05", "en", "article", None)


def test_the_summary_counts_everything(opened: Database) -> None:
    summary = summarise(opened)
    assert (summary.documents, summary.versions, summary.captures) == (3, 4, 6)
    assert (summary.waiting, summary.rejects) == (0, 2)
    assert summary.sites == [
        SiteSummary("a.org", 1, 4, 1, "2021-03-06", "2021-05-01"),
        SiteSummary("b.org", 1, 1, 0, None, None),
        SiteSummary(None, 1, 1, 0, None, None),
    ]
    assert summary.languages == [Share("en", 1), Share("ru", 1), Share(None, 1)]
    assert summary.types == [Share(None, 3)]
    assert summary.years == [Share("2021", 1), Share(None, 2)]
    assert [(row.reason, row.label, row.captures) for row in summary.removed] == [
        ("fake/meta", "meta", 5),
        ("fake/furniture", "furniture", 2),
    ]
    assert Removed("fake/furniture", "furniture", 2, 2 * len("- menu- share")) in summary.removed
    assert summary.characters_removed == sum(row.characters for row in summary.removed)
    assert summary.counters == [CounterRange("the start", None, 2, 10, 40)]
    assert summary.teasers == Teasers(2, 2, 1, 1)


def test_an_empty_archive_has_a_summary(archive: Path) -> None:
    open_archive(archive, create=True).close()
    with read.reading(archive) as db:
        summary = summarise(db)
    assert (summary.documents, summary.captures, summary.sites, summary.removed) == (0, 0, [], [])
