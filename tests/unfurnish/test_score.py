"""`unfurnish score`: gold found and refused, tables, JSON, errors, the gate."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleaners import Engine
from tests.unfurnish.fake_engine import FakeEngine
from tests.unfurnish.screen import on_screen, piped

Corpus = Callable[..., Path]

# By the fake engine: line 1 furniture, 2 title, 3 body, 4 blank, 5 body.
PAGE = "- menu\n# One\nWords.\n\nMore words.\n"
RIGHT = {"labels": "FTKBK", "site": None}
# The last line should be furniture: of 3 lines kept 2 are right, of 4 words (one, words, more, words) 2.
WRONG = {"labels": "FTKBF", "language": "en", "published": "2021", "site": "a.org"}


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "bundled", FakeEngine)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Return a function that writes pages with gold, given by folder and name, and returns the folder of it all."""

    def make(gold: dict[str, dict[str, Any]], pages: dict[str, bytes] | None = None) -> Path:
        root = tmp_path / "corpus"
        for folder, entries in gold.items():
            (root / folder).mkdir(parents=True, exist_ok=True)
            (root / folder / "gold.json").write_text(json.dumps(entries))
            for name in entries:
                (root / folder / name).write_bytes((pages or {}).get(name, PAGE.encode()))
        return root

    return make


def report(*args: object) -> Any:
    result = piped("score", *args, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_figures_worked_out_by_hand(corpus: Corpus) -> None:
    found = report(corpus({"a": {"1.txt": RIGHT}, "b/c": {"2.txt": WRONG}}))
    assert found["engine"] == "fake-1"
    assert found["pages"] == 2
    assert found["lines"] == {
        "micro": {"precision": 5 / 6, "recall": 1.0, "f1": 10 / 11},
        "macro": {"precision": (1 + 2 / 3) / 2, "recall": 1.0, "f1": pytest.approx(0.9)},
    }
    assert found["words"]["micro"] == {"precision": 6 / 8, "recall": 1.0, "f1": 12 / 14}
    assert found["labels"] == {"right": 7, "of": 8, "accuracy": 7 / 8}
    assert list(found["fields"]) == ["language", "title", "published", "site"]
    assert found["fields"]["title"] == {"right": 2, "of": 2, "accuracy": 1.0, "precision": 1.0, "recall": 1.0}
    assert found["fields"]["published"] == {"right": 1, "of": 2, "accuracy": 0.5, "precision": 0.0, "recall": 0.0}
    assert "by" not in found
    assert "errors" not in found


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("site", {"a.org": 1, "x": 2}),  # without a profile: the folder
        ("language", {"en": 1, "unknown": 2}),
        ("kind", {"article": 2, "listing": 1}),
        ("page", {"x/1.txt": 1, "x/2.txt": 1, "y/3.txt": 1}),
    ],
)
def test_groups(corpus: Corpus, by: str, groups: dict[str, int]) -> None:
    root = corpus({"x": {"1.txt": RIGHT, "2.txt": RIGHT | {"kind": "listing"}}, "y": {"3.txt": WRONG}})
    table = report(root, "--by", by)["by"][by]
    assert {name: group["pages"] for name, group in table.items()} == groups


def test_each_rule_is_counted(corpus: Corpus) -> None:
    by = report(corpus({"x": {"1.txt": RIGHT, "2.txt": WRONG}}), "--by", "reason", "--by", "kind")["by"]
    assert list(by) == ["reason", "kind"]
    assert by["reason"] == {
        "fake/body": {"right": 3, "of": 4, "accuracy": 0.75},
        "fake/furniture": {"right": 2, "of": 2, "accuracy": 1.0},
        "fake/title": {"right": 2, "of": 2, "accuracy": 1.0},
    }


def test_errors_are_of_the_worst_pages_first(corpus: Corpus) -> None:
    worse = {"labels": "FTFBF"}
    root = corpus({"x": {"1.txt": RIGHT, "2.txt": WRONG, "3.txt": worse}})
    assert [page["name"] for page in report(root, "--errors", 9)["errors"]] == ["x/3.txt", "x/2.txt"]
    (page,) = report(root / "x" / "gold.json", "--errors", 1)["errors"]
    assert [line["n"] for line in page["lines"]] == [3, 5]
    assert page["lines"][1] == {
        "n": 5,
        "wanted": "furniture",
        "given": "body",
        "reason": "fake/body",
        "score": 1.0,
        "text": "More words.",
    }
    assert report(corpus({"y": {"1.txt": RIGHT}}) / "y", "--errors", 1)["errors"] == []


