"""The views of a plain step, on which those of every kind stand."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar

from sessions import left_out, plan, result_words, words
from sessions.analysis.results import Total, total_of
from sessions.evidence_words import to_look_for
from sessions.kinds.score.records import agreement_on, standing_ballots
from sessions.material import Item, Reading, Section
from sessions.record import Session
from sessions.rows import Activity, Stop
from sessions.scope import passed_over, why_not
from sessions.spans import on_screen, plain_text
from sessions.voices import voices_on
from workshop.steps.recorded import action_entries, added_here, recorded_lines
from workshop.steps.scene import Offer, Page, PageLine, Scene, under
from workshop.wall.model import Entry, Voice, Wall

A = TypeVar("A", bound=Activity)
NEXT = "What we do next"
EVERYBODY = "All together"
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
"""Where people answer for themselves: what each partner's people said is told nowhere."""


class StepView(Generic[A]):
    """What a kind of step shows at each of its stops, and which commands hold there.

    Readings, items and sections look alike in all kinds; a kind overrides what is different: the start of
    its steps above all. `activity` is always one of its own class.
    """

    id: ClassVar[str] = ""  # id of the kind
    offered: ClassVar[str] = ""
    """What its steps are looked for under where one is added; empty where each goes by words of its own."""
    promoted: ClassVar[frozenset[str]] = frozenset()
    """Ids of commands that have their place in the key bar before all others."""
    lists_open = False
    """Whether its page lists actions and parked points, so that they do not stand beside it once more."""
    names_question = True
    """Whether what is asked of an item stands beside its name: "Leadership · impact"."""

    def page(self, scene: Scene) -> Page:
        """What the stop puts before the room; where a text names a key, it is one of the scene's."""
        session, stop = scene.session, scene.stop
        match stop.part:
            case "item":
                item = session.item(stop.ref)
                before, after = not_applying(session, stop), _asked(session, item)
                title = _title(self, scene, item)
                return Page(item.number, title, (*before, *self.item_lines(item), *after))
            case "reading":
                reading = read_at(session, stop.ref)
                intro = [PageLine("text", reading.intro)] if reading.intro else []
                points = (PageLine("point", point) for point in reading.points)
                return Page(session.pack_of(stop.ref).name, reading.title, (*intro, *points))
            case "section":
                section = session.section(stop.ref)
                out = not_applying(session, stop)
                return Page(section.label, section.title, (*out, *_sentences(section.about)))
            case "closing":
                section = session.section(stop.ref)
                lead = [PageLine("lead", section.closing)] if section.closing else []
                totals = closing_totals(session, stop.ref)
                results = (PageLine("lead", result_words.named(session, total)) for total in totals)
                return Page(section.label, _closing(section), (*results, *lead, *recorded_lines(scene)))
        return Page("", scene.activity.title, self.start(scene, self._own(scene)))

    def item_lines(self, item: Item) -> Iterator[PageLine]:
        """An item as it is read out."""
        if statement := _statement(item):
            yield PageLine("lead", statement, person=item.added)
        for part in item.parts:
            yield PageLine("point", part)

    def start(self, scene: Scene, activity: A) -> tuple[PageLine, ...]:
        """The first page of the step."""
        return ()

    def aside(self, scene: Scene) -> tuple[PageLine, ...]:
        """What helps the facilitator: what to say next, prompts, evidence, dissent, notes, actions."""
        lines = under("Say next", "text", self.say_next(scene))
        if scene.item is not None:
            lines += self.item_help(scene, scene.item)
        if scene.stop.part != "closing":
            lines += recorded_lines(scene, listed=self.lists_open)
        return (*lines, *_coming(self, scene))

    def item_help(self, scene: Scene, item: Item) -> Iterator[PageLine]:
        """What helps to talk about an item."""
        yield from under("Prompts", "question", item.prompts)
        yield from under("Evidence to look for", "point", map(to_look_for, item.evidence))
        yield from example_lines(item)
        yield from under("Official wording", "text", filter(None, (item.wording,)))
        yield from _dissents(scene)

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        """What the facilitator can say or do now, in the light of what has been said."""
        keys = scene.keys
        if passed_over(scene.session, scene.stop):
            return (f"{keys['next_stop']} goes on, and {keys['does_not_apply']} again brings it back.",)
        match scene.stop.part:
            case "closing":
                return (f"“Who will do what, and by when?” Press {keys['add_action']} for each answer.",)
            case "section":
                return (f"Read this out. Then {keys['next_stop']} for the first one.", *self.script(scene))
            case "reading":
                return ("Read these out, one voice each if the room likes.",)
        return self.script(scene)

    def script(self, scene: Scene) -> tuple[str, ...]:
        """The step's own script, with the person's keys."""
        return tuple(scene.keys.fill(line) for line in scene.activity.script)

    def wall(self, scene: Scene) -> Wall:
        """What the room sees, but for the time."""
        session, stop = scene.session, scene.stop
        if passed_over(session, stop):
            return _wall_of_what_does_not_apply(session, stop)
        match stop.part:
            case "item":
                item = session.item(stop.ref)
                return self.item_wall(scene, Wall(scene.title, item.number, _statement(item)))
            case "reading":
                reading = read_at(session, stop.ref)
                intro = [Entry("text", reading.intro, spare=True)] if reading.intro else []
                return Wall(reading.title, entries=(*intro, *(Entry("point", p) for p in reading.points)))
            case "section":
                section = session.section(stop.ref)
                first, *rest = _SENTENCE_END.split(section.about.strip())
                about = tuple(Entry("text", sentence) for sentence in rest)
                return Wall(section.title, section.label, first, entries=about)
            case "closing":
                section = session.section(stop.ref)
                totals = closing_totals(session, stop.ref)
                results = (entry for total in totals for entry in _result(session, total, stop.ref))
                actions = action_entries(session.actions_from(stop.ref), scene.today)
                return Wall(_closing(section), section.label, section.closing, entries=(*results, *actions))
        return self.start_wall(scene, self._own(scene))

    def item_wall(self, scene: Scene, wall: Wall) -> Wall:
        """The wall of an item, whose own text stands in `wall`."""
        return wall

    def start_wall(self, scene: Scene, activity: A) -> Wall:
        """The wall at the start of the step."""
        return Wall(activity.title)

    def commands(self, scene: Scene) -> frozenset[str]:
        """Ids of the commands that hold here and not at every stop."""
        return frozenset()

    def idle(self, scene: Scene) -> frozenset[str]:
        """Ids of commands that would do nothing at the moment: the key bar leaves them out."""
        session, hides = scene.session, self.hides(scene)
        idle = {
            "bring_back": not any(note.is_parked for note in session.notes),
            "edit_notes": not session.notes_on(scene.origin) and not added_here(scene),
            "peek": not hides,
            "take_back": not hides,
            "show_actions": not session.actions,
        }
        return frozenset(name for name, does_nothing in idle.items() if does_nothing)

    def promoted_at(self, scene: Scene) -> frozenset[str]:
        """Ids of commands that have that place at a scene."""
        return self.promoted

    def labels(self, scene: Scene) -> dict[str, str]:
        """Labels of commands, by id, that are called something else here."""
        return {}

    def outcome(self, session: Session, subject_id: str) -> tuple[bool, str]:
        """(whether a subject is answered, what was settled on it in a word or two), for the agenda."""
        agreed = agreement_on(session, subject_id)
        answered = agreed is not None or bool(standing_ballots(session, subject_id))
        return answered, f"agreed level {agreed.level}" if agreed else ""

    def hides(self, scene: Scene) -> bool:
        """Whether anything is hidden from the room, which takes less than to put it in words."""
        return bool(self.hidden(scene))

    def hidden(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        """(partner, what it said) as far as that is still hidden from the room, for a peek."""
        return ()

    def new_action(self, scene: Scene) -> tuple[str, str, str]:
        """(text, owner, body) that an action begins with here, as far as they are known."""
        return "", "", ""

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Steps of this kind that a facilitator may want to add behind a step."""
        yield from ()

    def _own(self, scene: Scene) -> A:
        return scene.activity  # type: ignore[return-value]  # views are chosen by the activity's kind


def read_at(session: Session, ref: str) -> Reading:
    """The reading of a stop, by its key (`pack/reading`)."""
    reading_id = ref.partition("/")[2]
    return next(reading for reading in session.pack_of(ref).readings if reading.id == reading_id)


def _closing(section: Section) -> str:
    """The title at the end of a section: the question of what comes next, or what it was about."""
    return NEXT if section.closing else section.title


def closing_totals(session: Session, key: str) -> tuple[Total, ...]:
    """What a section came to, and behind the last one of its pack what that did; nothing without results."""
    pack = session.pack_of(key)
    refs = [key, *([pack.id] if key == f"{pack.id}/{pack.sections[-1].id}" else [])]
    return tuple(total for total in (total_of(session, ref) for ref in refs) if total is not None)


def _result(session: Session, total: Total, here: str) -> tuple[Entry, Entry]:
    """The word for a result, for the back row, and its figures; named where it is not of `here`."""
    name = "" if total.ref == here else f"{result_words.name_of(session, total)}: "
    figures = f"{name}{result_words.figures(session, total)}."
    return Entry("heading", words.first_upper(total.band) or "So far"), Entry("text", figures)


def _statement(item: Item) -> str:
    """Its statement; empty where its name says the same, as of what was added in the room in a few words."""
    return "" if item.statement == item.name else item.statement


def _sentences(text: str) -> tuple[PageLine, ...]:
    """A paragraph as lines of one or two sentences, the first to be read large."""
    sentences = enumerate(_SENTENCE_END.split(" ".join(text.split())))
    return tuple(PageLine("text" if at else "lead", sentence) for at, sentence in sentences if sentence)


def not_applying(session: Session, stop: Stop) -> tuple[PageLine, ...]:
    """That an item or a section does not apply here, and why; nothing where it does."""
    out = why_not(session, stop.ref)
    return () if out is None else (PageLine("warn", on_screen(left_out.not_applying(out)), person=True),)


def _asked(session: Session, item: Item) -> tuple[PageLine, ...]:
    """Who is asked, where that is not everybody."""
    line = left_out.asked(session, item.id)
    return (PageLine("muted", on_screen(line), person=True),) if line else ()


def _wall_of_what_does_not_apply(session: Session, stop: Stop) -> Wall:
    """An item, or a section, with the reason; of what was answered on it before, nothing."""
    out = why_not(session, stop.ref)
    entries = () if out is None else (Entry("heading", "Does not apply here"), Entry("text", out.reason))
    if stop.part in ("item", "picture"):
        item = session.item(stop.ref)
        return Wall(item.name, item.number, _statement(item), entries=entries)
    section = session.section(stop.ref)
    return Wall(section.title, section.label, entries=entries)


def example_lines(item: Item) -> list[PageLine]:
    """What other places did."""
    return under("In practice", "text", map(words.example, item.examples))


def voices_of(session: Session, subject_id: str, ready: Collection[str]) -> tuple[Voice, ...]:
    """Everybody that has a voice on an item or in a vote, and whether it is among those that are ready."""
    return tuple(Voice(voice.name, voice.id in ready) for voice in voices_on(session, subject_id))


def _dissents(scene: Scene) -> Iterator[PageLine]:
    session = scene.session
    agreement = agreement_on(session, scene.stop.ref)
    for dissent in agreement.dissents if agreement else ():
        level = f" from level {dissent.from_level}" if dissent.from_level is not None else ""
        name = plain_text(words.partner_name(session, dissent.partner_id))
        yield PageLine("heading", f"Dissent of {name}{level}")
        yield PageLine("text", dissent.reason, person=True)


def _coming(view: StepView[Any], scene: Scene) -> tuple[PageLine, ...]:
    """What comes after this stop."""
    places = plan.stops(scene.session)
    after = places[places.index(scene.stop) + 1 :] if scene.stop in places else ()
    after = tuple(stop for stop in after if not passed_over(scene.session, stop))
    if not after:
        return ()
    coming = replace(scene, stop=after[0])
    if coming.stop.activity_id != scene.stop.activity_id:
        text = f"{coming.activity.title} ({coming.activity.minutes} min)"
    elif coming.item is not None:
        text = f"{coming.item.number} {_title(view, coming, coming.item)}"
    else:
        text = view.page(coming).title
    return (PageLine("heading", "Next"), PageLine("muted", text))


def _title(view: StepView[Any], scene: Scene, item: Item) -> str:
    """What an item is headed by."""
    return scene.title if view.names_question else item.name
