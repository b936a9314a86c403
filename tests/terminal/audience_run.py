"""A room with two windows, the facilitator's and the projector's, and a way through a whole learning set."""

from __future__ import annotations

import select
import time
from collections.abc import Sequence
from datetime import date

from pty_driver import PATIENCE, Condition, Laptop, Terminal

from sessions import plan, spread_words
from sessions.analysis.items import spread_of
from sessions.analysis.whole import candidates
from sessions.kinds.score.records import scored_here
from sessions.record import Session
from sessions.rows import Stop
from sessions.store.library import Library
from workshop.wall.shown import wall


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which that share of the values in order lies (nearest rank)."""
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered) + 0.5) - 1))]


def figures(waits: Sequence[float]) -> str:
    """ "114 keys, p50 40 ms, p95 70 ms, max 90 ms", for seconds."""
    ordered = sorted(waits)
    shares = (("p50", 0.5), ("p95", 0.95), ("max", 1.0))
    said = (f"{name} {1000 * percentile(ordered, share):.0f} ms" for name, share in shares)
    return f"{len(ordered)} keys, {', '.join(said)}"


def says(text: str) -> Condition:
    """A condition: the screen has this text, wherever its lines break."""
    return lambda terminal: text in terminal.flat()


class Room:
    """One session in two windows. `waits` are the seconds between each key and the projector's repaint."""

    def __init__(self, laptop: Laptop, session_id: str) -> None:
        self.laptop = laptop
        self.id = session_id
        self.library = Library(laptop.folder)
        self.facilitator: Terminal = laptop.start("open", session_id, cols=100, rows=30)
        self.audience: Terminal = laptop.start("audience", session_id, cols=80, rows=24)
        self.waits: list[float] = []
        self._quiet = 0

    def close(self) -> None:
        """Close both windows."""
        for window in (self.facilitator, self.audience):
            window.kill()
            window.hang_up()

    # --- keys --------------------------------------------------------------------------------------

    def press(self, key: str, *shown: Condition) -> None:
        """Press a key at the facilitator's, and wait until the projector shows what it did.

        Both windows are read meanwhile: a program whose terminal nobody reads stands still.
        """
        began = time.monotonic()
        self.facilitator.press(key)
        while not all(self.audience._holds(text) for text in shown):
            if time.monotonic() > began + PATIENCE:
                self.audience.wait_for(*shown, timeout=0)  # says what it waited for, and what is there
            for window in self._readable():
                window._read(0)
        self.waits.append(time.monotonic() - began)

    def _readable(self) -> list[Terminal]:
        """The windows that have written something, the projector first; waits until one has."""
        windows = {window._master: window for window in (self.audience, self.facilitator)}
        ready, _, _ = select.select(list(windows), [], [], 1)
        return [windows[handle] for handle in ready]

    def title(self, number: int) -> Condition:
        """A condition: what stands above a stop is there, and nothing else that it may be taken for."""
        session = self.session
        stop = plan.stops(session)[number]
        shown = wall(session, stop, date(2026, 12, 1))
        return says(" ".join(f"{shown.label} {shown.title}".split()))

    @property
    def session(self) -> Session:
        """The record as it is on disk."""
        return self.library.read(self.id)

    # --- a learning set ------------------------------------------------------------------------------

    def begin(self) -> None:
        """From the details of the session to its first stop."""
        self.audience.wait_for("q leaves")
        self.facilitator.wait_for("F2 add partner")
        self.press("f5", says("What we will do".upper()))
        self.facilitator.wait_for("Step 1 of")

    def whole_set(self, levels: Sequence[str]) -> None:
        """Every stop, with dots placed and revealed and every principle answered, revealed and agreed.

        No action is taken, so the vote on actions has nothing up for it, and is passed.
        """
        self.begin()
        number = 0
        answered = 0
        while number < len(plan.stops(self.session)):
            stop = plan.stops(self.session)[number]
            if number:
                self.press("right", self.title(number))
            activity = self.session.activity(stop.activity_id)
            if activity.kind == "prioritise" and not candidates(self.session, activity):
                self.audience.wait_for(says("There is no open action to vote on yet."))
            elif activity.kind == "prioritise" and stop.part == "start":
                self.vote("1 2 3")
                self.press("r", says("1="))
            elif scored_here(self.session, stop):
                self.answer(levels[answered % len(levels)])
                self.reveal(stop)
                if answered == 1:
                    self.facilitator.wait_for("r 2nd round")
                    self.facilitator.look()
                    self.press("r", says("Once more:"), says("0 of 5 answered"))
                    self.answer("33333")
                    self.press("r", says("after the talk"))
                answered += 1
            number += 1

    def vote(self, dots: str) -> None:
        """Each partner's dots, typed into the dialog. The projector shows who has placed them."""
        for count in range(1, 6):
            self.facilitator.press("c")
            self.facilitator.wait_for("Dots of", "↵ record", self.facilitator.caret_beside("1 2 3"))
            self.facilitator.type(dots)
            self.facilitator.wait_for("all placed")
            done = f"{count} of 5" if count < 5 else "all 5"
            self.press("enter", says(f"{done} placed their dots"))
            self.facilitator.wait_for(lambda window: "╭" not in window.screen())

    def answer(self, levels: str) -> None:
        """A digit for each partner."""
        for count, key in enumerate(levels, start=1):
            done = f"{count} of {len(levels)}" if count < len(levels) else f"all {count}"
            self.press(key, says(f"{done} answered"))

    def reveal(self, stop: Stop | None = None) -> None:
        """Show the answers of the item where the session is."""
        session = self.session
        stop = stop or session.at
        assert stop is not None
        word = spread_words.views_in_caps(spread_of(session, stop.ref))
        self.press("r", says(word), lambda window: "█" in window.screen())

    # --- the same bytes ------------------------------------------------------------------------------

    def wait_for_quiet(self) -> None:
        """Wait until the projector's line of help is gone: what it writes from now on is marked."""
        self.audience.wait_for(lambda window: "q leaves" not in window.screen())
        self._quiet = len(self.audience.written)

    def since_quiet(self) -> bytes:
        """What the projector has written since then."""
        return bytes(self.audience.written[self._quiet :])

    def until_the_reveal(self, levels: str, dots: str) -> None:
        """To the vote, dots placed and not revealed; to the first principle, answered and not revealed."""
        stops = plan.stops(self.session)
        vote = next(n for n, stop in enumerate(stops) if self._kind(stop) == "prioritise")
        scored = next(n for n, stop in enumerate(stops) if scored_here(self.session, stop))
        for number in range(1, scored + 1):
            self.press("right", self.title(number))
            if number == vote:
                self.vote(dots)
        self.answer(levels)

    def _kind(self, stop: Stop) -> str:
        return self.session.activity(stop.activity_id).kind
