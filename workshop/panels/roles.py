"""Who does what: a digit gives the party in focus its part, and goes on to the next one."""

from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult

from sessions.kinds.roles import edits, words
from sessions.kinds.roles.kind import OVERVIEW
from sessions.kinds.roles.records import (
    Function,
    Party,
    RoleName,
    RolesActivity,
    parties_of,
    parties_on,
    roles_of,
)
from sessions.scope import passed_over
from sessions.voices import recusals_on
from workshop.cells import clip
from workshop.panels.host import Commands, Question
from workshop.panels.panel import Panel
from workshop.panels.party_settings import choose_parties
from workshop.panels.voices import turn_part
from workshop.steps.roles import DIGITS, given_here, matrix
from workshop.widgets.role_grid import MatrixView, RoleGrid, parts


class RolesPanel(Panel):
    """The parts of the parties in a function; at the close of a part, and at the end, the matrix."""

    kind = "roles"

    def compose(self) -> ComposeResult:
        yield RoleGrid(id="roles")
        yield MatrixView(id="matrix")

    @property
    def _activity(self) -> RolesActivity:
        assert isinstance(self.scene.activity, RolesActivity)
        return self.scene.activity

    @property
    def _here(self) -> Function | None:
        return given_here(self.scene)

    @property
    def _parties(self) -> tuple[Party, ...]:
        """The parties that can have a part in the function that stands here."""
        return parties_on(self.session, self._activity, self.scene.stop.ref)

    @property
    def _party(self) -> Party | None:
        """The one in focus, also one that takes no part; else the first that can have one."""
        listed = parties_of(self.session, self._activity)
        chosen = (party for party in listed if party.id == self.host.in_focus.id)
        return next(chosen, next(iter(self._parties), None))

    @property
    def commands(self) -> Commands:
        settings: Commands = {"dot_rule": lambda: choose_parties(self.host)}
        if self._here is None:
            return settings
        return {
            **settings,
            **{f"answer_level_{number}": partial(self._no_such_part, number) for number in range(5, 10)},
            **{command: partial(self._give, role) for command, role in DIGITS.items()},
            "dont_know": lambda: self._give(None),
            "take_back": self._take_back,
            "dissent": self._dissent,
            "takes_no_part": self._turn_part,
        }

    def show(self) -> bool:
        grid, whole = self.query_one(RoleGrid), self.query_one(MatrixView)
        stop, item = self.scene.stop, self.scene.item
        grid.display = item is not None and self._here is not None
        if item is not None and grid.display:
            party = self._party
            grid.show(parts(self.session, self._activity, item), party.id if party else "")
        all_here = stop.part in (OVERVIEW, "closing") and not passed_over(self.session, stop)
        section = stop.ref.partition("/")[2] if stop.part == "closing" else ""
        rows = matrix(self.session, self._activity, section) if all_here else None
        whole.display = rows is not None and bool(rows.rows and rows.columns)
        if rows is not None and whole.display:
            whole.show(rows)
        return bool(grid.display or whole.display)

    def first_focus(self) -> str | None:
        """The first party that can have a part."""
        return next((party.id for party in self._parties), None) if self._here is not None else None

    def move(self, by: int) -> bool:
        listed = parties_of(self.session, self._activity)
        party = self._party
        if self._here is None or party is None:
            return False
        following = listed[(listed.index(party) + by) % len(listed)]
        self.host.take_focus(replace(self.host.in_focus, id=following.id, chosen=True))
        if self.host.wall_shown:  # the room's view marks nobody: the next digit must not land with another
            self.host.tell(f"In focus: {clip(following.name, 60)}")
        return True

    @property
    def line_in_focus(self) -> int | None:
        grid, party = self.query_one(RoleGrid), self._party
        return grid.line_of(party.id) if grid.display and party is not None else None

    @on(RoleGrid.Picked)
    def _picked(self, event: RoleGrid.Picked) -> None:
        self.host.take_focus(replace(self.host.in_focus, id=event.partner_id, chosen=True))

    @on(RoleGrid.Chosen)
    def _part_clicked(self, event: RoleGrid.Chosen) -> None:
        """A click on a part, as its digit; in the row of a party, that of this party."""
        if event.party_id is not None:
            self.host.in_focus = replace(self.host.in_focus, id=event.party_id, chosen=True)
        self._give(event.role)

    def _no_such_part(self, number: int) -> None:
        named = ", ".join(f"{self.host.key(name)} {words.NAMES[role]}" for name, role in DIGITS.items())
        self.host.tell(f"There is no part {number}. {named}.")

    def _can_have_one(self) -> Party | None:
        """The party in focus; None, and a word why, where nobody stands here that can have a part."""
        party = self._party
        if party is None:
            self.host.tell(f"Nobody can be given a part yet. {self.host.key('details')} adds partners.")
        elif party not in self._parties:
            again = f"{self.host.key('takes_no_part')} ends that."
            self.host.tell(f"{clip(party.name, 40)} takes no part in this. {again}")
        else:
            return party
        return None

    def _give(self, role: RoleName | None) -> None:
        """The part of the party in focus, and on to the next."""
        host, party = self.host, self._can_have_one()
        if party is None:
            return
        if host.do(edits.set_role(self._activity.id, self.scene.stop.ref, party.id, role)):
            self._remark(party)
            self._go_on(party)

    def _remark(self, party: Party) -> None:
        """What the room should see at once: that two lead; that a dissent was from another part."""
        here = self._here
        if here is None:
            return
        role = here.roles.get(party.id)
        old = next((d for d in here.dissents if d.party == party.id and d.from_role != role), None)
        if role == "leads" and len(here.leads) > 1:
            self.host.tell(f"{words.leads(here).capitalize()} now: exactly one should.")
        elif old is not None:
            still = f"The dissent of {clip(party.name, 40)} from its part before is still on record."
            self.host.tell(f"{still} {self.host.key('dissent')} changes it.")

    def _go_on(self, party: Party) -> None:
        """Put in focus the next party that can have a part, round and round."""
        parties = self._parties
        following = parties[(parties.index(party) + 1) % len(parties)]
        self.host.take_focus(replace(self.host.in_focus, id=following.id, chosen=False))

    def _take_back(self) -> None:
        host, party, here = self.host, self._can_have_one(), self._here
        if party is None or here is None:
            return
        if party.id not in here.roles:
            host.tell(f"{clip(party.name, 40)} has no part here that could be taken back.")
        elif host.do(edits.set_role(self._activity.id, here.item.id, party.id, None)):
            host.tell(f"The part of {clip(party.name, 40)} is taken back. {host.key('undo')} brings it back.")

    def _dissent(self) -> None:
        """Why the party in focus does not accept its part, or the part that it has not."""
        host, party, item_id = self.host, self._can_have_one(), self.scene.stop.ref
        if party is None:
            return
        if roles_of(self.session, item_id) is None:
            host.tell("Nobody has a part here yet, so there is nothing to object to.")
            return
        here = self._here
        assert here is not None
        reason = next((d.reason for d in here.dissents if d.party == party.id), "")
        role = here.roles.get(party.id)
        what = f"that it {words.NAMES[role]}" if role else "having no part"
        host.ask(
            Question(
                f"{party.name} does not accept {what}",
                lambda typed: edits.object_to_role(self._activity.id, item_id, party.id, typed.text),
                (f"dissent {party.id}", item_id),
                reason,
                "Empty takes the dissent back." if reason else "Why it does not accept that.",
                may_be_empty=bool(reason),
            )
        )

    def _turn_part(self) -> None:
        """A partner takes no part in a function, or again; parties of the material all do."""
        host, party = self.host, self._party
        if self._activity.parties != "partners" or party is None:
            host.tell(f"{host.key('dont_know')} says that a party has no part in this.")
        elif party.id in recusals_on(self.session, self.scene.stop.ref) or party in self._parties:
            host.in_focus = replace(host.in_focus, id=party.id)
            turn_part(host, lambda: host.take_focus(replace(host.in_focus, id=self.first_focus())))
