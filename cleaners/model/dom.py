"""What the tree of an HTML page says of its lines, as columns beside those of the text.

Every statistic of a container is a difference of prefix sums over the lines that it holds; no Python loop runs over
lines or nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cleaners.facts import BOLD, ITALIC, LINKED, TAG, TIMED, WITHIN, Facts, Nodes
from cleaners.model.arrays import best_segment, window
from cleaners.model.claims import claims
from cleaners.model.lines import Columns, Flags, Floats, Ints, ranks
from cleaners.naming import BIT, BITS, CHROME, NAMES, TEXT
from cleaners.pages import HtmlPage

HEIGHTS = (0, 1, 2, 3, 4, 6, 8)
"""Levels above a line's block at which containers are looked at."""
SIBLINGS = (0, 1, 2, 3, 4, 5, 6)
"""The same, for blocks that come again beside each other."""
_LEVELS = 10
# Lines around a line that it is told of one by one.
_OFFSETS = (-3, -2, -1, 1, 2, 3)
_REACH = 3
# A good line is one of prose: so many words, and at most so much of it linked.
_GOOD_WORDS = 6.0
_GOOD_LINKED = 0.3
_SCORED = np.zeros(len(TAG), np.bool_)
_SCORED[[TAG[name] for name in ("p", "pre", "td", "li", "blockquote")]] = True
# What is said of the block itself, not only of those around it.
_OF_BLOCK = frozenset({"words", "linked", "good", "lines", "length", "ends"})


@dataclass(slots=True)
class _Lines:
    """Facts of the lines that are described, one value a line."""

    nodes: Nodes
    node: Ints
    words: Floats
    share: Floats  # linked
    good: Floats  # words of good lines, else 0
    ends: Floats  # words of lines that end as sentences do, else 0
    tag: Ints
    forms: Floats  # (4, lines) see _forms
    above: Ints  # (_LEVELS, lines) the block and its ancestors
    total: float
    prose: float
    # The same of each node: sums over its lines.
    node_words: Floats = field(init=False)
    node_good: Floats = field(init=False)
    node_linked: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.node_words, self.node_good = self.sums(self.words), self.sums(self.good)
        self.node_linked = self.sums(self.words * self.share)

    def sums(self, values: Floats) -> Floats:
        """Sum over the lines of each node."""
        total = np.concatenate(([0.0], np.cumsum(values)))
        return np.asarray(total[self.nodes.last] - total[self.nodes.first])


def describe(page: HtmlPage, words: Floats, ends: Floats) -> Columns:
    """Columns of the lines that have text, in page order; at least one line.

    `words` is the length of each in words, `ends` tells which end as a sentence does.
    """
    facts = page.rendered.facts
    lines = _lines(facts, words, ends)
    columns: Columns = {}
    _own(columns, facts, lines)
    _names(columns, facts, lines)
    _containers(columns, lines)
    _candidates(columns, facts, lines)
    _makes(columns, lines)
    _siblings(columns, lines)
    _around(columns, lines)
    anchor = _headline(columns, page, lines)
    _common(columns, lines, anchor)
    _articles(columns, lines, anchor)
    _sections(columns, facts, lines, anchor)
    claims(columns, page, len(facts))
    return columns


def _lines(facts: Facts, words: Floats, ends: Floats) -> _Lines:
    nodes = facts.nodes
    share = np.minimum(1.0, facts.linked / np.maximum(1, facts.size))
    good = np.where((words >= _GOOD_WORDS) & (share < _GOOD_LINKED), words, 0.0)
    above = np.empty((_LEVELS, len(facts)), np.int64)
    above[0] = facts.node
    for level in range(1, _LEVELS):
        above[level] = nodes.parent[above[level - 1]]
    tag = nodes.tag[facts.node]
    total, prose = float(max(1.0, words.sum())), float(good.sum() + 1)
    return _Lines(nodes, facts.node, words, share, good, words * ends, tag, _forms(facts.forms), above, total, prose)


def _own(columns: Columns, facts: Facts, lines: _Lines) -> None:
    """The line itself: links, tag, depth, marks."""
    nodes, node = lines.nodes, lines.node
    columns |= {
        "linked": lines.share,
        "tag": lines.tag.astype(np.float64),
        "depth": nodes.depth[node].astype(np.float64),
        "chrome": nodes.chrome[node].astype(np.float64),
        "named_text": nodes.text[node].astype(np.float64),
        "concealed": facts.hidden * 1.0,
    }
    columns |= zip(("quoted", "listed_item", "row"), lines.forms[:3], strict=True)
    for name, bit in (("link", LINKED), ("bold", BOLD), ("italic", ITALIC), ("timed", TIMED)):
        columns[f"has_{name}"] = ((facts.marks & bit) > 0) * 1.0


