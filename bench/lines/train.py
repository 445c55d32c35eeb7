"""Trains the line model from the benchmarks and packs it.

    python -m bench.lines.train DATA --cache DIR [--out FILE] [--folds 5] [--sites 3300] [--share 0.6]

DATA holds the unpacked `wcxb-dev`, `news-dev` and `articles-dev`. Every score that the later parts learn from
comes from a model that has not seen the page's domain; the same scores are the cross-validation that
`evaluate` reports. Parts that are done are kept under --cache and not done again. Beside the file for use, a file
`lines-FOLD.npz` for each fold, trained without it, is left under --cache: with these the whole program is measured.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier

from bench.kept import Kept
from bench.lines import boost, lexical, net
from bench.lines.corpus import SETS, Gold, load
from bench.lines.dataset import CLASSES, KINDS, Example, examples, sheet
from bench.lines.frame import Bodies
from bench.lines.invent import invent
from bench.lines.labels import tokens
from bench.lines.pack import pack
from bench.lines.written import written
from cleaners.model.features import Sheet
from cleaners.model.lexicon import load_lexicon
from cleaners.model.lines import words_of
from cleaners.model.net import Nets, inputs, standardise
from cleaners.model.predict import tempered
from cleaners.model.summary import summary
from cleaners.model.title import candidates, compare

COUNTRIES = {
    "de": "de", "at": "de", "ch": "de", "li": "de", "es": "es", "py": "es", "fr": "fr", "it": "it",
    "tr": "tr", "no": "no", "se": "sv", "be": "nl", "jp": "ja", "kr": "ko", "en": "en", "us": "en",
    "uk": "en", "za": "en", "ca": "en", "au": "en",
}  # fmt: skip
# What a line of each set counts for the nets' rare classes, a page for its headline, its word F1, and its kind.
LINE_WEIGHT = {"wcxb-dev": 0.8, "news-dev": 0.6, "articles-dev": 0.5, "invented": 0.6}
HEAD_WEIGHT = {"wcxb-dev": 1.0, "news-dev": 0.3, "articles-dev": 0.6, "invented": 0.4}
# For .3 WCXB's word F1 is .849, for 1 it is .847 (two folds of five, one net each, 2026-11-23).
F1_WEIGHT = {"wcxb-dev": 1.0, "news-dev": 1.0, "articles-dev": 1.0, "invented": 0.3}
PAGE_WEIGHT = {"wcxb-dev": 0.5, "news-dev": 0.1, "articles-dev": 0.3, "invented": 1.0}
NO_HEADS = ("strings", "joined")  # renderings that tell the ranker nothing: headlines stand in pieces, or in a row
CONSTANT = 1e-6  # spread of a column that says nothing
SEED = 1  # of the net of a fold
# Of the net for use. Of 2 to 5 each alone comes to a line F1 of .937 to .945 on near-real dumps, this one to .945; any
# two side by side to .940 to .943, for 4 % more time of a dump (2026-11-24).
USED = 4
WHOLE = -1  # stands for the fit on all folds, where the others leave one out
Array = npt.NDArray[Any]
Fits = dict[int, Any]  # by the fold that a fit has not seen


def real_bodies(golds: Sequence[Gold]) -> Bodies:
    """Headlines and paragraphs of real articles by language, for the invented sites to use."""
    out: Bodies = {}
    for gold in golds:
        language = COUNTRIES.get(gold.language)
        paragraphs = [text.strip() for text in gold.content.split("\n") if text.strip()]
        if language and gold.type == "article" and paragraphs:
            out.setdefault(language, []).append((gold.title, paragraphs))
    return out


class Training:
    """The steps, each kept on disk."""

    def __init__(self, data: Path, cache: Path, folds: int, sites: int, share: float) -> None:
        """Reads or makes the examples."""
        self.cache = cache
        self.folds = folds
        self.share = share
        self._kept = Kept(cache)
        self.examples: list[Example] = self._kept("examples.pkl", lambda: self._examples(data, sites))
        self.offsets = np.concatenate(([0], np.cumsum([example.page.n for example in self.examples])))
        self.row = np.repeat(np.arange(len(self.examples)), np.diff(self.offsets))
        self.page_fold = np.array([example.fold for example in self.examples])
        self.fold = self.page_fold[self.row]
        self.keep = np.concatenate([example.keep for example in self.examples])
        self.weight = np.concatenate([example.weight for example in self.examples])

    def _examples(self, data: Path, sites: int) -> list[Example]:
        golds = [gold for name in SETS for gold in load(data, self.cache, name)]
        invented = invent(sites, 1, real_bodies(golds))
        return list(examples(golds, [*invented, *written()], self.folds, 5))

    @property
    def seconds(self) -> dict[str, float]:
        """How long each part took that was made now."""
        return self._kept.seconds

    def rows_of(self, index: int) -> slice:
        """The lines of an example among those of all."""
        return slice(int(self.offsets[index]), int(self.offsets[index + 1]))

    def _matrix(self, name: str, rows: Callable[[int], Array]) -> Array:
        """A matrix with the lines of all examples, computed one example at a time and kept."""
        path = self.cache / name
        if not path.exists():
            begin = time.time()
            unfinished = path.with_suffix(".partial")
            out: np.memmap[Any, Any] | None = None
            for index in range(len(self.examples)):
                block = rows(index)
                if out is None:
                    shape = (int(self.offsets[-1]), int(block.shape[1]))
                    out = np.lib.format.open_memmap(unfinished, mode="w+", dtype=np.float32, shape=shape)
                out[self.rows_of(index)] = block
            assert out is not None
            out.flush()
            unfinished.rename(path)
            self._kept.done(name, begin, out.shape)
        kept: Array = np.load(path, mmap_mode="r")
        return kept

    def _draw(self, usable: Array, seed: int) -> Array:
        """Rows to learn from: neighbouring lines tell much the same, so a share of them does, in less time."""
        rows = np.flatnonzero(usable)
        return rows[np.random.default_rng(seed + 7).random(len(rows)) < self.share]

    def _sheet(self, index: int) -> Sheet:
        block = np.asarray(self.features[self.rows_of(index)], dtype=np.float64)
        return Sheet(dict(zip(self.names, block.T, strict=True)))

    # -- steps -----------------------------------------------------------------------------------------------

    def words(self) -> Fits:
        """Lexical weights and bias; the scores of all lines, out of fold, go into `self.lexical`."""

        def make() -> tuple[Array, Fits]:
            matrix = lexical.sparse(self.examples)
            scores = np.zeros(len(self.row))
            fits: Fits = {}
            for fold in range(self.folds):
                inside = self.fold == fold
                weights, bias = lexical.fit(matrix[~inside], self.keep[~inside], self.weight[~inside])
                scores[inside] = matrix[inside] @ weights + bias
                fits[fold] = weights, bias
            # What is used is the folds' mean: words of a site never seen weigh in it as they did out of fold, which
            # the later parts learned from. A fit on all pages kept too much of pages of new sites.
            fits[WHOLE] = tuple(np.mean(parts, 0) for parts in zip(*fits.values(), strict=True))
            return scores, fits

        fits: Fits
        self.lexical, fits = self._kept("lexical.pkl", make)
        return fits

    def look(self) -> Fits:
        """First look; its log-odds, out of fold, go into `self.scores`."""
        lexicon = load_lexicon()
        self.names = sheet(self.examples[0], lexicon, self.lexical[self.rows_of(0)])[0]
        self.features = self._matrix(
            "features.npy",
            lambda index: sheet(self.examples[index], lexicon, self.lexical[self.rows_of(index)])[1],
        )
        content = (self.keep > 0.5).astype(np.int64)

        def make(fold: int) -> tuple[CatBoostClassifier, Array]:
            rows = self._draw((self.fold != fold) & (self.weight > 0), fold)
            model = boost.lines(np.asarray(self.features[rows]), content[rows], self.weight[rows])
            held = np.asarray(self.features[self.fold == fold])
            return model, model.predict(held, prediction_type="RawFormulaVal") if len(held) else np.zeros(0)

        self.scores = np.zeros(len(self.row))
        fits: Fits = {}
        for fold in range(self.folds):
            fits[fold], self.scores[self.fold == fold] = self._kept(f"look-{fold}.pkl", partial(make, fold))
        fits[WHOLE] = self._kept("look.pkl", lambda: make(WHOLE))[0]
        return fits

    def kind(self) -> Fits:
        """The page's kind; probabilities, out of fold, go into `self.kinds`."""
        pages = range(len(self.examples))
        truth = np.array([example.kind for example in self.examples])
        weight = np.array([PAGE_WEIGHT[example.set] for example in self.examples])

        def make() -> tuple[Fits, Array]:
            rows = np.vstack([summary(self._sheet(index), self.scores[self.rows_of(index)]) for index in pages])
            kinds = np.zeros((len(self.examples), len(KINDS)))
            fits: Fits = {WHOLE: boost.page(rows, truth, weight)}
            for fold in range(self.folds):
                inside = self.page_fold == fold
                fits[fold] = boost.page(rows[~inside], truth[~inside], weight[~inside])
                kinds[inside] = fits[fold].predict_proba(rows[inside])
            return fits, kinds

        fits: Fits
        fits, self.kinds = self._kept("kind.pkl", make)
        return fits

    def targets(self) -> tuple[Array, Array]:
        """Class and weight of each line for the second look."""
        target = np.concatenate([example.target for example in self.examples])
        words = np.expm1(np.asarray(self.features[:, self.names.index("words")]))
        sets = np.array([example.set for example in self.examples])[self.row]
        # Benchmarks do not say what a dropped line is: one with a sentence's length is most likely a teaser.
        furniture = CLASSES.index("furniture")
        unknown = (sets != "invented") & (self.keep < 0.5) & (target == furniture)
        target = np.where(unknown & (words >= 8), CLASSES.index("teaser"), target)
        each = np.array([LINE_WEIGHT[name] for name in sets])
        weight = np.where(target == CLASSES.index("title"), np.maximum(self.weight, each), self.weight)
        return target, np.where(target == CLASSES.index("meta"), np.maximum(weight, 0.5 * each), weight)

    def _told(self, index: int) -> Array:
        rows = self.rows_of(index)
        return inputs(np.asarray(self.features[rows]), self.scores[rows], self.kinds[index])

    def nets(self) -> Fits:
        """Second look; classes' and kinds' probabilities, out of fold, go into `self.classes`, `self.read_kinds`."""
        pages = net.Pages(
            self.offsets[:-1], self.offsets[1:], np.array([example.kind for example in self.examples]),
            np.array([PAGE_WEIGHT[example.set] for example in self.examples], np.float32),
        )  # fmt: skip
        f1_weight = np.array([F1_WEIGHT[example.set] for example in self.examples], np.float32)
        target, weight = self.targets()

        def told() -> tuple[Array, Array, Array]:
            every = range(len(self.examples))
            mean = sum(self._told(index).sum(0, dtype=np.float64) for index in every) / len(self.row)
            square = sum(((self._told(index) - mean) ** 2).sum(0) for index in every) / len(self.row)
            spread = np.sqrt(square)
            scale = np.where(spread > CONSTANT, 1 / np.maximum(spread, CONSTANT), 0).astype(np.float32)
            mean = mean.astype(np.float32)
            rows = np.empty((len(self.row), len(mean)), np.float16)
            for index in every:
                rows[self.rows_of(index)] = standardise(self._told(index), mean, scale)
            return rows, mean, scale

        def make(fold: int, seed: int) -> tuple[Nets, Array, Array]:
            rows, mean, scale = self._kept("inputs.pkl", told)
            words = np.concatenate([words_of(example.page) for example in self.examples])
            each = np.array([HEAD_WEIGHT[example.set] for example in self.examples])[self.row]
            headline = np.where(target == CLASSES.index("title"), each, 0)
            lines = net.Lines(rows, target, *(part.astype(np.float32) for part in (weight, self.keep, words, headline)))
            chosen = np.flatnonzero(self.page_fold != fold).tolist()
            nets = net.fit(lines, pages, f1_weight, chosen, mean, scale, seed)
            held = np.flatnonzero(self.page_fold == fold).tolist()
            states = [nets.states(self._told(index)) for index in held]
            scores = [nets.scores(state) for state in states] or [np.zeros((0, len(CLASSES)))]
            kinds = [nets.kinds(state) for state in states] or [np.zeros((0, len(KINDS)))]
            return nets, np.vstack(scores), np.vstack(kinds)

        fits: Fits = {}
        self.classes = np.zeros((len(self.row), len(CLASSES)))
        self.read_kinds = np.zeros((len(self.examples), len(KINDS)))
        for fold in range(self.folds):
            fits[fold], scores, self.read_kinds[self.page_fold == fold] = self._kept(
                f"nets-{fold}.pkl", partial(make, fold, SEED)
            )
            self.classes[self.fold == fold] = tempered(scores)
        fits[WHOLE] = self._kept(f"nets-all-{USED}.pkl", partial(make, WHOLE, USED))[0]
        return fits

    def title(self) -> Fits:
        """Headline; `self.heads` has, for each page, its candidates and their scores, out of fold."""

        def make() -> tuple[Fits, dict[int, tuple[Array, Array]]]:
            pages, rows, hits, groups, weights = [], [], [], [], []
            for index, example in enumerate(self.examples):
                classes = self.classes[self.rows_of(index)]
                chosen = candidates(classes)
                headline = tokens(example.title)
                hit = [float(bool(headline) and tokens(example.text[row]) == headline) for row in chosen]
                pages.append((index, chosen))
                rows.append(compare(example.page, self._sheet(index), classes, self.kinds[index], chosen))
                hits.append(np.array(hit))
                groups.append(np.full(len(chosen), index))
                told = any(hit) and example.rendering not in NO_HEADS
                weights.append(np.full(len(chosen), HEAD_WEIGHT[example.set] if told else 0.0))
            row, right, group, weight = np.vstack(rows), *map(np.concatenate, (hits, groups, weights))
            score = np.zeros(len(group))
            page_fold = self.page_fold[group]
            fits: Fits = {}
            for fold in (*range(self.folds), WHOLE):
                use = (page_fold != fold) & (weight > 0)
                fits[fold] = boost.title(row[use], right[use], weight[use])
                if fold != WHOLE:
                    score[page_fold == fold] = fits[fold].predict(row[page_fold == fold])
            return fits, {index: (chosen, score[group == index]) for index, chosen in pages}

        fits: Fits
        fits, self.heads = self._kept("title.pkl", make)
        return fits


