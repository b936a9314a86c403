"""Checklist: a check with its answer and its questions, and how far each section has got."""

from collections.abc import Iterator
from dataclasses import replace

from sessions import left_out, spread_words, words
from sessions.kinds.checklist.records import (
    ANSWERS,
    COUNTED,
    OPENING,
    ChecklistActivity,
    Progress,
    asks_partners,
    check_key,
    check_on,
    checked_here,
    checks_of,
    checks_on,
    is_revealed,
    partner_checks_on,
    progress_of,
    spread_of_checks,
)
from sessions.kinds.checklist.words import (
    CALLED,
    QUESTION,
    SIGNS,
    changed,
    dissent_line,
    how_far,
    missing,
    partner_answer,
    signed,
    spread_in_words,
    tally,
)
from sessions.material import Item
from sessions.record import Session
from sessions.scope import passed_over
from sessions.spans import on_screen, plain
from sessions.summary.recorded import WRITTEN_BEFORE, remark_lines
from sessions.voices import has_room, voices_on
from workshop.steps.offered import Part, parts
from workshop.steps.recorded import action_entries, recorded_lines
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer, under
from workshop.steps.view import EVERYBODY, NEXT, StepView, voices_of
from workshop.wall.model import Checked, Entry, Wall

OFFERED = "Check with yes, partly or no"
CHECK_MINUTES = 2  # for each check
MOST_MINUTES = 60
ANSWERING = frozenset({"dont_know", "dissent", "dot_rule", *(f"answer_level_{n}" for n in (1, 2, 3))})
OF_PARTNERS = frozenset({"counts", "whole_room", "takes_no_part", "agree"})
UNDER_IT = "What lies under it"
WHAT_NOW = "What do we do about what is missing?"


