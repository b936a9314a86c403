"""Time that no clock counts: pauses, and what the laptop slept."""

from dataclasses import dataclass
from datetime import datetime

from sessions.edit import edit
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Pause
from sessions.schedule import is_paused


@edit("pause of the clock")
def pause(session: Session, now: datetime) -> Session:
    """Let all clocks stand from now on. Raises Problem where they do already."""
    if is_paused(session):
        raise Problem("The clock is paused already", hint="Let it go on first.")
    return session.model_copy(update={"pauses": (*session.pauses, Pause(since=now))})


@edit("clock going on")
def go_on(session: Session, now: datetime) -> Session:
    """Let the clocks go on. Raises Problem where they are not paused."""
    if not is_paused(session):
        raise Problem("The clock is not paused", hint="There is nothing to go on from.")
    return session.model_copy(update={"pauses": tuple(_ended(each, now) for each in session.pauses)})


def _ended(lasting: Pause, now: datetime) -> Pause:
    if lasting.until is not None:
        return lasting
    return lasting.model_copy(update={"until": max(now, lasting.since)})


@dataclass(frozen=True, slots=True)
class Sleep:
    """A stretch of time in which the program did not run, though it was not left."""

    since: datetime
    until: datetime

    @property
    def seconds(self) -> int:
        """How long it was."""
        return round((self.until - self.since).total_seconds())


@edit("time asleep left out")
def leave_out(session: Session, _: datetime, sleep: Sleep) -> Session:
    """Count nothing of the time in which the laptop slept. What was paused is so already."""
    if is_paused(session):
        return session
    slept = Pause(since=sleep.since, until=sleep.until, asleep=True)
    return session.model_copy(update={"pauses": (*session.pauses, slept)})


@edit("time asleep counted")
def count_in(session: Session, _: datetime, sleep: Sleep) -> Session:
    """Count the time in which the laptop slept after all, in the step whose clock has run since."""
    kept = tuple(each for each in session.pauses if not (each.asleep and each.since == sleep.since))
    return session.model_copy(update={"pauses": kept})