def test_tables(corpus: Corpus) -> None:
    root = corpus({"x": {"1.txt": RIGHT, "2.txt": WRONG}})
    assert piped("score", root, "--by", "kind", "--by", "reason", "--errors", 1).output == (
        "2 pages, engine fake-1\n\n"
        "Kept          Precision  Recall  F1\n"
        "lines, micro  0.8333     1.0000  0.9091\n"
        "lines, macro  0.8333     1.0000  0.9000\n"
        "words, micro  0.7500     1.0000  0.8571\n"
        "words, macro  0.7500     1.0000  0.8333\n\n"
        "Answers          Right  Of  Accuracy  Precision  Recall\n"
        "labels of lines      7   8  0.8750\n"
        "language             0   1  0.0000    0.0000     0.0000\n"
        "title                2   2  1.0000    1.0000     1.0000\n"
        "published            1   2  0.5000    0.0000     0.0000\n"
        "site                 1   2  0.5000    0.0000     0.0000\n\n"
        "Kind     Pages  Line P  Line R  Line F1  Macro   Word P  Word R  Word F1  Macro   Labels\n"
        "article      2  0.8333  1.0000  0.9091   0.9000  0.7500  1.0000  0.8571   0.8333  0.8750\n\n"
        "Reason          Right  Of  Accuracy\n"
        "fake/body           3   4  0.7500\n"
        "fake/furniture      2   2  1.0000\n"
        "fake/title          2   2  1.0000\n\n"
        "==> x/2.txt <==  line F1 0.8000\n"
        "Line  Should be  Is    Reason     Score  Text\n"
        "   5  furniture  body  fake/body  1.00   More words.\n"
        "Field      Should be  Is\n"
        "language   en         -\n"
        "published  2021       -\n"
        "site       a.org      -\n"
    )
    assert piped("score", corpus({"y": {"1.txt": RIGHT}}) / "y", "--errors", 1).output.endswith(
        "\nNothing is wrong on any page.\n"
    )


