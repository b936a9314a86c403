"""The command for items that are added in the room: `add-item`."""

from argparse import Namespace

from sessions import plan
from sessions.analysis.items import has_item
from sessions.edit import Edit
from sessions.edits import items as edits
from sessions.kinds.registry import kind_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity
from workshop.cli import output
from workshop.cli.context import change, text_or_stdin
from workshop.cli.picking import find_step


def add_item(args: Namespace) -> int:
    """Add an item and print its id; or correct one that was added, or take it out."""
    if args.edit is not None or args.remove is not None:
        if args.place is not None:
            raise Problem(
                "A text for a new item stands beside --edit or --remove", hint="Leave one of them out."
            )
        return _correct(args, *(args.edit or (args.remove, None)))
    if args.place is None:
        raise Problem(
            "The text of the item is missing", hint='Such as: workshop add-item SESSION "Transport".'
        )
    place, typed = (None, args.place) if args.text is None else (args.place, args.text)
    text, known = text_or_stdin(typed), set[str]()

    def edit_of(session: Session) -> Edit:
        known.update(_items(session))
        step, behind = _step(session, place)
        return edits.add_item(step.id, text, behind=behind)

    after = change(args, edit_of)
    new = next(item_id for item_id in _items(after) if item_id not in known)
    if args.json:
        output.say(output.as_json(after.item(new).model_dump(mode="json")))
    else:
        output.say(new)
        output.tell(f"It is {after.called(new)} in {after.pack_of(new).name}.")
    return output.OK


def _items(session: Session) -> list[str]:
    return [item.id for pack in session.packs for item in pack.items()]


def _step(session: Session, wanted: str | None) -> tuple[Activity, str | None]:
    """(step that an item is added to, item or section that it comes behind). Raises Problem."""
    here = session.at.activity_id if session.at is not None else None
    if wanted is None:
        step = next((step for step in session.agenda if step.id == here), None)
        if step is None:
            raise Problem("The session is at no step yet", hint="Name a step, a section or an item.")
        return step, None
    folded = wanted.strip().casefold()
    by_name = [step for step in session.agenda if folded in (step.id, step.title.casefold())]
    if by_name:
        return by_name[0], None
    try:
        origin = plan.find_origin(session, wanted)
    except Problem as no_item:
        try:
            return find_step(session, wanted), None
        except Problem:
            raise no_item from None
    steps = [step for step in session.agenda if _is_on(session, step, origin) and step.state == "planned"]
    taking = [step for step in steps if kind_of(step).no_new_item(session, step) is None]
    if not taking:
        raise Problem(f"{wanted!r} is in no step that is planned", hint="`workshop agenda` lists them.")
    return next((step for step in taking if step.id == here), taking[0]), origin


def _is_on(session: Session, step: Activity, origin: str) -> bool:
    """Whether a step is on an item or on a section."""
    if not isinstance(step, MaterialActivity):
        return False
    if has_item(session, origin):
        return any(item.id == origin for item in step.items(session.packs))
    return any(f"{step.pack_id}/{section.id}" == origin for section, _ in step.sections(session.packs))


def _correct(args: Namespace, wanted: str, text: str | None) -> int:
    """Correct an item that was added, or take it out where there is no text."""
    kept = "" if text is None else text_or_stdin(text)
    if text is not None and not kept.strip():
        raise Problem("The item is empty", hint="--remove takes it out.")
    ids: list[str] = []

    def edit_of(session: Session) -> Edit:
        ids.append(plan.find_item(session, wanted))
        return edits.change_item(ids[-1], kept)

    after = change(args, edit_of)
    item = after.item(ids[-1]) if has_item(after, ids[-1]) else None
    if args.json:
        output.say(output.as_json(item.model_dump(mode="json") if item else None))
    else:
        output.tell(f"{item.number} {item.name}" if item else f"{wanted.strip()} is taken out.")
    return output.OK
