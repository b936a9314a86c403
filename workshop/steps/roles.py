"""Who does what: a function with the part of each party, and at the end all of them together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sessions import left_out
from sessions.kinds.roles import words
from sessions.kinds.roles.kind import OVERVIEW
from sessions.kinds.roles.records import (
    ROLES,
    Function,
    Party,
    RolesActivity,
    function,
    functions,
    parties_of,
    parties_on,
)
from sessions.material import Item
from sessions.record import Session
from sessions.scope import passed_over
from sessions.spans import Line, joined, on_screen, plain
from sessions.words import number_of
from workshop.steps.carried import bringing, carried
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer, under
from workshop.steps.view import StepView
from workshop.wall.model import Entry, Matrix, MatrixRow, Wall

MINUTES, MOST_MINUTES = 2, 60  # for each function, and for all of them in an offer
TITLE = "Who does what"
QUESTION = "Who leads? Who supports, is asked, is told?"
TOGETHER = "All functions together"
NO_PARTIES = "There are no partners yet, so nobody can be given a part."
DIGITS = {f"answer_level_{number}": role for number, role in enumerate(ROLES, 1)}
"""Command → the part that it gives."""


def given_here(scene: Scene) -> Function | None:
    """The function of a scene, with who does what; None where parts are not given here."""
    activity, item = scene.activity, scene.item
    if item is None or not isinstance(activity, RolesActivity) or passed_over(scene.session, scene.stop):
        return None
    return function(scene.session, activity, item)


def matrix(session: Session, activity: RolesActivity, section_id: str = "") -> Matrix:
    """Functions down, parties across, a letter for each part."""
    parties = parties_of(session, activity)
    rows = tuple(
        MatrixRow(row.item.number, row.item.name, _letters(row, parties), words.leads(row))
        for row in functions(session, activity, section_id)
    )
    refused = any(words.REFUSED in cell for row in rows for cell in row.cells)
    key = (*words.KEY, f"{words.REFUSED} does not accept that") if refused else words.KEY
    return Matrix(tuple(party.name for party in parties), rows, key)


def _letters(row: Function, parties: Sequence[Party]) -> tuple[str, ...]:
    refused = {dissent.party for dissent in row.dissents}
    roles = (row.roles.get(party.id) for party in parties)
    letters = (words.LETTERS[role] if role else "" for role in roles)
    return tuple(
        f"{a}{words.REFUSED}" if p.id in refused else a for a, p in zip(letters, parties, strict=True)
    )


class RolesView(StepView[RolesActivity]):
    """Functions, and which party leads, supports, is asked and is told."""

    id = "roles"
    offered = "Who does what"
    promoted = frozenset(DIGITS)

    def page(self, scene: Scene) -> Page:
        if scene.stop.part != OVERVIEW:
            return super().page(scene)
        activity = self._own(scene)
        rows, parties = functions(scene.session, activity), parties_of(scene.session, activity)
        lines = [PageLine("lead", words.counts(rows) or NO_PARTIES), *_lists(rows, parties, reasons=True)]
        return Page(activity.title, TOGETHER, tuple(lines))

    def item_help(self, scene: Scene, item: Item) -> Iterator[PageLine]:
        """Who objects, and what the source suggests once the room has said something."""
        activity, here = self._own(scene), given_here(scene)
        if here is not None and here.is_filled:
            yield from under("For comparison", "muted", _suggested(item))
        if here is not None:
            parties = parties_of(scene.session, activity)
            said = (on_screen(words.dissent(parties, d, here.roles.get(d.party))) for d in here.dissents)
            yield from under("Dissent", "text", said, person=True)
        yield from super().item_help(scene, item)

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        keys, session = scene.keys, scene.session
        if scene.stop.part == OVERVIEW:
            return self._to_close(scene)
        here = given_here(scene)
        if here is None:
            return super().say_next(scene)
        parties = parties_on(session, self._own(scene), here.item.id)
        if not parties:
            return (f"{NO_PARTIES} {keys['details']} adds partners; {keys['dot_rule']} types other names.",)
        if not here.is_filled:
            gives = f"{keys['answer_level_1']} gives it to the party in focus, and goes on to the next."
            whose = f"{keys['dot_rule']} changes who is listed."
            untouched = not any(row.is_filled for row in functions(session, self._own(scene)))
            more = (*self.script(scene), *((whose,) if untouched else ()))
            return ("“Who leads this? One only, who answers for it.”", gives, *more)
        leaders = [on_screen(name) for name in words.names_of(parties, here.leads)]
        act = f"{keys['add_action']} takes it as an action: who agrees the lead, and by when."
        if not leaders:
            return ("“Nobody leads this yet. Who takes it?”", act)
        if len(leaders) > 1:
            who = f"{', '.join(leaders[:-1])} and {leaders[-1]}"
            return (f"“{who} lead. Which of you has the last word?”", act)
        then = f"{keys['dissent']} puts on record who doesn't. Then {keys['next_stop']} goes on."
        return (f"“{leaders[0]}: you lead. Does everybody accept their part?” {then}",)

    def _to_close(self, scene: Scene) -> tuple[str, ...]:
        keys, rows = scene.keys, functions(scene.session, self._own(scene))
        open_ends = [row for row in rows if words.leads(row)]
        if open_ends:
            ask = (
                f"“{number_of(len(open_ends), 'function needs', 'functions need')} one lead. Who settles it?”"
            )
            return (ask, f"{keys['add_action']} takes an action; {keys['jump']} goes back to a function.")
        if not any(row.is_filled for row in rows):
            return (f"Nothing is filled in yet. {keys['previous_stop']} goes back.",)
        return (f"“Do we all see our own part in this?” Then {keys['next_stop']}.",)

    def hidden(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        """What the source suggests, before the room has said anything."""
        here = given_here(scene)
        if here is None or here.is_filled:
            return ()
        return tuple(("Only for you", text) for text in _suggested(here.item))

    def idle(self, scene: Scene) -> frozenset[str]:
        here = given_here(scene)
        idle = super().idle(scene)
        if here is None or not here.is_filled:
            return idle | {"take_back", "dissent"}
        return idle - {"take_back"}

    def labels(self, scene: Scene) -> dict[str, str]:
        names = {command: words.NAMES[role] for command, role in DIGITS.items()}
        return {**names, "dont_know": "no part", "peek": "the guide", "dot_rule": "parties"}

    def commands(self, scene: Scene) -> frozenset[str]:
        if given_here(scene) is None:
            return frozenset({"dot_rule"})
        partners = {"takes_no_part"} if self._own(scene).parties == "partners" else set()
        return frozenset({*DIGITS, "dont_know", "dissent", "dot_rule"} | partners)

    def item_wall(self, scene: Scene, wall: Wall) -> Wall:
        here = given_here(scene)
        if here is None:
            return wall
        session, parties = scene.session, parties_on(scene.session, self._own(scene), here.item.id)
        out = left_out.takes_no_part(session, here.item.id)
        sentences = tuple(on_screen(line) for line in (out,) if line)
        if not here.is_filled:
            names = "\n".join(party.name for party in parties)
            waiting = (Entry("text", names),) if names else ()
            return replace(wall, question=QUESTION, entries=waiting, sentences=sentences)
        return replace(
            wall,
            word=words.leads(here).upper(),
            entries=tuple(_part_entries(here, parties)),
            sentences=sentences,
        )

    def wall(self, scene: Scene) -> Wall:
        if scene.stop.part == OVERVIEW:
            return self._overview_wall(scene)
        wall = super().wall(scene)
        if scene.stop.part != "closing" or passed_over(scene.session, scene.stop):
            return wall
        section = matrix(scene.session, self._own(scene), scene.stop.ref.partition("/")[2])
        return replace(wall, matrix=section if section.columns and section.rows else None)

    def _overview_wall(self, scene: Scene) -> Wall:
        """What stands out, then the matrix."""
        session, activity = scene.session, self._own(scene)
        rows, parties = functions(session, activity), parties_of(session, activity)
        tones = {"heading": "heading", "point": "point", "warn": "warn"}
        entries = tuple(Entry(tones[line.tone], line.text) for line in _lists(rows, parties, reasons=False))  # type: ignore[arg-type]
        every = matrix(session, activity)
        filled = any(row.is_filled for row in rows)
        return Wall(
            activity.title,
            statement=words.counts(rows) or NO_PARTIES,
            entries=entries,
            matrix=every if filled else None,
        )

    def outcome(self, session: Session, subject_id: str) -> tuple[bool, str]:
        """Whether exactly one leads; else what is wrong."""
        item = session.item(subject_id)
        steps = (step for step in session.agenda if isinstance(step, RolesActivity))
        here = [function(session, step, item) for step in steps if item in step.items(session.packs)]
        wrong = [words.leads(row) for row in here if words.leads(row)]
        filled = any(row.is_filled for row in here)
        return filled and not wrong, f"▲ {wrong[0]}" if wrong else ""

    def new_action(self, scene: Scene) -> tuple[str, str, str]:
        here = given_here(scene)
        if here is None or not here.is_filled or len(here.leads) == 1:
            return "", "", ""
        return f"Agree who leads {scene.session.called(here.item.id)}", "", ""

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Packs whose items are functions, as far as the agenda does not have them."""
        on = {step.pack_id for step in session.agenda if isinstance(step, RolesActivity)}
        here = [pack for pack in session.packs if pack.parties]
        for pack in here or [carried(session, SHIPPED)]:
            if pack.id in on:
                continue
            count = len(tuple(pack.items()))
            number = number_of(count, "function", "functions")
            minutes = min(MOST_MINUTES, MINUTES * count)
            about = f"Who does what, {number}: {pack.name}"
            yield bringing(offer(about, RolesActivity, TITLE, minutes, *SCRIPT, pack_id=pack.id), pack)
            if session.partners:
                about = f"Who of our partners does what, {number}: {pack.name}"
                settings = {"pack_id": pack.id, "parties": "partners"}
                yield bringing(offer(about, RolesActivity, TITLE, minutes, *SCRIPT, **settings), pack)


