"""Packs trained models into the one file that `cleaners.model.predict` reads."""

import json
from dataclasses import fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from catboost import CatBoost

from cleaners.model.lexicon import known_languages
from cleaners.model.net import Nets
from cleaners.model.predict import FORMAT

Arrays = dict[str, npt.NDArray[np.generic]]


def forest(model: CatBoost, folder: Path) -> Arrays:
    """A trained model as the arrays of `cleaners.model.forest.Forest`, its leaves as 16-bit whole numbers."""
    path = folder / "forest.json"
    model.save_model(str(path), format="json")
    record = json.loads(path.read_text("utf-8"))
    path.unlink()
    trees = record["oblivious_trees"]
    scale, bias = record["scale_and_bias"]
    bias = bias or [0.0]  # rankers have none
    depth = max(len(tree["splits"]) for tree in trees)
    feature = np.zeros((len(trees), depth), np.int16)
    border = np.full((len(trees), depth), np.inf, np.float32)  # a shallower tree's missing questions: always no
    leaves = np.zeros((len(trees), 1 << depth, len(bias)))
    for index, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            feature[index, level] = split["float_feature_index"]
            border[index, level] = split["border"]
        values = np.array(tree["leaf_values"]).reshape(-1, len(bias)) * scale
        leaves[index, : len(values)] = values
    whole, step = quantise(leaves, np.int16)
    return {
        "feature": feature,
        "border": border,
        "leaves": whole,
        "scale": step,
        "bias": np.array(bias, np.float32),
    }


def quantise(
    values: npt.NDArray[np.floating], kind: type[np.signedinteger]
) -> tuple[npt.NDArray[np.generic], npt.NDArray[np.generic]]:
    """Whole numbers of a type and the step between them."""
    step = float(np.abs(values).max()) / np.iinfo(kind).max
    return np.round(values / step).astype(kind), np.array(step, np.float32)


def pack(path: Path, words: npt.NDArray[np.float32], bias: float, forests: dict[str, CatBoost], nets: Nets) -> int:
    """Writes the model file; its size in bytes is returned."""
    weights, step = quantise(words, np.int8)
    arrays: Arrays = {
        "format": np.array(FORMAT),
        "languages": np.array(known_languages()),
        "words": weights,
        "words_scale": step,
        "bias": np.array(bias),
    }
    for name, model in forests.items():
        arrays |= {f"{name}_{key}": value for key, value in forest(model, path.parent).items()}
    for field in fields(nets):
        values = getattr(nets, field.name)
        # The inputs' scales are far apart, beyond 16 bits.
        kind = np.float32 if field.name in ("mean", "scale") else np.float16
        arrays[f"nets_{field.name}"] = values.astype(kind)
    np.savez_compressed(path, allow_pickle=False, **arrays)
    return path.stat().st_size
