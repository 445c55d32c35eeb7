"""The command line as a whole: its table of commands, its help, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import jsonschema
import pytest
from click.testing import CliRunner, Result

from cleaners import Engine
from schemas import CleanedPage
from unfurnish.cli import COMMANDS, cli, main
from unfurnish.errors import NoPages

HEAVY = {"cleaners", "langdetect", "lxml", "pydantic", "rich", "schemas", "sqlite_utils", "trafilatura"}


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args, prog_name="unfurnish")


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def python(code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, env=os.environ | environment, check=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_the_command_says(name: str) -> None:
    assert command(name).name == name
    assert command(name).get_short_help_str(limit=110) == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_shows_an_example(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0, result.output
    assert f"  unfurnish {name}" in result.output.split("Example", 1)[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_says_what_it_does(name: str) -> None:
    silent = [option.opts for option in command(name).params if isinstance(option, click.Option) and not option.help]
    assert silent == []


def test_each_command_has_its_row() -> None:
    folder = Path(__file__).parents[2] / "unfurnish" / "commands"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(COMMANDS)


def modules_of(args: list[str]) -> list[str]:
    """Return the modules that are loaded when a command has ended."""
    done = python(
        f"import sys\nfrom unfurnish.cli import main\ntry: main({args})\nexcept SystemExit: pass\n"
        "print('\\n' + ' '.join(sys.modules))"
    )
    return done.stdout.decode().splitlines()[-1].split()


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["no-such-command"]])
def test_the_program_itself_imports_nothing_heavy(args: list[str]) -> None:
    loaded = modules_of(args)
    assert "click" in loaded
    assert HEAVY.isdisjoint(loaded)


@pytest.mark.parametrize("args", [["clean", "--help"], ["score", "--help"], ["sites"], ["schema"]])
def test_commands_without_a_database_import_none(args: list[str]) -> None:
    loaded = modules_of(args)
    assert f"unfurnish.commands.{args[0]}" in loaded
    assert "sqlite_utils" not in loaded


def test_version() -> None:
    assert run("--version").output == f"unfurnish {version('unfurnish')}\n"


@pytest.mark.parametrize(("name", "told"), [("", "it is empty"), (" ", "it is empty"), ("\udcff", "is no UTF-8")])
@pytest.mark.parametrize(
    "args",
    [
        ["clean", "page.txt", "--site"],
        ["score", "pages", "--site"],
        ["ingest", "corpus.db", "page.txt", "--site"],
        ["reclean", "corpus.db", "--site"],
        ["export", "corpus.db", "--site"],
        ["export", "corpus.db", "--language"],
        ["search", "corpus.db", "word", "--site"],
        ["search", "corpus.db", "word", "--language"],
        ["search", "corpus.db", "word", "--kind"],
        ["rejects", "corpus.db", "--reason"],
        ["show", "corpus.db"],
    ],
)
def test_a_name_that_can_be_none_is_one_line(args: list[str], name: str, told: str) -> None:
    result = run(*args, name)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["shema"], "Error: No such command 'shema'. Did you mean 'schema'? Try 'unfurnish --help'.\n"),
        (["--loud"], "Error: No such option '--loud'. Try 'unfurnish --help'.\n"),
        (["schema", "--loud"], "Error: No such option '--loud'. Try 'unfurnish schema --help'.\n"),
    ],
)
def test_wrong_use_is_one_line(args: list[str], line: str) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", line)


def test_no_command_at_all_shows_the_help() -> None:
    result = run()
    assert result.exit_code == 2
    assert result.stderr == run("--help").stdout


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (NoPages("dumps: empty;\nname another folder"), 2, "Error: dumps: empty; name another folder\n"),
        (NoPages("d\x1b[2Jumps\u202e: empty"), 2, "Error: d␛[2Jumps\ufffd: empty\n"),
        (click.ClickException("Not today."), 2, "Error: Not today.\n"),
        (OSError(28, "Full", "out.jsonl"), 2, "Error: Full: out.jsonl; make room and run the same command again\n"),
        (OSError(28, "Full"), 2, "Error: Full; make room and run the same command again\n"),
        (OSError(13, "Denied", "a.txt"), 2, "Error: Denied: a.txt; check the path and its permissions\n"),
        (OSError(5, "Input/output error"), 2, "Error: Input/output error\n"),
        (KeyboardInterrupt(), 130, "Stopped.\n"),
        (click.exceptions.Exit(1), 1, ""),
    ],
)
def test_how_commands_end(monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, line: str) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(command("schema"), "callback", fail)
    result = run("schema")
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", line)


def test_a_programming_error_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise LookupError("a bug")

    monkeypatch.setattr(command("schema"), "callback", fail)
    assert isinstance(run("schema").exception, LookupError)


def test_a_closed_pipe_is_silent() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-c", "from unfurnish.cli import main; main(['schema'])"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.stderr == b""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_the_caller_closed_are_empty(closed: str) -> None:
    code = "from unfurnish.cli import main; main(['clean'])"
    shell = ["sh", "-c", f'"$0" -c "$1" {closed}', sys.executable, code]
    done = subprocess.run(shell, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    told = b"" if "2>&-" in closed else b"-: empty: the file has no text in it\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", told)


def test_output_is_utf8_whatever_the_environment_says() -> None:
    code = """
import click
from unfurnish.cli import main
from unfurnish.commands.schema import schema
schema.callback = lambda model: click.echo("Заявление \\udcff")
main(["schema"])
"""
    done = python(code, PYTHONIOENCODING="latin-1")
    assert done.stdout.decode() == "Заявление \\udcff\n", done.stderr


def test_main_takes_its_arguments_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["anything", "schema", "note"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Note"


@pytest.mark.parametrize("model", ["cleaned-page", "partial-date", "page", "document", "related", "counter"])
def test_each_schema_is_valid_and_describes_each_field(model: str) -> None:
    result = run("schema", model)
    assert result.exit_code == 0, result.output
    schema = json.loads(result.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all("description" in field for field in schema["properties"].values())


def test_the_help_of_schema_names_each() -> None:
    models = next(param.type for param in command("schema").params if isinstance(param, click.Argument))
    assert isinstance(models, click.Choice)
    named = re.findall(r"[\w-]+", run("schema", "--help").stdout)
    assert set(models.choices) <= set(named)


def test_the_schema_without_a_name_is_that_of_the_machine_interface() -> None:
    schema = json.loads(run("schema").stdout)
    assert schema == json.loads(run("schema", "cleaned-page").stdout)
    assert list(schema["properties"]) == list(CleanedPage.model_fields)
    page = CleanedPage(source="a.txt", url=None, site=None, kind="other", title=None, lines=())
    jsonschema.validate(page.model_dump(mode="json"), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(page.model_dump(mode="json") | {"furniture": 1}, schema)


def test_sites_lists_each_profile() -> None:
    result = run("sites")
    assert result.exit_code == 0, result.output
    for profile in Engine.bundled().profiles.values():
        assert profile.id in result.stdout
        assert profile.name in result.stdout


@pytest.mark.parametrize("site", ["mid.ru"])
def test_sites_lists_the_rules_of_one(site: str) -> None:
    result = run("sites", site)
    assert result.exit_code == 0, result.output
    assert f"{site}/" in result.stdout


def test_an_unknown_site_is_one_line_that_names_the_known() -> None:
    result = run("sites", "example.org")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "example.org" in result.stderr
    assert "mid.ru" in result.stderr
    assert result.stderr.count("\n") == 1
