"""From which template a session has its agenda, and which section of the material, where one is chosen."""

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Button

from sessions import plan
from sessions.edit import Edit
from sessions.edits import event as event_edits
from sessions.kinds.kind import MaterialStep
from sessions.material import Pack
from sessions.plan import Template
from sessions.rows import MaterialActivity
from workshop.chosen import ItemChoice, in_a_line, item_choice
from workshop.screens.details.details import Details
from workshop.screens.details.fields import Choice, Field
from workshop.widgets.dialogs.choose import ChooseDialog
from workshop.widgets.dialogs.pick import PickDialog

FIRST_TEMPLATE = "self-assessment"


class TemplateChoice(VerticalGroup):
    """The template and the section, as buttons that lead to the others."""

    def __init__(
        self,
        details: Details,
        packs: Mapping[str, Pack],
        templates: Mapping[str, Template],
        *,
        as_typed: Callable[[], Edit],
    ) -> None:
        """`as_typed` gives a session its title, in which its template may stand."""
        super().__init__()
        self._as_typed = as_typed
        self._details = details
        self._packs = packs
        self._templates = templates
        self._template_id = details.session.template_id if details.session else FIRST_TEMPLATE
        self.chosen = False
        """Whether it was chosen by hand."""
        self.sections: tuple[str, ...] = ()
        """Ids of the sections that were chosen by hand."""
        self.items: tuple[str, ...] = ()
        """Ids of the items that were chosen by hand, as long as there is no session."""

    def compose(self) -> ComposeResult:
        yield Field("Template", Choice("template"))
        yield Field("", Choice("sections"))
        yield Field("", Choice("items"))

    @property
    def template(self) -> Template:
        """The template that holds."""
        return self._templates.get(self._template_id) or next(iter(self._templates.values()))

    @property
    def packs(self) -> list[Pack]:
        """The packs that it is about, as far as they are there."""
        steps = (step for step in self.template.steps if isinstance(step, MaterialStep))
        ids = dict.fromkeys(step.pack for step in steps if step.pack is not None)
        return [self._packs[pack_id] for pack_id in ids if pack_id in self._packs]

    @property
    def _choosable(self) -> Pack | None:
        """The pack of a step that lets the facilitator choose sections."""
        steps = (step for step in self.template.steps if isinstance(step, MaterialStep) and step.choose)
        return next((self._packs.get(step.pack) for step in steps if step.pack), None)

    def put(self, template_id: str) -> None:
        """Take this template, and the sections that the session has."""
        self._template_id, self.sections, self.items = template_id, (), ()

    def show(self) -> None:
        """Show which template and section hold."""
        template, pack = self.template, self._choosable
        self.query_one("#template", Choice).show(f"{template.name} · {template.minutes} minutes")
        _, sections, items = self.query(Field)
        sections.display = pack is not None
        offered = item_choice(template, self._packs)
        items.display = offered is not None
        if offered is not None:
            self.query_one("#items", Choice).show(offered.said(self._item_ids(offered)))
        if pack is not None:
            section = pack.section(self._section_id(pack))
            self.query_one("#sections", Choice).show(f"{section.label or section.title}: {section.title}")

    def _section_id(self, pack: Pack) -> str:
        if self.sections:
            return self.sections[0]
        for step in self._details.session.agenda if self._details.session else ():
            if isinstance(step, MaterialActivity) and step.pack_id == pack.id and step.section_ids:
                return step.section_ids[0]
        return pack.sections[0].id

    def _item_ids(self, offered: ItemChoice) -> tuple[str, ...]:
        """Ids of the items that hold: the session's, those chosen for a new one, or those suggested."""
        session = self._details.session
        return (offered.chosen_in(session) if session else self.items) or offered.suggested

    @on(Button.Pressed, "#items")
    def _choose_items(self, event: Button.Pressed) -> None:
        """Ask which items the steps are to be on, and take them."""
        event.stop()
        offered = item_choice(self.template, self._packs)
        if offered is None:
            return
        rows = [(item.id, f"{item.number} {item.name}") for item in offered.items]

        def take(picked: tuple[str, ...] | None) -> None:
            if picked is None:
                return
            details, desk, self.items = self._details, self._details.desk, picked
            if desk is not None:
                before = desk.session
                done = details.screen.attempt(lambda: desk.apply(offered.edit(desk.session, picked)))
                if done and desk.session != before:
                    key = details.screen.key("undo_typed")
                    details.screen.tell(f"They are on the agenda now. {key} takes it back.")
            details.show()

        dialog = ChooseDialog(offered.question, rows, self._item_ids(offered), most=offered.most)
        self.app.push_screen(dialog, take)

    @on(Button.Pressed, "#template, #sections")
    def _pick(self, event: Button.Pressed) -> None:
        """Ask for another template or section, and take it."""
        pack = self._choosable if event.button.id == "sections" else None
        if pack is not None:
            title, current = "Which one?", self._section_id(pack)
            rows = [(section.id, f"{section.label} {section.title}".strip()) for section in pack.sections]
        else:
            title, current = "Which template? It is a ready agenda.", self.template.id
            templates = sorted(self._templates.values(), key=lambda known: known.name.casefold())
            rows = [(known.id, in_a_line(known)) for known in templates]

        def take(picked: str | None) -> None:
            if picked is None:
                return
            if pack is not None:
                self.sections = (picked,)
            else:
                self.put(picked)
            self.chosen = True
            self._take()

        at = [row_id for row_id, _ in rows].index(current)
        self.app.push_screen(PickDialog(title, rows, at=at), take)

    def _take(self) -> None:
        """A session that is there takes the agenda now; a new one when it is made."""
        details, desk = self._details, self._details.desk
        if desk is not None:
            before = desk.session

            def take() -> None:
                agenda, packs = plan.agenda(self.template, self._packs, self.sections, self.items)
                desk.apply(event_edits.set_material(self.template.id, agenda, packs).then(self._as_typed()))

            if details.screen.attempt(take) and desk.session != before:
                key = details.screen.key("undo_typed")
                details.screen.tell(f"The agenda is changed. {key} takes it back.")
        details.show()