def run(
    data: Path, cache: Path, folds: int = 5, sites: int = 3300, share: float = 0.6
) -> tuple[Training, dict[int, dict[str, Any]]]:
    """All steps; the training with its out-of-fold scores, and by fold the parts to pack, WHOLE those of all folds.

    `share` of the rows, drawn by lot, are what each fit of the first two looks learns from.
    """
    training = Training(data, cache, folds, sites, share)
    words = training.words()
    fits = {"lines": training.look(), "page": training.kind()}
    nets = training.nets()
    fits["title"] = training.title()
    parts = {}
    for fold, (weights, bias) in words.items():
        forests = {name: by_fold[fold] for name, by_fold in fits.items()}
        parts[fold] = {"words": weights, "bias": bias, "forests": forests, "nets": nets[fold]}
    return training, parts


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("cleaners/model/lines.npz"))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--sites", type=int, default=3300)
    parser.add_argument("--share", type=float, default=0.6, help="of the rows to learn from, to save time")
    given = parser.parse_args()
    training, parts = run(given.data, given.cache, given.folds, given.sites, given.share)
    size = pack(given.out, **parts.pop(WHOLE))
    for fold, left_out in parts.items():
        pack(given.cache / f"lines-{fold}.npz", **left_out)
    (given.cache / "seconds.json").write_text(json.dumps(training.seconds), "utf-8")
    print(f"{given.out}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
