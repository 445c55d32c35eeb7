"""`unfurnish clean`: formats, several pages, rejects, the terminal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cleaners import Engine
from schemas import Cleaned, CleanedPage
from tests.unfurnish.conftest import MakeFolder
from tests.unfurnish.fake_engine import FakeEngine
from tests.unfurnish.screen import on_screen, piped
from unfurnish import sources

ONE = "- menu\n# One\nWords.\n\nMore words.\n"
TWO = "!language en\n# Two\nOther words.\n"

# The promise of the machine interface, in its order; what comes later stands behind it.
KEYS = (
    "source url site kind title alt_titles authors published event captured language paragraph_languages translations"
    " section place doc_type source_url body related counters notes lines"
).split()
APPENDED = ["number", "provenance", "forms", "links", "images"]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command clean with an engine whose answers can be read off the page."""
    monkeypatch.setattr(Engine, "bundled", FakeEngine)


@pytest.fixture
def pages(folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two pages, which is the working directory."""
    made = folder({"1.txt": ONE, "2.txt": TWO})
    monkeypatch.chdir(made)
    return made


@pytest.mark.usefixtures("fake", "pages")
@pytest.mark.parametrize(
    ("form", "one", "several"),
    [
        (
            "text",
            "One\n\nWords.\n\nMore words.\n",
            "==> 1.txt <==\nOne\n\nWords.\n\nMore words.\n\n==> 2.txt <==\nTwo\n\nOther words.\n",
        ),
        (
            "markdown",
            "# One\n\n- kind: article\n- note: noted: A note.\n\nWords.\n\nMore words.\n",
            "==> 1.txt <==\n# One\n\n- kind: article\n- note: noted: A note.\n\nWords.\n\nMore words.\n"
            "\n==> 2.txt <==\n# Two\n\n- language: en, also in ru\n- kind: article\n- note: noted: A note.\n\n"
            "Other words.\n",
        ),
    ],
)
def test_pages_for_people(form: str, one: str, several: str) -> None:
    assert piped("clean", "1.txt", "--format", form).output == one
    assert piped("clean", "1.txt", "2.txt", "--format", form).output == several


@pytest.mark.usefixtures("fake", "pages")
def test_explain_shows_each_line_with_its_reason_and_who_was_against_it() -> None:
    assert piped("clean", "1.txt", "--format", "explain").output == (
        "One\n  kind        article\n  note        noted: A note.\n"
        "  decided by  profile 4 of 4 lines\n  model       has no say here; kind article 1.00; headline line 1 0.75\n\n"
        "1  furniture  1.00  fake/furniture  - menu\n"
        "2  title      1.00  fake/title      # One\n"
        "   furniture 0.50 model/furniture\n"
        "3  body       1.00  fake/body       Words.\n"
        "   furniture 0.50 model/furniture\n"
        "4  blank\n"
        "5  body       1.00  fake/body       More words.\n"
        "   furniture 0.50 model/furniture\n"
        "\nkept     22 of 28 characters (79%)\nremoved   6 fake/furniture\n"
    )


@pytest.mark.usefixtures("pages")
def test_explain_tells_of_the_other_pages_only_together() -> None:
    for n in range(3, 9):
        Path(f"{n}.txt").write_text(f"Menu\n\nTitle number {n}\n\nWords of page {n}, which are its own.\n\nThe end\n")
    alone, together = (piped("clean", ".", "--format", "explain", *extra).output for extra in ([], ["--together"]))
    assert "repetition" not in alone
    assert together.count("  repetition  counted 8 pages\n") == 8


@pytest.mark.usefixtures("fake", "pages")
def test_jsonl_is_the_promised_interface() -> None:
    lines = piped("clean", ".", "--format", "jsonl").output.splitlines()
    assert [list(json.loads(line)) for line in lines] == [KEYS + APPENDED] * 2
    for line, text in zip(lines, (ONE, TWO), strict=True):
        page = CleanedPage.model_validate_json(line)
        assert "".join(text[part.start : part.end] for part in page.lines) == text
    with_text = piped("clean", "1.txt", "--format", "jsonl", "--with-text").output
    assert list(json.loads(with_text)) == [*KEYS, *APPENDED, "text"]
    assert json.loads(with_text)["text"] == ONE


@pytest.mark.usefixtures("fake", "pages")
def test_json_is_an_object_or_an_array() -> None:
    lines = [json.loads(line) for line in piped("clean", ".", "--format", "jsonl").output.splitlines()]
    one, several, none = (piped("clean", path, "--format", "json") for path in ("1.txt", ".", "-"))
    assert json.loads(one.output) == lines[0]
    assert json.loads(several.output) == lines
    assert none.stdout == ""


@pytest.mark.usefixtures("fake")
def test_rejects_are_named_and_the_others_done(folder: MakeFolder) -> None:
    made = folder({"1.txt": "", "2.txt": b"\xff", "3.txt": ONE, "4.pdf": "", "5": ""})
    result = piped("clean", made, "--format", "jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["title"] for line in result.stdout.splitlines()] == ["One"]
    assert result.stderr.splitlines() == [
        f"{made}/1.txt: empty: nothing in it",
        f"{made}/2.txt: undecodable: no UTF-8",
        "Skipped 2 files that are no pages: without extension 1, .pdf 1",
    ]


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("form", ["text", "markdown", "json", "jsonl"])
def test_pages_of_which_nothing_was_kept_are_told_of(folder: MakeFolder, form: str) -> None:
    made = folder({"1.txt": "- menu\n", "2.txt": "- menu\n- contact\n", "3.txt": ONE, "4.txt": "~ An entry\n"})
    hint = "nothing was kept; to see why, line by line: --format explain"
    one, several, kept = (
        piped("clean", *(made / name for name in names), "--format", form)
        for names in (["1.txt"], ["1.txt", "2.txt", "3.txt"], ["3.txt", "4.txt"])
    )
    assert (one.exit_code, one.stderr) == (0, f"{made}/1.txt: {hint}\n")
    assert several.stderr == f"2 pages: {hint}\n"
    assert kept.stderr == ""


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("args", [[], ["-"]])
def test_standard_input(args: list[str]) -> None:
    result = piped("clean", *args, "--format", "jsonl", stdin=ONE.encode())
    assert json.loads(result.output)["source"] == "-"


def test_one_page_at_a_time(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []

    class Watched(FakeEngine):
        def clean(self, page: object) -> Cleaned:
            events.append("clean")
            cleaned = super().clean(page)  # type: ignore[arg-type]
            assert isinstance(cleaned, Cleaned)
            return cleaned

    def read(source: sources.Source, read: Callable[[sources.Source], object] = sources.read) -> object:
        events.append("read")
        return read(source)

    for n in range(3, 6):
        (pages / f"{n}.txt").write_text(ONE)
    monkeypatch.setattr(Engine, "bundled", Watched)
    monkeypatch.setattr(sources, "read", read)
    assert len(piped("clean", ".").output.split("==> ")) == 6
    assert events == ["read", "clean"] * 5


def test_html_is_rendered_unless_it_is_taken_for_text(folder: MakeFolder) -> None:
    page = folder({"page.html": "<!doctype html><p>Words</p>"}) / "page.html"
    rendered = piped("clean", page)
    assert (rendered.exit_code, rendered.stdout, rendered.stderr) == (0, "Words\n", "")
    taken = piped("clean", page, "--as", "text")
    assert (taken.exit_code, taken.stderr) == (0, "")
    assert "<p>" in taken.stdout


def test_text_may_be_declared_html(folder: MakeFolder) -> None:
    page = folder({"a.txt": "One &amp;<br>two"}) / "a.txt"
    assert piped("clean", page, "--as", "html").stdout == "One &\n\ntwo\n"


def test_the_peer_cleans_html_alone(folder: MakeFolder) -> None:
    text = "The bridge was opened on Monday by the mayor, and all the town came to see it. " * 5
    page = (
        f"<html><head><title>A bridge</title></head><body><nav>Home</nav><h1>A bridge</h1><p>{text}</p></body></html>"
    )
    made = folder({"a.html": page, "b.txt": "Words"})
    result = piped("clean", made / "a.html", made / "b.txt", "--engine", "trafilatura", "--format", "jsonl")
    assert result.exit_code == 1
    assert f"{made / 'b.txt'}: no_html: " in result.stderr
    document = json.loads(result.stdout)
    assert document["body"] == text.strip()
    reasons = {line["reason"] for line in document["lines"]}
    assert reasons == {"trafilatura/body", "trafilatura/title", "trafilatura/left-out", "blank"}


def test_a_named_site_decides(folder: MakeFolder) -> None:
    page = folder({"a.txt": "A title\n\nWords of a page that could be from anywhere at all.\n"}) / "a.txt"
    known, unknown = (piped("clean", page, "--format", "jsonl", "--site", site) for site in ("mid.ru", "example.org"))
    assert [json.loads(result.stdout)["site"] for result in (known, unknown)] == ["mid.ru", "example.org"]
    assert known.stderr == ""
    assert unknown.stderr.startswith("example.org: no profile of that site")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["nowhere.txt"], "nowhere.txt"),
        (["--with-text", "-"], "--format"),
        (["--format", "yaml"], "explain"),
    ],
)
def test_wrong_use_is_one_line(args: list[str], told: str) -> None:
    result = piped("clean", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("form", ["text", "markdown", "explain"])
def test_a_hostile_page_does_nothing_to_the_terminal(
    folder: MakeFolder, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    page = (
        folder({"a.txt": "# [red]Title[/red] :smile: \x1b[2J\x9b31m\n\x1b]0;owned\x07words \u202eesrever\n"}) / "a.txt"
    )
    shown = on_screen(monkeypatch, "clean", page, "--format", form)
    assert not set(shown) & set("\x1b\x07\x9b\u202e")
    assert ":smile:" in shown
    assert "[red]Title" in shown.replace("\\", "")


@pytest.mark.usefixtures("fake", "pages")
def test_labels_are_coloured_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[31mfurniture" in on_screen(monkeypatch, "clean", "1.txt", "--format", "explain", colour=True)
    assert "\x1b" not in piped("clean", "1.txt", "--format", "explain").output


@pytest.mark.usefixtures("fake")
def test_text_goes_into_a_pipe_unchanged(folder: MakeFolder) -> None:
    words = "[red] \u202eesrever\u202c שלום 外交部 " + "long " * 100 + "end"
    assert piped("clean", folder({"a.txt": words}) / "a.txt").output == f"{words}\n"
