"""Which addresses are of one page, and which only look as if they were."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unfurnish.store.addresses import same_address


@pytest.mark.parametrize(
    "urls",
    [
        "https://example.org https://example.org/ http://www.example.org:80 HTTPS://EXAMPLE.ORG:443/#top",
        "https://example.org/news https://example.org/news/ https://example.org//news https://example.org/news?",
        "https://a.org/x?b=2&a=1 https://a.org/x?a=1&b=2 https://a.org/x/?a=1&b=2&utm_source=feed&utm_id=7",
        "https://a.org/x https://a.org/x?fbclid=IwAR0&yclid=18446744073709551615 https://a.org/x?gclid=a&ref=main",
        "https://a.org/x?q=a%20b https://a.org/x?q=a+b",
        "https://a.org/x?id=4 https://a.org/x?id=4&amp;utm_source=a https://a.org/x?utm_source=a;utm_medium=b;id=4",
        "https://a.org/x?id=4 https://a.org/x;jsessionid=5A.n1?id=4 https://a.org/x?PHPSESSID=5a&id=4&sid=0123456789abcdef",
        "https://a.org/%d0%bd/~a https://a.org/%D0%BD/%7Ea https://a.org/н/%7ea",
        "https://a.org/b https://a.org./b https://a.org/a/../b https://a.org/./b/ https://a.org/../b",
        "https://a.org/list/&start=91&ps=10 http://www.a.org/list/&start=91&ps=10/ https://a.org/list/&start=91&ps=10#x",
        "https://пример.рф/новости https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/",
    ],
)
def test_one_page_has_many_addresses(urls: str) -> None:
    assert len({same_address(url) for url in urls.split()}) == 1


@pytest.mark.parametrize(
    "urls",
    [
        "https://example.org/news https://example.org/News https://example.org/news.html https://news.example.org/",
        "https://a.org/?id=1 https://a.org/?id=2 https://a.org/?ID=1 https://a.org/?id=1&lang=en https://a.org/",
        "https://a.org/n.php?345 https://a.org/n.php?346 https://a.org/n.php https://a.org/n.php?print",
        "https://a.org/?cid=12 https://a.org/?cid=13 https://a.org/?gallery=12 https://a.org/?eid=12",
        "https://a.org/?q=%EF%F0 https://a.org/?q=%E0%E1",
        "https://a.org/?q=a%26b https://a.org/?q=a&b",
        "https://a.org/list/&start=91&ps=10 https://a.org/list/&start=101&ps=10 https://a.org/list/ https://a.org/list/&",
        "https://a.org/?start=91&ps=10 https://a.org/?start=101&ps=10 https://a.org/?start=91 https://a.org/?sid=91",
        "https://a.org/a%2Fb https://a.org/a/b https://a.org/a%252Fb https://a.org/a..b https://a.org/a...b",
        "https://a.org/#!/news/5 https://a.org/#!/news/6 https://a.org/#/news/5 https://a.org/#news",
        "https://a.org/ https://a.org:8080/ https://a.org:port/ https://[a.org/",
    ],
)
def test_other_pages_keep_other_addresses(urls: str) -> None:
    assert [pair for pair in combinations(urls.split(), 2) if same_address(pair[0]) == same_address(pair[1])] == []


@pytest.mark.parametrize("url", ["", "urn:x:y", "mailto:a@example.org", "http://[bad", "http://a.org:99999/x", "words"])
def test_what_is_no_web_address_stays_as_it_is(url: str) -> None:
    assert same_address(url) == url


@given(st.text(max_size=60) | st.text("a/.%2F;&=?#! ", max_size=20))
def test_no_text_raises_and_twice_is_once(tail: str) -> None:
    once = same_address(f"https://example.org/{tail}")
    assert same_address(f"https://{once}" if once.startswith("example.org") else once) == once
