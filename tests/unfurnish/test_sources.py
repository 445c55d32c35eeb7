"""From the paths that a user names to pages."""

import gzip
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas import Page, Reject
from tests.unfurnish.conftest import MakeFolder
from unfurnish.errors import NoPages, NoSuchPath
from unfurnish.sources import LARGEST, Source, find, read, size


def names(found: list[Source], folder: Path) -> list[str]:
    return [str(Path(source.path).relative_to(folder)) for source in found]


def test_a_folder_is_walked_by_name_for_files_whose_name_says_that_they_hold_pages(folder: MakeFolder) -> None:
    taken = "a.TXT b.txt c.html c.txt.gz d.htm d.jsonl d.jsonl.gz d.warc.GZ d.wet z.text in/c.txt".split()
    skipped = "b.PDF d.gz d.json d.tar.gz e in/e".split()
    pages = folder(dict.fromkeys([*reversed(taken), *skipped, ".hidden.txt", ".git/x.txt"], ""))
    found = find([str(pages)])
    assert names(found.pages, pages) == taken
    assert found.skipped == {".pdf": 1, ".gz": 2, ".json": 1, "": 2}


def test_in_a_folder_html_and_warc_need_no_name(folder: MakeFolder) -> None:
    html, warc = b"<!DOCTYPE html><p>Words", b"WARC/1.0\r\n"
    files: dict[str, str | bytes] = {"page.php": html, "page": gzip.compress(html), "dump.1": warc}
    pages = folder(files | {"notes": "words", "data": '{"text": "words"}', "script.js": "document.write('<p>')"})
    found = find([str(pages)])
    assert names(found.pages, pages) == ["dump.1", "page", "page.php"]
    assert found.skipped == {"": 2, ".js": 1}


def test_in_a_folder_links_to_folders_are_counted_and_not_followed(folder: MakeFolder, tmp_path: Path) -> None:
    pages = folder({"a.txt": "", "in/b.txt": ""})
    (pages / "in" / "loop").symlink_to(pages)
    (pages / "other").symlink_to(tmp_path)
    (pages / ".hidden").symlink_to(tmp_path)
    found = find([str(pages)])
    assert names(found.pages, pages) == ["a.txt", "in/b.txt"]
    assert found.skipped == {"linked folder": 2}
    assert names(find([str(pages / "in" / "loop")]).pages, pages) == ["in/loop/a.txt", "in/loop/in/b.txt"]


def test_in_a_folder_pipes_are_left_alone(folder: MakeFolder) -> None:
    pages = folder({"a.txt": ""})
    os.mkfifo(pages / "pipe.txt")
    assert names(find([str(pages)]).pages, pages) == ["a.txt"]


def test_a_named_file_is_taken_whatever_its_name(folder: MakeFolder) -> None:
    pages = folder({"dump": "", ".hidden": "", "page.html": ""})
    paths = [str(pages / name) for name in ("page.html", "dump", ".hidden")]
    assert [source.path for source in find(paths).pages] == paths


@pytest.mark.parametrize(
    ("pattern", "expected"), [("*.txt", ["a.txt", "b.txt"]), ("**/c*", ["in/c.txt"]), ("[ab].dat", ["a.dat"])]
)
def test_globs_that_the_shell_left_are_expanded(folder: MakeFolder, pattern: str, expected: list[str]) -> None:
    pages = folder({"b.txt": "", "a.txt": "", "a.dat": "", "in/c.txt": ""})
    assert names(find([str(pages / pattern)]).pages, pages) == expected


@pytest.mark.parametrize("named", ["", "out.jsonl"])
def test_a_file_that_the_output_goes_into_is_no_page(folder: MakeFolder, named: str) -> None:
    pages = folder({"a.txt": "words", "out.jsonl": ""})
    code = "import sys; from unfurnish.sources import find; find(sys.argv[1:])"
    with (pages / "out.jsonl").open("ab") as output:
        command = [sys.executable, "-c", code, str(pages / named)]
        done = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    assert f"OutputAmongPages: {pages / 'out.jsonl'}: the output goes into this file" in done.stderr