class ChecklistView(StepView[ChecklistActivity]):
    """Checks that the room answers with yes, partly or no."""

    id = "checklist"
    offered = OFFERED
    promoted = frozenset({*(f"answer_level_{n}" for n in (1, 2, 3)), "dont_know", "questions"})

    def page(self, scene: Scene) -> Page:
        """At the start of a section, and where it closes, how far it has got."""
        page = super().page(scene)
        if passed_over(scene.session, scene.stop):
            return page
        session, stop = scene.session, scene.stop
        if stop.part == "section":
            far = PageLine("text", _so_far(session, stop.ref))
            return replace(page, lines=(*page.lines, far))
        if stop.part == "closing":
            asked = session.section(stop.ref).closing or WHAT_NOW
            lines = (PageLine("lead", asked), *_standing(session, stop.ref), *recorded_lines(scene))
            return replace(page, lines=lines)
        return page

    def item_help(self, scene: Scene, item: Item) -> Iterator[PageLine]:
        """The questions under a check that is not answered yet; then as for every item, and its dissent."""
        if check_on(scene.session, item.id) is None:
            yield from under(UNDER_IT, "question", item.questions)
        written = map(on_screen, remark_lines(scene.seen, check_key(item.id)))
        yield from under(WRITTEN_BEFORE, "point", written, person=True)
        yield from super().item_help(scene, item)
        check = check_on(scene.session, item.id)
        for dissent in check.dissents if check else ():
            line = on_screen(dissent_line(scene.session, dissent))
            yield from under("Does not share the answer", "text", [line], person=True)

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        session, stop, keys = scene.session, scene.stop, scene.keys
        if stop.part == "closing" and not passed_over(session, stop):
            return (f"“Who sees to it, and by when?” Press {keys['add_action']} for each answer.",)
        if not checked_here(session, stop):
            return super().say_next(scene)
        check = check_on(session, stop.ref)
        if check is None:
            ask = self._asking_partners(scene) if asks_partners(session, stop) else self._asking_room(scene)
            return (*ask, *self.script(scene))
        return self._after_answer(scene)

    def _asking_room(self, scene: Scene) -> tuple[str, ...]:
        keys = scene.keys
        digits = f"{keys['answer_level_1']} yes, {keys['answer_level_2']} partly, {keys['answer_level_3']} no"
        unknown = f"{keys['dont_know']} where nobody knows yet"
        return (f"“Is it so: yes, partly, or no? Who says otherwise?” {digits}, {unknown}.",)

    def _asking_partners(self, scene: Scene) -> tuple[str, ...]:
        session, item_id, keys = scene.session, scene.stop.ref, scene.keys
        if is_revealed(session, item_id):
            settle = f"Press {keys['agree']} to record it."
            return (f"“Let us hear both sides. Which answer can we all stand behind?” {settle}",)
        said, of = len(partner_checks_on(session, item_id)), len(voices_on(session, item_id))
        if not said and session.as_bodies:
            return ("“Is it so: yes, partly, or no? Settle on one at your table, and write it down.”",)
        if not said:
            hands = "“Is it so? Hands up: who says yes, who partly, who no?”"
            room = f" {keys['whole_room']} counts the whole room at once." if session.partners else ""
            return (f"{hands} {keys['counts']} counts them.{room}",)
        if said < of:
            return (f"“{of - said} more, then we look at all of them together.”",)
        return (f"“Everybody has answered. Let us look.” Press {keys['reveal']}.",)

    def _after_answer(self, scene: Scene) -> tuple[str, ...]:
        session, item_id, keys = scene.session, scene.stop.ref, scene.keys
        checks, on = checks_on(session, item_id), f"{keys['next_stop']} goes on."
        answer, questions = checks[0].answer, len(session.item(item_id).questions)
        act = f"{keys['add_action']} takes it as an action now"
        if answer == "yes":
            folded = f" {keys['questions']} shows what lies under it." if questions else ""
            return (f"“What shows it?” {keys['note']} notes it.{folded} {on}",)
        if answer == "unknown":
            return (f"“Who could find out?” {act}. {on}",)
        if len(checks) - 1 < questions:
            choose = f"{keys['previous_partner']} {keys['next_partner']} choose a question"
            return (f"“What is missing?” {choose}, the digits answer it.", f"{act}.")
        owned = bool(session.actions_from(item_id))
        done = f"{keys['note']} adds a remark. {on}"
        return (done,) if owned else (f"“What would make it a yes, and who sees to it?” {act}. {done}",)

    # --- the room's view ---------------------------------------------------------------------------------

    def wall(self, scene: Scene) -> Wall:
        """Where a section begins or closes, how far it has got; at its close what is missing, too."""
        wall, session, stop = super().wall(scene), scene.session, scene.stop
        if passed_over(session, stop):
            return wall
        if stop.part == "section":
            return replace(wall, tally=tally(_progress(session, stop.ref)))
        if stop.part == "closing":
            actions = tuple(action_entries(session.actions_from(stop.ref), scene.today))
            heading = (Entry("heading", NEXT),) if actions else ()
            asked = session.section(stop.ref).closing or WHAT_NOW
            entries = (*_standing_entries(session, stop.ref), *heading, *actions)
            return replace(wall, title=session.section(stop.ref).title, statement=asked, entries=entries)
        return wall

    def item_wall(self, scene: Scene, wall: Wall) -> Wall:
        session, item_id = scene.session, scene.stop.ref
        check = check_on(session, item_id)
        wall = replace(
            wall,
            check=Checked(),
            question=QUESTION,
            tally=tally(_progress(session, _section_of(session, item_id))),
        )
        if asks_partners(session, scene.stop) and not is_revealed(session, item_id) and check is None:
            voices = voices_of(session, item_id, partner_checks_on(session, item_id))
            said = words.tally(sum(voice.ready for voice in voices), len(voices), "answered")
            return replace(wall, voices=voices, tally=said or wall.tally)
        seen = scene.seen
        entries = _partner_entries(seen, item_id)
        if entries:
            spread = spread_of_checks(seen, item_id)
            wall = replace(wall, word=spread_words.views_in_caps(spread), question="")
            wall = replace(wall, sentences=_sentences(seen, item_id))
            wall = replace(wall, nameless=_sentences(seen.model_copy(update={"as_bodies": False}), item_id))
        if check is not None:
            checked = Checked(SIGNS[check.answer], CALLED[check.answer])
            wall = replace(wall, check=checked, question="", word="")
            heading = (Entry("heading", "What partners said"),) if entries else ()
            entries = (*heading, *entries, *_question_entries(session, item_id))
            if check.dissents:
                said = words.number_of(len(check.dissents), "dissent", "dissents")
                wall = replace(wall, sentences=(*wall.sentences, f"{said} on record."))
        return replace(wall, entries=entries)

    # --- commands ----------------------------------------------------------------------------------------

    def commands(self, scene: Scene) -> frozenset[str]:
        session, stop = scene.session, scene.stop
        if not checked_here(session, stop):
            return frozenset()
        here = ANSWERING | ({"questions"} if session.item(stop.ref).questions else set())
        if not asks_partners(session, stop):
            return here
        return here | OF_PARTNERS | (set() if is_revealed(session, stop.ref) else {"reveal"})

    def idle(self, scene: Scene) -> frozenset[str]:
        """Dissent is from an answer; what was said can be taken back also where it is not hidden."""
        idle, session, stop = super().idle(scene), scene.session, scene.stop
        if not checked_here(session, stop):
            return idle
        answered = check_on(session, stop.ref) is not None
        if answered:
            return idle - {"take_back"}
        if asks_partners(session, stop) and not is_revealed(session, stop.ref):
            return idle | {"dissent", "agree"}
        return idle | {"dissent"}

    def promoted_at(self, scene: Scene) -> frozenset[str]:
        """What is missing offers an action at once."""
        checks = checks_on(scene.session, scene.stop.ref) if checked_here(scene.session, scene.stop) else {}
        missing = any(check.answer in OPENING for check in checks.values())
        return self.promoted | {"add_action"} if missing else self.promoted

    def labels(self, scene: Scene) -> dict[str, str]:
        if not checked_here(scene.session, scene.stop):
            return {}
        levels = {f"answer_level_{number}": answer for number, answer in enumerate(COUNTED, start=1)}
        asked = asks_partners(scene.session, scene.stop) and not is_revealed(scene.session, scene.stop.ref)
        unknown = {} if asked else {"dont_know": CALLED["unknown"]}  # partners say that they don't know
        return {**levels, **unknown, "agree": "room's answer", "dot_rule": "who answers"}

    def hidden(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        session, item_id = scene.session, scene.stop.ref
        if not asks_partners(session, scene.stop) or is_revealed(session, item_id):
            return ()
        rows = partner_checks_on(session, item_id)
        if not rows:
            return ()
        if session.as_bodies:
            voices = (voice for voice in voices_on(session, item_id) if voice.id in rows)
            return tuple((v.name, on_screen(plain(partner_answer(rows[v.id])))) for v in voices)
        return ((EVERYBODY, on_screen(plain(spread_in_words(spread_of_checks(session, item_id))))),)

    def outcome(self, session: Session, item_id: str) -> tuple[bool, str]:
        check = check_on(session, item_id)
        return (False, "") if check is None else (check.answer != "unknown", CALLED[check.answer])

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Packs and sections that the session carries and no checklist on the agenda is on."""
        on_agenda = {item.id for item in session.items(ChecklistActivity)}
        for pack in session.packs:
            for part in parts(session, pack):
                if on_agenda.isdisjoint(item.id for item in part.items):
                    yield _offer(part)


def _offer(part: Part) -> Offer:
    minutes = min(MOST_MINUTES, CHECK_MINUTES * len(part.items))
    script = "Read it aloud. The room settles on one answer, and on what would make it a yes."
    about, material = f"{OFFERED}: {part.words}", {"pack_id": part.pack.id, "section_ids": part.section_ids}
    return offer(about, ChecklistActivity, part.title, minutes, script, **material)


def _section_of(session: Session, item_id: str) -> str:
    """Key of the section that an item is in."""
    pack = session.pack_of(item_id)
    ids = (s.id for s in pack.sections if any(item.id == item_id for item in s.items))
    return f"{pack.id}/{next(ids)}"


def so_far_of_item(session: Session, item_id: str) -> str:
    """ "Commissioning checklist: 9 of 17 answered: 5 yes, …", of the section that an item is in."""
    key = _section_of(session, item_id)
    return f"{session.section(key).title}: {how_far(_progress(session, key))}"


def _progress(session: Session, section_key: str) -> Progress:
    return progress_of(session, checks_of(session, section_key))


def _so_far(session: Session, section_key: str) -> str:
    return f"{how_far(_progress(session, section_key))}."


def _groups(session: Session, section_key: str) -> Iterator[tuple[str, list[Item]]]:
    """("✗ No", the checks that have this answer), of what is missing: no first."""
    progress = _progress(session, section_key)
    for answer in ("no", "partly", "unknown"):
        if ids := progress.answered[answer]:
            yield f"{SIGNS[answer]} {words.first_upper(CALLED[answer])}", [session.item(ref) for ref in ids]


def _standing(session: Session, section_key: str) -> Iterator[PageLine]:
    """How far a section has got, and what is missing, each with its remark and action."""
    progress = _progress(session, section_key)
    yield PageLine("text", _so_far(session, section_key))
    for heading, items in _groups(session, section_key):
        lines = (f"{item.number} {item.name}{beside(session, item.id)}" for item in items)
        yield from under(f"{heading} ({len(items)})", "point", lines, person=True)
    if progress.left:
        left = (session.item(ref) for ref in progress.left)
        names = "; ".join(f"{item.number} {item.name}" for item in left)
        yield from under(f"To go ({len(progress.left)})", "text", [names])


def beside(session: Session, item_id: str) -> str:
    """What stands behind an answer: " “who reports?” (1 dissent) → A12 Set it up"; empty for nothing."""
    check = check_on(session, item_id)
    many = len(check.dissents) if check else 0
    dissent = f" ({words.number_of(many, 'dissent', 'dissents')})" if many else ""
    remarks = [f" “{note.text}”" for note in session.notes_on(item_id) if note.kind == "comment"]
    actions = [f" → {action.id} {action.text}" for action in session.actions_from(item_id)]
    return "".join((*remarks, dissent, *actions))


def _standing_entries(session: Session, section_key: str) -> Iterator[Entry]:
    """How a section stands, for the room: counts, and the names of what is missing."""
    progress = _progress(session, section_key)
    yield Entry("text", _so_far(session, section_key))
    for heading, items in _groups(session, section_key):
        yield Entry("heading", f"{heading}: {len(items)}")
        yield from (Entry("numbered", item.name, item.number) for item in items)
    if progress.left and progress.n:
        yield Entry("heading", f"To go: {len(progress.left)}")
        yield Entry("text", ", ".join(session.item(ref).number for ref in progress.left))


def _partner_entries(seen: Session, item_id: str) -> tuple[Entry, ...]:
    """What partners said, an entry an answer, with names where they answer as bodies."""
    rows = partner_checks_on(seen, item_id)
    if not rows:
        return ()
    spread = spread_of_checks(seen, item_id)
    named = seen.as_bodies and not has_room(seen, item_id) and len(voices_on(seen, item_id)) > 1
    counts = dict(zip(ANSWERS, (*spread.counts, spread.dont_know), strict=True))
    whole = all(count == int(count) for count in counts.values())
    entries = []
    for place, (answer, count) in enumerate(counts.items()):
        if not count and answer == "unknown":
            continue
        parts = {voice: (*row.counts, row.dont_know)[place] for voice, row in rows.items()}
        names = [seen.partner(voice).name for voice, part in parts.items() if part] if named else []
        said = "? don't know" if answer == "unknown" else signed(answer)
        if whole:
            most = int(max(counts.values()))
            entries.append(Entry("numbered", ", ".join(names) or " ", said, int(count), most))
        else:  # shares of bodies can't be drawn as so many blocks
            entries.append(Entry("numbered", ", ".join(names) or " ", f"{said:<12} {words.amount(count)}"))
    return tuple(entries)


def _question_entries(session: Session, item_id: str) -> tuple[Entry, ...]:
    """The questions under a check that is no or partly, or of which one is answered."""
    checks, questions = checks_on(session, item_id), session.item(item_id).questions
    if not questions or not (checks[0].answer in OPENING or len(checks) > 1):
        return ()
    signs = (signed(checks[n].answer if n in checks else None) for n in range(1, len(questions) + 1))
    rows = (Entry("numbered", text, sign) for text, sign in zip(questions, signs, strict=True))
    return (Entry("heading", UNDER_IT), *rows)


def _sentences(seen: Session, item_id: str) -> tuple[str, ...]:
    lines = (*changed(seen, item_id), missing(seen, item_id), left_out.takes_no_part(seen, item_id))
    return tuple(on_screen(line) for line in lines if line)
