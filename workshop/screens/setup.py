"""The details of a session: template, title, place, date, partners and people, before it and during it.

What is typed is saved as it is typed. A new session is made by the first thing that is known about it, so
the screen can be left half-way and come back to.
"""

from collections.abc import Callable, Iterable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from sessions import meeting
from sessions.edits import event as event_edits
from sessions.many.card import Card
from sessions.plan import Template
from sessions.problem import Problem
from sessions.saved_template import Minutes
from workshop.cells import clip
from workshop.current import Current
from workshop.desk import Desk
from workshop.prepare import Draft
from workshop.screens.base import CommandScreen, bindings
from workshop.screens.details.before import Before
from workshop.screens.details.beforehand import Beforehand, lines_beforehand
from workshop.screens.details.details import Details, SetupDone
from workshop.screens.details.fields import Choice, Field, NextMeeting, TypedFields
from workshop.screens.details.room import PartnerList, PersonList
from workshop.screens.details.sending import ask_forms
from workshop.screens.details.template import TemplateChoice
from workshop.typed import refusal
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.foot import Foot

MINUTES = ("minutes as planned", "minutes as taken")


class SetupScreen(CommandScreen[SetupDone]):
    """Dismissed with `SetupDone`."""

    CONTEXT = "setup"
    TYPING = True
    AUTO_FOCUS = "#session-title"
    BINDINGS = bindings("setup")
    DEFAULT_CSS = """
    SetupScreen #head { padding: 0 2; height: 1; text-style: bold; background: $panel; }
    SetupScreen #form { padding: 0 1 0 2; scrollbar-size-vertical: 1; }
    SetupScreen LineInput { max-width: 76; }
    SetupScreen #date { max-width: 30; }
    SetupScreen Button {
        min-width: 20; max-width: 76; width: 1fr; text-align: left; content-align: left middle;
    }
    SetupScreen OptionList {
        height: auto; max-height: 12; min-width: 20; max-width: 76; border: none;
        background: $background; padding: 0; scrollbar-size-vertical: 1;
    }
    SetupScreen OptionList > .option-list--option { padding: 0 1; }
    SetupScreen OptionList:focus { border: none; }
    """

    def __init__(
        self,
        desk: Desk | None,
        current: Current,
        *,
        today: Callable[[], date],
        cards: Callable[[], Iterable[Card]],
    ) -> None:
        """`cards` are those of all sessions, from which one may go on."""
        super().__init__()
        details = Details(
            desk,
            make=lambda: current.make(self._draft()),
            new_drafts=current.new_drafts,
            screen=self,
            show=self._show,
        )
        self._details = details
        self._current = current
        self._template = TemplateChoice(
            details,
            current.packs.usable,
            current.templates.usable,
            as_typed=lambda: self._fields.as_typed(),
        )
        self._fields = TypedFields(details, lambda: self._template.template, today, saved=self.show_title)
        self._before = Before(
            details,
            current,
            cards,
            self._draft,
            keeps_agenda=lambda: self._template.chosen,
            taken=self._put,
        )
        self._bodies = Choice("as-bodies")
        self._partners = PartnerList(details, id="partners")
        self._people = PersonList(details, id="people")
        self._next = NextMeeting(details, today)
        self._beforehand = Beforehand(id="beforehand")
        self._warned = False  # whether it was said that there are no partners

    def compose(self) -> ComposeResult:
        yield Static("", id="head", markup=False)
        with VerticalScroll(id="form", can_focus=False):
            yield self._before
            yield self._template
            yield self._fields
            yield Field("Partners", self._partners)
            yield Field("Answers", self._bodies)
            yield Field("People", self._people)
            yield self._next
            yield self._beforehand
        yield Foot()

    def on_mount(self) -> None:
        self._show()
        self.set_interval(1, self.show_title)  # the run below tries again to save what is not saved

    @property
    def unsaved(self) -> Problem | None:
        return self._details.desk.unsaved if self._details.desk else None

    def on_day_changed(self) -> None:
        """What is said of the date is said from today."""
        self._fields.show_date()

    def _draft(self) -> Draft:
        return Draft(
            template_id=self._template.template.id,
            title=self._fields.value("session-title"),
            place=self._fields.value("place"),
            on=self._fields.known_date,
            sections=self._template.sections,
            items=self._template.items,
        )

    def show_title(self) -> None:
        """What the session is called, whether all of it is on disk, and which keys have something to do."""
        session, state = self._details.session, "  NOT SAVED YET" if self.unsaved else ""
        name = meeting.title(session) if session else "A new session"
        title = clip(name, max(20, self.size.width - 6 - len(state)))
        self.query_one("#head", Static).update(Content.assemble(title, (state, "bold reverse")))
        idle = _idle(self._details.desk, follows=bool(self._before.display))
        if idle != self.idle:
            self.idle = idle
            self.refresh_keys()

    def _show(self) -> None:
        session = self._details.session
        self._before.show()
        self.show_title()
        self._template.show()
        bodies = "Partners answer as bodies, by name"
        anonymous = "People answer, and stay anonymous"
        self._bodies.show(bodies if session is None or session.as_bodies else anonymous)
        self._partners.show()
        self._people.show()
        self._beforehand.show(tuple(lines_beforehand(session.packs if session else self._template.packs)))
        self._fields.show_date()
        self._next.show_date()
        self.refresh_keys()

    @on(Button.Pressed, "#as-bodies")
    def _turn_bodies(self) -> None:
        if (desk := self._details.ensure_desk()) is None:
            return
        session = desk.session
        self._details.change(
            event_edits.describe(
                title=session.title, place=session.place, on=session.date, as_bodies=not session.as_bodies
            )
        )

    def action_add_partner(self) -> None:
        self._partners.ask()

    def action_usual_partners(self) -> None:
        self._partners.add_usual()

    def action_add_person(self) -> None:
        self._people.ask()

    def action_undo_typed(self) -> None:
        """Take back the last change, and show the details as they then are."""
        if (desk := self._details.desk) is None:
            return

        def show() -> None:
            self._put()
            self._show()

        self.undo_or_redo(desk.undo, show)

    def _put(self) -> None:
        """Show what the session says, where it is something else than what was typed."""
        if (session := self._details.session) is not None:
            self._template.put(session.template_id)
            self._fields.put(session)
            self._next.put()

    @on(Input.Changed, "#place")
    def _place_typed(self) -> None:
        """A place may be known: then the last session there is offered."""
        self._before.show()

    def action_go_on(self) -> None:
        self._before.ask()

    def action_save_template(self) -> None:
        """Ask what a template of these steps is called, and which minutes it takes."""
        if (session := self._details.session) is None:
            self.tell("There is no session yet to make a template of.")
            return
        saved: list[tuple[Template, tuple[str, ...]]] = []

        def save(typed: Typed) -> str:
            minutes: Minutes = "taken" if typed.choice == MINUTES[1] else "planned"
            return refusal(lambda: saved.append(self._current.save_template(typed.text, minutes)))

        def done(typed: Typed | None) -> None:
            if typed is not None and saved:
                template, remarks = saved[-1]
                said = f"Saved as a template: {clip(template.name, 60)}, {template.minutes} minutes."
                self.tell(" ".join((said, *remarks)))

        title = "Save these steps as a template called"
        dialog = TextDialog(title, text=session.title, choices=MINUTES, check=save, value=True)
        self.app.push_screen(dialog, done)

    def action_forms(self) -> None:
        """Write a form for each partner to answer before the day."""
        self._fields.save()
        if self._details.session is None or (desk := self._details.desk) is None:
            self.tell("There is no session yet to write forms of.")
        else:
            ask_forms(self, desk, self.tell)

    def action_begin(self) -> None:
        if not (self._fields.is_sound() and self._next.is_sound()):
            return
        self._fields.save()
        self._next.save()
        if (desk := self._details.ensure_desk()) is None:
            return
        if not desk.session.partners and not self._warned:
            self._warned = True
            how = f"{self.key('add_partner')} adds some, {self.key('begin')} again goes on."
            self.tell(f"No partners yet: the room answers as one. {how}")
        else:
            self.dismiss(SetupDone(desk, begin=True))

    def action_back(self) -> None:
        """Leave. What is known so far is kept."""
        if self._fields.is_sound() and self._next.is_sound():
            self._fields.save()
            self._next.save()
            self.dismiss(SetupDone(self._details.desk, begin=False))


def _idle(desk: Desk | None, *, follows: bool) -> frozenset[str]:
    """Ids of commands that need a session, a change of it to take back, or one before it."""
    needed = {
        "forms": desk is not None,
        "save_template": desk is not None,
        "undo_typed": desk is not None and bool(desk.history.done),
        "go_on": follows,
    }
    return frozenset(name for name, holds in needed.items() if not holds)