def _forms(forms: Sequence[str]) -> Floats:
    """(4, lines) what the form of each line is: quoted, an item of a list, a row, a heading."""
    said: dict[str, tuple[bool, ...]] = {}
    for form in set(forms):  # A page has few.
        inner = form.lstrip(">")
        said[form] = form[0] == ">", inner[:2] in ("ul", "ol"), inner in ("tr", "th"), inner[0] == "h"
    return np.array([said[form] for form in forms], np.float64).T


def _names(columns: Columns, facts: Facts, lines: _Lines) -> None:
    """Ancestors, and what the line and they are called: 0 no, 1 an ancestor, 2 the block or the line itself."""
    inside = lines.nodes.inside[lines.node]
    inside_bits = ((inside >> np.arange(len(WITHIN))[:, None]) & 1).astype(np.float64)
    every = lines.nodes.all_names[lines.node] | facts.names
    own = lines.nodes.names[lines.node] | facts.names
    at = np.arange(BITS)[:, None]
    named = (((every >> at) & 1) + ((own >> at) & 1)).astype(np.float64)
    columns |= {f"in_{name}": row for name, row in zip(WITHIN, inside_bits, strict=True)}
    columns |= {f"named_{name}": row for name, row in zip((*NAMES, "main"), named, strict=True)}


def _containers(columns: Columns, lines: _Lines) -> None:
    """What the blocks around the line hold, at several heights."""
    nodes = lines.nodes
    count = (nodes.last - nodes.first).astype(np.float64)
    several = np.maximum(1.0, count)
    some = np.maximum(1.0, lines.node_words)
    of_node = {
        "words": lines.node_words / lines.total,
        "linked": lines.node_linked / some,
        "good": lines.node_good / lines.prose,
        "lines": np.minimum(500, count),
        "length": lines.node_words / several,
        "ends": lines.sums(lines.ends) / some,
        "called": ((nodes.names & CHROME) > 0) + 2.0 * ((nodes.names & TEXT) > 0),
    }
    node = lines.above[list(HEIGHTS)]
    of_line = {name: values[node] for name, values in of_node.items()}
    of_line["place"] = (np.arange(lines.node.size) - nodes.first[node]) / several[node]
    for row, height in enumerate(HEIGHTS):
        columns |= {f"{name}^{height}": rows[row] for name, rows in of_line.items() if height or name in _OF_BLOCK}


def _candidates(columns: Columns, facts: Facts, lines: _Lines) -> None:
    """Blocks scored as reading modes of browsers score them: by the paragraphs that they hold, near and less near."""
    nodes = lines.nodes
    score = np.where(
        (facts.size >= 25) & (lines.share < 0.5),
        (1 + lines.words / 12 + np.minimum(3, facts.size / 100)) * (1 - lines.share),
        0.0,
    )
    near = np.where(_SCORED[lines.tag], lines.above[1], lines.above[0])
    far = nodes.parent[near]
    size = nodes.parent.size
    scores: Floats = np.bincount(near, score, size).astype(np.float64) + np.bincount(far, score / 2, size)
    scores = scores + np.bincount(nodes.parent[far], score / 6, size)
    called = 25.0 * ((nodes.names & TEXT) > 0) - 25.0 * ((nodes.names & CHROME) > 0)
    words = np.maximum(1.0, lines.node_words)
    scores = (scores + np.where(scores > 0, called, 0)) * (1 - lines.node_linked / words)
    top = int(scores.argmax())
    best = max(1e-6, float(scores[top]))
    above = int(nodes.parent[top])
    at = np.arange(lines.node.size)
    columns |= {
        "in_top": ((at >= nodes.first[top]) & (at < nodes.last[top])) * 1.0,
        "in_top_parent": ((at >= nodes.first[above]) & (at < nodes.last[above])) * 1.0,
        "from_top_block": _outside(at, int(nodes.first[top]), int(nodes.last[top])),
        "score": scores[near] / best,
        "score_parent": scores[far] / best,
        "page_top": np.full(at.size, lines.node_good[top] / lines.prose),
        "page_top_linked": np.full(at.size, lines.node_linked[top] / words[top]),
    }
    for penalty in (3.0, 10.0):
        worth = np.where(lines.good > 0, lines.words, -(penalty + lines.words * lines.share))
        first, last = best_segment(worth)
        columns[f"from_stretch{penalty:.0f}"] = _outside(at, first, last + 1)
        columns[f"page_stretch{penalty:.0f}"] = np.full(at.size, lines.words[first : last + 1].sum() / lines.total)


