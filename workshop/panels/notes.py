"""Notes, decisions, parked points and what becomes of them, and actions."""

from __future__ import annotations

from sessions import actionline, words
from sessions.edits import notes as edits
from sessions.rows import Note, NoteKind
from sessions.spans import on_screen
from workshop.cells import clip
from workshop.panels.host import Commands, Host, Question
from workshop.widgets.dialogs.action import ActionDialog, ActionTyped
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog

RECORDED: dict[NoteKind, str] = {
    "comment": "Comment recorded",
    "evidence": "Evidence recorded",
    "decision": "Decision recorded",
    "parked": "Parked",
}


class NotesPart:
    """The part of the run screen that writes things down."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._lines: dict[str | None, str] = {}
        """Lines of actions that were typed and not recorded, by origin."""

    @property
    def commands(self) -> Commands:
        """What it carries out at every stop."""
        return {
            "note": lambda: self._note(
                "Note on", ("comment", "evidence"), "What was said, or what shows it."
            ),
            "decision": lambda: self._note("Decision on", ("decision",), "What was decided."),
            "park": lambda: self._note("Park a point from", ("parked",), "What to come back to."),
            "edit_notes": self._edit_notes,
            "bring_back": self._bring_back,
            "add_action": self._add_action,
        }

    # --- notes ------------------------------------------------------------------------------------

    def _note(self, title: str, kinds: tuple[NoteKind, ...], placeholder: str) -> None:
        host, origin = self._host, self._host.scene.origin
        name = words.called(host.scene.session, origin) or "the session"

        def record(typed: Typed) -> bool:
            kind = next(kind for kind in kinds if kind == typed.choice)
            done = host.do(edits.add_note(kind, typed.text, origin=origin))
            if done:
                host.tell(f"{RECORDED[kind]}: {clip(typed.text, 80)}")
            return done

        host.ask(
            Question(
                f"{title} {name}",
                key=(kinds[0], origin),
                record=record,
                placeholder=placeholder,
                choices=kinds,
                chosen=kinds[0],
            )
        )

    def _edit_notes(self) -> None:
        """Correct or remove a note of this place."""
        host, session = self._host, self._host.scene.session
        notes = session.notes_on(host.scene.origin)
        if not notes:
            host.tell(f"There is no note here yet. {host.key('note')} adds one.")
        elif len(notes) == 1:
            self._edit_note(notes[0])
        else:
            rows = [(note, on_screen(words.note_in_room(session, note))) for note in notes]
            dialog: PickDialog[Note] = PickDialog("Which note?", rows)
            host.open(dialog, lambda note: self._edit_note(note) if note else None)

    def _edit_note(self, note: Note) -> None:
        kinds: tuple[NoteKind, ...] = ("comment", "evidence", "decision", "parked")

        def record(typed: Typed) -> bool:
            kind = next(kind for kind in kinds if kind == typed.choice)
            return self._host.do(edits.change_note(note.id, kind=kind, text=typed.text))

        self._host.ask(
            Question(
                f"Change {note.id}",
                key=(note.id, note.origin),
                record=record,
                text=note.text,
                placeholder="Empty removes the note.",
                choices=kinds,
                chosen=note.kind,
                may_be_empty=True,
            )
        )

    # --- parked points ----------------------------------------------------------------------------

    def _bring_back(self) -> None:
        """Choose a parked point, and then what becomes of it."""
        host, session = self._host, self._host.scene.session
        parked = [note for note in session.notes if note.kind == "parked" and not note.outcome]
        if not parked:
            host.tell(f"No point is parked. {host.key('park')} parks one.")
            return
        rows = [(note, on_screen(words.note_from(session, note))) for note in parked]
        dialog: PickDialog[Note] = PickDialog("Which parked point?", rows)
        host.open(dialog, lambda note: self._settle(note) if note else None)

    def _settle(self, note: Note) -> None:
        host = self._host
        rows = [("action", "Make it an action"), ("decision", "Make it a decision"), ("dropped", "Drop it")]
        dialog: PickDialog[str] = PickDialog(f"What becomes of it? {note.text}", rows)

        def settle(outcome: str | None) -> None:
            if outcome == "action":
                self._action_from(note)
            elif outcome == "decision":
                host.ask(
                    Question(
                        "Decision",
                        key=("decide", note.id),
                        record=lambda typed: host.do(edits.parked_to_decision(note.id, typed.text)),
                        text=note.text,
                        placeholder="What was decided.",
                    )
                )
            elif outcome == "dropped":
                host.do(edits.drop_parked(note.id))

        host.open(dialog, settle)

    # --- actions ----------------------------------------------------------------------------------

    def _add_action(self) -> None:
        """Ask for a new action from here."""
        host, origin, today = self._host, self._host.scene.origin, self._host.scene.today
        session = host.scene.session

        def record(typed: ActionTyped | None) -> None:
            if typed is None:
                return
            # Kept until it is recorded: what cannot be is offered again.
            self._lines[origin] = typed.line
            if typed.fields is not None and host.do(edits.add_action(typed.fields, origin=origin)):
                del self._lines[origin]
                new = host.scene.session.actions[-1]
                host.tell(f"Added: {clip(on_screen(words.action_in_room(new, today)), 120)}")

        name = words.called(session, origin)
        title = f"New action from {name}" if name else "New action"
        host.open(ActionDialog(session, title, today=today, draft=self._lines.get(origin, "")), record)

    def _action_from(self, note: Note) -> None:
        """Ask for the action that a parked point becomes; the line begins with its words."""
        host = self._host

        def record(typed: ActionTyped | None) -> None:
            if typed is not None and typed.fields is not None:
                host.do(edits.parked_to_action(note.id, typed.fields))

        draft = actionline.compose(" ".join(note.text.split()))
        title = "Action from a parked point"
        host.open(ActionDialog(host.scene.session, title, today=host.scene.today, draft=draft), record)
