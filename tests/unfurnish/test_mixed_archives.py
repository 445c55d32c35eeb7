"""A crawl of many sites, languages, encodings and media types goes in with one command."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaners import Engine
from schemas import Cleaned, Page
from tests.html_gold import PAGES
from tests.unfurnish.screen import piped
from tests.unfurnish.webarchives import packed, record
from unfurnish import sources
from unfurnish.ingest import Report, ingest
from unfurnish.store import read

DUMPS = Path(__file__).parents[2] / "fixtures" / "dumps"
TEXTS = [DUMPS / "plain" / "de-moorschutzamt.txt", DUMPS / "cominf.org" / "ru-node-2018-koi8r.txt"]
LATER = "2022-05-05T00:00:00Z"


def records() -> Iterator[bytes]:
    """Make the records of a crawl: pages, and around each all that comes along with pages."""
    yield record("urn:info", b"x", "application/warc-fields", kind="warcinfo")
    for n, gold in enumerate(PAGES):
        url = f"https://site{n}.example/{gold.id}"
        id_ = f"<urn:uuid:{n}>"
        yield record(url, kind="request", status="GET / HTTP/1.1")
        body, http = (gzip.compress(gold.raw), [("Content-Encoding", "gzip")]) if n % 2 else (gold.raw, [])
        yield record(url, body, "text/html", http=http, warc=[("WARC-Record-ID", id_)])
        yield record(f"{url}.pdf", b"%PDF-1.7", "application/pdf")
        yield record(f"{url}.png", b"\x89PNG", "image/png")
        yield record(f"{url}.old", b"", status="301 Moved", http=[("Location", url)])
        yield record(f"{url}.gone", b"<p>Gone", status="404 Not Found")
        yield b"garbage %d\r\n\r\n" % n
        yield record(
            f"http://www.site{n}.example/{gold.id}/?utm_source=feed",
            kind="revisit",
            warc=[("WARC-Date", LATER), ("WARC-Refers-To", id_)],
        )
    for path in TEXTS:
        yield record(f"https://texts.example/{path.stem}", path.read_bytes(), "text/plain")
    yield record("https://texts.example/wet", TEXTS[0].read_bytes(), "text/plain", kind="conversion")


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a web archive; its name says nothing."""
    path = tmp_path_factory.mktemp("crawl") / "crawl"
    path.write_bytes(packed(records()))
    return path


@pytest.fixture(scope="module")
def ingested(crawl: Path) -> tuple[Path, Report]:
    """Return the database that it was read into, and what was told of that."""
    database = crawl.with_name("corpus.db")
    return database, ingest(database, [str(crawl)], jobs=1)


def test_every_record_is_accounted_for(ingested: tuple[Path, Report]) -> None:
    _, report = ingested
    count = len(PAGES)
    assert report.reasons == {
        "media_type": 2 * count,
        "broken_record": count,
        "http_status": count,
        "redirect": count,
    }
    assert report.asides == {"request": count, "warcinfo": 1}
    assert report.new + report.listings // 2 == count + 3
    assert report.pages == 7 * count + 3
    assert {"de", "fr", "nl", "pl", "ru", "ar", "zh", "it"} <= report.languages.keys()


def test_pages_of_an_archive_are_cleaned_as_files_are(ingested: tuple[Path, Report]) -> None:
    database, _ = ingested
    engine = Engine.bundled()
    with read.reading(database) as db:
        for n, gold in enumerate(PAGES):
            url = f"https://site{n}.example/{gold.id}"
            (capture,) = db.execute("SELECT id FROM captures WHERE url = ?", [url]).fetchone()
            found = read.stored(db, capture)
            page = Page(source="x", raw=gold.raw, url=url, media_type="text/html", fetched_at="2021-04-12T05:46:00Z")
            alone = engine.clean(page)
            assert found is not None
            assert isinstance(alone, Cleaned)
            assert (found.document.title, found.document.language) == (alone.document.title, alone.document.language)
            if found.document.kind != "listing":
                assert found.document.body == alone.document.body


def test_a_revisit_is_one_more_capture_of_its_document(ingested: tuple[Path, Report]) -> None:
    database, _ = ingested
    with read.reading(database) as db:
        sql = """
        SELECT count(DISTINCT document), count(DISTINCT version), min(captured), max(captured), count(*)
        FROM captures WHERE url LIKE '%example/' || ? || '%'
        """
        for gold in PAGES:
            documents, versions, first, last, captures = db.execute(sql, [gold.id]).fetchone()
            assert (documents, captures) == (1, 2)
            assert versions == (0 if gold.facts.get("kind") == "listing" else 1)
            if "captured" not in gold.facts:
                assert (first, last) == ("2021-04-12T05:46:00Z", LATER)


def test_the_same_crawl_in_another_form_is_known(ingested: tuple[Path, Report], crawl: Path, tmp_path: Path) -> None:
    database, report = ingested
    plain = tmp_path / "plain.warc"
    plain.write_bytes(b"".join(records()))
    again = ingest(database, [str(plain)], jobs=1)
    assert (again.unchanged, again.new, again.reasons) == (report.pages - report.rejected, 0, report.reasons)


def test_clean_prints_the_pages_and_counts_the_rest(crawl: Path) -> None:
    result = piped("clean", crawl, "--format", "jsonl")
    assert result.exit_code == 1
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(found) == 2 * len(PAGES) + 3
    told = result.stderr.splitlines()
    assert sum("broken_record" in line for line in told) == len(PAGES)
    assert told[-1] == f"Rejected {4 * len(PAGES)} records that are no pages: " + ", ".join(
        [f"media_type {2 * len(PAGES)}", f"http_status {len(PAGES)}", f"redirect {len(PAGES)}"]
    )


def test_an_archive_takes_the_memory_of_one_page(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        for n in range(50):
            body = b"<p>" + b"%d words and words " % n * 20_000
            id_ = f"<urn:uuid:{n}>"
            made = [
                record(f"https://a.example/{n}", body, warc=[("WARC-Record-ID", id_)]),
                record(f"https://a.example/{n}.pdf", body, "application/pdf"),
                record(f"https://a.example/{n}/again", kind="revisit", warc=[("WARC-Refers-To", id_)]),
            ]
            file.write(packed(made))
    tracemalloc.start()
    given = 0
    for source in sources.each(sources.find([str(path)]).pages):
        given += len(source.content.raw) if isinstance(source.content, Page) else 0
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert given > 30_000_000
    assert peak < 3_000_000
