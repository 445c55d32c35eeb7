"""Runs the packed model: lines of a page in, a probability of each class for each line out."""

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import IO

import numpy as np
import numpy.typing as npt

from cleaners.model.features import describe
from cleaners.model.forest import Forest
from cleaners.model.lexical import lexical_score
from cleaners.model.lexicon import Lexicon, trained_with
from cleaners.model.lines import Floats, parse, words_of
from cleaners.model.net import AttendingNets, inputs
from cleaners.model.summary import summary
from cleaners.model.title import candidates, compare
from schemas import Kind

FORMAT = 6  # of the packed file
CLASSES = ("title", "body", "entry", "meta", "teaser", "furniture")  # an entry is a listing's own teaser
TITLE = CLASSES.index("title")
CONTENT = 3  # the first classes are what a reader came for
KINDS: tuple[Kind, ...] = ("article", "listing", "record", "other")
PACKED = "lines.npz"
SURE = 0.77  # a headline less sure is none; from here on 95 of 100 are right on WCXB's articles, out of fold
# A listing says its name in menu and trail too. Of the three more heads that come out so on invented pages of unknown
# sites, two were right (2026-11-22).
SURE_OF: dict[Kind, float] = {"listing": 0.5}
UNLIKELY = 0.02  # a line less likely the headline need not be looked at
NAMED = 4.0  # what a line weighs that a breadcrumb trail ends in; all that the model says weighs 1
CERTAIN = 0.9  # so likely a headline is one whatever a trail ends in: that may be a section or a number
LONGEST_HEADLINE = 1_000  # characters; the longest of three development sets has 257, acts and tenders have 600
POSSIBLE = 0.01  # a line less likely is no headline, though all that were likelier are none
LIKELY = 0.5  # a page without any line as likely is left empty
# Pages not found have a sentence or two. Of WCXB's pages one more of 1,487 is empty then, out of fold (2026-11-22).
LIKELY_OF: dict[Kind, float] = {"other": 0.7}
DOUBTFUL = 0.2  # less likely lines are never kept
# Entries and fields are short, and each is less sure than a paragraph; but they stand and fall together. Chosen in
# coarse steps on invented pages of unknown sites, where it costs the benchmarks' pages less than .002.
LENIENT: dict[Kind, float] = {"listing": 0.7, "record": 0.7}
# On sites unlike those that they learned from nets are surer than they are right (Guo et al., On Calibration of Modern
# Neural Networks, 2017). Chosen among .7, .85 and 1 on 265 invented pages of unknown sites (2026-11-22).
TEMPER = 0.85
LONGEST = 400_000  # characters read at once; longer texts are read in parts
LONGEST_LINE = 20_000  # characters read of a line; what it is shows before that
_SENTENCE = re.compile(r"(?<!\.)[.。]\s*$")
# "1 września 2018 r.", "2 декабря 2021 г.": the word for year, short, behind it.
YEAR_END = re.compile(r"\d{4}\s?[^\W\d_]{1,2}\.\s*$")
# "Sari Holm, M.Si.": a degree.
_DEGREE_END = re.compile(r", ?(?:[^\W\d_]{1,4}\.){2,3}\s*$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the model thinks of a page."""

    classes: Floats  # (lines, len(CLASSES)) probabilities; zeros for a line without text
    titles: Floats  # (lines,) probability that a line is the headline, given that the page has one
    kinds: Floats  # (len(KINDS),) probabilities of the page's kind
    words: Floats  # (lines,) length in words, as the threshold weighs them

    @property
    def kind(self) -> Kind:
        """The likeliest kind of the page."""
        return KINDS[int(self.kinds.argmax())]

    @property
    def content(self) -> Floats:
        """Probability that a line is content, one a line."""
        return np.asarray(self.classes[:, :CONTENT].sum(1))


@dataclass(frozen=True, slots=True)
class Model:
    """The trained parts."""

    lexicon: Lexicon
    words: npt.NDArray[np.float32]  # lexical weights by hash
    bias: float
    lines: Forest  # first look: content or not
    page: Forest  # the page's kind, at first sight
    nets: AttendingNets  # second look: class of each line, and the page's kind
    title: Forest  # the likeliest headlines compared

    # OpenBLAS raises the flag on some processors though all numbers are finite (numpy issue 24067).
    @np.errstate(invalid="ignore")
    def predict(self, lines: Sequence[str], *, titled: bool = True) -> Prediction:
        """Probabilities for `lines`, given without their ends; any text, never raises for its content.

        Where the headline is known already, `titled` is False and nothing is said of it.
        """
        classes = np.zeros((len(lines), len(CLASSES)))
        titles = np.zeros(len(lines))
        words = np.zeros(len(lines))
        kinds = np.zeros(len(KINDS))
        for begin, end in _parts(lines):
            part = [line[:LONGEST_LINE] for line in lines[begin:end]]
            page = parse(part)
            if not page.n:
                continue
            lexical = lexical_score(page, self.words, self.bias)
            sheet = describe(page, [part[number] for number in page.number.tolist()], self.lexicon, lexical)
            matrix = sheet.matrix()
            scores = self.lines(matrix)[:, 0]
            kind = softmax(self.page(summary(sheet, scores)))[0]
            state = self.nets.states(inputs(matrix, scores, kind))
            found = tempered(self.nets.scores(state))
            classes[begin + page.number] = found
            if titled and not titles.any():
                rows = candidates(found)
                titles[begin + page.number[rows]] = softmax(self.title(compare(page, sheet, found, kind, rows))[:, 0])
            words[begin + page.number] = words_of(page)
            kinds += softmax(self.nets.kinds(state)) * page.n
        return Prediction(classes, titles, kinds / kinds.sum() if kinds.any() else np.eye(len(KINDS))[-1], words)


def _parts(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Half-open ranges of lines of at most LONGEST characters each, one line at least."""
    if len(lines) + sum(map(len, lines)) <= LONGEST:
        return [(0, len(lines))]
    out, begin, size = [], 0, 0
    for index, line in enumerate(lines):
        length = min(len(line), LONGEST_LINE)
        if size and size + length > LONGEST:
            out.append((begin, index))
            begin, size = index, 0
        size += length + 1
    return [*out, (begin, len(lines))]


def softmax(raw: Floats) -> Floats:
    """Probabilities from raw scores, along the last axis."""
    power = np.exp(raw - raw.max(-1, keepdims=True))
    return np.asarray(power / power.sum(-1, keepdims=True))


def tempered(scores: Floats) -> Floats:
    """Class probabilities (lines, classes) from the nets' log-probabilities."""
    return softmax(TEMPER * scores)


def _forest(arrays: dict[str, npt.NDArray[np.generic]], name: str) -> Forest:
    return Forest(
        feature=arrays[f"{name}_feature"].astype(np.int16),
        border=arrays[f"{name}_border"].astype(np.float32),
        leaves=arrays[f"{name}_leaves"].astype(np.float32) * np.float32(arrays[f"{name}_scale"]),
        bias=arrays[f"{name}_bias"].astype(np.float32),
    )


def read(source: IO[bytes]) -> Model:
    """Reads a packed model. Raises ValueError where the file is of another format."""
    with np.load(source, allow_pickle=False) as archive:
        arrays = dict(archive)
    if int(arrays["format"]) != FORMAT:
        raise ValueError(f"line model of format {arrays['format']}, this version reads {FORMAT}: train it again")
    weights = arrays["words"].astype(np.float32) * np.float32(arrays["words_scale"])
    forests = {name: _forest(arrays, name) for name in ("lines", "page", "title")}
    parts = {field.name: arrays[f"nets_{field.name}"].astype(np.float32) for field in fields(AttendingNets)}
    nets = AttendingNets(**parts)
    return Model(trained_with(arrays), weights, float(arrays["bias"]), nets=nets, **forests)


@cache
def bundled() -> Model:
    """The packaged model, read once a process."""
    with files("cleaners.model").joinpath(PACKED).open("rb") as source:
        return read(source)


def predict(lines: Sequence[str]) -> Prediction:
    """Probabilities from the packaged model."""
    return bundled().predict(lines)


def keep_threshold(content: Floats, words: Floats, kind: Kind) -> float:
    """The probability from which keeping lines gives a page of a kind the best expected word F1.

    `content` and `words` are one a line. Where a page has much that is doubtful and little that is sure, the
    doubtful is worth keeping; where the text is sure, it is not.
    """
    order = np.argsort(-content, kind="stable")
    hits = np.cumsum(content[order] * words[order])
    if not hits.size or content[order[0]] < LIKELY_OF.get(kind, LIKELY):
        return 1.0  # no line is more likely content than not: a page with nothing of its own
    expected = 2 * hits / (np.cumsum(words[order]) + hits[-1])
    return max(DOUBTFUL, LENIENT.get(kind, 1) * float(content[order][int(np.argmax(expected))]))


def likely(found: Prediction) -> list[int]:
    """Indices of the lines that may be the headline, by the model."""
    rows: list[int] = np.flatnonzero(found.titles > UNLIKELY).tolist()
    return rows


def headline(
    found: Prediction, lines: Sequence[str], none: Container[int] = (), named: int | None = None
) -> int | None:
    """Index of the line that is the headline; None when unsure. Lines of the same words speak for each other.

    Rows in `none` are no headlines whatever the model says; where they are likely, the others share what was theirs.
    `named` is the row that the page itself names, if it does.
    """
    said: defaultdict[str, float] = defaultdict(float)
    known = {row for row in likely(found) if row in none or len(lines[row]) > LONGEST_HEADLINE}
    rows: list[int] = np.flatnonzero(found.titles).tolist()
    chance = {row: float(found.titles[row]) for row in rows if row not in known}
    left = 1 - sum(float(found.titles[row]) for row in known)
    if named is not None and named not in known and max(chance.values(), default=0.0) < CERTAIN:
        chance[named] = chance.get(named, 0.0) + NAMED
        left += NAMED
    folded = {row: " ".join(_WORD.findall(lines[row].casefold())) or lines[row].strip() for row in chance}
    for row, text in folded.items():
        said[text] += chance[row]
    best = max(said, key=said.__getitem__, default="")
    if not chance or said[best] < max(SURE_OF.get(found.kind, SURE) * left, POSSIBLE):
        return None
    # Menus name the page that is open: the class of the line tells the headline from its copies.
    copies = [row for row, text in folded.items() if text == best]
    row = max(copies, key=lambda row: (found.classes[row, TITLE], found.titles[row]))
    # Of those sure ones that end with a full stop, 9 of 30 were headlines (the three development sets, 2026-11-22).
    ends = _SENTENCE.search(lines[row]) and not any(end.search(lines[row]) for end in (YEAR_END, _DEGREE_END))
    return None if ends else row
