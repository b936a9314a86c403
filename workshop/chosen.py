"""What a template lets the facilitator choose of its material, what is chosen, and how that is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sessions import words
from sessions.edit import Edit
from sessions.edits.choice import choose_items
from sessions.kinds import choice
from sessions.kinds.kind import MaterialStep, planned_items
from sessions.material import Item, Pack
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import MaterialActivity
from sessions.text import plural


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """The items that can be chosen for one or more steps of a template, which then are on the same."""

    pack: Pack
    steps: tuple[tuple[str, MaterialStep], ...]
    """(id that the step has in a session, step) of each."""

    @property
    def step(self) -> MaterialStep:
        """The first of the steps."""
        return self.steps[0][1]

    @property
    def most(self) -> int:
        """How many there is time for."""
        return self.step.choose_items

    @property
    def items(self) -> tuple[Item, ...]:
        """The items to choose from."""
        return tuple(self.pack.only(self.step.sections).items())

    @property
    def item_word(self) -> str:
        """What one of them is called: "standard"."""
        return self.pack.word_of(self.items[0].id)

    @property
    def suggested(self) -> tuple[str, ...]:
        """Ids of those that the steps are on where nobody has chosen."""
        return planned_items(self.step, self.pack)

    @property
    def question(self) -> str:
        """What is asked where they are chosen."""
        return f"Which {plural(self.item_word)}? There is time for {self.most}."

    def chosen_in(self, session: Session) -> tuple[str, ...]:
        """Ids of those that a session has on its agenda; empty where its agenda has no such step."""
        return next((step.item_ids for step in self._steps_in(session)), ())

    def edit(self, session: Session, item_ids: Sequence[str]) -> Edit:
        """The change that puts the session's steps on these. Raises Problem."""
        steps = [step.id for step in self._steps_in(session)]
        if not steps:
            what = f"No step of this session is on {plural(self.item_word)} that can be chosen"
            raise Problem(what, hint="Take the agenda of its template again.")
        self.check(item_ids)
        return choose_items(steps, self.pack, item_ids)

    def check(self, item_ids: Sequence[str]) -> None:
        """Raises Problem where these are none, or more than there is time for."""
        choice.check_number(self.most, item_ids, self.item_word)

    def said(self, item_ids: Sequence[str]) -> str:
        """ "3 standards, as suggested: 1.1, 2.1, 3.1"; chosen otherwise without those words."""
        numbers = [item.number for item in self.items if item.id in item_ids]
        many = words.number_of(len(numbers), self.item_word, plural(self.item_word))
        as_suggested = ", as suggested" if tuple(item_ids) == self.suggested else ""
        return f"{many}{as_suggested}: {', '.join(numbers)}"

    def find(self, wanted: str) -> str:
        """Id of the item that `wanted` names: its number, code, full id or name. Raises Problem."""
        folded = " ".join(wanted.split()).casefold()
        for item in self.items:
            names = (item.id, item.id.partition("/")[2], item.number, item.name)
            if folded in {name.casefold() for name in names if name}:
                return item.id
        hint = f"To choose from: {', '.join(item.number for item in self.items)}."
        raise Problem(f"There is no {self.item_word} {wanted!r} to choose", hint=hint)

    def _steps_in(self, session: Session) -> list[MaterialActivity]:
        ids = {step_id: step.kind for step_id, step in self.steps}
        return [
            step
            for step in session.agenda
            if isinstance(step, MaterialActivity)
            and ids.get(step.id) == step.kind
            and step.pack_id == self.pack.id
        ]


def in_a_line(template: Template) -> str:
    """A template where one is chosen: name, minutes and for whom it is."""
    return f"{template.name} · {template.minutes} min · {template.for_whom or template.about}"


def item_choice(template: Template, packs: Mapping[str, Pack]) -> ItemChoice | None:
    """What a template lets be chosen item by item: that of its first such step, and of others on the same."""
    steps = [
        (f"s{number}", step)
        for number, step in enumerate(template.steps, start=1)
        if isinstance(step, MaterialStep) and step.choose_items and step.pack in packs
    ]
    if not steps:
        return None
    first = steps[0][1]
    alike = [
        (step_id, step)
        for step_id, step in steps
        if (step.pack, step.sections) == (first.pack, first.sections)
    ]
    return ItemChoice(packs[first.pack or ""], tuple(alike))
