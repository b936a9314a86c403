"""Notes, decisions, parked points and what becomes of them, and actions."""

from collections.abc import Callable, Sequence
from functools import partial

from sessions import actionline, meeting, words
from sessions.edits import notes as edits
from sessions.evidence_words import KINDS
from sessions.material import EvidenceKind
from sessions.record import Session
from sessions.rows import Note, NoteKind
from sessions.spans import Line, on_screen
from workshop.cells import clip
from workshop.panels.host import Commands, Host, Question
from workshop.panels.items import edit_item
from workshop.steps.recorded import added_here
from workshop.steps.registry import view_at
from workshop.widgets.dialogs.action import ActionDialog, ActionTyped
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog

NoteLine = Callable[[Session, Note], Line]
Edit = Callable[[], None]
RECORDED: dict[NoteKind, str] = {
    "comment": "Comment recorded",
    "evidence": "Evidence recorded",
    "decision": "Decision recorded",
    "parked": "Parked",
}


class NotesPart:
    """The part of the run screen that writes things down."""

    def __init__(self, host: Host) -> None:
        self.host = host

    @property
    def commands(self) -> Commands:
        example = "What was said, or what shows it."
        return {
            "note": lambda: self._note("Note on", ("comment", "evidence", *KINDS.values()), example),
            "decision": lambda: self._note("Decision on", ("decision",), "What was decided."),
            "park": lambda: self._note("Park a point from", ("parked",), "What to come back to."),
            "edit_notes": self._edit_notes,
            "bring_back": self._bring_back,
            "add_action": self._add_action,
        }

    def _note(self, title: str, kinds: tuple[str, ...], placeholder: str) -> None:
        host, origin = self.host, self.host.scene.origin
        name = words.called(host.scene.session, origin) or "the session"
        host.ask(
            Question(
                f"{title} {name}",
                lambda typed: edits.add_note(
                    _kind(typed), typed.text, origin=origin, votes=typed.votes, evidence=_evidence(typed)
                ),
                (kinds[0], origin),
                placeholder=placeholder,
                choices=kinds,
                chosen=kinds[0],
                with_votes=kinds == ("decision",),
                recorded=self._say_recorded,
            )
        )

    def _say_recorded(self, typed: Typed) -> None:
        """Say what was recorded, and how the votes were understood."""
        said = clip(typed.text, 80)
        if typed.votes is not None:
            said += on_screen(meeting.votes(self.host.scene.session.notes[-1]))
        self.host.tell(f"{RECORDED[_kind(typed)]}: {said}")

    def _pick(self, title: str, notes: Sequence[Note], line: NoteLine, done: Callable[[Note], None]) -> None:
        """Choose one of several notes, shown by their `line`."""
        rows = [(note, on_screen(line(self.host.scene.session, note))) for note in notes]
        self.host.open(PickDialog[Note](title, rows), lambda note: done(note) if note else None)

    def _edit_notes(self) -> None:
        """Of what can be corrected here, notes and items that were added, the one that is chosen."""
        host, session = self.host, self.host.scene.session
        notes, items = session.notes_on(host.scene.origin), added_here(host.scene)
        rows: list[tuple[Edit, Line]] = [
            (partial(self._edit_note, note), words.note_in_room(session, note)) for note in notes
        ]
        rows += [(partial(edit_item, host, item), words.item_name(item)) for item in items]
        if not rows:
            host.tell(f"There is no note here yet. {host.key('note')} adds one.")
        elif len(rows) == 1:
            rows[0][0]()
        else:
            title = "Which one?" if items else "Which note?"
            picked = [(edit, on_screen(line)) for edit, line in rows]
            host.open(PickDialog[Edit](title, picked), lambda edit: edit() if edit else None)

    def _edit_note(self, note: Note) -> None:
        self.host.ask(
            Question(
                f"Change {note.id}",
                lambda typed: edits.change_note(
                    note.id,
                    kind=_kind(typed),
                    text=typed.text,
                    votes=typed.votes,
                    evidence=_evidence(typed),
                ),
                (note.id, note.origin),
                note.text,
                "Empty removes the note.",
                choices=(*RECORDED, *KINDS.values()),
                chosen=KINDS[note.evidence] if note.evidence else note.kind,
                may_be_empty=True,
                with_votes=True,
                votes=note.votes,
            )
        )

    def _bring_back(self) -> None:
        """Choose a parked point, and then what becomes of it."""
        host, session = self.host, self.host.scene.session
        parked = [note for note in session.notes if note.is_parked]
        if not parked:
            host.tell(f"No point is parked. {host.key('park')} parks one.")
            return
        self._pick("Which parked point?", parked, words.note_from, self._settle)

    def _settle(self, note: Note) -> None:
        host = self.host
        rows = [("action", "Make it an action"), ("decision", "Make it a decision"), ("dropped", "Drop it")]

        def settle(outcome: str | None) -> None:
            if outcome == "action":
                self._action_from(note)
            elif outcome == "dropped":
                host.do(edits.drop_parked(note.id))
            elif outcome == "decision":
                host.ask(
                    Question(
                        "Decision",
                        lambda typed: edits.parked_to_decision(note.id, typed.text, votes=typed.votes),
                        ("decide", note.id),
                        note.text,
                        "What was decided.",
                        choices=("decision",),
                        chosen="decision",
                        with_votes=True,
                    )
                )

        host.open(PickDialog[str](f"What becomes of it? {note.text}", rows), settle)

    def _add_action(self) -> None:
        host, session = self.host, self.host.scene.session
        origin, today = host.scene.origin, host.scene.today
        draft = host.desk.drafts.of("action", origin)

        def record(typed: ActionTyped | None) -> None:
            if typed is None or typed.fields is None:
                return
            if host.do(edits.add_action(typed.fields, origin=origin)):
                draft.drop()
                new = host.scene.session.actions[-1]
                host.tell(f"Added: {clip(on_screen(words.action_in_room(new, today)), 120)}")

        name = words.called(session, origin)
        title = f"New action from {name}" if name else "New action"
        text, owner, body = view_at(host.scene).new_action(host.scene)
        begun = actionline.compose(text, owner, body)
        dialog = ActionDialog(session, title, today=today, draft=begun, before=not text)
        dialog.draft = draft
        host.open(dialog, record)

    def _action_from(self, note: Note) -> None:
        """Ask for the action that a parked point becomes; the line begins with its words."""
        host = self.host
        kept = host.desk.drafts.of("action from", note.id)

        def record(typed: ActionTyped | None) -> None:
            if typed is None or typed.fields is None:
                return
            if host.do(edits.parked_to_action(note.id, typed.fields)):
                kept.drop()

        draft = actionline.compose(" ".join(note.text.split()), by_counts=True)
        title = "Action from a parked point"
        dialog = ActionDialog(host.scene.session, title, today=host.scene.today, draft=draft)
        dialog.draft = kept
        host.open(dialog, record)


def _evidence(typed: Typed) -> EvidenceKind | None:
    """The kind of evidence that was chosen; None for any other note, and where none was."""
    return next((kind for kind, words_ in KINDS.items() if words_ == typed.choice), None)


def _kind(typed: Typed) -> NoteKind:
    """The kind of note that was chosen, or (with a kind of evidence) evidence."""
    return next((kind for kind in RECORDED if kind == typed.choice), "evidence")
