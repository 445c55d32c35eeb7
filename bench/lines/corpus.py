"""The labelled pages that the model learns from, as rendered dumps, cached on disk."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.lines.render import RENDERINGS, Habit, blocks

XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
NOSCRIPT = re.compile(r"<noscript\b[^>]*>(.*?)</noscript>", re.IGNORECASE | re.DOTALL)
NOSCRIPT_TAG = re.compile(r"</?noscript\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
SETS = ("wcxb-dev", "news-dev", "articles-dev")


@dataclass(frozen=True, slots=True)
class Gold:
    """One page of a benchmark with what its authors count as content."""

    set: str
    id: str
    domain: str
    type: str
    language: str  # country for news-dev, "en" elsewhere
    title: str
    date: str
    content: str
    dumps: dict[str, str]  # rendering name -> text

    def fold(self, folds: int) -> int:
        """Fold by domain, so that no site stands on both sides of a split."""
        return zlib.crc32(self.domain.encode()) % folds


def _domain(url: str | None, fallback: str) -> str:
    host = (urlsplit(url).hostname or "") if url else ""
    return ".".join(host.removeprefix("www.").split(".")[-3:]) or fallback


def _open_noscript(html: str) -> str:
    """The page with what stands under `<noscript>` opened where little else is there: scripts would fill it."""
    hidden = "".join(NOSCRIPT.findall(html))
    if len(TAG.sub("", hidden)) > 500 and len(blocks(html, Habit())) < 600:
        return NOSCRIPT_TAG.sub("<div>", html)
    return html


def _page(name: str, gold_path: Path) -> Gold:
    record = json.loads(gold_path.read_text("utf-8"))
    truth = record["ground_truth"]
    html_path = gold_path.parent.parent / "html" / f"{gold_path.stem}.html"
    # lxml refuses a declared encoding in text that is decoded already.
    html = XML_DECLARATION.sub("", html_path.read_bytes().decode("utf-8", "replace"))
    html = _open_noscript(html)
    dumps = {}
    for rendering, render in RENDERINGS.items():
        try:
            dumps[rendering] = render(html)
        except (
            ValueError,
            TypeError,
            AssertionError,
            IndexError,
        ) as error:  # a renderer's own failure on odd HTML
            print(f"{gold_path.stem}: {rendering}: {error}")
    kind = record.get("_internal", {}).get("page_type", {}).get("primary", "article")
    # L3S-GN1 names no site: its pages, one news site each day, are told apart by id.
    return Gold(
        set=name,
        id=gold_path.stem,
        domain=_domain(record.get("url"), gold_path.stem),
        type=kind,
        language=record.get("country", "en"),
        title=truth.get("title") or "",
        date=truth.get("publish_date") or "",
        content=truth.get("main_content") or "",
        dumps=dumps,
    )


def load(root: Path, cache: Path, name: str) -> Iterator[Gold]:
    """Pages of the set `name` under `root`, rendered once and kept under `cache`."""
    path = cache / f"{name}.jsonl.gz"
    if not path.exists():
        sources = sorted((root / name / "ground-truth").glob("*.json"))
        cache.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with (
            ProcessPoolExecutor(2) as pool,
            gzip.open(partial, "wt", encoding="utf-8", compresslevel=3) as sink,
        ):
            for page in pool.map(_page, [name] * len(sources), sources, chunksize=8):
                sink.write(json.dumps(asdict(page)) + "\n")
        partial.rename(path)
    with gzip.open(path, "rt", encoding="utf-8") as source:
        for line in source:
            yield Gold(**json.loads(line))
