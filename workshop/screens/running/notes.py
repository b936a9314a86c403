"""Notes, decisions, parked points and what becomes of them, and actions."""

from __future__ import annotations

from sessions.record import Note, NoteKind
from workshop import pages
from workshop.cells import clip
from workshop.screens.asking import ask_action, ask_parked_action
from workshop.screens.running.asking import Asking
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog

RECORDED = {
    "comment": "Comment recorded",
    "evidence": "Evidence recorded",
    "decision": "Decision recorded",
    "parked": "Parked",
}


class Notes(Asking):
    """The part of the run screen that writes things down."""

    def _about(self) -> tuple[str | None, str]:
        """(origin of what is noted here, its name)."""
        origin = pages.origin_of(self.stop_here)
        return origin, pages.named(self.session, origin) or "the session"

    def _note(self, title: str, kinds: tuple[NoteKind, ...], placeholder: str) -> None:
        origin, name = self._about()

        def record(typed: Typed) -> bool:
            kind = next(one for one in kinds if one == typed.choice)
            done = self.do(lambda: self._desk.note(kind, typed.text, origin=origin))
            if done:
                self.tell(f"{RECORDED[kind]}: {clip(typed.text, 80)}")
            return done

        self.ask(
            f"{title} {name}",
            key=(kinds[0], origin),
            record=record,
            placeholder=placeholder,
            choices=kinds,
            chosen=kinds[0],
        )

    def action_note(self) -> None:
        """Note a comment or evidence."""
        self._note("Note on", ("comment", "evidence"), "What was said, or what shows it.")

    def action_decision(self) -> None:
        """Record a decision."""
        self._note("Decision on", ("decision",), "What was decided.")

    def action_park(self) -> None:
        """Park a point."""
        self._note("Park a point from", ("parked",), "What to come back to.")

    def action_edit_notes(self) -> None:
        """Correct or remove a note of this place."""
        notes = self.session.notes_on(pages.origin_of(self.stop_here))
        if not notes:
            self.tell(f"There is no note here yet. {self.key('note')} adds one.")
        elif len(notes) == 1:
            self._edit_note(notes[0])
        else:
            rows = [(one, pages.note_line(one)) for one in notes]
            dialog: PickDialog[Note] = PickDialog("Which note?", rows)
            self.app.push_screen(dialog, lambda note: self._edit_note(note) if note else None)

    def _edit_note(self, note: Note) -> None:
        kinds: tuple[NoteKind, ...] = ("comment", "evidence", "decision", "parked")

        def record(typed: Typed) -> bool:
            kind = next(one for one in kinds if one == typed.choice)
            return self.do(lambda: self._desk.change_note(note.id, kind=kind, text=typed.text))

        self.ask(
            f"Change {note.id}",
            key=(note.id, note.origin),
            record=record,
            text=note.text,
            placeholder="Empty removes the note.",
            choices=kinds,
            chosen=note.kind,
            may_be_empty=True,
        )

    # --- parked points ----------------------------------------------------------------------------

    def action_bring_back(self) -> None:
        """Choose a parked point, and then what becomes of it."""
        parked = [one for one in self.session.notes if one.kind == "parked" and not one.outcome]
        if not parked:
            self.tell(f"No point is parked. {self.key('park')} parks one.")
            return
        rows = [(one, pages.parked_line(self.session, one)) for one in parked]
        dialog: PickDialog[Note] = PickDialog("Which parked point?", rows)
        self.app.push_screen(dialog, lambda note: self._settle(note) if note else None)

    def _settle(self, note: Note) -> None:
        rows = [("action", "Make it an action"), ("decision", "Make it a decision"), ("dropped", "Drop it")]
        dialog: PickDialog[str] = PickDialog(f"What becomes of it? {note.text}", rows)

        def settle(outcome: str | None) -> None:
            if outcome == "action":
                ask_parked_action(self, self._desk, note, today=self._today(), do=self.do)
            elif outcome == "decision":
                self.ask(
                    "Decision",
                    key=("decide", note.id),
                    record=lambda typed: self._decided(note, typed),
                    text=note.text,
                    placeholder="What was decided.",
                )
            elif outcome == "dropped":
                self.do(lambda: self._desk.settle_parked(note.id, "dropped"))

        self.app.push_screen(dialog, settle)

    def _decided(self, note: Note, typed: Typed) -> bool:
        return self.do(lambda: self._desk.parked_to_decision(note.id, typed.text))

    # --- actions ----------------------------------------------------------------------------------

    def action_add_action(self) -> None:
        """Add an action from here."""
        ask_action(
            self,
            self._desk,
            origin=pages.origin_of(self.stop_here),
            today=self._today(),
            drafts=self._drafts,
            do=self.do,
        )
