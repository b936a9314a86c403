"""What partners say to a check, blind; the answer that the room settles on, and dissent from it."""

from collections.abc import Callable
from functools import partial

from sessions.edit import Edit
from sessions.kinds.checklist import edits
from sessions.kinds.checklist.records import (
    ANSWERS,
    CheckAnswer,
    PartnerCheck,
    check_on,
    is_revealed,
    partner_checks_on,
)
from sessions.kinds.checklist.words import CALLED, SCALE, partner_answer
from sessions.kinds.score.records import Earlier
from sessions.record import THE_ROOM
from sessions.rows import ROOM, Partner
from sessions.spans import on_screen, plain
from sessions.voices import has_room, recusals_on
from workshop.panels.host import Host, Question
from workshop.panels.panel import PartnersPanel
from workshop.panels.voices import can_count, has_no_part, has_no_voice, room_instead
from workshop.widgets.dialogs.after_reveal import AfterRevealDialog
from workshop.widgets.dialogs.check import CheckDialog
from workshop.widgets.dialogs.counts import Counted, CountsDialog
from workshop.widgets.dialogs.pick import PickDialog


def answer(panel: PartnersPanel, given: CheckAnswer) -> None:
    """The answer of the partner in focus, and on to the next partner."""
    host, item_id, partner = panel.host, panel.scene.stop.ref, panel.host.partner
    if has_no_voice(host, partner):
        return
    before = partner_checks_on(panel.session, item_id).get(partner.id)
    edit = edits.say_one(item_id, partner.id, given)
    if before is not None and is_revealed(panel.session, item_id):
        _correct(host, before, edit)
    elif host.do(edit):
        panel.remark_on("answer", changed=before is not None)
        panel.go_on(panel.ready or ())


def take_back(panel: PartnersPanel) -> None:
    """Take back what the partner in focus said."""
    host, item_id = panel.host, panel.scene.stop.ref
    seen = partner_checks_on(panel.session, item_id).get(host.partner.id)
    if seen is not None and is_revealed(panel.session, item_id):
        _correct(host, seen, edits.unsay(item_id, host.partner.id))
    else:
        notice = "The answer of {} is taken back. {} brings it back."
        panel.take_back(partial(edits.unsay, item_id), notice)


def _correct(host: Host, seen: PartnerCheck, edit: Edit) -> None:
    """Ask whether what the room has seen is to be corrected; the record keeps what it was."""
    session = host.scene.session
    was = on_screen(plain(partner_answer(seen))) if session.as_bodies else ""

    def record(number: int | None) -> None:
        if number:
            host.do(edit)

    host.open(AfterRevealDialog(session.partner(seen.partner_id).name, (1,), was), record)


def count_hands(panel: PartnersPanel) -> None:
    """Of the partner in focus; where the room has answered as one, of that."""
    if can_count(panel.host):
        _hands_of(panel, panel.host.partner)


def count_room(panel: PartnersPanel) -> None:
    """Of the whole room, instead of the partners."""
    others = partner_checks_on(panel.session, panel.scene.stop.ref).keys() - {ROOM}
    room_instead(panel.host, len(others), "answered", lambda: _hands_of(panel, THE_ROOM))


def _hands_of(panel: PartnersPanel, partner: Partner) -> None:
    host, item_id, session = panel.host, panel.scene.stop.ref, panel.session
    before, revealed = partner_checks_on(session, item_id).get(partner.id), is_revealed(session, item_id)
    secret = not (revealed and session.as_bodies)
    again = " (has answered already; new numbers replace it)" if before and secret else ""
    old = None if before is None or secret else Earlier(counts=before.counts, dont_know=before.dont_know)
    title = f"Show of hands: {partner.name}{again}"
    dialog = CountsDialog(title, SCALE, partner, old, hidden=host.wall_shown and secret)

    def record(counted: Counted | None) -> None:
        if counted is None:
            return
        instead = partner == THE_ROOM
        hands = edits.say(item_id, partner.id, counted.counts, counted.dont_know, instead=instead)
        if before is not None and revealed:
            _correct(host, before, hands)
        elif host.do(hands):
            panel.go_on(panel.ready or ())
            if counted.reveal:
                host.action_command("reveal")

    host.open(dialog, record)


def settle(host: Host, then: Callable[[CheckAnswer], None]) -> None:
    """Ask for the room's answer, and go on with `then` once it is recorded."""
    session, item_id = host.scene.session, host.scene.stop.ref
    check, item = check_on(session, item_id), session.item(item_id)

    def record(chosen: CheckAnswer | str | None) -> None:
        answer = next((known for known in ANSWERS if known == chosen), None)
        if answer is not None and host.do(edits.tick(item_id, answer)):
            then(answer)
        elif chosen == "":
            host.do(edits.untick(item_id))

    title = f"The room's answer to {item.number} {item.name}"
    host.open(CheckDialog(title, check.answer if check else None), record)


def dissent(panel: PartnersPanel, partner: Partner | None) -> None:
    """Of this partner; where it is none, or the room answered as one, of the one that is picked."""
    host, session, item_id = panel.host, panel.session, panel.scene.stop.ref
    if check_on(session, item_id) is None:
        host.tell("Dissent is from the room's answer. Record that first.")
    elif not session.partners or (partner is not None and not has_room(session, item_id)):
        _dissent_of(host, partner if partner is not None and session.partners else THE_ROOM)
    else:
        out = recusals_on(session, item_id)
        rows = [(other, other.name) for other in session.partners if other.id not in out]
        dialog = PickDialog[Partner]("Who does not share the room's answer?", rows)
        host.open(dialog, lambda picked: _dissent_of(host, picked) if picked else None)


def _dissent_of(host: Host, partner: Partner) -> None:
    item_id = host.scene.stop.ref
    check = check_on(host.scene.session, item_id)
    if check is None or (partner != THE_ROOM and has_no_part(host, partner)):
        return
    reason = next((d.reason for d in check.dissents if d.partner_id == partner.id), "")
    host.ask(
        Question(
            f"Dissent of {partner.name} from “{CALLED[check.answer]}”",
            lambda typed: edits.dissent_from_check(item_id, partner.id, typed.text),
            (f"dissent {partner.id}", item_id),
            reason,
            "Empty takes the dissent back." if reason else "Why it does not share the room's answer.",
            may_be_empty=bool(reason),
        )
    )
