"""Convolution nets in numpy."""

import numpy as np
import pytest

from cleaners.model.net import REACHES, TINY, WHOLE, Nets, inputs

COLUMNS, CHANNELS, CLASSES, KINDS = 7, 4, 3, 2


def make(nets: int) -> Nets:
    random = np.random.default_rng(5)

    def draw(*shape: int) -> np.ndarray:
        return np.asarray(random.normal(size=(nets, *shape)), np.float32)

    return Nets(
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


def even(line: np.ndarray) -> np.ndarray:
    return np.asarray((line - line.mean()) / np.sqrt(line.var() + TINY))


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
    last = [even(line) for line in state]
    lines = np.array([line @ nets.leave[which] + nets.leave_bias[which, 0] for line in last])
    page = np.concatenate([np.mean(last, 0), np.max(last, 0)]) @ nets.kind[which] + nets.kind_bias[which]
    return lines - np.log(np.exp(lines).sum(1, keepdims=True)), page - np.log(np.exp(page).sum())


@pytest.mark.parametrize("lines", [1, 2, 5, 40])
def test_answers_as_a_walk_line_by_line(lines: int) -> None:
    nets = make(2)
    rows = np.random.default_rng(6).normal(size=(lines, COLUMNS)).astype(np.float32)
    classes, kinds = zip(slowly(nets, 0, rows), slowly(nets, 1, rows), strict=True)
    state = nets.states(rows)
    assert np.allclose(nets.scores(state), np.mean(classes, 0), atol=1e-3)
    assert np.allclose(nets.kinds(state), np.mean(kinds, 0), atol=1e-3)


def test_numbers_beyond_all_bounds_stay_finite() -> None:
    rows = np.array([[1e30, -1e30, 0, 0, 0, 0, 0]] * 3, np.float32)
    nets = make(1)
    state = nets.states(rows)
    assert np.isfinite(nets.scores(state)).all()
    assert np.isfinite(nets.kinds(state)).all()


def test_each_line_is_told_of_its_score_and_of_the_page() -> None:
    told = inputs(np.zeros((3, 2), np.float32), np.array([-99.0, 0.0, 99.0]), np.array([0.25, 0.75]))
    assert told.shape == (3, 6)
    assert np.allclose(told[:, 2], [-6, 0, 6])
    assert told[1, 3] == 0.5
    assert np.allclose(told[:, 4:], [0.25, 0.75])
