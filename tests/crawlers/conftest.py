"""Hosts on loopback, and crawls of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawlers.crawling import Crawler
from tests.crawlers.site.server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """Return a server without hosts."""
    with Server() as server:
        yield server


@pytest.fixture
def crawler(tmp_path: Path) -> Crawler:
    """Return what crawls into an archive of the test's own."""
    return Crawler(tmp_path)
