"""The settings of the boosted trees: oblivious ones, which run in numpy alone."""

import numpy as np
import numpy.typing as npt
from catboost import CatBoost, CatBoostClassifier, Pool

COMMON = {
    "thread_count": 2,
    "border_count": 64,
    "bootstrap_type": "Bernoulli",
    "leaf_estimation_iterations": 2,
    "verbose": 0,
    "allow_writing_files": False,
}

Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.generic]


def lines(rows: Matrix, keep: Vector, weight: Vector, seed: int = 1) -> CatBoostClassifier:
    """First look: content or not."""
    model = CatBoostClassifier(
        iterations=300,
        depth=7,
        learning_rate=0.12,
        rsm=0.35,
        subsample=0.5,
        l2_leaf_reg=3,
        random_seed=seed,
        **COMMON,
    )
    return model.fit(Pool(rows, keep, weight=weight))


def page(rows: Matrix, kind: Vector, weight: Vector, seed: int = 1) -> CatBoostClassifier:
    """The page's kind."""
    model = CatBoostClassifier(
        loss_function="MultiClass", iterations=120, depth=5, learning_rate=0.12, rsm=0.5, subsample=0.7,
        l2_leaf_reg=3, random_seed=seed, **COMMON,
    )  # fmt: skip
    return model.fit(Pool(rows, kind, weight=weight))


def title(rows: Matrix, hit: Vector, weight: Vector, seed: int = 1) -> CatBoost:
    """Whether a candidate is the headline. The pages' candidates are compared by their columns, not by the loss."""
    model = CatBoost(
        {"loss_function": "Logloss", "iterations": 900, "depth": 6, "learning_rate": 0.08, "rsm": 0.25,
         "subsample": 0.8, "l2_leaf_reg": 8, "scale_pos_weight": 5, "random_seed": seed,
         **COMMON, "leaf_estimation_iterations": 1}
    )  # fmt: skip
    return model.fit(Pool(rows, hit, weight=weight))
