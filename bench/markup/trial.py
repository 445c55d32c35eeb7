"""What the tree adds to the text: a small trial of one fold, three sets of columns, by word F1.

    python -m bench.markup.trial DATA [--every 4] [--only text,dom,both]

Trained on two thirds of the domains, scored on the rest. Lexical scores are out of fold.
"""

from __future__ import annotations

import argparse
import re
import time
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier, Pool

from bench.lines import lexical
from bench.lines.labels import align
from bench.markup import dom
from bench.markup.measure import Labelled, pages, word_f1
from cleaners import Engine
from cleaners import pages as html_pages
from cleaners.html import render
from cleaners.model.features import Columns, describe, words_of
from cleaners.model.lexicon import load_lexicon
from cleaners.model.lines import Page, parse
from cleaners.model.predict import keep_threshold
from cleaners.rendered import Rendered

FOLDS = 3
LOOKS_AROUND = re.compile("lexical|affinity|overlap|menu|listing|paragraphs|bulleted")
NEWS_WEIGHT = 4.0


@dataclass(slots=True)
class Example:
    """One page as both descriptions see it."""

    gold: Labelled
    fold: int
    lines: list[str]
    page: Page
    tree: Columns
    keep: npt.NDArray[np.float64]
    weight: npt.NDArray[np.float64]
    headline: int | None


def example(gold: Labelled, engine: Engine, number: int) -> Example | None:
    """Render, describe and label a page; None where it has no text."""
    rendered = render(gold.raw)
    if not isinstance(rendered, Rendered) or not len(rendered.facts):
        return None
    page = html_pages.read(gold.raw, rendered, gold.url, engine._dates)
    lines = rendered.text.split("\n")
    text = parse(lines)
    if text.n != len(rendered.facts):
        return None
    words = words_of(text).astype(np.float64)
    ends = np.array([lines[n].rstrip("\"'”’»)")[-1:] in (".", "!", "?", "。", "！", "？") for n in text.number]) * 1.0
    labels = align(lines, gold.content, gold.title)
    keep = np.array(labels.keep)[text.number] > 0.5
    sure = np.array(labels.sure)[text.number]
    capped = np.minimum(words, 60) * sure
    share = 0.5 * sure / max(1.0, sure.sum()) + 0.5 * capped / max(1.0, capped.sum())
    host = urlsplit(gold.url or "").hostname or f"{gold.set} {number}"
    return Example(
        gold,
        zlib.crc32(".".join(host.removeprefix("www.").split(".")[-3:]).encode()) % FOLDS,
        lines,
        text,
        dom.describe(page, words, ends),
        keep.astype(np.float64),
        share * 100 * (NEWS_WEIGHT if gold.set == "news-dev" else 1.0),
        page.headline.line if page.headline else None,
    )


def lexical_scores(examples: Sequence[Example], test: int) -> npt.NDArray[np.float64]:
    """Log-odds of each line by a lexical model that has not seen its fold."""
    matrix = lexical.sparse([SimpleNamespace(page=one.page) for one in examples])  # type: ignore[misc]
    keep = np.concatenate([one.keep for one in examples])
    weight = np.concatenate([one.weight for one in examples])
    fold = np.concatenate([np.full(one.page.n, one.fold) for one in examples])
    out = np.zeros(keep.size)
    for held in range(FOLDS):
        # Training lines are scored by a model of the other training fold, test lines by one of all training lines.
        use = (fold != held) & (fold != test)
        coefficients, bias = lexical.fit(matrix[use], keep[use], weight[use])
        out[fold == held] = matrix[fold == held] @ coefficients + bias
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--only", default="text,dom,both")
    parser.add_argument("--trees", type=int, default=150)
    given = parser.parse_args()
    engine, lexicon, test = Engine.bundled(), load_lexicon(), 0
    golds = pages(given.data, ["wcxb-dev", "news-dev", "articles-dev"], given.every)
    examples = [one for n, gold in enumerate(golds) if (one := example(gold, engine, n)) is not None]
    wanted = given.only.split(",")
    lexical_needed = {"text", "both"} & set(wanted)
    scores = lexical_scores(examples, test) if lexical_needed else np.zeros(sum(one.page.n for one in examples))
    fold = np.concatenate([np.full(one.page.n, one.fold) for one in examples])
    bounds = np.cumsum([0, *(one.page.n for one in examples)])
    sheets = [
        describe(one.page, [one.lines[n] for n in one.page.number], lexicon, scores[bounds[i] : bounds[i + 1]])
        for i, one in enumerate(examples)
    ]
    text_rows = np.concatenate([sheet.matrix() for sheet in sheets])
    text_names = list(sheets[0].columns)
    tree_rows = np.concatenate([np.stack(list(one.tree.values()), 1) for one in examples]).astype(np.float32)
    tree_names = list(examples[0].tree)
    keep, weight = (np.concatenate([getattr(one, name) for one in examples]) for name in ("keep", "weight"))
    print(f"{len(examples)} pages, {keep.size} lines, {text_rows.shape[1]} + {tree_rows.shape[1]} columns", flush=True)
    # What a line is by itself: no neighbours, no windows, no place on the page.
    alone = [i for i, name in enumerate(text_names) if i < text_names.index("inside") and not LOOKS_AROUND.search(name)]
    wordless = [i for i in range(len(text_names)) if "lexical" not in text_names[i]]
    of_text = {
        "text": range(len(text_names)),
        "dom": range(0),
        "shape": range(text_names.index("stop")),
        "alone": alone,
        "wordless": wordless,
        "both": range(len(text_names)),
    }
    for name in wanted:
        chosen = text_rows[:, list(of_text[name])]
        rows = chosen if name == "text" else np.hstack([chosen, tree_rows])
        start = time.process_time()
        model: Any = CatBoostClassifier(
            iterations=given.trees, depth=6, learning_rate=0.15, rsm=0.3, subsample=0.6, bootstrap_type="Bernoulli",
            border_count=64, thread_count=1, random_seed=1, verbose=0, allow_writing_files=False,
        )  # fmt: skip
        train = fold != test
        model.fit(Pool(rows[train], keep[train], weight=weight[train]))
        found = model.predict_proba(rows[fold == test])[:, 1]
        results: defaultdict[str, list[float]] = defaultdict(list)
        at = 0
        for one in examples:
            if one.fold != test:
                continue
            content, words = found[at : at + one.page.n], words_of(one.page)
            at += one.page.n
            kept = content >= keep_threshold(content, words)
            for way in ("", " without headline"):
                if way and one.headline is not None:
                    kept[one.headline] = False
                answer = "\n".join(one.lines[n] for n in one.page.number[kept])
                groups = (one.gold.set, f"{one.gold.set} {one.gold.kind}") if one.gold.kind else (one.gold.set,)
                for group in groups:
                    results[group + way].append(word_f1(answer, one.gold.content))
        print(f"{name} ({time.process_time() - start:.0f} s)", flush=True)
        print(
            "  " + "  ".join(f"{key} {np.mean(values):.4f} ({len(values)})" for key, values in sorted(results.items()))
        )
        if name == "both":
            names = [f"text {name}" for name in text_names] + tree_names
            gain = model.get_feature_importance()
            order = np.argsort(-gain)[:25]
            print("  gain: " + ", ".join(f"{names[i]} {gain[i]:.1f}" for i in order))
            print(f"  of the tree: {gain[text_rows.shape[1] :].sum():.0f} %", flush=True)


if __name__ == "__main__":
    main()
