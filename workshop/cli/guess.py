"""The command `guess`: figures that the room guesses before it sees them. `reveal` shows them."""

from argparse import Namespace

from sessions import guess_words, plan, words
from sessions.edit import Edit
from sessions.kinds.discuss import guessed_here
from sessions.kinds.guesses import GUESSES, guess as guess_of, guesses_on, ranked
from sessions.record import Session
from workshop.cli import output
from workshop.cli.context import change


def guess(args: Namespace) -> int:
    """Record a partner's guess, or take it back."""

    def edit_of(session: Session) -> Edit:
        item_id, partner = plan.find_item(session, args.item), session.find_voice(args.partner)
        return guess_of(item_id, partner.id, args.figures or "", instead=args.replace)

    after = change(args, edit_of)
    item, partner = after.item(plan.find_item(after, args.item)), after.find_voice(args.partner)
    row = guesses_on(after, item.id).get(partner.id)
    if args.json:
        output.say(output.as_json(row.model_dump(mode="json") if row else None))
    else:
        said = f"{'; '.join(row.figures)}; hidden until the reveal" if row else "no guess"
        output.tell(f"{item.number} {item.name}, {partner.name}: {said}")
    return output.OK


def is_figure(session: Session, what: object) -> bool:
    """Whether this is the id of an item whose figure is guessed on the agenda."""
    return any(stop.ref == what and guessed_here(session, stop) for stop in plan.stops(session))


def tell_figure(args: Namespace, session: Session, item_id: str) -> int:
    """Say what the room sees now: the figure, and what was guessed."""
    item, guessed = session.item(item_id), ranked(session, item_id)
    assert item.guess is not None
    if args.json:
        rows = [row.model_dump(mode="json") for row in GUESSES.of(session) if row.item_id == item_id]
        figure = item.guess.model_dump(mode="json")
        output.say(output.as_json({"item": item_id, "revealed": True, "figure": figure, "guesses": rows}))
    else:
        said = guess_words.guess_range([guess.figure for guess in guessed]) or "no guesses"
        output.tell(f"{item.number} {item.name}: {guess_words.figure(item.guess)} {words.first_upper(said)}.")
    return output.OK