def test_a_file_whose_name_is_a_glob_is_itself(folder: MakeFolder) -> None:
    pages = folder({"[a].txt": "brackets", "a.txt": "plain"})
    assert names(find([str(pages / "[a].txt")]).pages, pages) == ["[a].txt"]


def test_a_path_that_is_named_twice_is_one_page(folder: MakeFolder) -> None:
    pages = folder({"a.txt": "", "b.txt": ""})
    found = find([str(pages / "b.txt"), str(pages), "-", "-"])
    assert [Path(source.path).name for source in found.pages] == ["b.txt", "a.txt", "-"]


@pytest.mark.parametrize("path", ["nowhere", "nowhere/*.txt", "no\x00where"])
def test_a_path_that_is_not_there_is_an_error_that_names_it(tmp_path: Path, path: str) -> None:
    with pytest.raises(NoSuchPath, match=r"where.*check the path"):
        find([str(tmp_path / path)])


def test_a_folder_without_pages_is_an_error_that_says_what_pages_are(folder: MakeFolder) -> None:
    with pytest.raises(NoPages, match=r"end in \.txt or \.jsonl"):
        find([str(folder({"a.pdf": "", "in/.b.txt": ""}))])


@pytest.mark.parametrize(("name", "site"), [("cominf.org/en/a.txt", "en"), ("cominf.org/b.txt", "cominf.org")])
def test_the_folder_names_the_site(folder: MakeFolder, name: str, site: str) -> None:
    path = folder({name: ""}) / name
    assert find([str(path)], site_from_folder=True).pages == [Source(str(path), site)]


def test_a_relative_path_has_a_folder_too(folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder({"a.txt": ""}))
    assert find(["a.txt", "-"], site_from_folder=True).pages == [Source("a.txt", "pages"), Source("-", None)]


def test_reading_gives_the_bytes_and_the_site(folder: MakeFolder) -> None:
    path = str(folder({"a.txt": b"\xff\x00"}) / "a.txt")
    assert read(Source(path, "a.org")) == Page(source=path, raw=b"\xff\x00", site="a.org")


def test_standard_input_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"words")))
    assert read(Source("-", None)) == Page(source="-", raw=b"words")


def test_a_file_that_is_gone_is_a_reject(tmp_path: Path) -> None:
    path = str(tmp_path / "gone.txt")
    detail = "cannot be read: no such file or directory"
    assert read(Source(path, None)) == Reject(source=path, reason="unreadable", detail=detail)


def test_a_file_that_is_too_large_to_be_a_page_is_not_read(folder: MakeFolder) -> None:
    path = folder({"a.txt": "", "b.txt": ""}) / "a.txt"
    os.truncate(path, LARGEST + 1)  # a hole: it takes no room
    os.truncate(path.with_name("b.txt"), 3)
    large, small = read(Source(str(path), None)), read(Source(str(path.with_name("b.txt")), None))
    assert isinstance(large, Reject)
    assert (large.reason, large.detail) == ("too_large", "larger than 200 MB; split it into its pages")
    assert isinstance(small, Page)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_rejected_and_the_rest_goes_on(folder: MakeFolder) -> None:
    pages = folder({"a.txt": "", "closed.txt": "", "closed/b.txt": ""})
    (pages / "closed.txt").chmod(0)
    (pages / "closed").chmod(0)
    try:
        found = find([str(pages)])
        assert names(found.pages, pages) == ["a.txt", "closed.txt", "closed"]
        assert [isinstance(read(source), Reject) for source in found.pages] == [False, True, True]
    finally:
        (pages / "closed").chmod(0o700)


def test_a_name_that_is_no_utf8_can_be_shown_and_read(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_bytes(b"words")
    (source,) = find([str(tmp_path)]).pages
    page = read(source)
    assert isinstance(page, Page)
    assert (page.raw, Path(page.source).name) == (b"words", r"caf\xe9.txt")


def test_only_plain_files_have_a_size(folder: MakeFolder) -> None:
    path = folder({"a.txt": "12345"}) / "a.txt"
    fifo = path.with_name("fifo")
    os.mkfifo(fifo)
    paths = [str(path), str(path.with_name("gone")), str(fifo), "-"]
    assert [size(Source(path, None)) for path in paths] == [5, 0, None, None]
