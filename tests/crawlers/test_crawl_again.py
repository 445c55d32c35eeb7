"""Crawling again: what changed is another version, what is gone is marked, what is not wanted is not asked for."""

from tests.crawlers.crawling import Crawler, rows, stored
from tests.crawlers.site import markup
from tests.crawlers.site.server import GONE, MISSING, Answer, Server, moved
from tests.crawlers.site.shapes import TODAY, Shape, agency, embassy, ministry, relist, tide, tides


def versions(crawler: Crawler, shape: Shape, path: str) -> list[tuple[int, bool]]:
    """Return number of each version of a page, and whether it is the one to read."""
    sql = """
        SELECT v.n, d.version = v.id FROM versions AS v JOIN documents AS d ON d.id = v.document
        JOIN captures AS c ON c.id = v.capture WHERE c.url = ? ORDER BY v.n
    """
    return [(n, bool(current)) for n, current in rows(crawler.archive, sql, shape.host.url(path))]


def test_a_page_that_changed_is_another_version_and_the_old_one_stays(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    crawler.crawl(shape)
    path = tide(shape, 3, edition=2)
    server.forget()
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items
    assert versions(crawler, shape, path) == [(1, False), (2, True)]
    assert versions(crawler, shape, "/item/2") == [(1, True)]


def test_other_bytes_with_the_same_text_are_a_capture_and_no_version(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    crawler.crawl(shape)
    shape.change("/item/3", shape.items["/item/3"] + b"<!-- served in 12 ms -->")
    assert crawler.crawl(shape).code == 0
    assert versions(crawler, shape, "/item/3") == [(1, True)]
    assert rows(crawler.archive, "SELECT count(*) FROM captures WHERE url LIKE '%/item/3'") == [(2,)]


def test_a_page_without_validators_is_fetched_again_and_told_by_its_bytes(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    for path, body in shape.items.items():
        shape.host.pages[path] = Answer(body)
    crawler.crawl(shape)
    server.forget()
    assert crawler.crawl(shape).code == 0
    assert set(shape.items) <= set(shape.host.asked())
    assert rows(crawler.archive, "SELECT count(*) FROM captures") == [(len(shape.items),)]


def test_last_modified_alone_is_enough_to_ask_conditionally(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    day = "Thu, 01 Feb 2024 00:00:00 GMT"
    for path, body in shape.items.items():
        shape.host.pages[path] = Answer(body, modified=day)
    crawler.crawl(shape)
    server.forget()
    crawler.crawl(shape)
    again = [request for request in server.requests if request.path in shape.items]
    assert len(again) == len(shape.items)
    assert {request.headers.get("if-modified-since") for request in again} == {day}


def test_a_new_page_is_found_on_the_listing(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    crawler.crawl(shape)
    tide(shape, 6)
    relist(shape)
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host) == shape.items


def test_gone_pages_are_marked_and_stay(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    crawler.crawl(shape)
    shape.host.pages["/item/2"] = MISSING
    shape.host.pages["/item/4"] = GONE
    done = crawler.crawl(shape)
    assert done.code == 0, done.err
    assert "gone" in done.out
    assert stored(crawler.archive, shape.host) == shape.items
    found = rows(crawler.archive, "SELECT url, status FROM frontier WHERE state = 'gone' ORDER BY url")
    assert found == [(shape.host.url("/item/2"), 404), (shape.host.url("/item/4"), 410)]


def test_a_page_that_comes_back_is_found_again(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    crawler.crawl(shape)
    answer = shape.host.pages["/item/2"]
    shape.host.pages["/item/2"] = GONE
    crawler.crawl(shape)
    shape.host.pages["/item/2"] = answer
    crawler.crawl(shape)
    assert rows(crawler.archive, "SELECT count(*) FROM frontier WHERE state = 'gone'") == [(0,)]


def test_what_moved_is_stored_once_under_its_new_address(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host())
    crawler.crawl(shape)
    shape.items["/item/new"] = body = shape.items.pop("/item/2")
    shape.host.pages["/item/new"] = Answer(body, etag='"new"')
    shape.host.pages["/item/2"] = moved("/item/new")
    server.forget()
    assert crawler.crawl(shape).code == 0
    assert stored(crawler.archive, shape.host)["/item/new"] == body
    assert shape.host.asked().count("/item/new") == 1


def test_since_leaves_out_what_the_sitemap_says_is_older(crawler: Crawler, server: Server) -> None:
    shape = ministry(server.host())
    only_sitemap = shape.profile().replace('kind = "listing"', 'kind = "feed"')
    assert crawler.crawl(shape, "--since", "2021-01-20", profile=only_sitemap).code in (0, 1)
    old = [path for path in shape.items if "/content/id/" in path]
    assert old
    assert set(old) & set(shape.host.asked()) == set()
    assert "/en/foreign_policy/news/1800499/" in shape.host.asked()


def test_since_stops_the_archive_by_date(crawler: Crawler, server: Server) -> None:
    shape = agency(server.host())
    crawler.crawl(shape, "--since", str(TODAY))
    asked = [path for path in shape.host.asked() if path.startswith("/en/archive/all/")]
    assert asked == [f"/en/archive/all/{TODAY.year}/{TODAY.month}/{TODAY.day}"]


def test_since_leaves_out_what_the_listing_dates_before(crawler: Crawler, server: Server) -> None:
    shape = tides(server.host(), 0)
    rows_ = "".join(
        f'<p>0{n}.02.2024 - <a href="{tide(shape, n)}">Item {n}</a></p><p>More of it.</p>' for n in range(1, 6)
    )
    shape.add_list("/list", markup.page("Items", rows_))
    assert crawler.crawl(shape, "--since", "2024-02-03").code == 0
    asked = set(shape.host.asked())
    assert {"/item/3", "/item/4", "/item/5"} <= asked
    assert asked & {"/item/1", "/item/2"} == set()


def test_since_leaves_out_what_the_archive_knows_to_be_older(crawler: Crawler, server: Server) -> None:
    shape = embassy(server.host())
    crawler.crawl(shape)
    known = dict(
        rows(crawler.archive, "SELECT url, published FROM versions AS v JOIN captures AS c ON c.id = v.capture")
    )
    server.forget()
    assert crawler.crawl(shape, "--since", "2019-05-10").code == 0
    asked = set(shape.host.asked()) & shape.items.keys()
    assert asked == {path for path in shape.items if known[shape.host.url(path)] >= "2019-05-10"}
    assert 0 < len(asked) < len(shape.items)