def test_what_a_page_holds_does_not_act_on_the_terminal(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corpus({"x": {"1.txt": {"labels": "F"}}}, {"1.txt": b"Red \x1b[31m" + b"words " * 100})
    shown = on_screen(monkeypatch, "score", root, "--errors", 1)
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_a_page_that_cannot_be_cleaned_is_named_and_scored(corpus: Corpus) -> None:
    root = corpus({"x": {"1.txt": RIGHT, "2.txt": RIGHT}}, {"2.txt": b"\xff\n\n\n\n\n"})
    result = piped("score", root, "--format", "json", "--by", "reason")
    assert (result.exit_code, result.stderr) == (1, f"{root}/x/2.txt: undecodable: no UTF-8\n")
    found = json.loads(result.stdout)
    assert found["lines"]["macro"]["f1"] == 0.5
    assert found["by"]["reason"]["reject/undecodable"] == {"right": 0, "of": 4, "accuracy": 0.0}


def test_a_slip_of_the_pen_in_a_key_is_told(corpus: Corpus) -> None:
    result = piped("score", corpus({"x": {"1.txt": RIGHT | {"publised": "2021"}, "2.txt": RIGHT}}))
    assert (result.exit_code, result.stderr) == (0, "Ignored keys that gold does not have, by pages: publised (1)\n")


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        ("[]", "expected an object of pages by name"),
        ("{}", "expected an object of pages by name"),
        ("{", "no JSON in UTF-8"),
        ('{"1.txt": 5}', "1.txt: Input should be"),
        ('{"1.txt": {}}', "1.txt.labels: Field required"),
        ('{"1.txt": {"labels": "FTX"}}', "1.txt.labels: String should match pattern '^[TKMRFB]*$'"),
        ('{"1.txt": {"labels": "FTKBK", "kind": "news"}}', "1.txt.kind: Input should be 'article', 'listing'"),
        ('{"1.txt": {"labels": "FTKBK", "published": "25.3.2021"}}', "expected a date such as 2021-03-25"),
        ('{"1.txt": {"labels": "FTKBK", "captured": "2021-13"}}', "expected a date such as 2021-03-25"),
        ('{"1.txt": {"labels": "FTK"}}', "the page has 5 lines, its gold 3 labels"),
        ('{"2.txt": {"labels": "FTKBK"}}', "names 2.txt, which is not beside it"),
    ],
)
def test_gold_that_cannot_be_used_is_one_line(corpus: Corpus, gold: str, message: str) -> None:
    root = corpus({"x": {"1.txt": RIGHT}})
    (root / "x" / "gold.json").write_text(gold)
    result = piped("score", root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "Missing argument"),
        (["nowhere"], "nowhere: no such file or folder"),
        (["."], ".: no gold.json in this folder or below"),
        ([".", "--site", "a.org", "--no-profiles"], "give one of the two"),
        ([".", "--gate", "g", "--pin", "g"], "give one of the two"),
        ([".", "--gate", "g", "--site", "a.org"], "leave out --site"),
        ([".", "--gate", "g", "--allow-regression"], "name the file with --pin"),
        ([".", "--gate", "g"], "g: no such file"),
    ],
)
def test_wrong_use_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], message: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = piped("score", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_site_can_be_named(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    root = corpus({"x": {"1.txt": WRONG}})
    recognised, named = report(root, "--by", "reason"), report(root, "--by", "reason", "--site", "mid.ru")
    assert {reason.partition("/")[0] for reason in named["by"]["reason"]} == {"mid.ru"}
    assert "mid.ru" not in {reason.partition("/")[0] for reason in recognised["by"]["reason"]}
    assert "site" in recognised["fields"]
    assert "site" not in named["fields"]
    assert "no profile of that site" in piped("score", root, "--site", "b.org").stderr


def test_without_profiles_no_rule_of_a_site_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    gold = Path(__file__).parents[2] / "fixtures" / "dumps" / "mid.ru" / "gold.json"
    with_, without = report(gold, "--by", "reason"), report(gold, "--by", "reason", "--no-profiles")
    assert any(reason.startswith("mid.ru/") for reason in with_["by"]["reason"])
    assert {reason.partition("/")[0] for reason in without["by"]["reason"]}.isdisjoint({"mid.ru"})
    assert "site" in with_["fields"]
    assert "site" not in without["fields"]


FLOORS = {
    "profiled.line_f1_micro": 0.8,
    "profiled.line_f1_macro": 0.8,
    "profiled.word_f1_micro": 0.6666,
    "profiled.word_f1_macro": 0.6666,
    "profiled.label_accuracy": 0.75,
    "profiled.title_accuracy": 1.0,
    "profiled.published_accuracy": 0.0,
    "unprofiled.line_f1_micro": 1.0,
    "unprofiled.line_f1_macro": 1.0,
    "unprofiled.word_f1_micro": 1.0,
    "unprofiled.word_f1_macro": 1.0,
    "unprofiled.label_accuracy": 1.0,
    "unprofiled.title_accuracy": 1.0,
    "unprofiled.published_accuracy": 1.0,
}


@pytest.fixture
def gated(corpus: Corpus, tmp_path: Path) -> tuple[Path, Path]:
    """Return a folder of two pages, and the gate that was pinned on it."""
    root, gate = corpus({"x": {"1.txt": RIGHT}, "y": {"2.txt": WRONG}}), tmp_path / "gate.json"
    result = piped("score", root, "--pin", gate)
    assert (result.exit_code, result.stderr) == (0, f"{gate}: 14 floors on 2 pages\n")
    return root, gate


def raise_floor(gate: Path, value: float) -> None:
    pinned = json.loads(gate.read_text())
    pinned["floors"]["profiled.line_f1_macro"] = value
    gate.write_text(json.dumps(pinned))


def test_figures_become_floors(gated: tuple[Path, Path]) -> None:
    root, gate = gated
    pinned = json.loads(gate.read_text())
    assert pinned["floors"] == FLOORS
    assert (pinned["pages"], pinned["profiles"]) == (2, True)
    result = piped("score", root, "--gate", gate)
    assert (result.exit_code, result.stderr) == (0, f"{gate}: no figure is below its floor\n")


def test_the_gate_fails_when_a_figure_falls(gated: tuple[Path, Path]) -> None:
    root, gate = gated
    raise_floor(gate, 0.8001)
    result = piped("score", root, "--gate", gate)
    assert result.exit_code == 1
    assert result.stdout.startswith("2 pages")
    assert result.stderr == (
        f"{gate}: profiled.line_f1_macro 0.8000 is below 0.8001; --errors 5 shows where it goes wrong,"
        f" and --pin {gate} --allow-regression in place of --gate {gate} accepts it.\n"
    )


def test_the_gate_tells_what_rose(gated: tuple[Path, Path]) -> None:
    root, gate = gated
    raise_floor(gate, 0.7999)
    result = piped("score", root, "--gate", gate, "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["pages"] == 2
    assert result.stderr.endswith(f"worth a --pin {gate}: profiled.line_f1_macro\n")


@pytest.mark.parametrize("change", ["page", "gold", "more"])
def test_the_gate_fails_on_other_pages_or_other_gold(gated: tuple[Path, Path], corpus: Corpus, change: str) -> None:
    root, gate = gated
    if change == "page":
        (root / "x" / "1.txt").write_text(PAGE.replace("menu", "menus"))
    elif change == "gold":
        corpus({"x": {"1.txt": RIGHT | {"kind": "article"}}})
    else:
        corpus({"z": {"3.txt": RIGHT}})
    result = piped("score", root, "--gate", gate)
    assert result.exit_code == 1
    assert "pinned on other pages or other gold (2 pages then, " in result.stderr
    assert f"--pin {gate} in place of --gate {gate}" in result.stderr
    assert result.stderr.count("\n") == 1
    assert piped("score", root, "--pin", gate).exit_code == 0
    assert piped("score", root, "--gate", gate).exit_code == 0


def test_neither_place_nor_order_of_the_files_matters(gated: tuple[Path, Path]) -> None:
    root, gate = gated
    moved = root.rename(root.with_name("moved"))
    assert piped("score", moved / "y", moved / "x" / "gold.json", "--gate", gate).exit_code == 0


def test_a_floor_is_lowered_only_where_that_is_allowed(gated: tuple[Path, Path]) -> None:
    root, gate = gated
    raise_floor(gate, 0.9)
    before = gate.read_bytes()
    refused = piped("score", root, "--pin", gate)
    assert refused.exit_code == 2
    assert "profiled.line_f1_macro 0.8000 is below 0.9000" in refused.stderr
    assert "--allow-regression" in refused.stderr
    assert gate.read_bytes() == before
    assert piped("score", root, "--pin", gate, "--allow-regression").exit_code == 0
    assert json.loads(gate.read_text())["floors"] == FLOORS


def test_a_figure_that_is_measured_no_more_has_fallen(gated: tuple[Path, Path]) -> None:
    root, gate = gated
    refused = piped("score", root / "x", "--pin", gate)
    assert refused.exit_code == 2
    assert "profiled.line_f1_micro is not measured any more" in refused.stderr


@pytest.mark.parametrize("pinned_with", [True, False])
def test_the_gate_is_for_one_way_of_cleaning(gated: tuple[Path, Path], pinned_with: bool) -> None:
    root, gate = gated
    pinned = json.loads(gate.read_text())
    gate.write_text(json.dumps(pinned | {"profiles": pinned_with}))
    result = piped("score", root, "--gate", gate, *(["--no-profiles"] if pinned_with else []))
    assert result.exit_code == 1
    assert ("leave it out" if pinned_with else "add it") in result.stderr


@pytest.mark.parametrize("content", ["", "{}", '{"floors": []}'])
@pytest.mark.parametrize("option", ["--gate", "--pin"])
def test_a_damaged_gate_is_one_line(gated: tuple[Path, Path], option: str, content: str) -> None:
    root, gate = gated
    gate.write_text(content)
    result = piped("score", root, option, gate)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no gate of ours; remove it" in result.stderr
    assert gate.read_text() == content
