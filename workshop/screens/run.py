"""Running a session: one stop of the agenda at a time. Wiring of the stage, its panels and the parts."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.screen import ModalScreen

from sessions import plan
from sessions.edit import Edit
from sessions.evidence_words import to_look_for
from sessions.problem import Problem
from sessions.rows import Partner
from sessions.scope import passed_over
from sessions.voices import listed_on, voices_on
from workshop import commands
from workshop.desk import Desk
from workshop.frames import once_seen
from workshop.panels.agenda import AgendaPart
from workshop.panels.attendance import AttendancePart
from workshop.panels.clock import ClockPart
from workshop.panels.host import Commands, Focus, Question
from workshop.panels.items import ItemsPart, no_new_item
from workshop.panels.late import LatePart
from workshop.panels.notes import NotesPart
from workshop.panels.scope import ScopePart
from workshop.panels.stage import Stage
from workshop.screens.base import CommandScreen, bindings
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.typed import refusal
from workshop.widgets.dialogs.decision import DecisionDialog
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.dialogs.pick import UnsavedDialog
from workshop.widgets.foot import Foot

ResultT = TypeVar("ResultT")
OF_KINDS = (
    {"dont_know", "counts", "whole_room", "takes_no_part", "reveal", "agree", "dissent"}
    | {"order_items", "dot_rule", "questions", "raise_gap", "lower_gap", "sort_profile"}
    | {f"answer_level_{number}" for number in range(10)}
)
"""Commands that hold only at steps of some kind; elsewhere the key bar leaves them out."""
REHEARSAL = "A rehearsal: nothing of it is kept. For the room's window: workshop audience --rehearsal"


class UnderWay:
    """A command, at whose end all that it has led to is shown once."""

    def __init__(self, show: Callable[[], object]) -> None:
        self._show = show
        self._acts = False
        self._stale = False

    def puts_off(self) -> bool:
        """Whether one is under way; then it is shown at the end."""
        self._stale = self._acts
        return self._acts

    def run(self, act: Callable[[], object]) -> None:
        """Carry out a command."""
        if self._acts:
            act()
            return
        self._acts = True
        try:
            act()
        finally:
            self._acts = False
        if self._stale:
            self._show()

    def ended(self, done: Callable[[ResultT | None], None], result: ResultT | None) -> None:
        """What follows upon a dialog is one, too."""
        self.run(partial(done, result))


class RunScreen(CommandScreen[None]):
    """Dismissed when the facilitator goes back to the list of sessions."""

    CONTEXT: ClassVar[commands.Context] = "run"
    BINDINGS = bindings("run", priority=True)
    BLANK = True  # what stands in it covers it
    DEFAULT_CSS = """
    RunScreen { layers: base above; }
    RunScreen Stage { height: 1fr; }
    RunScreen.wall-shown Foot { layer: above; }
    RunScreen.wall-shown KeyBar { display: none; }
    RunScreen Notices.roomy { display: block; min-height: 1; background: $background; }
    RunScreen Notices.roomy.said { background: $panel; }
    """

    def __init__(
        self, desk: Desk, *, today: Callable[[], date], ring: Callable[[], object], elsewhere: str = ""
    ) -> None:
        """`ring` makes a sound, where one is wanted; `elsewhere` is what the scene has of that name."""
        super().__init__()
        self.desk = desk
        desk.holds = True  # it says so, and tries again, until what the disk did not take is saved
        desk.later.when_seen = lambda do: once_seen(self, partial(self.attempt, do))
        self.in_focus = Focus()
        self.wall_shown = False
        self._elsewhere = elsewhere
        self._today = today
        self._scene: Scene | None = None
        self._command = UnderWay(self.show)
        self._foot = Foot()
        self._stage = Stage(self, self._foot, id="stage")
        self._history: Commands = {
            "undo": partial(self.undo_or_redo, desk.undo, self.arrive),
            "redo": partial(self.undo_or_redo, desk.redo, self.arrive, redo=True),
        }
        self._clock = ClockPart(self, ring)
        self._parts = (
            NotesPart(self),
            ItemsPart(self),
            ScopePart(self),
            AgendaPart(self, **self._history),
            AttendancePart(self, **self._history),
            LatePart(self),
            self._clock,
            self._stage,
        )

    def compose(self) -> ComposeResult:
        yield self._stage
        yield self._foot

    def on_mount(self) -> None:
        """Open where the session was left, and let its clock run."""
        places = plan.stops(self.desk.session)
        if self.desk.session.at not in places and places:
            self.attempt(lambda: self.desk.go(places[plan.where(self.desk.session)]))
        self.attempt(self.desk.run_clock)
        self.arrive()
        self.set_interval(1, self._tick)
        if self.desk.read_only:
            self.tell(self.desk.read_only, error=True)
        elif self.desk.session.rehearsal:
            self.app.notify(REHEARSAL, markup=False, timeout=10)

    def on_screen_resume(self) -> None:
        """Another screen may have changed the session; whatever was typed in a dialog is typed no more."""
        self.desk.wall.type("", ())
        if self.is_mounted:
            self.show()

    def on_day_changed(self) -> None:
        """What is overdue is another today."""
        self.show()

    def _tick(self) -> None:
        """Once a second: the time; what is not saved yet; what another window did."""
        self._clock.look()
        self.attempt(self.desk.later.now)
        if self.desk.unsaved is not None and self.desk.retry():
            self.tell("Everything is saved now.")
        if self.desk.take_over():
            self.show()
            self.tell("The other window is gone: this session can be changed here now.")
        elif (self.desk.read_only and self.desk.look_again()) or self._stage.is_behind:
            self.show()
        else:
            self._stage.show_time()

    @property
    def scene(self) -> Scene:
        session, today = self.desk.session, self._today()
        if self._scene is None or self._scene.session is not session or self._scene.today != today:
            stop = plan.stops(session)[plan.where(session)]
            self._scene = Scene(session, stop, today, self.keys, self._elsewhere)
        return self._scene

    @property
    def partner(self) -> Partner:
        session, subject_id = self.desk.session, self.scene.subject
        listed = listed_on(session, subject_id)
        first = next(iter(voices_on(session, subject_id)), listed[0])
        return next((partner for partner in listed if partner.id == self.in_focus.id), first)

    @property
    def commands_here(self) -> Sequence[commands.Command]:
        hidden = OF_KINDS - view_at(self.scene).commands(self.scene)
        hidden |= {"does_not_apply"} if self.scene.material is None else set()
        hidden |= {"add_item"} if no_new_item(self.scene) is not None else set()
        return [command for command in commands.of_context(self.CONTEXT) if command.id not in hidden]

    def show(self) -> None:
        """Work out everything from the record as it is now, and draw what has changed: once for a command."""
        if self._command.puts_off():
            return
        self.labels, self.promoted, self.idle = self._stage.show()
        if passed_over(self.scene.session, self.scene.stop):
            self.labels = {**self.labels, "does_not_apply": "applies again"}
        history = self.desk.history
        self.idle |= {name for name, steps in (("undo", history.done), ("redo", history.undone)) if not steps}
        self.set_class(self.wall_shown, "wall-shown")
        self.refresh_keys()
        self._stage.keep_a_line()

    def texts_here(self) -> tuple[str, ...]:
        page, item = view_at(self.scene).page(self.scene), self.scene.item
        texts: tuple[str, ...] = ()
        if item is not None:
            evidence = map(to_look_for, item.evidence)
            texts = (item.statement, *item.parts, *item.prompts, *evidence)
        return (page.title, *texts, *(line.text for line in page.lines if not line.person))

    def do(self, edit: Edit) -> bool:
        self.app.clear_notifications()  # what was said before a change is of no use after it
        done = self.attempt(lambda: self.desk.apply(edit))
        self.show()
        if done and (self.unsaved or self.desk.file.warning):
            self.tell(self.desk.file.warning or "", error=True)
        return done

    def take_focus(self, focus: Focus) -> None:
        self.in_focus = focus
        self.show()

    def arrive(self) -> None:
        self.app.clear_notifications()  # what was said of the place before is of no use at the next
        panel = self._stage.panel
        first = panel.first_focus() if panel is not None else None
        self.take_focus(Focus(first, sorting=self.in_focus.sorting))
        self._stage.to_top()

    @property
    def unsaved(self) -> Problem | None:
        return self.desk.unsaved

    def open(
        self, dialog: ModalScreen[ResultT], done: Callable[[ResultT | None], None], *, reads: bool = False
    ) -> None:
        if reads or self.attempt(self.desk.must_write):
            self.app.push_screen(dialog, self.once_ended(partial(self._command.ended, done)))
        else:
            done(None)
            self.let_refusal_stand()

    def ask(self, question: Question) -> None:
        key = question.key
        draft = self.desk.drafts.of(*key) if key is not None else None

        def check(typed: Typed) -> str:
            return refusal(lambda: question.edit(typed).apply(self.desk.session, self.desk.clock()))

        def done(typed: Typed | None) -> None:
            if typed is not None:
                recorded = typed.record and self.do(question.edit(typed))
                if recorded and draft is not None:
                    draft.drop()
                if recorded:
                    question.recorded(typed)
            question.then()

        form = partial(DecisionDialog, votes=question.votes) if question.with_votes else TextDialog
        dialog = form(
            question.title,
            text=question.text,
            placeholder=question.placeholder,
            choices=question.choices,
            chosen=question.chosen,
            may_be_empty=question.may_be_empty,
            check=check if question.replaces or question.tried else None,
            value=question.replaces,
        )
        dialog.draft = draft
        self.open(dialog, done)

    def action_command(self, command_id: str) -> None:
        """Carry out a command: the panel of the step knows it, or a part, or the screen itself."""
        if self.typed_on(command_id):
            return
        handlers, before = dict(self._own_commands), self.desk.session
        for part in (*self._parts, self._stage.panel):
            handlers |= part.commands if part is not None else {}
        if command_id == "answer_level_0" and command_id not in handlers:
            command_id = "dont_know"  # a kind without levels has no level 0
        if command_id in handlers:
            self._command.run(handlers[command_id])
        else:
            self.tell(_nothing_here(command_id, self.scene))
        if command_id in commands.ASKS and self.desk.session is before:
            self.let_refusal_stand()

    @property
    def _own_commands(self) -> Commands:
        return {
            **self._history,
            "leave": self._leave,
            "show_actions": partial(self.ask_app, "actions"),
            "summary": partial(self.ask_app, "summary"),
            "hand_over": partial(self.ask_app, "hand_over"),
            "bring_in": partial(_bring_in, self),
            "details": partial(self.ask_app, "details"),
            "help": self.action_help,
            "look_up": self.action_look_up,
            "palette": self.action_palette,
            "theme": self.action_theme,
        }

    def _leave(self) -> None:
        """Leave for the list of sessions; asks first where something would be lost."""

        def leave(anyway: bool | None) -> None:
            if anyway:
                self.app.clear_notifications()  # what was said here names keys that hold here
                self.attempt(self.desk.stop_clock)
                self.dismiss(None)

        if self.desk.retry() or self.desk.unsaved is None:
            leave(anyway=True)
        else:
            self.open(UnsavedDialog(self.desk.unsaved), leave)


def _bring_in(screen: RunScreen) -> None:
    """Not while the room looks on: what came in may say what is not revealed yet."""
    if screen.desk.read_only:
        screen.tell(screen.desk.read_only, error=True)
    elif screen.wall_shown:
        screen.tell(f"The room sees this window. {screen.key('mirror')} goes back to yours.")
    else:
        screen.ask_app("bring_in", screen.desk.path)


def _nothing_here(command_id: str, scene: Scene) -> str:
    keys = scene.keys
    if passed_over(scene.session, scene.stop):
        return f"This does not apply here, and {keys['does_not_apply']} again brings it back."
    ordered = f"The gaps are ordered in their own step of the agenda. {keys['jump']} goes there."
    final = {
        "dot_rule": "There is nothing to set here.",
        "questions": "There are no questions under this.",
        "raise_gap": ordered,
        "lower_gap": ordered,
        "sort_profile": f"The profile stands in the step of the gaps. {keys['jump']} goes there.",
    }
    verbs = {"counts": "count", "reveal": "reveal"}
    nothing = f"There is nothing to {verbs.get(command_id, 'answer')} here. {keys['next_stop']} goes on."
    return final.get(command_id, nothing)
