"""A web server on this machine that behaves as badly as it is told to."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

Talk = Callable[[socket.socket, bytes], None]
Route = bytes | Talk


class Server:
    """Answers each path with bytes or by a function of the connection and the request; notes every request."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[bytes] = []
        self.times: list[float] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._stopping = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.split(b" ")[1].decode() for request in self.asked]

    def header(self, index: int, name: str) -> str | None:
        for line in self.asked[index].decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None

    def stop(self) -> None:
        self._stopping = True
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            if self._stopping:
                connection.close()
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(10)
            request = b""
            while b"\r\n\r\n" not in request and (piece := connection.recv(65_536)):
                request += piece
            if b" " not in request:
                return
            self.asked.append(request)
            self.times.append(time.monotonic())
            route = self.routes.get(request.split(b" ")[1].decode(), answer(b"not here", status="404 Not Found"))
            if isinstance(route, bytes):
                connection.sendall(route)
            else:
                route(connection, request)


def answer(body: bytes, *headers: str, status: str = "200 OK", type_: str | None = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {type_}"] if type_ else []), *headers]
    if not any(line.lower().startswith("content-length") for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body


def redirect(target: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {target}", status=status)


def slowly(data: bytes, pause: float) -> Talk:
    def talk(connection: socket.socket, _: bytes) -> None:
        for i in range(len(data)):
            connection.sendall(data[i : i + 1])
            time.sleep(pause)

    return talk


def endless(head: bytes, piece: bytes) -> Talk:
    def talk(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return talk


@contextlib.contextmanager
def running() -> Iterator[Server]:
    server = Server()
    try:
        yield server
    finally:
        server.stop()
