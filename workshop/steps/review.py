"""Review: the actions that are still open from before, and what else the sessions before left behind."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sessions import meeting, plan, words
from sessions.kinds.review import ReviewActivity
from sessions.record import Session
from sessions.rows import Action, ActionStatus, Activity, Standing
from sessions.scope import passed_over
from sessions.series import standing_line
from sessions.spans import Line, on_screen, plain
from workshop.steps.recorded import action_entries, by_due_date, open_words
from workshop.steps.scene import Offer, PageLine, Scene, offer, under
from workshop.steps.view import StepView
from workshop.wall.model import Entry, Wall

A = TypeVar("A", bound=Activity)
STATUSES: tuple[ActionStatus, ...] = ("done", "in progress", "dropped", "open")
"""What a digit says of the action in focus, from 1."""
STAYS = f"answer_level_{len(STATUSES) + 1}"
DIGITS = {f"answer_level_{n}": status for n, status in enumerate((*STATUSES, "stays"), start=1)}
"""Ids of the commands that say something of it, and what; `STAYS` says that it was talked about, no more."""
MOST_STANDING = 12
"""Decisions, and risks, that the page lists."""
ON_WALL = 6
"""Decisions, and risks, that the room sees, where it has the room."""


class ActionListView(StepView[A]):
    """A step that is about the list of open actions."""

    promoted = frozenset({"show_actions"})

    def nothing_open(self, session: Session) -> str:
        """What the room reads where no action is open."""
        del session
        return ""

    def start_wall(self, scene: Scene, activity: A) -> Wall:
        actions = scene.session.open_actions()
        if not actions:
            return Wall(activity.title, statement=self.nothing_open(scene.session))
        entries = tuple(action_entries(actions, scene.today))
        return Wall(activity.title, statement=open_words(scene.session, scene.today), entries=entries)


class ReviewView(ActionListView[ReviewActivity]):
    """The open actions, one after the other."""

    id = "review"
    offered = "Review of actions"
    promoted = frozenset({*DIGITS, "edit_notes", "note", "dot_rule"})
    lists_open = True

    def nothing_open(self, session: Session) -> str:
        """As far as this record knows: of a session that goes on from none, nothing is said of others."""
        if session.series is not None and session.series.previous is not None:
            return "No action is open from before."
        return "No action has come here from a session before."

    def commands(self, scene: Scene) -> frozenset[str]:
        return frozenset({"dot_rule", *DIGITS})

    def labels(self, scene: Scene) -> dict[str, str]:
        if not reviewed(scene.session):
            return {"dot_rule": "reopen"}
        return {**DIGITS, "edit_notes": "change", "note": "remark", "dot_rule": "reopen"}

    def idle(self, scene: Scene) -> frozenset[str]:
        session, idle = scene.session, super().idle(scene)
        idle |= frozenset() if reviewed(session) else frozenset(DIGITS)
        goes_on = session.series is not None and session.series.previous is not None
        return idle if goes_on else idle | {"dot_rule"}

    def start(self, scene: Scene, activity: ReviewActivity) -> tuple[PageLine, ...]:
        session, keys = scene.session, scene.keys
        if reviewed(session):
            lines = [PageLine("lead", open_words(session, scene.today))]
        else:
            lines = [PageLine("lead", f"{self.nothing_open(session)} Go on with {keys['next_stop']}.")]
        if scene.elsewhere and (session.series is None or session.series.previous is None):
            lines.append(PageLine("warn", scene.elsewhere, person=True))
            lines.append(PageLine("warn", f"{keys['details']}, then {keys['go_on']}, takes them on."))
        points = (on_screen(words.note_from(session, note)) for note in session.notes if note.is_parked)
        lines += under("Parked, to come back to", "point", points, person=True)
        for kind, heading in (("decision", "Decided before"), ("risk", "Risks seen before")):
            rows = _standing(session, kind)
            lines += under(f"{heading} ({len(rows)})", "point", _standing_lines(session, rows), person=True)
        return (*lines, *under("Not reached so far", "point", _not_reached(scene)))

    def start_wall(self, scene: Scene, activity: ReviewActivity) -> Wall:
        """What is open, what was settled just now, and where there is room, what stands from before."""
        session = scene.session
        settled = [action for action in reviewed(session) if not action.is_open]
        entries = [*action_entries(session.open_actions(), scene.today)]
        if settled:
            entries.append(Entry("heading", "Settled"))
            entries += [Entry("point", on_screen(_settled(action))) for action in settled]
        if not entries:
            return super().start_wall(scene, activity)
        for kind, heading in (("decision", "Decided before"), ("risk", "Risks seen before")):
            rows = _standing(session, kind)[:ON_WALL]
            entries += [Entry("heading", heading, spare=True)] if rows else []
            entries += [Entry("point", line, spare=True) for line in _standing_lines(session, rows)]
        return Wall(activity.title, statement=open_words(session, scene.today), entries=tuple(entries))

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        asked = "Take the actions in turn: is it done, under way, or to be dropped?"
        yield offer("Review of the open actions", ReviewActivity, "Open actions", 10, asked)


def reviewed(session: Session) -> tuple[Action, ...]:
    """The actions to go through, the first due first: open ones, and those that were settled just now."""
    here = (action for action in session.actions if action.is_open or action.spoken_of == session.id)
    return tuple(by_due_date(here))


def history(session: Session, action: Action) -> tuple[str, ...]:
    """What became of an action before: where it is from, what it was due, what was said of it and where."""
    lines = []
    if action.carried_from:
        lines.append((*plain("from "), *meeting.session_before(session.series, action.carried_from)))
    for past in action.past_dues:
        was = words.due_of(past)
        lines.append((*plain("was due "), *was, *plain(", moved in "), *_where(session, past.session_id)))
    for remark in action.remarks:
        where = _where(session, remark.session_id)
        lines.append((*meeting.remarked(remark), *plain(" ("), *where, *plain(")")))
    return tuple(map(on_screen, lines))


def _where(session: Session, session_id: str) -> Line:
    if session_id == session.id:
        return plain("this session")
    return meeting.session_before(session.series, session_id)


def _settled(action: Action) -> Line:
    return (*words.action_what(action), *plain(f" · {action.status}"))


def _standing(session: Session, kind: str) -> Sequence[Standing]:
    return [row for row in session.series.standing if row.kind == kind] if session.series else []


def _standing_lines(session: Session, rows: Sequence[Standing]) -> Iterator[str]:
    """Each with where it is from; of many the latest, and how many more there are."""
    for row in rows[:MOST_STANDING]:
        assert session.series is not None
        yield on_screen(standing_line(session.series, row))
    if len(rows) > MOST_STANDING:
        yield f"and {len(rows) - MOST_STANDING} more"


def _not_reached(scene: Scene) -> Iterator[str]:
    """Items of the steps before this one that have no answer and no agreed level: "1.8 Shared data"."""
    session, open_items = scene.session, set(plan.left(scene.session))
    for stop in plan.stops(session):
        if stop.activity_id == scene.stop.activity_id:
            return
        if stop.part == "item" and stop.ref in open_items and not passed_over(session, stop):
            item = session.item(stop.ref)
            yield f"{item.number} {item.name}"
