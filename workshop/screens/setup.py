"""The details of a session: template, title, place, date, partners and people, before it and during it.

What is typed is saved as it is typed. A new session is made by the first thing that is known about it, so
the screen can be left half-way and come back to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from sessions import dates, plan
from sessions.edit import Edit
from sessions.edits import event as event_edits
from sessions.kinds.kind import MaterialStep
from sessions.material import Pack
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import MaterialActivity
from workshop.cells import clip
from workshop.desk import Desk
from workshop.prepare import Draft, default_title
from workshop.screens.base import bindings
from workshop.screens.details.room import Room, SetupDone, partner_words, person_words
from workshop.widgets.dialogs.base import Said
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.fields import LineInput
from workshop.widgets.key_bar import KeyBar

SAVE_AFTER = 0.4
"""Seconds without a key after which what was typed is saved."""
FIRST_TEMPLATE = "self-assessment"


class Field(Horizontal):
    """A name on the left, and on the right what it names."""

    DEFAULT_CSS = """
    Field { height: auto; margin-top: 1; }
    Field > .label { width: 11; color: $muted; height: 1; }
    Field.-said { margin-top: 0; }
    """

    def __init__(self, name: str, field: Widget) -> None:
        super().__init__(Static(name, classes="label", markup=False), field)
        self.set_class(isinstance(field, Said), "-said")


class SetupScreen(Room):
    """Dismissed with `SetupDone`."""

    CONTEXT = "setup"
    TYPING = True
    AUTO_FOCUS = "#session-title"
    BINDINGS: ClassVar[list[BindingType]] = bindings("setup")
    DEFAULT_CSS = """
    SetupScreen #head { padding: 0 2; height: 1; text-style: bold; background: $panel; }
    SetupScreen #form { padding: 0 2; scrollbar-size-vertical: 1; }
    SetupScreen LineInput { max-width: 76; }
    SetupScreen #date { max-width: 30; }
    SetupScreen Button {
        min-width: 20; max-width: 76; width: 1fr; text-align: left; content-align: left middle;
    }
    SetupScreen OptionList {
        height: auto; max-height: 12; min-width: 20; max-width: 76; border: none;
        background: $background; padding: 0; scrollbar-size-vertical: 1;
    }
    SetupScreen OptionList:focus { border: none; }
    """

    def __init__(
        self,
        desk: Desk | None,
        *,
        make: Callable[[Draft], Desk],
        packs: Mapping[str, Pack],
        templates: Mapping[str, Template],
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._make = make
        self._packs = packs
        self._templates = templates
        self._today = today
        first = FIRST_TEMPLATE if FIRST_TEMPLATE in templates else next(iter(templates))
        self._template_id = desk.session.template_id if desk else first
        self._chosen: tuple[str, ...] = ()
        self._warned = False
        """Whether it was said that there are no partners."""
        self._told_of_date = ""
        """The date of which it was said that it is none."""

    def compose(self) -> ComposeResult:
        session = self._desk.session if self._desk else None
        yield Static("", id="head", markup=False)
        with VerticalScroll(id="form", can_focus=False):
            yield Field("Agenda", Button("", id="template", compact=True))
            yield Field("", Button("", id="sections", compact=True))
            yield Field("Title", LineInput(session.title if session else "", id="session-title"))
            yield Field("Place", LineInput(session.place if session else "", id="place"))
            when = dates.show(session.date) if session and session.date else ""
            yield Field("Date", LineInput(when, placeholder="1 Dec, or next Friday", id="date"))
            yield Field("", Said(id="date-understood"))
            yield Field("Partners", OptionList(markup=False, id="partners"))
            yield Field("Answers", Button("", id="as-bodies", compact=True))
            yield Field("People", OptionList(markup=False, id="people"))
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show what is known."""
        self._saving = self.set_interval(SAVE_AFTER, self._save_now, pause=True)
        self._show()

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def _template(self) -> Template:
        return self._templates.get(self._template_id) or next(iter(self._templates.values()))

    @property
    def _choosable(self) -> Pack | None:
        """The pack of a step that lets the facilitator choose sections."""
        steps = (step for step in self._template.steps if isinstance(step, MaterialStep) and step.choose)
        return next((self._packs.get(step.pack) for step in steps if step.pack), None)

    def _show(self) -> None:
        session = self._desk.session if self._desk else None
        template = self._template
        self.query_one("#head", Static).update(
            Content(clip(session.title if session else "A new session", max(20, self.size.width - 6)))
        )
        self._label("#template", f"{template.name} · {template.minutes} minutes")
        sections = self.query_one("#sections", Button)
        if isinstance(sections.parent, Field):
            sections.parent.display = self._choosable is not None
        if (pack := self._choosable) is not None:
            wanted = self._section_id(session, pack)
            section = pack.section(wanted)
            self._label("#sections", f"{section.label or section.title}: {section.title}")
        bodies = session.as_bodies if session else True
        self._label(
            "#as-bodies",
            "Partners answer as bodies, by name" if bodies else "People answer, and stay anonymous",
        )
        partners = session.partners if session else ()
        self._fill(
            "#partners",
            [partner_words(one) for one in partners],
            f"+ add a partner ({self.key('add_partner')}), or the usual ones ({self.key('usual_partners')})",
        )
        people = session.people if session else ()
        self._fill(
            "#people",
            [person_words(one, session) for one in people if session],
            f"+ add a person ({self.key('add_person')})",
        )
        self._show_date()
        self.refresh_keys()

    def _label(self, selector: str, text: str) -> None:
        width = max(16, min(72, self.size.width - 22))
        self.query_one(selector, Button).label = Content(f"{clip(text, width)}  ▾")

    def _section_id(self, session: Session | None, pack: Pack) -> str:
        if self._chosen:
            return self._chosen[0]
        if session is not None:
            for step in session.agenda:
                if isinstance(step, MaterialActivity) and step.pack_id == pack.id and step.section_ids:
                    return step.section_ids[0]
        return pack.sections[0].id

    def _fill(self, selector: str, rows: list[str], add: str) -> None:
        options = self.query_one(selector, OptionList)
        before = options.highlighted
        options.clear_options()
        options.add_options([Option(Content(row)) for row in [*rows, add]])
        # With nothing in focus, Enter would do nothing: the row that adds is what is wanted first.
        options.highlighted = len(rows) if before is None else min(before, len(rows))
        if not options.has_focus:  # a long list is read from its top
            options.call_after_refresh(options.scroll_home, animate=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """In a long list, show the row in focus."""
        if isinstance(event.widget, OptionList):
            event.widget.scroll_to_highlight()

    def _show_date(self) -> None:
        said = self.query_one("#date-understood", Said)
        try:
            when = self._date()
        except Problem as problem:
            said.say(str(problem), "$warning")
            return
        if when is None:
            said.say("")
            return
        remark = dates.remark(when, self._today())
        said.say(f"{dates.show_long(when)}{', ' + remark if remark else ''}", "$muted")

    # --- saving -----------------------------------------------------------------------------------

    def _value(self, field: str) -> str:
        return self.query_one(f"#{field}", LineInput).value

    def _date(self) -> date | None:
        """The date as typed. Raises Problem."""
        typed = self._value("date").strip()
        return dates.parse(typed, self._today()) if typed else None

    def _known_date(self) -> date | None:
        try:
            return self._date()
        except Problem:
            return self._desk.session.date if self._desk else None

    def _made(self) -> Desk | None:
        """The session, made now if it was not there yet; None where it could not be made."""
        if self._desk is None:
            draft = Draft(
                template_id=self._template.id,
                title=self._value("session-title"),
                place=self._value("place"),
                on=self._known_date(),
                sections=self._chosen,
            )
            try:
                self._desk = self._make(draft)
            except Problem as problem:
                self.tell(str(problem), error=True)
        return self._desk

    def _save_now(self) -> None:
        """Save title, place and date as they are typed now."""
        self._saving.pause()
        if self._desk is None:
            if any(self._value(one).strip() for one in ("session-title", "place", "date")):
                self._made()
            return
        desk = self._desk
        place = self._value("place")
        title = self._value("session-title").strip() or default_title(self._template, place.strip())
        self.attempt(
            lambda: desk.apply(event_edits.describe(title=title, place=place, on=self._known_date()))
        )
        self.query_one("#head", Static).update(
            Content(clip(desk.session.title, max(20, self.size.width - 6)))
        )

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input.id == "date":
            self._show_date()
        # A new session gets its name from whole fields, so it is made when a field is left.
        if self._desk is not None:
            self._saving.reset()
            self._saving.resume()

    @on(Input.Blurred)
    def _left(self) -> None:
        self._save_now()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._save_now()
        self.focus_next()

    def _change(self, change: Callable[[Session], Edit]) -> None:
        desk = self._made()
        if desk is not None:
            self.attempt(lambda: desk.apply(change(desk.session)))
        self._show()

    # --- template ---------------------------------------------------------------------------------

    @on(Button.Pressed, "#template")
    def _pick_template(self) -> None:
        rows = [(one.id, f"{one.name} · {one.minutes} min · {one.about}") for one in self._templates.values()]
        at = [template_id for template_id, _ in rows].index(self._template.id)
        dialog: PickDialog[str] = PickDialog("Which agenda?", rows, at=at)

        def picked(template_id: str | None) -> None:
            if template_id is not None:
                self._template_id = template_id
                self._chosen = ()
                self._take_template()

        self.app.push_screen(dialog, picked)

    @on(Button.Pressed, "#sections")
    def _pick_section(self) -> None:
        pack = self._choosable
        if pack is None:
            return
        rows = [(one.id, f"{one.label} {one.title}".strip()) for one in pack.sections]
        now = self._section_id(self._desk.session if self._desk else None, pack)
        dialog: PickDialog[str] = PickDialog(
            "Which one?", rows, at=[section_id for section_id, _ in rows].index(now)
        )

        def picked(section_id: str | None) -> None:
            if section_id is not None:
                self._chosen = (section_id,)
                self._take_template()

        self.app.push_screen(dialog, picked)

    def _take_template(self) -> None:
        """A session that is there takes the agenda now; a new one when it is made."""
        if self._desk is not None:
            desk = self._desk
            before = desk.session

            def take() -> object:
                agenda, packs = plan.agenda(self._template, self._packs, self._chosen)
                return desk.apply(event_edits.set_material(self._template.id, agenda, packs))

            done = self.attempt(take)
            if done and desk.session != before:
                self.tell(f"The agenda is changed. {self.key('undo_typed')} takes it back.")
        self._show()

    @on(Button.Pressed, "#as-bodies")
    def _who_answers(self) -> None:
        self._change(
            lambda session: event_edits.describe(
                title=session.title,
                place=session.place,
                on=session.date,
                as_bodies=not session.as_bodies,
            )
        )

    # --- leaving ----------------------------------------------------------------------------------

    def _date_is_sound(self) -> bool:
        """Whether the date can be kept; if not, say so once, so that it is not lost without a word."""
        try:
            self._date()
        except Problem as problem:
            if self._told_of_date == self._value("date"):
                return True
            self._told_of_date = self._value("date")
            self.tell(f"{problem} Leave again to go without it.", error=True)
            self.query_one("#date", LineInput).focus()
            return False
        return True

    def action_undo_typed(self) -> None:
        """Take back the last change, and show the details as they then are."""
        desk = self._desk
        label: list[str | None] = []
        if desk is None or not self.attempt(lambda: label.append(desk.undo())):
            return
        self.tell(f"Undone: {label[0]}" if label[0] else "There is nothing to undo.")
        session = desk.session
        self._template_id, self._chosen = session.template_id, ()
        when = dates.show(session.date) if session.date else ""
        for field, value in (("session-title", session.title), ("place", session.place), ("date", when)):
            with self.prevent(Input.Changed):
                self.query_one(f"#{field}", LineInput).value = value
        self._saving.pause()
        self._show()

    def action_begin(self) -> None:
        """Start, or go on with, the session."""
        if not self._date_is_sound():
            return
        self._save_now()
        desk = self._made()
        if desk is not None:
            if not desk.session.partners and not self._warned:
                self._warned = True
                how = f"{self.key('add_partner')} adds some, {self.key('begin')} again goes on."
                self.tell(f"No partners yet: the room answers as one. {how}")
                return
            self.dismiss(SetupDone(desk, begin=True))

    def action_back(self) -> None:
        """Leave. What is known so far is kept."""
        if not self._date_is_sound():
            return
        self._save_now()
        self.dismiss(SetupDone(self._desk, begin=False))
