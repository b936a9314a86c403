"""What the room takes of several options and why, who does not share that, and the decision made of it."""

from sessions.edits import notes as note_edits
from sessions.kinds.options import edits, words as says
from sessions.kinds.options.records import Choice, OptionsActivity, choice_of, options_here
from sessions.rows import Partner
from sessions.voices import has_room
from workshop.cells import clip
from workshop.panels.host import Commands, Host, Question
from workshop.widgets.dialogs.pick import NumberedDialog, PickDialog

TAKE_BACK = ""
"""In the place of an option: the room takes its choice back."""


def choice_commands(host: Host, step: OptionsActivity) -> Commands:
    """Choosing, dissent, and, once something is chosen, its words as a decision."""
    chosen = choice_of(host.scene.session, step.id)
    own: Commands = {"agree": lambda: _choose(host, step), "dissent": lambda: _dissent(host, step)}
    return own if chosen is None else {**own, "decision": lambda: _decide(host, step, chosen)}


def _choose(host: Host, step: OptionsActivity) -> None:
    """Which option the room takes, and then why."""
    session, chosen = host.scene.session, choice_of(host.scene.session, step.id)
    options = options_here(session, step)
    rows = [(item_id, f"{n} {session.item(item_id).name}") for n, item_id in enumerate(options, start=1)]
    at = options.index(chosen.item_id) if chosen is not None and chosen.item_id in options else 0
    if chosen is not None:
        rows.append((TAKE_BACK, "Take the choice back, with its dissent"))

    def chose(item_id: str | None) -> None:
        if item_id == TAKE_BACK:
            host.do(edits.withdraw_choice(step.id))
        elif item_id is not None:
            _ask_why(host, step, item_id)

    host.open(NumberedDialog[str]("Which one does the room take?", rows, at=at), chose)


def _ask_why(host: Host, step: OptionsActivity, item_id: str) -> None:
    chosen = choice_of(host.scene.session, step.id)
    host.ask(
        Question(
            f"Why do we take {host.scene.session.item(item_id).name}?",
            lambda typed: edits.choose(step.id, item_id, typed.text),
            (f"choice {item_id}", step.id),
            chosen.reason if chosen is not None and chosen.item_id == item_id else "",
            "The reason stands in the minutes. It can be left empty.",
            may_be_empty=True,
            recorded=lambda _: _remark(host, step),
        )
    )


def _remark(host: Host, step: OptionsActivity) -> None:
    """Dissent from another option stays on record; the room should say whether it still stands."""
    session, chosen = host.scene.session, choice_of(host.scene.session, step.id)
    dissents = chosen.dissents if chosen is not None else ()
    old = [own for own in dissents if chosen is not None and own.from_option not in (None, chosen.item_id)]
    if old:
        names = ", ".join(session.partner(own.partner_id).name for own in old)
        still = f"Dissent from another option is still on record: {clip(names, 60)}."
        host.tell(f"{still} {host.key('dissent')} changes it.")
    else:
        host.tell(f"{host.key('decision')} records it as a decision, too.")


def _dissent(host: Host, step: OptionsActivity) -> None:
    """Of the partner in focus; where the room has said so as one, of the one that is picked."""
    session, chosen = host.scene.session, choice_of(host.scene.session, step.id)
    if chosen is None:
        host.tell(f"Dissent is from the room's choice. Record that first, with {host.key('agree')}.")
    elif not session.partners:
        host.tell("Dissent is that of a partner, and none is named.")
    elif has_room(session, step.id):
        rows = [(partner, partner.name) for partner in session.partners]
        dialog = PickDialog[Partner]("Who does not share the choice?", rows)
        host.open(dialog, lambda partner: _dissent_of(host, step, chosen, partner) if partner else None)
    else:
        _dissent_of(host, step, chosen, host.partner)


def _dissent_of(host: Host, step: OptionsActivity, chosen: Choice, partner: Partner) -> None:
    reason = next((own.reason for own in chosen.dissents if own.partner_id == partner.id), "")
    host.ask(
        Question(
            f"Dissent of {partner.name} from {host.scene.session.item(chosen.item_id).name}",
            lambda typed: edits.dissent_from_choice(step.id, partner.id, typed.text),
            (f"dissent {partner.id}", step.id),
            reason,
            "Empty takes the dissent back." if reason else "Why it does not share the choice.",
            may_be_empty=bool(reason),
        )
    )


def _decide(host: Host, step: OptionsActivity, chosen: Choice) -> None:
    """The choice as a decision; its words can be changed before it is recorded."""
    origin = chosen.item_id
    host.ask(
        Question(
            f"Decision in {step.title}",
            lambda typed: note_edits.add_note("decision", typed.text, origin=origin, votes=typed.votes),
            ("decision on the choice", origin),
            says.decision(host.scene.session, origin, chosen.reason),
            "What was decided.",
            choices=("decision",),
            chosen="decision",
            with_votes=True,
            recorded=lambda typed: host.tell(f"Decision recorded: {clip(typed.text, 80)}"),
        )
    )
