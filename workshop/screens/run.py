"""Running a session: one stop of the agenda at a time, the answers on it, and what helps the facilitator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message

from sessions import plan
from sessions.record import Note, NoteKind, Partner, Session, Stop
from workshop import commands, pages
from workshop.facilitation import Facilitation
from workshop.screens.asking import ask_action
from workshop.screens.base import CommandScreen, bindings
from workshop.widgets.answer_grid import AnswerGrid, answers
from workshop.widgets.dialogs.agree import Agreed, AgreeDialog
from workshop.widgets.dialogs.counts import Counted, CountsDialog
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.head import Head
from workshop.widgets.key_bar import KeyBar
from workshop.widgets.lines import LinesView, PageView

WIDE = 100
"""From this many columns the aside stands beside the page; below, it takes the page's place."""

ANSWERING = ("answer_level", "dont_know", "counts", "reveal", "agree", "dissent")
"""Commands that need an item to answer; elsewhere the key bar leaves them out."""


class RunScreen(CommandScreen[None]):
    """Dismissed when the facilitator goes back to the list of sessions."""

    CONTEXT = "run"
    BINDINGS: ClassVar[list[BindingType]] = bindings("run", priority=True)
    DEFAULT_CSS = """
    RunScreen { layers: base; }
    RunScreen #body { height: 1fr; }
    RunScreen #left { width: 1fr; }
    RunScreen #page-scroll { height: 1fr; min-height: 3; padding: 0 2; scrollbar-size-vertical: 1; }
    RunScreen #answers-scroll {
        height: auto; max-height: 72%; padding: 0 2; border-top: solid $primary; scrollbar-size-vertical: 1;
    }
    RunScreen #aside-scroll { padding: 0 2; scrollbar-size-vertical: 1; }
    RunScreen.wide #aside-scroll { width: 36%; border-left: solid $primary; }
    RunScreen.wide #page-scroll, RunScreen.wide #aside-scroll { padding: 1 2; }
    RunScreen.narrow #aside-scroll { display: none; }
    RunScreen.narrow.aside #aside-scroll { display: block; width: 1fr; }
    RunScreen.narrow.aside #left { display: none; }
    RunScreen.wide.bare #aside-scroll { display: none; }
    """

    class ActionsAsked(Message):
        """Show the session's actions."""

    class SummaryAsked(Message):
        """Show what the summary will hold."""

    class DetailsAsked(Message):
        """Show title, place, date, partners and people."""

    def __init__(self, facilitation: Facilitation, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk = facilitation
        self._today = today
        self._focus: str | None = None
        self._drafts: dict[tuple[str, str | None], str] = {}
        """What was typed and not recorded, by (kind, origin)."""

    def compose(self) -> ComposeResult:
        yield Head(id="head")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                with VerticalScroll(id="page-scroll", can_focus=False):
                    yield PageView(id="page")
                with VerticalScroll(id="answers-scroll", can_focus=False):
                    yield AnswerGrid(id="answers")
            with VerticalScroll(id="aside-scroll", can_focus=False):
                yield LinesView(id="aside")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Open where the session was left."""
        places = plan.stops(self.session)
        if self.session.at not in places and places:
            self.attempt(lambda: self._desk.go(places[0]))
        self._show()
        if self._desk.read_only:
            self.tell(self._desk.read_only, error=True)

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room for both."""
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.width < WIDE, "narrow")

    def on_screen_resume(self) -> None:
        """Another screen may have changed the session."""
        if self.is_mounted:
            self._show()

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The record as it is on disk."""
        return self._desk.session

    @property
    def stop_here(self) -> Stop:
        """Where the session is."""
        return plan.stops(self.session)[plan.where(self.session)]

    @property
    def _item_id(self) -> str | None:
        """The item to answer here, if there is one."""
        return self.stop_here.ref if pages.scored_here(self.session, self.stop_here) else None

    @property
    def _partner(self) -> Partner:
        """The partner in focus: the first that has not answered, until one was chosen."""
        voices = self.session.voices()
        return next((one for one in voices if one.id == self._focus), voices[0])

    @property
    def commands_here(self) -> Sequence[commands.Command]:
        here = commands.of_context(self.CONTEXT)
        if self._item_id is not None:
            return here
        return [one for one in here if not one.action.startswith(ANSWERING)]

    def _show(self) -> None:
        """Bring every widget up to the record."""
        session, stop, today = self.session, self.stop_here, self._today()
        page = pages.page(session, stop, today)
        self.query_one(Head).show(pages.place(session, stop), read_only=self._desk.read_only is not None)
        self.query_one(PageView).show(page)
        self.query_one(LinesView).show(pages.aside(session, stop, today))
        scored = self._item_id
        self.query_one("#answers-scroll").display = scored is not None
        if scored is not None:
            self.query_one(AnswerGrid).show(answers(session, scored), self._partner.id)
        self.refresh_keys()

    def _arrive(self) -> None:
        """After a move: the first partner without an answer is in focus, and the page is at its top."""
        self._focus = None
        if (item_id := self._item_id) is not None:
            number, _ = self.session.round_of(item_id)
            answered = self.session.ballots_on(item_id, number)
            self._focus = next((p.id for p in self.session.voices() if p.id not in answered), None)
        self._show()
        for scroll in self.query(VerticalScroll):
            scroll.scroll_home(animate=False)

    def _do(self, change: Callable[[], object]) -> bool:
        done = self.attempt(change)
        self._show()
        if self._desk.file.warning:
            self.tell(self._desk.file.warning, error=True)
        return done

    # --- going about ------------------------------------------------------------------------------

    def action_next_stop(self) -> None:
        self._step(1)

    def action_previous_stop(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        before = self.stop_here
        if self.attempt(lambda: self._desk.step(by)):
            if self.stop_here == before:
                self.tell("This is the end. s writes the summary." if by > 0 else "This is the beginning.")
            self._arrive()

    def action_jump(self) -> None:
        rows = pages.agenda_rows(self.session)
        here = plan.where(self.session)
        dialog: PickDialog[Stop] = PickDialog(
            "Where to?", [(stop, f"{mark or ' '} {words}") for stop, mark, words in rows], at=here
        )

        def go(stop: Stop | None) -> None:
            if stop is not None and self.attempt(lambda: self._desk.go(stop)):
                self._arrive()

        self.app.push_screen(dialog, go)

    def action_next_partner(self) -> None:
        self._focus_by(1)

    def action_previous_partner(self) -> None:
        self._focus_by(-1)

    def _focus_by(self, by: int) -> None:
        """Another partner, or, where there is nothing to answer, up and down the page."""
        if self._item_id is None:
            scroll = self.query_one("#page-scroll", VerticalScroll)
            scroll.scroll_relative(y=by * 2, animate=False)
            return
        voices = [one.id for one in self.session.voices()]
        self._focus = voices[(voices.index(self._partner.id) + by) % len(voices)]
        self._show()

    @on(AnswerGrid.Picked)
    def _picked(self, event: AnswerGrid.Picked) -> None:
        self._focus = event.partner_id
        self._show()

    def action_prompts(self) -> None:
        """In a narrow window the aside takes the page's place; in a wide one it goes and comes."""
        self.toggle_class("aside" if self.has_class("narrow") else "bare")
        self.query_one("#aside-scroll").scroll_home(animate=False)

    # --- answers ----------------------------------------------------------------------------------

    def _scored(self) -> str | None:
        if self._item_id is None:
            self.tell("There is nothing to answer here. → goes on.")
        return self._item_id

    def action_answer_level(self, level: int) -> None:
        """A digit: the level of the partner in focus, and on to the next partner."""
        self._answer(level)

    def action_dont_know(self) -> None:
        self._answer(None)

    def _answer(self, level: int | None) -> None:
        item_id, partner = self._scored(), self._partner
        if item_id is None:
            return
        if self._do(lambda: self._desk.answer_level(item_id, partner.id, level)):
            self._advance(item_id)

    def _advance(self, item_id: str) -> None:
        """On to the next partner that has not answered yet; to the next one at all where all have."""
        voices = [one.id for one in self.session.voices()]
        here = voices.index(self._partner.id)
        turn = voices[here + 1 :] + voices[: here + 1]
        answered = self.session.ballots_on(item_id, self.session.round_of(item_id)[0])
        self._focus = next((one for one in turn if one not in answered), turn[0])
        self._show()

    def action_counts(self) -> None:
        item_id, partner = self._scored(), self._partner
        if item_id is None:
            return
        number = self.session.round_of(item_id)[0]
        dialog = CountsDialog(
            f"Show of hands: {partner.name}",
            self.session.scale_of(item_id),
            partner,
            self.session.ballots_on(item_id, number).get(partner.id),
        )

        def record(counted: Counted | None) -> None:
            if counted is not None and self._do(
                lambda: self._desk.answer(item_id, partner.id, counted.counts, counted.dont_know)
            ):
                self._advance(item_id)

        self.app.push_screen(dialog, record)

    def action_reveal(self) -> None:
        """Reveal; after the reveal of the first round, start the second."""
        item_id = self._scored()
        if item_id is None:
            return
        if not self.session.round_of(item_id)[1]:
            self._do(lambda: self._desk.reveal(item_id))
        elif self._do(lambda: self._desk.second_round(item_id)):
            self._focus = None
            self._show()
            self.tell("Second round: answer once more. Who does not keeps the first view. u goes back.")

    def action_agree(self) -> None:
        item_id = self._scored()
        if item_id is None:
            return
        item = self.session.item(item_id)
        dialog = AgreeDialog(
            f"What the room agrees on {item.number} {item.name}",
            self.session.scale_of(item_id),
            self.session.agreement(item_id),
        )

        def record(agreed: Agreed | None) -> None:
            if agreed is None:
                return
            if agreed.level is None:
                self._do(lambda: self._desk.withdraw_agreement(item_id))
            else:
                level = agreed.level
                self._do(
                    lambda: self._desk.agree(item_id, level, target=agreed.target, evidence=agreed.evidence)
                )

        self.app.push_screen(dialog, record)

    def action_dissent(self) -> None:
        item_id, partner = self._scored(), self._partner
        if item_id is None:
            return
        agreement = self.session.agreement(item_id)
        if agreement is None:
            self.tell("Dissent is from an agreed level. Agree one first, with g.")
            return
        had = next((one.reason for one in agreement.dissents if one.partner_id == partner.id), "")

        def record(typed: Typed) -> None:
            self._do(lambda: self._desk.dissent(item_id, partner.id, typed.text))

        self._ask(
            f"Dissent of {partner.name} from level {agreement.level}",
            key=(f"dissent {partner.id}", item_id),
            record=record,
            text=had,
            placeholder="Why it does not share the agreed level. Empty takes the dissent back.",
            may_be_empty=bool(had),
        )

    # --- notes and actions ------------------------------------------------------------------------

    def _ask(
        self,
        title: str,
        *,
        key: tuple[str, str | None],
        record: Callable[[Typed], None],
        text: str = "",
        placeholder: str = "",
        choices: tuple[str, ...] = (),
        chosen: str = "",
        may_be_empty: bool = False,
    ) -> None:
        """Ask for a text. What is left unrecorded is offered again the next time."""

        def done(typed: Typed | None) -> None:
            if typed is None:
                return
            if typed.record:
                self._drafts.pop(key, None)
                record(typed)
            else:
                self._drafts[key] = typed.text

        dialog = TextDialog(
            title,
            text=self._drafts.get(key) or text,
            placeholder=placeholder,
            choices=choices,
            chosen=chosen,
            may_be_empty=may_be_empty,
        )
        self.app.push_screen(dialog, done)

    def _about(self) -> tuple[str | None, str]:
        """(origin of what is noted here, its name)."""
        origin = pages.origin_of(self.stop_here)
        return origin, pages.named(self.session, origin) or "the session"

    def _note(self, title: str, kinds: tuple[NoteKind, ...], placeholder: str) -> None:
        origin, name = self._about()

        def record(typed: Typed) -> None:
            kind = next(one for one in kinds if one == typed.choice)
            self._do(lambda: self._desk.note(kind, typed.text, origin=origin))

        self._ask(
            f"{title} {name}",
            key=(kinds[0], origin),
            record=record,
            placeholder=placeholder,
            choices=kinds,
            chosen=kinds[0],
        )

    def action_note(self) -> None:
        self._note("Note on", ("comment", "evidence"), "What was said, or what shows it.")

    def action_decision(self) -> None:
        self._note("Decision on", ("decision",), "What was decided.")

    def action_park(self) -> None:
        self._note("Park a point from", ("parked",), "What to come back to.")

    def action_edit_notes(self) -> None:
        notes = self.session.notes_on(pages.origin_of(self.stop_here))
        if not notes:
            self.tell("There is no note here yet. n adds one.")
            return
        if len(notes) == 1:
            self._edit_note(notes[0])
            return
        dialog: PickDialog[Note] = PickDialog("Which note?", [(one, pages.note_line(one)) for one in notes])
        self.app.push_screen(dialog, lambda note: self._edit_note(note) if note else None)

    def _edit_note(self, note: Note) -> None:
        kinds: tuple[NoteKind, ...] = ("comment", "evidence", "decision", "parked")

        def record(typed: Typed) -> None:
            kind = next(one for one in kinds if one == typed.choice)
            self._do(lambda: self._desk.change_note(note.id, kind=kind, text=typed.text))

        self._ask(
            f"Change {note.id}",
            key=(note.id, note.origin),
            record=record,
            text=note.text,
            placeholder="Empty removes the note.",
            choices=kinds,
            chosen=note.kind,
            may_be_empty=True,
        )

    def action_add_action(self) -> None:
        ask_action(
            self,
            self._desk,
            origin=pages.origin_of(self.stop_here),
            today=self._today(),
            drafts=self._drafts,
            do=self._do,
        )

    # --- undo, and other screens ------------------------------------------------------------------

    def action_undo(self) -> None:
        self._back_or_forth(self._desk.undo, "Undone", "There is nothing to undo.")

    def action_redo(self) -> None:
        self._back_or_forth(self._desk.redo, "Done again", "There is nothing to do again.")

    def _back_or_forth(self, step: Callable[[], str | None], said: str, nothing: str) -> None:
        labels: list[str | None] = []
        if self.attempt(lambda: labels.append(step())):
            self.tell(f"{said}: {labels[0]}" if labels[0] else nothing)
            self._arrive()

    def action_show_actions(self) -> None:
        self.post_message(self.ActionsAsked())

    def action_summary(self) -> None:
        self.post_message(self.SummaryAsked())

    def action_details(self) -> None:
        self.post_message(self.DetailsAsked())

    def action_back(self) -> None:
        """Put the aside away where it covers the page; else leave. Everything is saved already."""
        if self.has_class("narrow") and self.has_class("aside"):
            self.remove_class("aside")
            return
        self.dismiss(None)
