"""Time `unfurnish crawl` against a bare Scrapy spider that writes the same pages to files.

    python bench/crawl_speed.py                     2,000 pages, each way three times in turn
    python bench/crawl_speed.py --pages 500 --runs 1        a quicker look

One host on loopback, served by a process of its own; one request at a time and no delay both ways. What is timed is
the time between the first request that the host sees and the last: neither the start of the programs nor the
cleaning after the crawl. Both parse the listings for links; ours also asks itself whether each link is permitted,
writes every page into the archive in a transaction of its own, and keeps the queue there. The bare spider keeps its
queue in memory. Exit code 1 if ours is slower than the bound.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
BOUND = 0.8
"""Least share of the throughput of the bare spider."""
_A_LISTING = 50
_SITE = "bench.example.org"
_ROBOTS = b"User-agent: *\nDisallow: /private/\n"
_COMMAND = "from unfurnish.cli import main; main()"


@dataclass(frozen=True)
class Seen:
    """What the host saw of one crawl."""

    pages: int
    """Answers that were items."""
    requests: int
    bytes: int
    seconds: float
    """From the first request to the last."""

    @property
    def speed(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


@dataclass(frozen=True)
class Run:
    """One crawl."""

    seen: Seen
    seconds: float
    """Of the whole process."""
    cpu_seconds: float
    """Of the process and those that it started."""


class Host(asyncio.Protocol):
    """Answers requests from a table, and counts them; `/log` tells what was counted, and begins anew."""

    pages: dict[str, bytes]
    items = requests = size = 0
    first = last = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.rest = b""

    def data_received(self, data: bytes) -> None:
        *asked, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for request in asked:
            path = request.split(b" ", 2)[1].decode()
            self.transport.write(self._log() if path == "/log" else self._answer(path))

    def _answer(self, path: str) -> bytes:
        host = type(self)
        host.last = time.perf_counter()
        host.first = host.first or host.last
        answer = self.pages.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        host.requests += 1
        if path.startswith("/item/"):
            host.items += 1
            host.size += len(answer)
        return answer

    def _log(self) -> bytes:
        host = type(self)
        seen = Seen(host.items, host.requests, host.size, host.last - host.first)
        host.items = host.requests = host.size = 0
        host.first = host.last = 0.0
        return http(json.dumps(asdict(seen)).encode(), "application/json")


def http(body: bytes, media_type: str = "text/html; charset=utf-8") -> bytes:
    """Return an answer as it is sent."""
    return f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def serve(dumps: Path) -> None:
    """Serve invented pages, print the port, and go on until killed."""
    pages = {f"/item/{n}": _html(path.read_text()) for n, path in enumerate(sorted(dumps.rglob("*.txt")), 1)}
    items = list(pages)
    pages["/robots.txt"] = http(_ROBOTS, "text/plain")
    for n in range(0, len(items), _A_LISTING):
        links = "".join(f'<p><a href="{item}">Item {item}</a></p>\n' for item in items[n : n + _A_LISTING])
        pages[f"/list/{n // _A_LISTING + 1}"] = http(f"<title>List</title>{links}".encode())
    Host.pages = pages
    server = await asyncio.get_running_loop().create_server(Host, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _html(dump: str) -> bytes:
    title, *lines = (escape(line.strip()) for line in dump.splitlines() if line.strip())
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    return http(f"<!doctype html><title>{title}</title>\n<h1>{title}</h1>\n{body}\n".encode())


def bare(start: str, listings: int, folder: Path) -> None:
    """Crawl with a spider that only writes pages to files."""
    import scrapy
    from scrapy.crawler import CrawlerProcess
    from scrapy.http import Response, TextResponse

    class Bare(scrapy.Spider):
        name = "bare"

        def parse(self, response: Response, **_: Any) -> Any:
            assert isinstance(response, TextResponse)
            for link in response.css("a::attr(href)").getall():
                yield response.follow(link, self.save)

        def save(self, response: Response) -> None:
            (folder / f"{response.url.rpartition('/')[2]}.html").write_bytes(response.body)

    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": True,
            "COOKIES_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
        }
    )
    process.crawl(Bare, start_urls=[f"{start}/list/{n}" for n in range(1, listings + 1)])
    process.start()


def ours(port: int, listings: int, folder: Path) -> list[str]:
    """Return the command that crawls the same pages into an archive."""
    netloc = f"127.0.0.1:{port}"
    profile = folder / "profile.toml"
    profile.write_text(
        f"""id = "{_SITE}"
