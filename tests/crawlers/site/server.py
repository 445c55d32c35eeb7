"""Hosts on loopback that answer what they are told to, and log whatever they are asked.

A `Server` runs in a thread of its own. Each `Host` has an address of the loopback network and a port, a table of
answers, and may be changed between two requests: that is how a page changes, moves or goes. An answer can be broken
in all the ways in which answers are: cut short, of a wrong length, reset, without end, never given.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from types import TracebackType
from typing import Self

HTML = "text/html; charset=utf-8"
_LATENCY = 0.002
"""Seconds that each answer takes, so that requests at one time are seen to be so."""
_FIRST = 2
"""127.0.0.1 is left to what a crawler must not reach."""


@dataclass(frozen=True)
class Request:
    """What a host was asked."""

    number: int
    """Counted over all hosts of the server from 1."""
    host: str
    method: str
    path: str
    """With the query, as sent."""
    headers: Mapping[str, str]
    """By name in lower case."""
    at: float
    """Seconds of a clock that only goes forward."""
    beside: int
    """How many other requests of this host were being answered."""


@dataclass(frozen=True)
class Answer:
    """What a host answers; where nothing else is said, correctly."""

    body: bytes = b""
    status: int = 200
    media_type: str | None = HTML
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    modified: str | None = None
    """Last-Modified, an HTTP date. A request that names this or the ETag is answered with 304."""
    length: int | None = None
    """A Content-Length that is not that of the body."""
    reset: bool = False
    """Whether the connection is reset in the midst of the body."""
    endless: bool = False
    """Whether the body is sent again and again until nobody reads it any more."""
    silent: bool = False
    """Whether nothing is sent for as long as the other side waits."""

    def to(self, request: Request) -> Answer:
        """Return what this is to a request that may be conditional."""
        asked = request.headers
        if "if-none-match" in asked:
            same = self.etag is not None and self.etag in asked["if-none-match"]
        else:
            same = self.modified is not None and asked.get("if-modified-since") == self.modified
        return replace(self, status=304, body=b"", media_type=None) if same and self.status == 200 else self

    def head(self) -> bytes:
        """Return the status line and the headers."""
        rows = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        if self.media_type is not None:
            rows.append(f"Content-Type: {self.media_type}")
        if self.etag is not None:
            rows.append(f"ETag: {self.etag}")
        if self.modified is not None:
            rows.append(f"Last-Modified: {self.modified}")
        if not self.endless and self.status != 304:
            missing = 1_000 if self.reset else 0
            rows.append(f"Content-Length: {len(self.body) + missing if self.length is None else self.length}")
        rows += [f"{name}: {value}" for name, value in self.headers]
        if self.broken:
            rows.append("Connection: close")
        return "\r\n".join([*rows, "", ""]).encode("latin-1")

    @property
    def broken(self) -> bool:
        """Whether the connection cannot go on after it."""
        return self.length is not None or self.reset or self.endless or self.silent


Answers = Callable[[Request], Answer]
MISSING = Answer(b"<title>Not found</title><p>There is no such page.", 404)
GONE = Answer(b"<title>Gone</title><p>This page was taken away.", 410)


def moved(to: str, status: int = 301) -> Answer:
    """Return a redirect."""
    return Answer(b"<title>Moved</title>", status, headers=(("Location", to),))


def text(words: str, media_type: str = "text/plain; charset=utf-8") -> Answer:
    """Return a text such as robots.txt."""
    return Answer(words.encode(), media_type=media_type)


@dataclass
class Host:
    """One host: `pages` by path and query, else whatever `otherwise` says."""

    address: str
    port: int
    pages: dict[str, Answer | Answers] = field(default_factory=dict)
    otherwise: Answers = lambda request: MISSING
    robots: Answer | Answers = MISSING
    requests: list[Request] = field(default_factory=list)
    """In the order in which they came."""
    in_flight: int = 0

    @property
    def netloc(self) -> str:
        """Return address and port, as they stand in a URL."""
        return f"{self.address}:{self.port}"

    def url(self, path: str = "/") -> str:
        """Return the URL of a path."""
        return f"http://{self.netloc}{path}"

    def asked(self) -> list[str]:
        """Return the paths that were asked for, but robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def answer(self, request: Request) -> Answer:
        """Return what a request is answered."""
        found = self.robots if request.path == "/robots.txt" else self.pages.get(request.path, self.otherwise)
        return (found if isinstance(found, Answer) else found(request)).to(request)


class Server:
    """Any number of hosts, and what they were asked. A context manager."""

    def __init__(self) -> None:
        self.hosts: list[Host] = []
        self.requests: list[Request] = []
        self.on_request: Callable[[Request], object] = lambda request: None
        """Called in the thread of the server with each request before it is answered; `on_answer`, after that."""
        self.on_answer: Callable[[Request], object] = lambda request: None
        self._count = 0
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._thread = threading.Thread(target=self._loop.run_forever, name="fixture site", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def host(self, port: int = 0) -> Host:
        """Start one more host, on the next address; port 0 is any that is free."""
        address = f"127.0.0.{_FIRST + len(self.hosts)}"
        host = Host(address, port)
        server = asyncio.run_coroutine_threadsafe(self._start(host), self._loop).result()
        host.port = server.sockets[0].getsockname()[1]
        self._servers.append(server)
        self.hosts.append(host)
        return host

    def forget(self) -> None:
        """Empty the logs."""
        self._count = 0
        self.requests.clear()
        for host in self.hosts:
            host.requests.clear()

    def close(self) -> None:
        """Stop all hosts; a second time, do nothing."""
        if self._loop.is_closed():
            return

        async def stop() -> None:
            for server in self._servers:
                server.close()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self, host: Host) -> asyncio.Server:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.transport.set_write_buffer_limits(0)  # what drain() has let go has left
            try:
                while await self._serve(host, reader, writer):
                    pass
            except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass  # the other side has gone, or the server is being closed
            finally:
                writer.close()

        return await asyncio.start_server(serve, host.address, host.port)

    async def _serve(self, host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether the connection can take another."""
        first, *rows = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip().split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (row.partition(":") for row in rows)}
        self._count += 1
        request = Request(self._count, host.netloc, method, path, headers, time.monotonic(), host.in_flight)
        host.requests.append(request)
        self.requests.append(request)
        host.in_flight += 1
        try:
            self.on_request(request)
            await asyncio.sleep(_LATENCY)
            going_on = await self._send(host.answer(request), reader, writer)
        finally:
            host.in_flight -= 1
        self.on_answer(request)
        return going_on and headers.get("connection", "").lower() != "close"

    async def _send(self, answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if answer.silent:
            await reader.read()  # until the other side gives up
            return False
        writer.write(answer.head() + answer.body)
        await writer.drain()
        while answer.endless:
            writer.write(answer.body)
            await writer.drain()
        if answer.reset:
            connection: socket.socket = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        return not answer.broken