SHIPPED = "lead-provider-roles"
"""Id of the pack that is offered where the session carries none with functions."""
SCRIPT = (
    "Read the function aloud. Ask who leads it: exactly one.",
    "Then who helps, who is asked before, who is told after. Nobody needs a part in everything.",
)


def _suggested(item: Item) -> tuple[str, ...]:
    """What the source says; nothing where it says nothing."""
    names = on_screen(joined([plain(name) for name in item.leads], ", "))
    return (f"The guide gives it to: {names}. Yours may well be another.",) if names else ()


def _part_entries(here: Function, parties: Sequence[Party]) -> Iterator[Entry]:
    """Each part with those that have it, then those without, then how many object."""
    for role in ROLES:
        if who := words.names_of(parties, here.having(role)):
            yield Entry("numbered", on_screen(joined(who, "\n")), words.NAMES[role].upper())
    without = [words.party_name(party) for party in parties if party.id not in here.roles]
    if without:
        yield Entry("numbered", on_screen(joined(without, ", ")), "no part")
    for dissent in here.dissents:
        name = next((party.name for party in parties if party.id == dissent.party), dissent.party)
        yield Entry("warn", f"{name} {words.objection(dissent, here.roles.get(dissent.party))}")


def _lists(rows: Sequence[Function], parties: Sequence[Party], *, reasons: bool) -> Iterator[PageLine]:
    """What nobody leads, what several lead, what is not accepted, and what each party leads.

    The `reasons` of those who do not accept their part are for the record, not for the wall.
    """
    nobody = [plain(words.called(row)) for row in rows if row.is_filled and not row.leads]
    several = [words.with_leads(row, parties) for row in rows if len(row.leads) > 1]
    yield from _list("Nobody leads", "warn", nobody)
    yield from _list("More than one leads", "warn", several)
    refused = [
        (*plain(f"{row.item.number} "), *words.dissent(parties, d, row.roles.get(d.party), reason=reasons))
        for row in rows
        for d in row.dissents
    ]
    yield from _list("Part not accepted", "point", refused)
    own = ((party, [r.item.number for r in rows if party.id in r.leads]) for party in parties)
    each = [(*words.party_name(party), *plain(f": {', '.join(n) or 'nothing'}")) for party, n in own]
    yield from _list("What each leads", "point", each if any(row.leads for row in rows) else [])


def _list(heading: str, tone: str, lines: Sequence[Line]) -> list[PageLine]:
    return under(heading, tone, map(on_screen, lines), person=True)  # type: ignore[arg-type]
