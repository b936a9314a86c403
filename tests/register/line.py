"""A line to the server that can be cut after so many bytes: with a word or without, in either direction."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

Cut = Literal["open", "reset", "closed", "deaf", "mute", "dead"]
"""`reset` and `closed`: both ends are told. `deaf`: nothing gets to the server; `mute`: nothing comes from
it; `dead`: neither. Of these three nobody is told."""
SWALLOWED: dict[str, tuple[str, ...]] = {"deaf": ("out",), "mute": ("in",), "dead": ("out", "in")}


class Line:
    """Listens on a port of this machine, and passes on to the server what comes."""

    def __init__(self, server_port: int) -> None:
        self._to = server_port
        self._listens = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listens.getsockname()[1]
        self._ends: list[socket.socket] = []
        self._cut: Cut = "open"
        self._after = {"out": 0, "in": 0}
        self.passed = {"out": 0, "in": 0}
        """Bytes that went to the server, and that came from it, since it was mended."""
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, how: Cut, *, out: int = 1 << 40, back: int = 1 << 40) -> None:
        """Cut it once so many bytes went to the server, or came back."""
        self._after = {"out": out, "in": back}
        self._cut = how

    def mend(self, *, old_ones_stay: bool = False) -> None:
        """Have new connections work; old ones end, or stay as they are."""
        if not old_ones_stay:
            self._end(self._ends)
            self._ends = []
        self.passed = {"out": 0, "in": 0}
        self._cut = "open"

    def gone(self) -> None:
        self._listens.close()
        self._end(self._ends)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listens.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                self._ends += [client, server]
                state = {"is_cut": False}
                for way, source, target in (("out", client, server), ("in", server, client)):
                    threading.Thread(
                        target=self._pass, args=(way, source, target, state), daemon=True
                    ).start()

    def _pass(self, way: str, source: socket.socket, target: socket.socket, state: dict[str, bool]) -> None:
        with suppress(OSError):
            while data := source.recv(4096):
                if self._cut != "open" and self.passed[way] + len(data) > self._after[way]:
                    state["is_cut"] = True
                if state["is_cut"] and self._cut in ("reset", "closed"):
                    self._end([source, target])
                    return
                if state["is_cut"] and (self._cut == "open" or way in SWALLOWED[self._cut]):
                    continue
                self.passed[way] += len(data)
                target.sendall(data)
        if not state["is_cut"]:
            with suppress(OSError):
                target.shutdown(socket.SHUT_WR)

    def _end(self, ends: list[socket.socket]) -> None:
        for end in ends:
            with suppress(OSError):
                if self._cut == "reset":
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    end.shutdown(socket.SHUT_RD)  # whoever reads from it holds it open else
                else:
                    end.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                end.close()


@contextmanager
def line(server_port: int) -> Iterator[Line]:
    """A line that is open, until the end of the test."""
    made = Line(server_port)
    try:
        yield made
    finally:
        made.gone()
