"""Convolution nets in numpy."""

from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pytest

from cleaners.model.net import ATTENDING, HEADS, REACHES, SPAN, TINY, WHOLE, AttendingNets, Nets, inputs

COLUMNS, CHANNELS, CLASSES, KINDS = 7, 4, 3, 2


def make(nets: int, *, attends: bool) -> Nets:
    random = np.random.default_rng(5)

    def draw(*shape: int) -> np.ndarray:
        return np.asarray(random.normal(size=(nets, *shape)), np.float32)

    plain = Nets(
        mean=random.normal(size=COLUMNS).astype(np.float32),
        scale=random.uniform(0.5, 2, COLUMNS).astype(np.float32),
        enter=draw(COLUMNS, CHANNELS),
        enter_bias=draw(1, CHANNELS),
        page=draw(2 * CHANNELS, CHANNELS),
        page_bias=draw(1, CHANNELS),
        layers=draw(len(REACHES), 3 * CHANNELS, CHANNELS),
        layers_bias=draw(len(REACHES), 1, CHANNELS),
        leave=draw(CHANNELS, CLASSES),
        leave_bias=draw(1, CLASSES),
        kind=draw(2 * CHANNELS, KINDS),
        kind_bias=draw(KINDS),
    )
    if not attends:
        return plain
    return AttendingNets(
        **{field.name: getattr(plain, field.name) for field in fields(plain)},
        attend=draw(CHANNELS, 3 * CHANNELS),
        attend_bias=draw(1, 3 * CHANNELS),
        told=draw(CHANNELS, CHANNELS),
        told_bias=draw(1, CHANNELS),
    )


def even(line: np.ndarray) -> np.ndarray:
    return np.asarray((line - line.mean()) / np.sqrt(line.var() + TINY))


def attended(nets: AttendingNets, which: int, state: list[np.ndarray]) -> Iterator[np.ndarray]:
    """What each line is told by the others of its part of the page, head by head."""
    asked = [even(line) @ nets.attend[which] + nets.attend_bias[which, 0] for line in state]
    asks, keys, tells = np.stack(asked).reshape(-1, 3, HEADS, CHANNELS // HEADS).transpose(1, 2, 0, 3)
    for at in range(len(state)):
        part = slice(at // SPAN * SPAN, (at // SPAN + 1) * SPAN)
        heard = []
        for head in range(HEADS):
            power = np.exp(keys[head, part] @ asks[head, at] / np.sqrt(CHANNELS // HEADS))
            heard.append(power / power.sum() @ tells[head, part])
        yield np.concatenate(heard) @ nets.told[which] + nets.told_bias[which, 0]


def slowly(nets: Nets, which: int, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One net, line by line: log-probabilities of the lines' classes and of the page's kind."""
    told = np.clip((rows - nets.mean) * nets.scale, -5, 5)
    state = [np.maximum(line @ nets.enter[which] + nets.enter_bias[which, 0], 0) for line in told]
    for layer, reach in enumerate(REACHES):
        if layer == WHOLE:
            page = np.concatenate([np.mean(state, 0), np.max(state, 0)])
            more = np.maximum(page @ nets.page[which] + nets.page_bias[which, 0], 0)
            state = [line + more for line in state]
        seen = {at: even(line) for at, line in enumerate(state)}
        nothing = np.zeros(CHANNELS)
        for at in range(len(rows)):
            read = np.concatenate([seen.get(at + step, nothing) for step in (-reach, 0, reach)])
            more = np.maximum(read @ nets.layers[which, layer] + nets.layers_bias[which, layer, 0], 0)
            state[at] = state[at] + more
        if layer == ATTENDING and isinstance(nets, AttendingNets):
            state = [line + more for line, more in zip(state, attended(nets, which, state), strict=True)]
    last = [even(line) for line in state]
    lines = np.array([line @ nets.leave[which] + nets.leave_bias[which, 0] for line in last])
    page = np.concatenate([np.mean(last, 0), np.max(last, 0)]) @ nets.kind[which] + nets.kind_bias[which]
    return lines - np.log(np.exp(lines).sum(1, keepdims=True)), page - np.log(np.exp(page).sum())


@pytest.mark.parametrize("attends", [False, True])
@pytest.mark.parametrize("lines", [1, 2, 5, 40, SPAN + 2])
def test_answers_as_a_walk_line_by_line(lines: int, attends: bool) -> None:
    nets = make(2, attends=attends)
    rows = np.random.default_rng(6).normal(size=(lines, COLUMNS)).astype(np.float32)
    classes, kinds = zip(slowly(nets, 0, rows), slowly(nets, 1, rows), strict=True)
    state = nets.states(rows)
    assert np.allclose(nets.scores(state), np.mean(classes, 0), atol=1e-3)
    assert np.allclose(nets.kinds(state), np.mean(kinds, 0), atol=1e-3)


@pytest.mark.parametrize("attends", [False, True])
def test_numbers_beyond_all_bounds_stay_finite(attends: bool) -> None:
    rows = np.array([[1e30, -1e30, 0, 0, 0, 0, 0]] * 3, np.float32)
    nets = make(1, attends=attends)
    state = nets.states(rows)
    assert np.isfinite(nets.scores(state)).all()
    assert np.isfinite(nets.kinds(state)).all()


def test_each_line_is_told_of_its_score_and_of_the_page() -> None:
    told = inputs(np.zeros((3, 2), np.float32), np.array([-99.0, 0.0, 99.0]), np.array([0.25, 0.75]))
    assert told.shape == (3, 6)
    assert np.allclose(told[:, 2], [-6, 0, 6])
    assert told[1, 3] == 0.5
    assert np.allclose(told[:, 4:], [0.25, 0.75])
