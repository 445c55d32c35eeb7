"""Processes that work for this one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from unfurnish.workers import usable_cores

TOOL = """
import os, signal, threading

if os.getpid() != int(os.environ["PARENT"]):
    os.kill(os.getpid(), signal.SIGINT)  # Ctrl-C reaches all processes, also while they begin

def build():
    return 2

def times(tool, number):
    return tool * number

def for_ever(tool, number):
    return threading.Event().wait() if number else tool
"""
SCRIPT = """
import os

if __name__ == "__main__":
    os.environ["PARENT"] = str(os.getpid())

    from tool import build, for_ever, times
    from unfurnish.workers import Workers

    with Workers(build, 2) as workers:
        {what}
"""
MINUTE = 60


def printed(folder: Path, what: str) -> str:
    """Return what a script prints that does something with two workers, and nothing else."""
    (folder / "tool.py").write_text(TOOL)
    script = folder / "script.py"
    script.write_text(SCRIPT.replace("{what}", what))
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, env=environment, check=False, timeout=MINUTE
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_ctrl_c_while_they_begin_is_left_to_their_parent(tmp_path: Path) -> None:
    assert printed(tmp_path, "print(list(workers.map(times, [1, 2, 3])))") == "[2, 4, 6]\n"


def test_they_leave_what_they_are_at_when_their_parent_stops(tmp_path: Path) -> None:
    stop = "for answer in workers.map(for_ever, [0, 1, 1, 1]): print(answer, flush=True); raise SystemExit"
    assert printed(tmp_path, stop) == "2\n"


def test_where_the_system_does_not_tell_what_may_be_used_all_cores_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert usable_cores() == 3
