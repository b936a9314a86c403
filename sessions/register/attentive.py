"""A connection to PostgreSQL that waits for ever neither for a silent line nor once it is stopped."""

import threading
import time
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

from sessions.progress import StoppedEarly
from sessions.register.driver import errors, psycopg, waiting

LOOK_EVERY = 0.1
"""Seconds between two looks at whether it is to stop."""
SILENCE = 120.0
"""Seconds without a word after which the line is taken for dead. The server waits half as long for a lock."""
CANCEL_WITHIN = 2.0
"""Seconds for a question to end once it is cancelled, before the line is cut."""
T = TypeVar("T")


class Attentive(psycopg.Connection[dict[str, Any]]):
    """A connection, each question of which ends once it is stopped, interrupted, or the server is silent."""

    silence: float = SILENCE
    stopped: Callable[[], bool] = staticmethod(lambda: False)

    def wait(
        self, gen: Generator[Any, Any, T], interval: float = LOOK_EVERY, timeout: float | None = None
    ) -> T:
        """What psycopg waits with for each answer.

        Raises OperationalError where none comes; once the question is cancelled, StoppedEarly or
        KeyboardInterrupt.
        """
        more = {} if timeout is None else {"timeout": timeout}
        try:
            return waiting.wait(self._watched(gen), self.pgconn.socket, interval=interval, **more)
        except KeyboardInterrupt:
            self._cancel()
            self.pgconn.finish()
            raise

    def _watched(self, gen: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
        """The same steps, with a look at the clock at each."""
        heard, is_cancelled = time.monotonic(), False
        try:
            state = next(gen)
            while True:
                ready = yield state
                if ready:
                    heard = time.monotonic()
                elif time.monotonic() - heard > (CANCEL_WITHIN if is_cancelled else self.silence):
                    self.pgconn.finish()
                    if is_cancelled:
                        raise StoppedEarly
                    raise psycopg.OperationalError(f"no answer for {self.silence:g} seconds")
                if not is_cancelled and self.stopped():
                    self._cancel()
                    heard, is_cancelled = time.monotonic(), True
                state = gen.send(ready)
        except StopIteration as end:
            answer: T = end.value
            return answer
        except errors.QueryCanceled as error:
            if is_cancelled:
                raise StoppedEarly from error
            raise

    def _cancel(self) -> None:
        """Ask the server to end what it is at, as far as there is a way to it."""
        with suppress(psycopg.Error):
            self.cancel_safe(timeout=CANCEL_WITHIN)


def connect(parameters: Mapping[str, Any], stopped: Callable[[], bool]) -> Attentive:
    """A new connection. Whoever waits for a server that says nothing does so in a thread of its own.

    Raises what psycopg does; StoppedEarly once `stopped`, however long the server would take.
    """
    wanted: Future[Attentive] = Future()

    def open_it() -> None:
        try:
            connection = Attentive.connect(**parameters)
        except Exception as error:
            if wanted.set_running_or_notify_cancel():
                wanted.set_exception(error)
            return
        if wanted.set_running_or_notify_cancel():
            wanted.set_result(connection)
        else:
            connection.close()

    threading.Thread(target=open_it, name="connect", daemon=True).start()
    while True:
        try:
            connection = wanted.result(timeout=LOOK_EVERY)
        except TimeoutError:
            if stopped() and wanted.cancel():
                raise StoppedEarly from None
        else:
            connection.stopped = stopped
            return connection
