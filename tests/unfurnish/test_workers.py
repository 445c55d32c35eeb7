"""Processes that work for this one."""

import os
import subprocess
import sys
from pathlib import Path

TOOL = """
import os, signal

if os.getpid() != int(os.environ["PARENT"]):
    os.kill(os.getpid(), signal.SIGINT)  # Ctrl-C reaches all processes, also while they begin

def build():
    return 2

def times(tool, number):
    return tool * number
"""
SCRIPT = """
import os

if __name__ == "__main__":
    os.environ["PARENT"] = str(os.getpid())

    from tool import build, times
    from unfurnish.workers import Workers

    with Workers(build, 2) as workers:
        print(list(workers.map(times, [1, 2, 3])))
"""


def test_ctrl_c_while_they_begin_is_left_to_their_parent(tmp_path: Path) -> None:
    (tmp_path / "tool.py").write_text(TOOL)
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[2, 4, 6]\n", "")
