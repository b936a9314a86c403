"""A laptop that pushes all that waits on it, over and over until nothing but what is refused is left."""

from __future__ import annotations

import sys
import time
from pathlib import Path


def main(folder: str, target: str) -> None:
    from sessions.register.pushing import send
    from sessions.register.queue import Queue

    queue = Queue(Path(folder))
    while True:
        sent = send(queue, target)
        if sent.halted is None and len(queue.waiting(target)) == len(sent.refused):
            return
        time.sleep(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
