"""Running late: what can go, offered to the facilitator, and done as one change."""

from sessions import schedule
from sessions.edits.late import catch_up
from sessions.late import Cut, minutes_over, possible, proposed
from sessions.record import Session
from workshop.panels.host import Commands, Host
from workshop.widgets.dialogs.late import LateDialog, LateStep


class LatePart:
    """The part of the run screen that catches up."""

    def __init__(self, host: Host) -> None:
        self.host = host

    @property
    def commands(self) -> Commands:
        return {"late": self._ask}

    def _ask(self) -> None:
        host, session, now = self.host, self.host.scene.session, self.host.desk.clock()
        over, cuts = minutes_over(session, now), possible(session, now)
        if not over:
            how = schedule.in_words(schedule.behind(session, now))
            host.tell(f"{how[:1].upper()}{how[1:]}: nothing needs to go.")
        elif not cuts:
            host.tell(f"{over} min over, and nothing that is left can go. Say when you will end instead.")
        else:
            host.open(LateDialog(over, _steps(session, cuts), proposed(cuts, over)), self._catch_up)

    def _catch_up(self, cuts: tuple[Cut, ...] | None) -> None:
        host = self.host
        if cuts and host.do(catch_up(cuts)):
            skipped = sum(cut.skips for cut in cuts)
            parts = [f"{skipped} skipped" if skipped else "", f"{len(cuts) - skipped} shortened"]
            what = ", ".join(parts if skipped < len(cuts) else parts[:1]).removeprefix(", ")
            host.tell(f"{what[:1].upper()}{what[1:]}. {host.key('undo')} takes all of it back.")


def _steps(session: Session, cuts: tuple[Cut, ...]) -> list[LateStep]:
    steps = (session.activity(step_id) for step_id in dict.fromkeys(cut.activity_id for cut in cuts))
    return [
        LateStep(step.title, step.minutes, tuple(cut for cut in cuts if cut.activity_id == step.id))
        for step in steps
    ]
