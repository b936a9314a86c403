"""A figure that is guessed before it is shown: until then neither it nor any guess stands there."""

from dataclasses import replace

from sessions import guess_words, words
from sessions.kinds.guesses import guesses_on, is_shown, ranked
from sessions.record import Session
from sessions.spans import plain_text
from sessions.voices import voices_on
from workshop.steps.scene import PageLine, Scene, under
from workshop.steps.view import EVERYBODY, voices_of
from workshop.wall.model import Entry, Wall

ASKED = "What is your guess? Write it down, and show it when all have one."
GUESSED = "What we guessed"


def figure_lines(scene: Scene) -> tuple[PageLine, ...]:
    """What stands below the question on the facilitator's page."""
    session, item = scene.session, scene.session.item(scene.stop.ref)
    if item.guess is None or not is_shown(session, item.id):
        return (PageLine("muted", "The figure is hidden until it is revealed."),)
    guessed = under(_heading(session, item.id), "point", _guesses(session, item.id), person=True)
    note = [PageLine("text", item.guess.note)] if item.guess.note else []
    return (PageLine("lead", f"{item.guess.answer} ({item.guess.year})"), *note, *guessed)


def figure_wall(scene: Scene, wall: Wall) -> Wall:
    """The question with who has guessed; after the reveal the figure, and what was guessed."""
    session, item = scene.session, scene.session.item(scene.stop.ref)
    if item.guess is None or not is_shown(session, item.id):
        voices = voices_of(session, item.id, guesses_on(session, item.id))
        tally = words.tally(sum(voice.ready for voice in voices), len(voices), "guessed")
        return replace(wall, entries=(Entry("question", ASKED),), voices=voices, tally=tally)
    entries = [Entry("heading", f"{item.guess.answer} ({item.guess.year})")]
    if item.guess.note:
        entries.append(Entry("text", item.guess.note))
    if guessed := _guesses(session, item.id):
        entries += [Entry("heading", _heading(session, item.id)), *(Entry("point", g) for g in guessed)]
    return replace(wall, entries=tuple(entries))


def say_of_figure(scene: Scene) -> tuple[str, ...]:
    """What the facilitator can say or do now."""
    session, item_id, keys = scene.session, scene.stop.ref, scene.keys
    if is_shown(session, item_id):
        note = f"{keys['note']} writes it down. Then {keys['next_stop']} goes on."
        return (f"“What surprises us? What would it be here today?” {note}",)
    guessed, of = len(guesses_on(session, item_id)), len(voices_on(session, item_id))
    if guessed == 0:
        room = f" {keys['whole_room']} takes those of the whole room at once." if session.partners else ""
        figure = f"{keys['peek']} shows you the figure, {keys['reveal']} shows it to all."
        return (f"“What is your guess? Write it down.” {keys['counts']} takes a guess.{room}", figure)
    if guessed < of:
        return (f"“{of - guessed} more, then we look at the figure.”",)
    return (f"“Everybody has guessed. Let us look.” Press {keys['reveal']}.",)


def hidden_figure(scene: Scene) -> tuple[tuple[str, str], ...]:
    """The figure, and what was guessed, as far as the room has seen neither."""
    session, item = scene.session, scene.session.item(scene.stop.ref)
    if item.guess is None or is_shown(session, item.id):
        return ()
    rows = [("The figure", guess_words.figure(item.guess))]
    guesses = guesses_on(session, item.id)
    if session.as_bodies:
        rows += [(session.partner(who).name, "; ".join(row.figures)) for who, row in guesses.items()]
    elif guesses:
        rows.append((EVERYBODY, "; ".join(guess.figure for guess in ranked(session, item.id))))
    return tuple(rows)


def _heading(session: Session, item_id: str) -> str:
    """ "What we guessed: 4 guesses, from 10 to 60"."""
    return f"{GUESSED}: {guess_words.guess_range([guess.figure for guess in ranked(session, item_id)])}"


def _guesses(session: Session, item_id: str) -> tuple[str, ...]:
    """Each guess, the lowest first, with whose it is where partners guess as bodies."""
    guesses = ranked(session, item_id)
    if not session.as_bodies or len(voices_on(session, item_id)) == 1:
        return tuple(guess.figure for guess in guesses)
    named = ((plain_text(words.partner_name(session, g.partner_id)), g.figure) for g in guesses)
    return tuple(f"{name}: {figure}" for name, figure in named)
