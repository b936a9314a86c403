"""Use cases of notes and actions."""

from __future__ import annotations

from sessions import edits
from sessions.record import Action, NoteKind, Session
from workshop.facilitation.desk import Desk


class Notes(Desk):
    """What is written down, and who will do what."""

    def note(self, kind: NoteKind, text: str, *, origin: str | None = None) -> Session:
        """Add a note to an item, a section or the session."""
        what = {"parked": "parked point"}.get(kind, kind)
        return self.change(what, lambda s: edits.add_note(s, kind, text, origin=origin, now=self.clock()))

    def change_note(self, note_id: str, *, kind: NoteKind, text: str) -> Session:
        """Correct a note; an empty text removes it."""
        return self.change(
            f"change of {note_id}", lambda s: edits.change_note(s, note_id, kind=kind, text=text)
        )

    def settle_parked(self, note_id: str, outcome: str) -> Session:
        """Say what a parked point became; empty parks it again."""
        return self.change(
            f"outcome of parked point {note_id}", lambda s: edits.settle_parked(s, note_id, outcome)
        )

    def parked_to_decision(self, note_id: str, text: str) -> Session:
        """Make a decision of a parked point, in one step to undo."""
        note = next(one for one in self.session.notes if one.id == note_id)

        def edit(session: Session) -> Session:
            session = edits.add_note(session, "decision", text, origin=note.origin, now=self.clock())
            return edits.settle_parked(session, note_id, f"decision {session.notes[-1].id}")

        return self.change("decision on a parked point", edit)

    def parked_to_action(self, note_id: str, fields: edits.ActionFields) -> Session:
        """Make an action of a parked point, in one step to undo."""
        note = next(one for one in self.session.notes if one.id == note_id)

        def edit(session: Session) -> Session:
            session = edits.add_action(session, fields, origin=note.origin, now=self.clock())
            return edits.settle_parked(session, note_id, f"action {session.actions[-1].id}")

        return self.change("action from a parked point", edit)

    def act(self, fields: edits.ActionFields, *, origin: str | None = None) -> Session:
        """Add an action."""
        return self.change("action", lambda s: edits.add_action(s, fields, origin=origin, now=self.clock()))

    def change_action(self, action: Action) -> Session:
        """Replace the action that has the same id."""
        return self.change(f"change of {action.id}", lambda s: edits.change_action(s, action))
