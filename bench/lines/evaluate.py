"""Scores of the line model: cross-validation over domains.

    python -m bench.lines.evaluate DATA --cache DIR

Reads the out-of-fold probabilities that `train` left under --cache. Word F1 is that of the benchmarks' authors; line F1
that of kept lines, where lines that are only meta count nowhere.
"""

import argparse
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.lines.dataset import KEPT, Example, word_f1
from bench.lines.labels import tokens
from bench.lines.train import run
from bench.lines.written import PREFIX
from cleaners.model.lines import Floats, words_of
from cleaners.model.predict import CLASSES, KINDS, keep_threshold, softmax
from schemas import Kind

TITLE = CLASSES.index("title")
SURE = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9)
PRECISE = 0.95  # of the headlines given; what the threshold is chosen for


class Tally:
    """Hits, false alarms and misses by key."""

    def __init__(self) -> None:
        """Begins at nothing."""
        self.counts: defaultdict[str, npt.NDArray[np.int64]] = defaultdict(lambda: np.zeros(3, np.int64))

    def add(self, key: str, kept: npt.NDArray[np.bool_], gold: npt.NDArray[np.bool_]) -> None:
        """Counts one page."""
        self.counts[key] += [int((kept & gold).sum()), int((kept & ~gold).sum()), int((~kept & gold).sum())]

    def show(self) -> None:
        """Prints precision, recall and F1 of each key."""
        for key, (hit, alarm, miss) in sorted(self.counts.items()):
            precision, recall = hit / max(1, hit + alarm), hit / max(1, hit + miss)
            f1 = 2 * hit / max(1, 2 * hit + alarm + miss)
            print(f"line F1 {key:28} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


def show_means(scores: Mapping[str, Mapping[str, list[float]]]) -> None:
    """A row a way of choosing, a column a group of pages."""
    names = sorted({name for row in scores.values() for name in row})
    print(f"{'word F1':14}" + " ".join(f"{name[-12:]:>12}" for name in names))
    for way, row in scores.items():
        print(f"{way:14}" + " ".join(f"{np.mean(row[name]):12.4f}" if name in row else " " * 12 for name in names))
    print(f"{'pages':14}" + " ".join(f"{len(next(iter(scores.values()))[name]):12d}" for name in names))


def choices(classes: Floats, words: Floats, kind: Kind) -> dict[str, npt.NDArray[np.bool_]]:
    """Ways to choose lines from probabilities."""
    content = classes[:, :KEPT].sum(1)
    best = keep_threshold(content, words, kind)
    headline = classes[:, TITLE] > 0.5 * content
    return {
        "above .4": content >= 0.4,
        "above .5": content >= 0.5,
        "expected": content >= best,
        "no headline": (content >= best) & ~headline,
    }


def folds(data: Path, cache: Path) -> None:
    """Prints the cross-validation."""
    training, _ = run(data, cache)
    means: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    tally = Tally()
    titles: defaultdict[str, list[tuple[float, bool, bool]]] = defaultdict(list)
    kinds: defaultdict[str, list[bool]] = defaultdict(list)
    for index, example in enumerate(training.examples):
        classes = training.classes[training.rows_of(index)]
        words = words_of(example.page)
        chose = choices(classes, words, KINDS[int(training.read_kinds[index].argmax())])
        for sight, found in (("first", training.kinds), ("", training.read_kinds)):
            kinds[f"{example.set} {sight}".strip()].append(int(found[index].argmax()) == example.kind)
        source = "written" if example.id.startswith(PREFIX) else example.set
        if example.set == "invented":
            scored = example.target != CLASSES.index("meta")
            for way in ("above .5", "expected"):
                tally.add(f"{source} {example.type} {way}", chose[way][scored], example.keep[scored] > 0)
        elif example.rendering != "small":  # of which the gold text has more
            group = "inscriptis" if example.rendering == "inscriptis" else "others"
            for way, kept in chose.items():
                score = word_f1("\n".join(np.array(example.text, object)[kept]), example.content)
                for name in (example.set, f"{example.set} {example.type}"):
                    if group == "inscriptis" or example.set == "articles-dev":
                        means[way][name].append(score)
                    elif name == example.set:
                        means[way][f"{name} others"].append(score)
        if index in training.heads:
            titles[f"{source} {example.type}"].append(_headline(example, *training.heads[index]))
    show_means(means)
    tally.show()
    print("kind accuracy", {name: round(float(np.mean(hits)), 3) for name, hits in kinds.items()})
    for name, rows in sorted(titles.items()):
        show_titles(name, rows)


def _headline(
    example: Example, rows: npt.NDArray[np.int64], scores: npt.NDArray[np.float64]
) -> tuple[float, bool, bool]:
    """Confidence of the chosen headline, whether it is right, whether the gold one stands as a line."""
    chance = softmax(scores)
    texts = [" ".join(tokens(example.text[row])) for row in rows]
    sure: defaultdict[str, float] = defaultdict(float)
    for text, share in zip(texts, chance, strict=True):
        sure[text] += float(share)
    best = max(sure, key=sure.__getitem__)
    gold = " ".join(tokens(example.title))
    stands = bool(gold) and any(" ".join(tokens(line)) == gold for line in example.text)
    return sure[best], best == gold, stands


def show_titles(name: str, rows: list[tuple[float, bool, bool]]) -> None:
    """Recall and precision of headlines by how sure they are."""
    stand = [row for row in rows if row[2]]
    cells = []
    for limit in SURE:
        given = [row for row in stand if row[0] >= limit]
        right = sum(row[1] for row in given)
        every = [row for row in rows if row[0] >= limit]
        strict = sum(row[1] for row in every) / max(1, len(every))
        cells.append(f"{limit}: R {right / max(1, len(stand)):.3f} P {right / max(1, len(given)):.3f} ({strict:.3f})")
    ranked = sorted(stand, reverse=True)
    right_so_far = np.cumsum([row[1] for row in ranked])
    enough = np.flatnonzero(right_so_far >= PRECISE * np.arange(1, len(ranked) + 1))
    if enough.size:
        last = int(enough[-1])
        cells.append(f"P {PRECISE}: R {right_so_far[last] / len(ranked):.3f} at {ranked[last][0]:.2f}")
    print(f"titles {name} ({len(stand)} of {len(rows)} stand as a line) " + "  ".join(cells))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    given = parser.parse_args()
    folds(given.data, given.cache)


if __name__ == "__main__":
    main()
