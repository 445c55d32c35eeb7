"""Work in other processes, answered in order, with little of it in memory at a time."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from unfurnish.errors import WorkerDied

Tool = TypeVar("Tool")
Batch = TypeVar("Batch")
Answer = TypeVar("Answer")


def usable_cores() -> int:
    """Return how many cores this process may run on; all, where the system does not tell, as on macOS."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers(Generic[Tool]):
    """Processes that each build one tool and apply functions to it and to batches.

    `build` and the functions must be importable by name. With one job, or as long as there is only one batch, all is
    done in this process, with `tool`. On an error, Ctrl-C among them, they leave what they are at.
    """

    def __init__(self, build: Callable[[], Tool], jobs: int) -> None:
        self.tool = build()
        self._build = build
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._leash: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._leash is not None and error is not None:
            self._leash.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[Tool, Batch], Answer], batches: Iterable[Batch]) -> Iterator[Answer]:
        """Yield the answer to each batch, in their order. No more batches are taken than keep the processes busy."""
        batches = iter(batches)
        first = list(zip(range(2), batches, strict=False))
        batches = chain((batch for _, batch in first), batches)
        if self._jobs == 1 or len(first) < 2:
            yield from (function(self.tool, batch) for batch in batches)
            return
        underway: deque[Future[Answer]] = deque()
        try:
            for batch in batches:
                underway.append(self._started().submit(_apply, function, batch))
                if len(underway) > self._jobs:
                    yield underway.popleft().result()
            while underway:
                yield underway.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerDied(
                "a worker process died, perhaps for want of memory; run the same command again with fewer --jobs"
            ) from error

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Not fork: a progress bar's thread, or an open database, must not be copied into the workers.
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload([self._build.__module__])
            _start_server()
            end, self._leash = context.Pipe(duplex=False)
            self._pool = ProcessPoolExecutor(
                self._jobs, mp_context=context, initializer=_begin, initargs=(self._build, end)
            )
        return self._pool


def _start_server() -> None:
    # Ctrl-C reaches the whole group; the parent sees to an orderly end. All that come from the server inherit this.
    resource_tracker.ensure_running()  # where it must be started, it ends by unblocking the signal
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


_tool: Any = None


def _begin(build: Callable[[], Any], leash: Connection) -> None:
    global _tool
    threading.Thread(target=_leave_with_parent, args=(leash,), daemon=True).start()
    _tool = build()


def _leave_with_parent(leash: Connection) -> None:
    # A parent that is killed cannot stop its workers, and they would wait for work for ever; one that lets go of the
    # leash wants no answers any more, and a batch may take many seconds.
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel, leash])
    os._exit(1)


def _apply(function: Callable[[Any, Batch], Answer], batch: Batch) -> Answer:
    return function(_tool, batch)
