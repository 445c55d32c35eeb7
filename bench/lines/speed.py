"""Pages a second of the line model beside trafilatura, on one core.

    python -m bench.lines.speed CACHE

The pages are the dumps of news-dev that `train` left under CACHE; trafilatura gets the same lines in `<p>`.
"""

import argparse
import html
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from bench.lines.corpus import load
from cleaners.model.predict import bundled

ROUNDS = 3


def pace(work: Callable[[Sequence[str]], object], pages: Sequence[Sequence[str]]) -> float:
    """Pages a second of processor time, the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        begin = time.process_time()
        for lines in pages:
            work(lines)
        best = max(best, len(pages) / (time.process_time() - begin))
    return best


def wrapped(lines: Sequence[str]) -> str | None:
    """What trafilatura makes of the lines as paragraphs."""
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
    return trafilatura.extract(f"<html><body>{body}</body></html>")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cache", type=Path)
    given = parser.parse_args()
    pages = [page.dumps["plain"].split("\n") for page in load(given.cache, given.cache, "news-dev")]
    begin = time.perf_counter()
    model = bundled()
    print(f"model read in {time.perf_counter() - begin:.2f} s")
    lines = sum(sum(1 for line in page if line.strip()) for page in pages) / len(pages)
    ours, theirs = pace(model.predict, pages), pace(wrapped, pages)
    print(f"{len(pages)} pages of {lines:.0f} lines: model {ours:.0f} pages/s, trafilatura {theirs:.0f} pages/s")


if __name__ == "__main__":
    main()
