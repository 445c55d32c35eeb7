"""Gold text to labels of lines: which lines of a dump the benchmark's authors count as content."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

# One token a character where words are not divided by spaces, as Fundus' authors count.
TOKEN = re.compile(
    r"[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    r"|[^\W\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
COVERED = 0.6  # share of a line's trigrams that must stand in the gold
YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d\d/\d\d/\d\d")
NEAR = 25  # lines; a short line that far from any kept one is kept by chance


def tokens(text: str) -> list[str]:
    """Lower-cased tokens."""
    return TOKEN.findall(text.lower())


@dataclass(frozen=True, slots=True)
class Labelled:
    """Labels of the lines of one dump; `""` for blank lines."""

    keep: list[float]  # share of the line that is content, 0 to 1
    sure: list[float]  # how much to trust it, 0 to 1
    title: int  # line that is the headline, -1 without one
    echoes: list[int]  # other lines that are the headline again


def align(lines: Sequence[str], content: str, title: str) -> Labelled:
    """Labels every line of a dump by its place in `content`.

    Long lines are matched by word trigrams. Lines of one or two words, and lines that stand on the page more
    often than in the content, are kept only where the content has them between the lines kept before and
    after.
    """
    gold = tokens(content)
    where: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in range(len(gold) - 2):
        where[tuple(gold[index : index + 3])].append(index)
    whole: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for line in content.split("\n"):
        whole[tuple(tokens(line))] += 1
    split = [tokens(line) for line in lines]
    keep = [0.0] * len(lines)
    sure = [1.0] * len(lines)
    spans: list[tuple[int, int, int]] = []  # line, first and last gold token of it
    reach = 0
    for n, words in enumerate(split):
        if len(words) < 4:
            continue
        hits = [where.get(tuple(words[i : i + 3]), ()) for i in range(len(words) - 2)]
        share = sum(1 for hit in hits if hit) / len(hits)
        # Between two thirds and one third the label is a coin's toss: let it weigh little.
        sure[n] = min(1.0, 0.2 + 2.5 * abs(share - 0.5))
        if share < COVERED:
            keep[n] = 0.0
            continue
        keep[n] = 1.0
        starts = next(hit for hit in hits if hit)
        at = starts[min(bisect_left(starts, reach), len(starts) - 1)]
        spans.append((n, at, at + len(words)))
        reach = at + len(words) // 2
    _drop_repeats(split, spans, keep, gold)
    spans = [span for span in spans if keep[span[0]]]
    _short(split, spans, keep, sure, gold, whole)
    head, echoes = _title(split, keep, title)
    return Labelled(keep, sure, head, echoes)


def _drop_repeats(
    split: list[list[str]], spans: list[tuple[int, int, int]], keep: list[float], gold: list[str]
) -> None:
    """Of a line that the page repeats more often than the gold, keeps the copies nearest to other content."""
    copies: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, _, _ in spans:
        copies[tuple(split[n])].append(n)
    kept = [n for n, _, _ in spans if len(copies[tuple(split[n])]) == 1]
    text = " ".join(gold)
    for words, numbers in copies.items():
        allowed = max(1, text.count(" ".join(words)))
        if len(numbers) <= allowed or not kept:
            continue

        def distance(n: int) -> int:
            at = bisect_left(kept, n)
            return min(abs(n - kept[i]) for i in (at - 1, at) if 0 <= i < len(kept))

        for n in sorted(numbers, key=distance)[allowed:]:
            keep[n] = 0.0


def _short(
    split: list[list[str]],
    spans: list[tuple[int, int, int]],
    keep: list[float],
    sure: list[float],
    gold: list[str],
    whole: dict[tuple[str, ...], int],
) -> None:
    """Labels lines of up to three words by their slot between the long kept lines around them."""
    anchors = [n for n, _, _ in spans]
    cursor: dict[int, int] = {}
    for n, words in enumerate(split):
        if not words or len(words) >= 4:
            continue
        after = bisect_left(anchors, n)
        low = spans[after - 1][2] if after else 0
        high = spans[after][1] if after < len(spans) else len(gold)
        if low <= high:
            begin = max(cursor.get(after, low), low) - 1
            found = _find(gold, words, max(0, begin), min(high + 1, begin + 400))
            if found >= 0:
                keep[n] = 1.0
                cursor[after] = found + len(words)
        if not keep[n] and tuple(words) in whole:
            keep[n] = 1.0
            sure[n] = 0.5
        if keep[n] and anchors:
            gap = min(abs(n - anchors[i]) for i in (after - 1, after) if 0 <= i < len(anchors))
            if gap > NEAR:
                sure[n] = 0.1


def _find(gold: list[str], words: list[str], low: int, high: int) -> int:
    size = len(words)
    return next((i for i in range(low, high - size + 1) if gold[i : i + size] == words), -1)


def heading(content: str) -> str:
    """The headline of an article whose benchmark names none: its text's first line where that looks like one."""
    first = content.strip().split("\n")[0].strip()
    likely = 4 <= len(tokens(first)) <= 25 and len(first) <= 160 and not first.endswith(".") and not YEAR.search(first)
    return first if likely else ""


def _title(split: list[list[str]], keep: list[float], title: str) -> tuple[int, list[int]]:
    """The headline's line, nearest above the first long kept line, and its echoes."""
    words = tokens(title)
    if len("".join(words)) < 4:
        return -1, []
    same = [n for n, line in enumerate(split) if line == words]
    if not same:
        return -1, []
    first = next((n for n, line in enumerate(split) if keep[n] and len(line) > 10 and line != words), len(split))
    above = [n for n in same if n <= first]
    head = above[-1] if above else same[0]
    return head, [n for n in same if n != head]