def _outside(at: Ints, first: int, last: int) -> Floats:
    """How many lines before (negative) or after a stretch, 0 inside it."""
    return np.asarray(np.where(at < first, at - first, np.where(at >= last, at - last + 1, 0)).clip(-60, 60) * 1.0)


def _makes(columns: Columns, lines: _Lines) -> None:
    """Blocks of the same tag and class, at three depths of path: what is made alike is of one sort."""
    above = lines.above
    most = int(lines.nodes.make.max()) + 1
    make = lines.nodes.make[above[:4]]
    pairs = ranks(make[0] * most + make[1])
    path = ranks((pairs * most + make[2]) * most + make[3])
    linked = lines.words * lines.share
    for name, group in (("make1", make[0]), ("make2", pairs), ("make4", path)):
        count = np.bincount(group)[group]
        words = np.bincount(group, lines.words)[group]
        columns |= {
            f"{name}_lines": np.minimum(200.0, count),
            f"{name}_words": words / lines.total,
            f"{name}_good": np.bincount(group, lines.good)[group] / lines.prose,
            f"{name}_length": words / count,
            f"{name}_linked": np.bincount(group, linked)[group] / np.maximum(1e-9, words),
        }
    around = _padded([(pairs, -1), (above[1], -1)])
    for offset in _OFFSETS:
        same, sibling = (_beside(around, offset) == (pairs, above[1])) * 1.0
        columns |= {f"same_make@{offset}": same, f"sibling@{offset}": sibling}


def _siblings(columns: Columns, lines: _Lines) -> None:
    """Blocks made alike beside each other, at several heights: entries, cards, comments, paragraphs."""
    nodes = lines.nodes
    size = nodes.parent.size
    key = nodes.parent * (int(nodes.make.max()) + 1) + nodes.make
    # Blocks without any line do not count: they are not seen.
    seen = (nodes.last > nodes.first) * 1.0
    group = ranks(key)
    count = np.bincount(group, seen)
    order = np.argsort(group, kind="stable")
    passed = np.empty(size)
    passed[order] = np.cumsum(seen[order]) - seen[order]
    first = np.full(count.size, np.inf)
    np.minimum.at(first, group, passed)
    place = passed - first[group]
    mean = (np.bincount(group, lines.node_words) / np.maximum(1.0, count))[group]
    good = (np.bincount(group, lines.node_good) / np.maximum(1.0, count))[group]
    alike = count[group]
    of_node = {
        "alike": np.minimum(100.0, alike),
        "alike_place": np.minimum(100.0, place),
        "alike_words": mean,
        "alike_good": good,
        "alike_share": lines.node_words / np.maximum(1.0, mean),
    }
    node = lines.above[list(SIBLINGS)]
    of_line = {name: values[node] for name, values in of_node.items()}
    again = ((alike >= 3) & (mean >= 12))[node]
    most, most_height = np.zeros(lines.node.size), np.zeros(lines.node.size)
    for row, height in enumerate(SIBLINGS):
        columns |= {f"{name}^{height}": rows[row] for name, rows in of_line.items()}
        # The largest unit that comes again: a card, an entry, a comment.
        most = np.where(again[row], of_line["alike"][row], most)
        most_height = np.where(again[row], height + 1.0, most_height)
    columns |= {"again": most, "again_height": most_height}


def _around(columns: Columns, lines: _Lines) -> None:
    """The lines before and after."""
    around = _padded([(lines.share, -1), (lines.tag, -1), (lines.words, 0), (lines.ends > 0, -1)])
    for offset in _OFFSETS:
        names = (f"{name}@{offset}" for name in ("linked", "tag", "words", "ends"))
        columns |= zip(names, _beside(around, offset), strict=True)
    stacked = np.stack([lines.good, lines.words * lines.share, lines.words], 1)
    for radius in (5, 12, 25):
        means = window(stacked, radius)
        some = np.maximum(1e-9, means[:, 2])
        columns |= {f"good~{radius}": means[:, 0] / some, f"linked~{radius}": means[:, 1] / some}
    columns["good_before"] = (np.cumsum(lines.good) - lines.good) / lines.prose
    at = np.arange(lines.node.size)
    size = float(at.size)
    columns |= {
        "place": at / size,
        "reached": np.cumsum(lines.words) / lines.total,
        "page_lines": np.full(at.size, size),
        "page_words": np.full(at.size, lines.total),
        "page_prose": np.full(at.size, lines.prose / lines.total),
    }


def _padded(rows: Sequence[tuple[npt.NDArray[np.generic], float]]) -> Floats:
    """Values of the lines, a row each, with a number for what is beyond either end of the page."""
    out = np.empty((len(rows), rows[0][0].size + 2 * _REACH))
    for row, (values, beyond) in zip(out, rows, strict=True):
        row[:_REACH] = row[-_REACH:] = beyond
        row[_REACH:-_REACH] = values
    return out


