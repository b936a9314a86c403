"""Options: what speaks for and against each, then which one the partners would take, and the room takes."""

from collections.abc import Iterator
from dataclasses import replace

from sessions import words
from sessions.kinds.options import words as says
from sessions.kinds.options.kind import CHOICE, FEWEST, MOST_OPTIONS
from sessions.kinds.options.records import (
    OptionsActivity,
    choice_of,
    is_revealed,
    options_here,
    support,
    views_of,
)
from sessions.material import OURS, Item
from sessions.record import Session
from sessions.scope import passed_over
from sessions.spans import on_screen
from sessions.summary.recorded import WRITTEN_BEFORE, remark_lines
from sessions.voices import voices_on
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer, under
from workshop.steps.view import EVERYBODY, StepView, voices_of
from workshop.wall.model import Entry, Wall

MINUTES = 20
NOTHING = "What could we do? Name the options, and they stand here."
ASKED = "Ask: which one would you take today? Write it down. Cards up together when I say."
CHOOSING = frozenset({"dont_know", "counts", "whole_room", "agree", "dissent"})


class OptionsView(StepView[OptionsActivity]):
    """The views of options, of which the room takes one."""

    id = "options"
    offered = "Choose between options"

    def page(self, scene: Scene) -> Page:
        if scene.stop.part == CHOICE:
            return Page("", "Which one do we take?", tuple(self._choice_lines(scene)))
        return super().page(scene)

    def start(self, scene: Scene, activity: OptionsActivity) -> tuple[PageLine, ...]:
        session = scene.session
        items = [session.item(item_id) for item_id in options_here(session, activity)]
        if not items:
            return (PageLine("lead", NOTHING),)
        many = words.number_of(len(items), "option", "options")
        lead = f"{many}: first what speaks for and against each, then which one we take."
        return (
            PageLine("lead", lead),
            *(PageLine("point", f"{n} {i.name}") for n, i in enumerate(items, start=1)),
        )

    def item_lines(self, item: Item) -> Iterator[PageLine]:
        yield from super().item_lines(item)
        yield from under("For", "point", item.advantages)
        yield from under("Against", "point", item.drawbacks)

    def item_wall(self, scene: Scene, wall: Wall) -> Wall:
        """For, against, and what people here added."""
        item = scene.session.item(scene.stop.ref)
        added = [n for n in scene.session.notes_on(item.id) if n.kind in ("comment", "evidence")]
        parts = (
            ("For", item.advantages),
            ("Against", item.drawbacks),
            ("Said here", [note.text for note in added]),
        )
        entries: list[Entry] = []
        for heading, points in parts:
            if points:
                entries += [Entry("heading", heading), *(Entry("point", point) for point in points)]
        return replace(wall, entries=tuple(entries))

    def _choice_lines(self, scene: Scene) -> Iterator[PageLine]:
        """What is asked, how the views lie, and the choice."""
        session, activity = scene.session, self._own(scene)
        chosen = choice_of(session, activity.id)
        if chosen is not None:
            yield PageLine("lead", says.choice_in_room(session, chosen))
            if chosen.reason:
                yield PageLine("text", f"Why: {chosen.reason}", person=True)
            for own in chosen.dissents:
                line = on_screen(says.dissent(session, own, chosen.item_id))
                yield PageLine("warn", f"Dissent: {line}", person=True)
        elif is_revealed(session, activity.id):
            yield PageLine("lead", says.lead(scene.seen, activity))
        else:
            yield PageLine("lead", "Which one would you take today?")
        written = map(on_screen, remark_lines(scene.seen, activity.id))
        yield from under(WRITTEN_BEFORE, "point", written, person=True)

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        session, activity, keys = scene.session, self._own(scene), scene.keys
        if passed_over(session, scene.stop):
            return super().say_next(scene)
        if scene.stop.part == "item":
            ask = f"“What else speaks for it, or against?” {keys['note']} keeps what is said."
            return (ask, f"Then {keys['next_stop']} for the next one.")
        if len(options_here(session, activity)) < FEWEST:
            return (f"“What could we do?” {keys['add_item']} adds each option.",)
        if scene.stop.part != CHOICE:
            return super().say_next(scene)
        if chosen := choice_of(session, activity.id):
            record = f"{keys['dissent']} puts it on record."
            decide = f"{keys['decision']} makes it a decision. Then {keys['next_stop']}."
            return (f"“Does anybody not share this?” {record}", decide) if not chosen.dissents else (decide,)
        if is_revealed(session, activity.id):
            return (f"“Which one can we all live with?” {keys['agree']} records it, with the reason.",)
        said, of = len(views_of(session, activity.id)), len(voices_on(session, activity.id))
        if said and said == of:
            return (f"“Everybody has said. Let us look.” Press {keys['reveal']}.",)
        if session.as_bodies:
            return (f"“Which one would you take? Cards up together when I say.” {of - said} to go.",)
        hands = f"{keys['counts']} counts a partner's hands, {keys['whole_room']} the whole room's."
        return (f"“Which one would you take? Hands up, one option after the other.” {hands}",)

    def start_wall(self, scene: Scene, activity: OptionsActivity) -> Wall:
        session = scene.session
        if not options_here(session, activity):
            return Wall(activity.title, statement=NOTHING)
        return Wall(activity.title, entries=_numbered(session, activity))

    def wall(self, scene: Scene) -> Wall:
        return self._choice_wall(scene) if scene.stop.part == CHOICE else super().wall(scene)

    def _choice_wall(self, scene: Scene) -> Wall:
        session, seen, activity = scene.session, scene.seen, self._own(scene)
        if len(options_here(session, activity)) < FEWEST:
            return Wall(activity.title, statement=NOTHING)
        chosen = choice_of(session, activity.id)
        statement = says.choice_in_room(session, chosen) if chosen else ""
        if not is_revealed(session, activity.id):
            voices = voices_of(session, activity.id, views_of(session, activity.id))
            return Wall(
                activity.title,
                statement=statement,
                question="" if chosen else "Which one would you take?",
                entries=_numbered(session, activity),
                voices=() if chosen else voices,
                tally="" if chosen else words.tally(sum(v.ready for v in voices), len(voices), "said"),
            )
        sentences = _sentences(seen, activity, named=True)
        return Wall(
            activity.title,
            statement=statement or says.lead(seen, activity),
            entries=tuple(_bars(seen, activity)),
            sentences=sentences,
            nameless=_sentences(seen.model_copy(update={"as_bodies": False}), activity, named=False),
        )

    def commands(self, scene: Scene) -> frozenset[str]:
        if scene.stop.part != CHOICE:
            return frozenset()
        count = len(options_here(scene.session, self._own(scene)))
        if count < FEWEST:
            return frozenset()
        levels = {f"answer_level_{n}" for n in range(1, min(MOST_OPTIONS, count) + 1)}
        shown = is_revealed(scene.session, scene.activity.id)
        return CHOOSING | levels | (set() if shown else {"reveal"})

    def promoted_at(self, scene: Scene) -> frozenset[str]:
        typed = self._own(scene).pack_id in (None, OURS) and scene.stop.part != CHOICE
        return self.promoted | ({"add_item"} if typed else set())

    def labels(self, scene: Scene) -> dict[str, str]:
        add = {"add_item": "add option"}
        return add if scene.stop.part != CHOICE else {**add, "answer_level_1": "option", "agree": "we choose"}

    def idle(self, scene: Scene) -> frozenset[str]:
        """Before the reveal there is nothing to choose on, and without a choice nothing to dissent from."""
        idle = super().idle(scene)
        if scene.stop.part != CHOICE:
            return idle
        if choice_of(scene.session, scene.activity.id) is None:
            idle |= {"dissent"}
        if is_revealed(scene.session, scene.activity.id):
            return (idle | {"answer_level_1", "counts"}) - {"take_back"}
        return idle | {"agree"}

    def hidden(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        session, activity = scene.session, self._own(scene)
        if scene.stop.part != CHOICE or is_revealed(session, activity.id):
            return ()
        views = views_of(session, activity.id)
        if session.as_bodies:
            return tuple((session.partner(p).name, says.view(session, row)) for p, row in views.items())
        rows = support(session, activity)
        said = [f"{words.amount(row.amount)} × {_name(session, row.item_id)}" for row in rows if row.amount]
        return ((EVERYBODY, ", ".join(said)),) if views else ()

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Sections whose items say what speaks for and against them."""
        for pack in session.packs:
            for section in pack.sections:
                weighed = all(item.advantages or item.drawbacks for item in section.items)
                if weighed and FEWEST <= len(section.items) <= MOST_OPTIONS:
                    count = words.number_of(len(section.items), "option", "options")
                    about = f"Choose between {count}: {section.title} · {pack.name}"
                    settings = {"pack_id": pack.id, "section_ids": (section.id,)}
                    yield offer(about, OptionsActivity, section.title, MINUTES, ASKED, **settings)
        named = "Choose between what the room names"
        yield offer(named, OptionsActivity, named, MINUTES, ASKED)


def _name(session: Session, item_id: str) -> str:
    return session.item(item_id).name if item_id else "don't know"


def _numbered(session: Session, activity: OptionsActivity) -> tuple[Entry, ...]:
    """The options, each with the digit that stands for it."""
    names = (session.item(item_id).name for item_id in options_here(session, activity))
    return tuple(Entry("numbered", name, str(digit)) for digit, name in enumerate(names, start=1))


def _bars(seen: Session, activity: OptionsActivity) -> Iterator[Entry]:
    """A row an option: a dot for each that is for it, or the figure where parts of bodies add up to none."""
    rows = support(seen, activity)
    whole = all(row.amount == int(row.amount) for row in rows)
    most = int(max((row.amount for row in rows), default=0))
    for digit, row in enumerate(rows, start=1):
        name, sign = (seen.item(row.item_id).name, str(digit)) if row.item_id else ("Don't know", "?")
        if whole:
            # The digit with its name: beside the figure it would be read as one with that.
            yield Entry("numbered", f"{sign} {name}", "", int(row.amount), most)
        else:
            yield Entry("numbered", f"{words.amount(row.amount)} · {name}", sign)


def _sentences(seen: Session, activity: OptionsActivity, *, named: bool) -> tuple[str, ...]:
    """Who is for which, by name where partners are bodies; whose views are missing or were changed."""
    rows = [row for row in support(seen, activity) if named and seen.as_bodies and row.partners]
    names = (words.first_upper(_name(seen, row.item_id)) for row in rows)
    who = (f"{name}: {on_screen(says.who(seen, row))}" for name, row in zip(names, rows, strict=True))
    missing = words.missing(seen, activity.id, views_of(seen, activity.id), "view")
    return (*who, *(on_screen(line) for line in (*says.changed(seen, activity.id), missing) if line))
