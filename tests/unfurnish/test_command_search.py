"""`unfurnish search`: hits as a person reads them."""

from pathlib import Path

import pytest

from tests.unfurnish.screen import on_screen, piped
from tests.unfurnish.stocked import stock


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of the pages of `stocked.py`."""
    home = tmp_path_factory.mktemp("stocked")
    stock(home / "corpus.db", home / "pages")
    return home / "corpus.db"


def test_hits_have_id_facts_title_and_snippet(stocked: Path) -> None:
    result = piped("search", stocked, "new", "hall")
    assert result.exit_code == 0, result.output
    first, *others = result.output.splitlines()
    assert first.split(maxsplit=1)[1] == "2021-03-05  a.org  en  article"
    assert piped("show", stocked, first.split()[0]).output.startswith("Opening of the hall")
    assert others == ["    Opening of the hall", "    The ambassador opened the new hall.", "", "1 of 1 document"]


def test_more_hits_than_are_shown(stocked: Path) -> None:
    output = piped("search", stocked, "hall", "--limit", 1).output
    assert output.endswith("1 of 2 documents; --limit 2 shows all\n")


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["nowhere"], "No documents match: nowhere"),
        (["hall", "--site", "b.org"], "No documents that pass the filters match: hall"),
        (['"hall new"'], 'No documents match: "hall new"'),
        (["--", "-", '"'], "Nothing to look for: name a word to find."),
        ([""], "Nothing to look for: name a word to find."),
    ],
)
def test_no_hits_is_a_line_and_no_error(stocked: Path, args: list[str], line: str) -> None:
    result = piped("search", stocked, *args)
    assert (result.exit_code, result.output) == (0, line + "\n")


@pytest.mark.parametrize(
    ("option", "value", "what"),
    [
        ("--site", "nowhere.org", "page of that site"),
        ("--language", "xx", "document in that language"),
        ("--kind", "pres_release", "document of that kind or type"),
    ],
)
def test_a_filter_for_what_the_archive_does_not_have_is_one_line(
    stocked: Path, option: str, value: str, what: str
) -> None:
    result = piped("search", stocked, "hall", option, value)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith(f"Error: {value}: no {what}; `unfurnish stats {stocked}` lists the ")


@pytest.mark.parametrize(
    "query", ['"', "a AND (", "NEAR(hall", "title:hall", "^hall", "{x}", "hall*", "\udcff", "13:42"]
)
def test_any_query_is_safe(stocked: Path, query: str) -> None:
    assert piped("search", stocked, query).exit_code == 0


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("date", ["yesterday", "2021-13", "20210305", "05.03.2021"])
def test_a_date_that_is_none_is_one_line(stocked: Path, option: str, date: str) -> None:
    result = piped("search", stocked, "hall", option, date)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "2021-03-25" in result.stderr


def test_found_words_are_highlighted_on_a_terminal(stocked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_screen(monkeypatch, "search", stocked, "ambassador", colour=True)
    assert "\x1b[1;33mambassador\x1b[0m" in shown
    assert "\x02" not in shown


def test_hits_are_indented_and_wrapped_on_a_terminal(stocked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_screen(monkeypatch, "search", stocked, "ambassador", width=30)
    assert "    The ambassador opened the\n    new hall.\n" in "\n".join(map(str.rstrip, shown.splitlines()))


def test_a_hostile_title_is_shown_as_it_is(stocked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_screen(monkeypatch, "search", stocked, "undated")
    assert "Undated [bold]words[/bold] :smile:" in shown
    assert not set(shown) & set("\x1b\u202e")