def _beside(padded: Floats, offset: int) -> Floats:
    """The values of the lines so many below, or above where it is negative."""
    return padded[:, _REACH + offset : padded.shape[1] - _REACH + offset]


def _headline(columns: Columns, page: HtmlPage, lines: _Lines) -> int | None:
    """Where the line stands to the headline; returns the headline's line."""
    at = np.arange(lines.node.size)
    anchor = page.headline.line if page.headline is not None else None
    reached = np.cumsum(lines.words)
    good = np.cumsum(lines.good) - lines.good
    columns |= {
        "after_headline": np.clip(at - anchor, -60, 200) * 1.0 if anchor is not None else np.full(at.size, -99.0),
        "words_after": (reached - (reached[anchor] if anchor is not None else 0.0)) / lines.total,
        "good_after": (good - (good[anchor] if anchor is not None else 0.0)) / lines.prose,
        "is_headline": (at == (-1 if anchor is None else anchor)) * 1.0,
    }
    return anchor


def _common(columns: Columns, lines: _Lines, anchor: int | None) -> None:
    """The lowest block that holds the line and the headline, and the one that holds it and the first prose below."""
    at = np.arange(lines.node.size)
    below = at >= (anchor or 0)
    long = (lines.words >= 20) & (lines.share < _GOOD_LINKED)
    first = int(np.argmax(below & long)) if (below & long).any() else int(np.argmax(lines.good))
    words, good = lines.node_words / lines.total, lines.node_good / lines.prose
    for name, line in (("headline", anchor), ("prose", first)):
        if line is None:
            columns |= {f"{name}_{part}": np.full(at.size, -1.0) for part in ("level", "words", "good", "down")}
            continue
        holds = (lines.nodes.first[lines.above] <= line) & (line < lines.nodes.last[lines.above])
        level = np.where(holds.any(0), holds.argmax(0), _LEVELS - 1)
        block = lines.above[level, at]
        columns |= {
            f"{name}_level": np.where(holds.any(0), level, _LEVELS) * 1.0,
            f"{name}_words": words[block],
            f"{name}_good": good[block],
            f"{name}_down": (lines.nodes.depth[lines.node] - lines.nodes.depth[block]) * 1.0,
        }


def _articles(columns: Columns, lines: _Lines, anchor: int | None) -> None:
    """The `article` elements: which one, how large, with the headline in it or not."""
    nodes, size = lines.nodes, lines.node.size
    found = np.flatnonzero(nodes.tag == TAG["article"])
    inner = np.full(size + 1, -1, np.int64)
    # Later ones begin later, so an inner article writes over the one around it.
    for order, node in enumerate(found[:200]):
        inner[nodes.first[node] : nodes.last[node]] = order
    number = inner[:size]
    known = number >= 0
    block = found[np.maximum(number, 0)] if found.size else np.zeros(size, np.int64)
    words = lines.node_words / lines.total
    holds = (nodes.first[block] <= (anchor or 0)) & ((anchor or 0) < nodes.last[block]) & (anchor is not None)
    columns |= {
        "article": number * 1.0,
        "article_words": np.where(known, words[block], -1.0),
        "article_headed": np.where(known, holds * 1.0, -1.0),
        "page_articles": np.full(size, float(found.size)),
    }


def _sections(columns: Columns, facts: Facts, lines: _Lines, anchor: int | None) -> None:
    """The heading above the line, and how many came since the headline."""
    at = np.arange(lines.node.size)
    heading = lines.forms[3] > 0
    bold = (lines.words <= 8) & ((facts.marks & BOLD) > 0) & (lines.share < 0.5)
    last = np.maximum.accumulate(np.where(heading | bold, at, -1))
    head = np.maximum(last, 0)
    known = last >= 0
    passed = np.cumsum(heading)
    talk = ((lines.nodes.all_names[lines.node] & BIT["comments"]) > 0) * 1.0
    same: Flags = lines.above[1][head] == lines.above[1]
    columns |= {
        "since_heading": np.where(known, np.minimum(60, at - last), -1.0),
        "heading_tag": np.where(known, lines.tag[head], -1) * 1.0,
        "heading_linked": np.where(known, lines.share[head], -1.0),
        "heading_near": np.where(known, same * 1.0 + 2.0 * (lines.above[2][head] == lines.above[2]), -1.0),
        "headings_passed": np.minimum(60, passed - (passed[anchor] if anchor is not None else 0)) * 1.0,
        "comments_before": np.minimum(60, np.cumsum(talk)),
        "page_comments": np.full(at.size, talk.mean()),
    }
