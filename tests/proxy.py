"""A network that can be slow, stop in the middle of a byte, or go away: a TCP proxy before a real server.

Bytes are counted from the client to the server, because that is where a write may break.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Line:
    """One network between a client and a server at *port* on this machine."""

    server_port: int
    sent: int = 0
    """Bytes that clients sent so far."""
    cut_after: int | None = None
    """Let so many bytes more pass, then break every connection and refuse new ones."""
    delay: float = 0.0
    """Seconds that every answer of the server is held back."""
    silent: bool = False
    """Take everything and pass nothing on: a server that hangs."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ended: threading.Event = field(default_factory=threading.Event)
    _sockets: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def cut(self, after: int = 0) -> None:
        """Let *after* more bytes pass to the server, then be gone."""
        with self._lock:
            self.cut_after = after
        if after == 0:
            self._break()

    def mend(self) -> None:
        """Be there again, for new connections."""
        with self._lock:
            self.cut_after, self.delay, self.silent = None, 0.0, False

    def close(self) -> None:
        """End for good; nothing of it is left running."""
        self._ended.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._break()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive(), "a thread of the proxy goes on"

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            if self.cut_after == 0:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self.server_port))
            with self._lock:
                self._sockets += [client, server]
            for pump in (self._to_server, self._to_client):
                thread = threading.Thread(target=pump, args=(client, server))
                self._threads.append(thread)
                thread.start()

    def _to_server(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(1 << 16):
                with self._lock:
                    passed = data if self.cut_after is None else data[: self.cut_after]
                    self.sent += len(passed)
                    if self.cut_after is not None:
                        self.cut_after -= len(passed)
                if self.silent:
                    continue
                server.sendall(passed)
                if self.cut_after == 0:
                    break
        self._break_pair(client, server)

    def _to_client(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(1 << 16):
                if self.delay:
                    self._ended.wait(self.delay)
                if not self.silent:
                    client.sendall(data)
        self._break_pair(client, server)

    def _break(self) -> None:
        with self._lock:
            pairs, self._sockets = self._sockets, []
        self._break_pair(*pairs)

    @staticmethod
    def _break_pair(*ends: socket.socket) -> None:
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextlib.contextmanager
def network_before(server_port: int) -> Iterator[Line]:
    """A network before the server at *server_port*, whole at first."""
    line = Line(server_port)
    try:
        yield line
    finally:
        line.close()
