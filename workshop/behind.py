"""Work that nobody waits for: one plain thread, which takes one job after the other."""

import queue
import threading
from collections.abc import Callable

Stopped = Callable[[], bool]
Job = Callable[[Stopped], object]
"""What is to be done; it is handed a question to ask now and then: whether it is to stop."""


class Behind:
    """A thread for jobs, from the first one on. A key is handled all the while (docs/performance.md)."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[tuple[Job, Callable[[], object]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self.failed: Callable[[Exception], object] = lambda _: None
        """Takes the mistake in the program that has ended a job."""

    def do(self, job: Job, *, dropped: Callable[[], object] = lambda: None) -> None:
        """Have it done after all that was asked for before; or `dropped`, where it closes before that."""
        if self._stopped.is_set():
            dropped()
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="behind", daemon=True)
            self._thread.start()
        self._jobs.put((job, dropped))

    def _work(self) -> None:
        while (asked := self._jobs.get()) is not None:
            job, dropped = asked
            try:
                if self._stopped.is_set():
                    dropped()
                else:
                    job(self._stopped.is_set)
            except Exception as error:
                self.failed(error)

    def close(self) -> None:
        """Have the job stop that is under way, and wait for that: a thread must not die amid an import."""
        self._stopped.set()
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join()
