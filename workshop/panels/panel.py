"""What stands below the page at a kind of step: the panel of a plain step shows nothing and does nothing."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import ClassVar

from textual.containers import Vertical

from sessions.edit import Edit
from sessions.kinds.registry import remarks_waiting, reveal_remarks
from sessions.record import Session
from sessions.rows import Partner
from sessions.voices import listed_on, voices_on
from workshop.cells import clip
from workshop.panels.host import Commands, Host
from workshop.steps.scene import Scene
from workshop.widgets.painted import LaidOutOnce
from workshop.widgets.wrapped import Wrapped


class Panel(Vertical, LaidOutOnce, can_focus=False):
    """The panel of a kind. It shows where the session is, and carries out the commands that hold there."""

    kind: ClassVar[str] = ""  # id of the kind
    DEFAULT_CSS = "Panel { height: auto; }"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.host = host

    @property
    def scene(self) -> Scene:
        """Where the session is."""
        return self.host.scene

    @property
    def session(self) -> Session:
        """The record as it is seen."""
        return self.host.scene.session

    @property
    def commands(self) -> Commands:
        """What it carries out, where the run screen has no such command of its own."""
        return {}

    def show(self) -> bool:
        """Show the scene; whether there is anything to show."""
        return False

    def height_at(self, width: int) -> int:
        """Lines of what it shows in so many cells."""
        shown = (child for child in self.children if isinstance(child, Wrapped) and child.display)
        return sum(child.height_at(width) for child in shown)

    def show_time(self) -> None:
        """Show the time anew, once a second, as far as the panel has one of its own."""

    def first_focus(self) -> str | None:
        """What is in focus where a stop is reached."""
        return None

    def move(self, by: int) -> bool:
        """Put in focus what stands `by` further down; False where there is nothing to choose from."""
        return False

    @property
    def line_in_focus(self) -> int | None:
        """Number of the line that has to be seen, if any."""
        return None


class PartnersPanel(Panel):
    """A panel with a row a partner."""

    @property
    def ready(self) -> Collection[str] | None:
        """Ids of the partners that have said something here; None where they are not asked."""
        return None

    @property
    def voices(self) -> tuple[Partner, ...]:
        """Who has a voice here."""
        return voices_on(self.session, self.scene.subject)

    def first_focus(self) -> str | None:
        """The first partner that is not ready."""
        ready = self.ready
        if ready is None:
            return None
        return next((voice.id for voice in self.voices if voice.id not in ready), None)

    def move(self, by: int) -> bool:
        """Put in focus the partner that stands `by` further down, round and round."""
        if self.ready is None:
            return False
        listed = [partner.id for partner in listed_on(self.session, self.scene.subject)]
        self.pick(listed[(listed.index(self.host.partner.id) + by) % len(listed)])
        if self.host.wall_shown:  # the room's view marks nobody: the next digit must not land with another
            self.host.tell(f"In focus: {clip(self.host.partner.name, 60)}")
        return True

    def pick(self, partner_id: str) -> None:
        """Put a partner in focus."""
        self.host.take_focus(replace(self.host.in_focus, id=partner_id, chosen=True))

    def clicked(self, partner_id: str, *, again: bool) -> None:
        """Put in focus the partner that was clicked; clicked `again`, it is counted, as by the key."""
        self.pick(partner_id)
        if again:
            self.host.action_command("counts")

    def go_on(self, done: Collection[str]) -> None:
        """Put in focus the next partner that is not among `done`, or the next one where all are."""
        listed = [partner.id for partner in listed_on(self.session, self.scene.subject)]
        here, voices = listed.index(self.host.partner.id) + 1, {voice.id for voice in self.voices}
        turn = [partner_id for partner_id in listed[here:] + listed[:here] if partner_id in voices]
        next_id = next((voice for voice in turn if voice not in done), next(iter(turn), None))
        # Who is missing now are others than those that the reveal was asked about.
        self.host.take_focus(replace(self.host.in_focus, id=next_id, chosen=False, asked=None))

    def remark_on(self, what: str, *, changed: bool) -> None:
        """Say what may surprise in an answer or a view (`what`) just recorded of the partner in focus."""
        host, partner, notices = self.host, self.host.partner, list[str]()
        if changed:
            notice = f"The {what} of {clip(partner.name, 40)} is changed."
            notices.append(f"{notice} {host.key('undo')} takes it back.")
        if not self.session.as_bodies and (partner.members or 1) > 1:
            # People answer for themselves: a digit is one of them, and not what their body says.
            notices.append(f"One {what} of {partner.members}. {host.key('counts')} counts all hands.")
        if notices:
            host.tell(" ".join(notices))

    def take_back(self, edit: Callable[[str], Edit], notice: str) -> None:
        """Take back what the partner in focus said. `notice` has places for its name and the key of undo."""
        host, partner = self.host, self.host.partner
        if partner.id not in (self.ready or ()):
            host.tell("There is no answer to take back here.")
        elif host.do(edit(partner.id)):
            # In the room's view nothing else says whose it was, and after the reveal not that it is gone.
            host.in_focus = replace(host.in_focus, asked=None)
            host.tell(notice.format(clip(partner.name, 40), host.key("undo")))

    def shows_remarks(self, subject_id: str) -> bool:
        """Show what was written before the day on what nobody has answered; whether there was anything."""
        if self.ready or subject_id not in remarks_waiting(self.session):
            return False
        if self.host.do(reveal_remarks(subject_id)):
            self.host.tell("What was written before the day is shown. Nobody has answered yet.")
        return True

    def asks_again(self, subject_id: str, what: str) -> bool:
        """Whether a reveal takes a second press, since some have not done `what`; then it says so.

        What was seen cannot be unseen.
        """
        host, of = self.host, len(self.voices)
        missing = of - len(self.ready or ())
        if not 0 < missing < of or host.in_focus.asked == subject_id:
            return False
        host.in_focus = replace(host.in_focus, asked=subject_id)
        has = "has" if missing == 1 else "have"
        host.tell(f"{missing} {has} not {what} yet. {host.key('reveal')} again reveals.")
        return True
