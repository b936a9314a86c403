"""What was recorded, as lines of a page and as entries of the wall."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from sessions import spans, words
from sessions.added import changeable
from sessions.analysis.whole import due_order, is_overdue
from sessions.material import Item
from sessions.record import Session
from sessions.rows import Action, MaterialActivity, Note, NoteKind
from sessions.spans import on_screen
from workshop.steps.scene import PageLine, Scene, under
from workshop.wall.model import Entry, Tone


def by_due_date(actions: Iterable[Action]) -> list[Action]:
    """The first due first, and those without a date last: see `due_order`."""
    return sorted(actions, key=due_order)


def open_words(session: Session, today: date) -> str:
    """ "4 open, 1 overdue"."""
    actions = session.open_actions()
    late = sum(is_overdue(action, today) for action in actions)
    return f"{len(actions)} open" + (f", {late} overdue" if late else "")


def action_point(action: Action, today: date) -> PageLine:
    """An action as a point of a page."""
    return PageLine("point", on_screen(words.action_in_room(action, today)), person=True)


def recorded_lines(scene: Scene, *, listed: bool = False) -> list[PageLine]:
    """Notes and actions that were made here, without what the page has `listed`: actions, parked points."""
    session, lines = scene.session, list[PageLine]()
    if (actions := session.actions_from(scene.origin)) and not listed:
        lines.append(PageLine("heading", f"Actions ({len(actions)})"))
        lines += [action_point(action, scene.today) for action in actions]
    notes = [note for note in session.notes_on(scene.origin) if not (listed and note.is_parked)]
    return lines + _note_lines(session, "Notes", notes, words.note_in_room)


def added_here(scene: Scene) -> tuple[Item, ...]:
    """Items that were added where a scene is, and can still be changed: the one that stands here, or all of
    the step at its start.
    """
    activity = scene.activity
    items = changeable(scene.session, activity) if isinstance(activity, MaterialActivity) else ()
    return items if scene.stop.part == "start" else tuple(i for i in items if i.id == scene.origin)


def note_lines(session: Session, kind: NoteKind, heading: str) -> list[PageLine]:
    """All notes of a kind, with where they came from; nothing where there are none."""
    notes = [note for note in session.notes if note.kind == kind]
    return _note_lines(session, heading, notes, words.note_from)


def _note_lines(
    session: Session, heading: str, notes: Sequence[Note], line: Callable[[Session, Note], spans.Line]
) -> list[PageLine]:
    texts = (on_screen(line(session, note)) for note in notes)
    return under(f"{heading} ({len(notes)})", "point", texts, person=True)


def open_action_lines(scene: Scene, nothing: str) -> tuple[PageLine, ...]:
    """The open actions, the first due first; `nothing` where there are none."""
    actions = by_due_date(scene.session.open_actions())
    if not actions:
        return (PageLine("lead", nothing),)
    how = f"{scene.keys['show_actions']} opens the list: set there what is done, in progress or dropped."
    return (
        PageLine("lead", open_words(scene.session, scene.today)),
        *(action_point(action, scene.today) for action in actions),
        PageLine("muted", how),
    )


def action_entries(actions: Iterable[Action], today: date) -> Iterator[Entry]:
    """Actions, the first due first, who and when on a line below; what is overdue has a sign of its own."""
    for action in by_due_date(actions):
        tone: Tone = "warn" if is_overdue(action, today) else "point"
        lines = (words.action_what(action), words.action_who(action, today))
        yield Entry(tone, "\n".join(map(on_screen, lines)))