name = "Bench"
hosts = ["{netloc}"]
languages = ["en"]
[crawl]
delay = 0
max_pages = 1_000_000
items = ['/item/\\d+$']
listings = ['/list/']
[[crawl.start]]
kind = "listing"
url = "http://{netloc}/list/{{n}}"
until = {listings}
[crawl.permit]
basis = "pages invented for this bench"
reviewed = "2026-11-22"
contact = "mailto:bench@example.org"
"""
    )
    arguments = [str(folder / "corpus.db"), _SITE, "--profile", str(profile), "--allow-host", netloc]
    return [sys.executable, "-c", _COMMAND, "crawl", *arguments]


def run(command: list[str], port: int) -> Run:
    """Run a crawl and ask the host what it saw of it."""
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds, after = time.perf_counter() - start, os.times()
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed with exit code {done.returncode}:\n{done.stderr}")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/log") as answer:
        seen = Seen(**json.load(answer))
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(seen, seconds, cpu)


def measure(pages: int, runs: int, folder: Path) -> dict[str, list[Run]]:
    """Crawl in both ways in turn."""
    dumps = folder / "dumps"
    subprocess.run([sys.executable, HERE / "pages.py", dumps, "--pages", str(pages)], check=True)
    listings = -(-pages // _A_LISTING)
    found: dict[str, list[Run]] = {"bare": [], "unfurnish": []}
    this = [sys.executable, __file__]
    with subprocess.Popen([*this, "--serve", dumps], stdout=subprocess.PIPE, text=True) as host:
        try:
            assert host.stdout is not None
            port = int(host.stdout.readline())
            for n in range(runs):
                for name, results in found.items():
                    into = folder / f"{name}-{n}"
                    into.mkdir()
                    if name == "bare":
                        command = [*this, "--bare", f"http://127.0.0.1:{port}", str(listings), str(into)]
                    else:
                        command = ours(port, listings, into)
                    results.append(run(command, port))
                    if results[-1].seen.pages != pages:
                        raise SystemExit(f"{name} asked for {results[-1].seen.pages} of {pages} pages")
        finally:
            host.terminate()
    return found


def main() -> int:
    """Measure, print, and return the exit code."""
    if sys.argv[1:2] == ["--serve"]:
        asyncio.run(serve(Path(sys.argv[2])))
        return 0
    if sys.argv[1:2] == ["--bare"]:
        bare(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
        return 0
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pages", type=int, default=2_000, help="items to crawl (default: 2000)")
    parser.add_argument("--runs", type=int, default=3, help="crawls each way (default: 3)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="unfurnish-bench-") as name:
        found = measure(arguments.pages, arguments.runs, Path(name))
    speeds = {name: median(run.seen.speed for run in runs) for name, runs in found.items()}
    ratio = speeds["unfurnish"] / speeds["bare"]
    passes = ratio >= BOUND
    if arguments.json:
        results = {
            "runs": {name: [asdict(run) for run in runs] for name, runs in found.items()},
            "pages_a_second": speeds,
            "ratio": ratio,
            "python": platform.python_version(),
            "passes": passes,
        }
        print(json.dumps(results))
        return 0 if passes else 1
    for name, runs in found.items():
        each = ", ".join(f"{run.seen.speed:.0f}" for run in runs)
        cpu = median(run.cpu_seconds for run in runs)
        speed = f"{speeds[name]:6.0f} pages/s  ({each})"
        print(f"{name:10} {arguments.pages:6,} pages  {speed}  whole process: CPU {cpu:.1f} s")
    print(f"ratio {ratio:.2f}, bound {BOUND}  {'PASS' if passes else 'FAIL'}")
    return 0 if passes else 1


if __name__ == "__main__":
    sys.exit(main())
