"""Turns: the clock of the turn, who comes when, and who is passed over."""

from dataclasses import replace

from textual import on
from textual.app import ComposeResult

from sessions import plan, schedule
from sessions.kinds.turns import edits
from sessions.kinds.turns.records import Taker, TurnsActivity, present, takers, turn_stop
from sessions.rows import Stop
from workshop.cells import clip
from workshop.panels.host import Commands
from workshop.panels.panel import Panel
from workshop.panels.turn_settings import TurnSettings
from workshop.steps.position import PAUSED, TO_FACILITATOR, countdown_words
from workshop.steps.turns import pace, turn_here
from workshop.widgets.turns import TurnClock, TurnList, TurnTime, turn_rows

TALL = 30
"""Lines of the window from which the figures have five lines."""


class TurnsPanel(Panel):
    """The clock above, everybody below it; the one in focus can be moved, or passed over."""

    kind = "turns"
    DEFAULT_CSS = "TurnsPanel TurnClock { margin-bottom: 1; }"

    def compose(self) -> ComposeResult:
        yield TurnClock(id="turn-clock")
        yield TurnList(id="turns")

    @property
    def _activity(self) -> TurnsActivity:
        assert isinstance(self.scene.activity, TurnsActivity)
        return self.scene.activity

    @property
    def _takers(self) -> tuple[Taker, ...]:
        return takers(self.session, self._activity)

    @property
    def _now(self) -> Taker | None:
        """Whose turn it is."""
        here = turn_here(self.scene)
        return here[1] if here else None

    @property
    def _in_focus(self) -> Taker | None:
        chosen = (taker for taker in self._takers if taker.id == self.host.in_focus.id)
        return next(chosen, self._now or next(iter(self._takers), None))

    @property
    def commands(self) -> Commands:
        return {
            "raise_gap": lambda: self._move_taker(-1),
            "lower_gap": lambda: self._move_taker(1),
            "takes_no_part": self._turn_away,
            "dot_rule": TurnSettings(self.host).ask,
        }

    def show(self) -> bool:
        rows = turn_rows(self.session, self._activity, self._now.id if self._now else None)
        self.query_one(TurnList).show(rows, self._in_focus.id if self._in_focus else "")
        self.show_time()
        return bool(rows)

    def show_time(self) -> None:
        clock, session, now = self.query_one(TurnClock), self.session, self.host.desk.clock()
        own = schedule.own_clocks(session, self.scene.stop, now)
        clock.display = bool(own)
        if not own:
            return
        words = PAUSED if schedule.is_paused(session) else TO_FACILITATOR
        lines = [f"{timed.what}: {countdown_words(time, words)}" for timed, time in own]
        left, is_over = pace(session, self._activity, self._now, now)
        lines += [f"▲ {left}" if is_over else left] if left else []
        whole = own[0][1]
        tall = self.screen.size.height >= TALL
        clock.show(TurnTime(schedule.figures(whole.left), whole.stage, tuple(lines), tall))

    def first_focus(self) -> str | None:
        """Whose turn it is; before the first one, whoever comes first."""
        first = self._now or next(iter(present(self.session, self._activity)), None)
        return first.id if first else None

    def move(self, by: int) -> bool:
        listed, here = self._takers, self._in_focus
        if here is None:
            return False
        following = listed[(listed.index(here) + by) % len(listed)]
        self._focus(following.id)
        if self.host.wall_shown:
            self.host.tell(f"In focus: {clip(following.name, 60)}")
        return True

    @property
    def line_in_focus(self) -> int | None:
        here, grid = self._in_focus, self.query_one(TurnList)
        line = grid.line_of(here.id) if here else None
        return None if line is None or not self.host.in_focus.chosen else line + grid.virtual_region.y

    def _focus(self, taker_id: str) -> None:
        self.host.take_focus(replace(self.host.in_focus, id=taker_id, chosen=True))

    @on(TurnList.Picked)
    def _picked(self, event: TurnList.Picked) -> None:
        """A click puts somebody in focus; another one goes to their turn."""
        self._focus(event.partner_id)
        stop = turn_stop(self._activity, event.partner_id)
        if event.again and stop in plan.stops(self.session):
            self._go(event.partner_id)

    def _go(self, taker_id: str) -> None:
        host = self.host
        if host.attempt(lambda: host.desk.go(turn_stop(self._activity, taker_id))):
            host.arrive()

    def _move_taker(self, by: int) -> None:
        """Move the one in focus up or down the order."""
        ids, here = [taker.id for taker in self._takers], self._in_focus
        if here is None:
            return
        place = ids.index(here.id)
        ids.insert(max(0, place + by), ids.pop(place))
        self.host.in_focus = replace(self.host.in_focus, id=here.id, chosen=True)
        self.host.do(edits.order_turns(self._activity.id, ids))

    def _turn_away(self) -> None:
        """Pass the one in focus over, or give the turn back; whose turn it is makes room for the next."""
        host, here, activity = self.host, self._in_focus, self._activity
        if here is None:
            host.tell("Nobody is named yet.")
            return
        if here.away:
            if host.do(edits.take_in(activity.id, here.id)):
                host.tell(f"{clip(here.name, 40)} has a turn again.")
            return
        behind = self._behind(here) if self._now == here else None
        if host.do(edits.pass_over(activity.id, here.id)):
            if behind is not None and host.attempt(lambda: host.desk.go(behind)):
                host.arrive()
            again = f"{host.key('takes_no_part')} on the name ends that."
            host.tell(f"{clip(here.name, 40)} is passed over. {again}")

    def _behind(self, taker: Taker) -> Stop | None:
        """Where it goes on behind somebody's turn; None where nothing comes after it."""
        stops = plan.stops(self.session)
        own = [at for at, stop in enumerate(stops) if stop.ref == turn_stop(self._activity, taker.id).ref]
        return stops[own[-1] + 1] if own and own[-1] + 1 < len(stops) else None
