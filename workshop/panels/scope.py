"""What does not apply here: an item or a section, with a reason, and how it comes back."""

from collections.abc import Callable

from sessions import words
from sessions.scope import applies, does_not_apply, why_not
from workshop.cells import clip
from workshop.panels.host import Commands, Host, Question


class ScopePart:
    """The part of the run screen that says what is none of this place's business."""

    def __init__(self, host: Host) -> None:
        self.host = host

    @property
    def commands(self) -> Commands:
        return {"does_not_apply": self._turn, "take_back": self._take_back}

    def _turn(self) -> None:
        """Ask why what stands here does not apply; where it does not, bring it back."""
        host, ref = self.host, self.host.scene.material
        session = host.scene.session
        if ref is None:
            host.tell("An item does not apply, or a section: go to it first, then say so there.")
        elif why_not(session, ref) is not None:
            self._bring_back(ref, host.answer)
        else:
            is_item = host.scene.item is not None
            whole = "" if is_item else " as a whole"
            on, back = host.key("next_stop"), host.key("does_not_apply")
            host.ask(
                Question(
                    f"Why does {words.called(session, ref)}{whole} not apply here?",
                    lambda typed: does_not_apply(ref, typed.text),
                    ("does not apply", ref),
                    placeholder="The reason stands in the summary.",
                    recorded=lambda _: host.tell(f"Passed over: {on} goes on, {back} again brings it back."),
                )
            )

    def _take_back(self) -> None:
        host, ref = self.host, self.host.scene.material
        if why_not(host.scene.session, ref) is not None and ref is not None:
            self._bring_back(ref, host.tell)
        else:
            host.tell("There is no answer to take back here.")

    def _bring_back(self, ref: str, say: Callable[[str], None]) -> None:
        """Of an item whose whole section does not apply, the section comes back."""
        host, session = self.host, self.host.scene.session
        row = why_not(session, ref)
        if row is not None and host.do(applies(row.ref)):
            name = clip(words.called(session, row.ref), 60)
            say(f"{name} applies again. {host.key('undo')} takes that back.")
            host.arrive()
