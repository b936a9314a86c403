"""Close: what was agreed to do, what was decided, what is still parked."""

from sessions import dates, result_words, words
from sessions.analysis.results import totals
from sessions.analysis.whole import progress
from sessions.kinds.checklist.records import progress_by_pack
from sessions.kinds.checklist.words import how_far
from sessions.kinds.close import CloseActivity
from sessions.record import Session
from sessions.spans import on_screen, plain
from workshop.steps.recorded import action_entries, action_point, note_lines
from workshop.steps.review import ActionListView
from workshop.steps.scene import PageLine, Scene, under
from workshop.wall.model import Entry, Wall


class CloseView(ActionListView[CloseActivity]):
    """The end of a session."""

    id = "close"

    def start(self, scene: Scene, activity: CloseActivity) -> tuple[PageLine, ...]:
        session, keys = scene.session, scene.keys
        write = f"Press {keys['summary']}, then {keys['write']}, to write the summary."
        actions = words.number_of(len(session.open_actions()), "action", "actions", nought="0")
        lines = [PageLine("lead", f"{actions} open. {write}")]
        if parked := sum(note.is_parked for note in session.notes):
            points = f"{parked} parked {'point' if parked == 1 else 'points'} to come back to."
            lines.append(PageLine("warn", f"{points} {keys['bring_back']} brings one back."))
        done, of = progress(session)
        if of:
            have = "has" if done == 1 else "have"
            lines.append(
                PageLine("text", f"{done} of {of} scored items {have} an answer or an agreed level.")
            )
        lines.append(PageLine("text", meets_next(session) or f"{keys['details']} keeps when you meet next."))
        lines += under("Results", "point", _results(session))
        for pack, checks in progress_by_pack(session):
            lines.append(PageLine("text", f"{pack.name}: {how_far(checks)}."))
        lines += note_lines(session, "decision", "Decisions")
        lines += note_lines(session, "parked", "Parked points")
        if session.actions:
            lines.append(PageLine("heading", "Who does what by when"))
            lines += [action_point(action, scene.today) for action in session.open_actions()]
        return tuple(lines)

    def start_wall(self, scene: Scene, activity: CloseActivity) -> Wall:
        """Who does what by when, then decisions, then what is still parked."""
        session, entries = scene.session, list[Entry]()
        if actions := tuple(action_entries(session.open_actions(), scene.today)):
            entries += [Entry("heading", "Who does what, by when"), *actions]
        if results := [Entry("point", text) for text in _results(session)]:
            entries += [Entry("heading", "Results"), *results]
        for heading, kind in (("Decisions", "decision"), ("Parked", "parked")):
            notes = [note for note in session.notes if note.kind == kind and not note.outcome]
            if notes:
                entries.append(Entry("heading", heading))
                entries += [Entry("point", on_screen(words.note_from(session, note))) for note in notes]
        statement = meets_next(session) or ("" if entries else "Thank you.")
        return Wall(activity.title, statement=statement, entries=tuple(entries))


def meets_next(session: Session) -> str:
    """When the next meeting is; empty where nobody has said."""
    return f"We meet next on {dates.show_long(session.next_meeting)}." if session.next_meeting else ""


def _results(session: Session) -> list[str]:
    """What sections and packs came to, where their material puts their levels together."""
    return [on_screen(plain(result_words.named(session, total))) for total in totals(session)]
