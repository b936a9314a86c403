"""Who answers: the whole room instead of the partners, and partners that take no part in an item."""

from collections.abc import Callable

from sessions.record import THE_ROOM
from sessions.rows import Partner
from sessions.voices import has_room, recusals_on, take_no_part, take_part, voices_on
from workshop.cells import clip
from workshop.panels.host import Host, Question
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog


def room_instead(host: Host, others: int, did: str, count: Callable[[], None]) -> None:
    """Have the whole room counted; asks first where `others` partners "have answered" or the like (`did`)."""
    if not others:
        count()
        return
    who = "1 partner has" if others == 1 else f"{others} partners have"
    back = f"what is replaced comes back with {host.key('undo')}"
    rows = [(False, "Keep it so"), (True, f"Count the whole room instead: {back}")]
    title = f"{who} {did} here. The room or the partners, never both."
    host.open(PickDialog[bool](title, rows), lambda instead: count() if instead else None)


def has_no_part(host: Host, partner: Partner) -> bool:
    """Whether a partner takes no part in the item that stands here; then it says so."""
    if partner.id not in recusals_on(host.scene.session, host.scene.subject):
        return False
    host.tell(f"{clip(partner.name, 40)} takes no part in this. {host.key('takes_no_part')} ends that.")
    return True


def has_no_voice(host: Host, partner: Partner) -> bool:
    """Whether a partner takes no part in what stands here, or the room answered as one; then it says so."""
    if has_no_part(host, partner):
        return True
    if not has_room(host.scene.session, host.scene.subject):
        return False
    again = f"{host.key('whole_room')} counts it again."
    back = f"{host.key('take_back')} takes that back, and the partners answer."
    host.tell(f"The whole room answers here. {again} {back}")
    return True


def can_count(host: Host) -> bool:
    """Whether the people of the partner in focus, or of the room, can be counted; else it says why not."""
    return host.partner == THE_ROOM or not has_no_voice(host, host.partner)


def turn_part(host: Host, go_on: Callable[[], None]) -> None:
    """Ask why the partner in focus takes no part in the item; where it takes none, have it take part again.

    `go_on` puts the next one in focus.
    """
    session, item_id, partner = host.scene.session, host.scene.subject, host.partner
    name, called = clip(partner.name, 40), session.called(item_id)
    if partner.id in recusals_on(session, item_id):
        if host.do(take_part(item_id, partner.id)):
            host.answer(f"{name} takes part again. {host.key('undo')} takes that back.")
    elif partner == THE_ROOM:
        host.tell("This is the whole room: somebody has to take part.")
    elif len(voices_on(session, item_id)) == 1:
        out = f"{host.key('does_not_apply')} says that it does not apply here."
        host.tell(f"Nobody else is left to answer {called}. {out}")
    else:
        undone = f"{host.key('takes_no_part')} on it ends that."

        def record(_: Typed) -> None:
            go_on()
            host.tell(f"{name} takes no part in this. {undone}")

        host.ask(
            Question(
                f"Why does {partner.name} take no part in {called}?",
                lambda typed: take_no_part(item_id, partner.id, typed.text),
                (f"no part {partner.id}", item_id),
                placeholder="Such as a conflict of interest. It can be left empty.",
                may_be_empty=True,
                recorded=record,
            )
        )


def leave_out(host: Host) -> None:
    """Say how a partner stands aside where a whole step is answered, and not one item of it."""
    name = clip(host.partner.name, 40)
    host.tell(f"If {name} stands aside, leave it out. {host.key('note')} keeps why. Then reveal without it.")
