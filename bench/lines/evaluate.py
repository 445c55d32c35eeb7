"""Scores of the line model: cross-validation over domains, and a packed model on labelled dumps.

    python -m bench.lines.evaluate folds DATA --cache DIR [--only 0]
    python -m bench.lines.evaluate dumps FOLDER [--model FILE]

`folds` reads the out-of-fold probabilities that `train` left under --cache. `dumps` scores a folder of
`*.txt` with a `gold.json` of letters a line (T K M R F B), as line F1 of kept lines; lines that are only M
count nowhere.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.lines.dataset import KEPT, Example, word_f1
from bench.lines.labels import tokens
from bench.lines.train import run
from cleaners.model.features import words_of
from cleaners.model.lexicon import load_lexicon
from cleaners.model.lines import Floats
from cleaners.model.predict import CLASSES, KINDS, Model, bundled, keep_threshold, read, softmax

TITLE, BODY = CLASSES.index("title"), CLASSES.index("body")
SURE = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8)


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


def choices(classes: Floats, words: Floats) -> dict[str, npt.NDArray[np.bool_]]:
    """Ways to choose lines from probabilities."""
    content = classes[:, :KEPT].sum(1)
    best = keep_threshold(content, words)
    headline = classes[:, TITLE] > 0.5 * content
    return {
        "above .4": content >= 0.4,
        "above .5": content >= 0.5,
        "expected": content >= best,
        "no headline": (content >= best) & ~headline,
    }


def folds(data: Path, cache: Path, only: Sequence[int] | None) -> None:
    """Prints the cross-validation."""
    training, _ = run(data, cache, only=only)
    chosen = range(training.folds) if only is None else only
    means: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    tally = Tally()
    titles: defaultdict[str, list[tuple[float, bool, bool]]] = defaultdict(list)
    kinds: defaultdict[str, list[bool]] = defaultdict(list)
    for index, example in enumerate(training.examples):
        if example.fold not in chosen:
            continue
        classes = training.classes[training._slice(index)]
        words = words_of(example.page)
        chose = choices(classes, words)
        kinds[example.set].append(int(training.kinds[index].argmax()) == example.kind)
        if example.set == "invented":
            scored = example.target != CLASSES.index("meta")
            for way in ("above .5", "expected"):
                tally.add(f"{example.type} {way}", chose[way][scored], example.keep[scored] > 0)
        else:
            group = "inscriptis" if example.rendering == "inscriptis" else "others"
            for way, kept in chose.items():
                score = word_f1("\n".join(np.array(example.text, object)[kept]), example.content)
                for name in (f"{example.set}", f"{example.set} {example.type}"):
                    if group == "inscriptis" or example.set == "articles-dev":
                        means[way][name].append(score)
                    elif name == example.set:
                        means[way][f"{name} others"].append(score)
        if example.type == "article" and index in training.heads:
            titles[example.set].append(_headline(example, *training.heads[index]))
    show_means(means)
    tally.show()
    print("kind accuracy", {name: round(float(np.mean(hits)), 3) for name, hits in kinds.items()})
    for name, rows in titles.items():
        show_titles(name, rows)


def _headline(
    example: Example, rows: npt.NDArray[np.int64], scores: npt.NDArray[np.float64]
) -> tuple[float, bool, bool]:
    """Confidence of the chosen headline, whether it is right, whether the gold one stands as a line."""
    chance = softmax(scores)
    texts = [" ".join(tokens(example.text[row])) for row in rows]
    best = int(chance.argmax())
    sure = sum(p for p, text in zip(chance, texts, strict=True) if text == texts[best])
    gold = " ".join(tokens(example.title))
    stands = bool(gold) and any(" ".join(tokens(line)) == gold for line in example.text)
    return float(sure), texts[best] == gold, stands


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
    print(f"titles {name} ({len(stand)} of {len(rows)} stand as a line) " + "  ".join(cells))


def dumps(folder: Path, model: Model) -> None:
    """Prints line F1 of a folder of labelled dumps."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    tally = Tally()
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text("utf-8").split("\n")
        letters = gold[path.name]["labels"].ljust(len(lines), "B")
        found = model.predict(lines)
        content = found.content
        kept = content >= keep_threshold(content, found.words)
        listing = found.kinds.argmax() == KINDS.index("listing")
        truth = np.array(
            [letter in ("TKR" if gold[path.name].get("kind") == "listing" else "TK") for letter in letters]
        )
        scored = np.array([letter not in "BM" for letter in letters]) & (found.words > 0)
        tally.add(path.name[:12], kept[scored], truth[scored])
        tally.add("all", kept[scored], truth[scored])
        at = int(found.titles.argmax())
        line = gold[path.name].get("title_line", 0)
        print(path.name[:12], f"title {at + 1} {found.titles[at]:.2f} gold {line}", "listing" if listing else "")
        wrong = np.flatnonzero(scored & (kept != truth))
        for n in wrong[:6]:
            print("   ", n + 1, letters[n], np.round(found.classes[n], 2), lines[n].strip()[:80])
    tally.show()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    cross = commands.add_parser("folds")
    cross.add_argument("data", type=Path)
    cross.add_argument("--cache", type=Path, required=True)
    cross.add_argument("--only", type=int, action="append")
    labelled = commands.add_parser("dumps")
    labelled.add_argument("folder", type=Path)
    labelled.add_argument("--model", type=Path)
    given = parser.parse_args()
    if given.command == "folds":
        folds(given.data, given.cache, given.only)
    elif given.model:
        with given.model.open("rb") as source:
            dumps(given.folder, read(source, load_lexicon()))
    else:
        dumps(given.folder, bundled())


if __name__ == "__main__":
    main()
