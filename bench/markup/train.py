"""Trains the tree model from the benchmarks and invented pages, and packs it.

    python -m bench.markup.train DATA --cache DIR [--out FILE] [--sites 900] [--fold N]

DATA holds the unpacked `wcxb-dev`, `news-dev` and `articles-dev`. Beside the file for use, a file `tree-FOLD.npz` for
each fold of the domains, trained without it, is left under --cache: `bench.markup.measure --models DIR` measures the
whole program with these. Parts that are done are kept under --cache and not done again.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from bench.kept import Kept
from bench.lines.corpus import Gold
from bench.lines.dataset import KINDS, word_f1
from bench.lines.net import Pages, together
from bench.lines.train import real_bodies
from bench.lines.written import written
from bench.markup import net
from bench.markup.dataset import KIND_WEIGHT, LINE_WEIGHT, Example, invented, real, weight
from bench.markup.dress import dress, dress_written
from bench.markup.measure import FOLDS, pages
from cleaners import vocabulary
from cleaners.dates import DateReader
from cleaners.model.lexicon import known_languages, load_lexicon
from cleaners.model.net import Nets, standardise
from cleaners.model.predict import CONTENT, softmax
from cleaners.model.tree import FORMAT, PACKED, keep_threshold

SEEDS = (1, 2)  # of the nets of a model; a third costs time and brings nothing
WRITTEN = 2  # pages after each one that was written by hand
WHOLE = -1  # stands for the fit on all folds, where the others leave one out
CONSTANT = 1e-6  # spread of a column that says nothing
MOST_WORDS = 400.0  # words of one line that count for F1
Array = Any

# Groups of columns, by the beginnings of their names, how they are where a page has nothing of the kind, and how
# often a page is learned from without: other sites name, nest and describe their parts otherwise.
_HTML5 = ("nav", "header", "footer", "aside", "article", "main", "figure", "section", "details", "dialog", "address",
          "figcaption")  # fmt: skip
_TAGS5 = (11, 16, 17, 18, 20, 21, 23, 25, 26, 27)
GROUPS: tuple[tuple[float, dict[str, float]], ...] = (
    (0.5, {"named_": 0.0, "chrome": 0.0, "called^": 0.0, "comments_before": 0.0, "page_comments": 0.0}),
    (0.5, {**{f"in_{name}": 0.0 for name in _HTML5}, **{f"tag={code}": 0.0 for code in _TAGS5},
           "article": -1.0, "article_words": -1.0, "article_headed": -1.0, "page_articles": 0.0}),
    (0.3, {"is_": 0.0, "listed": 0.0, "heading_is_": 0.0, "heading_listed": 0.0, "consent": 0.0, "social": 0.0,
           "copyright": 0.0, "languages": 0.0}),
    (0.4, {"page_is_": 0.0, "in_article_body": -1.0, "page_article_body": 0.0, "in_summary": 0.0}),
)  # fmt: skip


def blanks(names: Sequence[str], mean: Array, scale: Array) -> list[net.Blank]:
    """The groups as columns, with standardised values."""
    out = []
    for share, group in GROUPS:
        found = {
            index: value
            for index, name in enumerate(names)
            for start, value in group.items()
            if name == start or (start.endswith(("_", "^")) and name.startswith(start) and name != "is_headline")
        }
        columns = np.array(list(found), np.int64)
        raw = np.array(list(found.values()), np.float32)
        values = standardise(np.copysign(np.log1p(np.abs(raw)), raw), mean[columns], scale[columns])
        out.append(net.Blank(columns, values.astype(np.float16), share))
    return out


class Training:
    """The steps, each kept on disk."""

    def __init__(self, data: Path, cache: Path, sites: int) -> None:
        """Reads or makes the examples."""
        self._kept = Kept(cache)
        lexicon = load_lexicon()
        words = vocabulary.join(vocabulary.load())
        dates = DateReader(words.months, words.weekdays, words.solar_months)
        self.examples: list[Example] = self._kept("real.pkl", lambda: list(real(data, lexicon, dates)))

        def make() -> list[Example]:
            golds = [
                Gold(page.set, "", "", page.kind or "article", page.country or "en", page.title, page.date,
                     page.content, {})
                for page in pages(data, ["wcxb-dev", "news-dev"], 1)
            ]  # fmt: skip
            made = chain(dress(sites, 1, real_bodies(golds)), dress_written(written(copies=WRITTEN)))
            return list(invented(made, lexicon, dates))

        self.examples += self._kept("invented.pkl", make)
        ends = np.cumsum([len(example.keep) for example in self.examples])
        begins = np.concatenate(([0], ends[:-1]))
        sets = [example.set for example in self.examples]
        self.names = self.examples[0].names
        self.lines = self._lines()
        self.pages = Pages(
            begins, ends, np.array([example.kind for example in self.examples]),
            np.array([KIND_WEIGHT[name] for name in sets], np.float32),
        )  # fmt: skip
        self.page_weight = np.array([LINE_WEIGHT[name] for name in sets], np.float32)

    @property
    def passed(self) -> str:
        """The time since the beginning."""
        return self._kept.passed

    def _lines(self) -> net.Lines:
        rows = np.concatenate([example.rows for example in self.examples])
        for example in self.examples:
            example.rows = rows[:0]  # held once
        step = 50_000
        chunks = [rows[at : at + step].astype(np.float64) for at in range(0, len(rows), step)]
        mean = sum(chunk.sum(0) for chunk in chunks) / len(rows)
        spread = np.sqrt(sum(((chunk - mean) ** 2).sum(0) for chunk in chunks) / len(rows))
        self.scale = np.where(spread > CONSTANT, 1 / np.maximum(spread, CONSTANT), 0).astype(np.float32)
        self.mean = mean.astype(np.float32)
        for at in range(0, len(rows), step):
            rows[at : at + step] = standardise(rows[at : at + step].astype(np.float32), self.mean, self.scale)
        each = [LINE_WEIGHT[example.set] * weight(example.words, example.use) for example in self.examples]
        for_class = [
            example.known * np.where(example.target == 0, 1.0, np.maximum(example.use, 0.2))
            for example in self.examples
        ]
        return net.Lines(
            rows,
            np.concatenate([example.keep for example in self.examples]),
            np.concatenate([np.minimum(example.words, MOST_WORDS) * example.use for example in self.examples]),
            np.concatenate(each).astype(np.float32),
            np.concatenate([example.target for example in self.examples]),
            np.concatenate(for_class).astype(np.float32),
        )

    def fit(self, fold: int) -> Nets:
        """The nets of a model that has not seen a fold, or has seen them all."""
        chosen = [index for index, example in enumerate(self.examples) if example.fold != fold]
        groups = blanks(self.names, self.mean, self.scale)

        def make(seed: int) -> Nets:
            return net.fit(self.lines, self.pages, self.page_weight, groups, chosen, self.mean, self.scale, seed)

        return together([self._kept(f"net-{fold}-{seed}.pkl", partial(make, seed)) for seed in SEEDS])

    def report(self, trained: Nets, fold: int) -> dict[str, float]:
        """Word F1 of a fold by set and type, lines alone: no rule, no headline."""
        scores: defaultdict[str, list[float]] = defaultdict(list)
        for index, example in enumerate(self.examples):
            if example.fold != fold:
                continue
            block = slice(int(self.pages.begin[index]), int(self.pages.end[index]))
            state = _states(trained, self.lines.rows[block].astype(np.float32))
            classes, kinds = softmax(trained.scores(state)), trained.kinds(state)
            content = classes[:, :CONTENT].sum(1)
            kept = content >= keep_threshold(content, example.words)
            scores[f"kind {example.set}"].append(float(kinds.argmax() == example.kind))
            if example.set == "invented":
                hits = float((kept * example.keep * example.use).sum())
                total = float((kept * example.use).sum() + (example.keep * example.use).sum())
                if total:
                    scores[f"{example.set} {KINDS[example.kind]}"].append(2 * hits / total)
                dropped = (example.target >= CONTENT) & (example.use > 0)
                if dropped.any():
                    right = classes[dropped, CONTENT:].argmax(1) + CONTENT == example.target[dropped]
                    scores["invented dropped class"].append(float(right.mean()))
                continue
            if example.headline >= 0:
                kept[example.headline] = False
            answer = "\n".join(example.texts[row] for row in np.flatnonzero(kept))
            for group in (example.set, f"{example.set} {example.type}") if example.type else (example.set,):
                scores[group].append(word_f1(answer, example.content))
        return {group: float(np.mean(values)) for group, values in sorted(scores.items())}


def _states(nets: Nets, rows: Array) -> Array:
    """States of rows that are standardised already."""
    plain = {field.name: getattr(nets, field.name) for field in fields(Nets)}
    plain |= {"mean": np.zeros_like(nets.mean), "scale": np.ones_like(nets.scale)}
    return Nets(**plain).states(rows)


def pack(path: Path, names: Sequence[str], trained: Nets) -> int:
    """Writes the model file; its size in bytes is returned."""
    arrays: dict[str, Array] = {
        "format": np.array(FORMAT),
        "languages": np.array(known_languages()),
        "names": np.array(names),
    }
    for field in fields(Nets):
        kind = np.float32 if field.name in ("mean", "scale") else np.float16
        arrays[f"nets_{field.name}"] = getattr(trained, field.name).astype(kind)
    np.savez_compressed(path, allow_pickle=False, **arrays)
    return path.stat().st_size


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("cleaners/model") / PACKED)
    parser.add_argument("--sites", type=int, default=900)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="this fold alone, and no file for use")
    given = parser.parse_args()
    training = Training(given.data, given.cache, given.sites)
    for fold in range(FOLDS) if given.fold is None else (given.fold,):
        found = training.fit(fold)
        pack(given.cache / f"tree-{fold}.npz", training.names, found)
        print(f"{training.passed}  fold {fold}:", flush=True)
        print("  " + "  ".join(f"{group} {value:.4f}" for group, value in training.report(found, fold).items()))
    if given.fold is None:
        size = pack(given.out, training.names, training.fit(WHOLE))
        print(f"{given.out}: {size} bytes")


if __name__ == "__main__":
    main()
