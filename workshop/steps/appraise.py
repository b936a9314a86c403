"""Appraise: each candidate against the criteria, and at the end how all of them stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sessions import left_out, words
from sessions.kinds.appraise import words as says
from sessions.kinds.appraise.kind import RESULT
from sessions.kinds.appraise.records import (
    AppraiseActivity,
    Measure,
    appraisal_of,
    appraisals_on,
    appraisers,
    asks_partners,
    candidates_here,
    criteria_of,
    is_complete,
    is_revealed,
    keys_of,
)
from sessions.kinds.appraise.result import result_of
from sessions.kinds.prioritise.records import VoteActivity
from sessions.material import OURS, Item
from sessions.record import Session
from sessions.scope import passed_over
from sessions.spans import Line, on_screen
from sessions.summary.recorded import WRITTEN_BEFORE, remark_lines
from sessions.text import plural
from workshop.steps.appraisal import candidate_grid, result_grid
from workshop.steps.candidates import nothing_to_go_on_with
from workshop.steps.following import say_without, tie
from workshop.steps.offered import CRITERIA, whole
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer, under
from workshop.steps.view import EVERYBODY, StepView
from workshop.wall.model import Entry, Voice, Wall

TOP = 6
MINUTES = 30
ASKED = "Ask: how far does it meet each criterion? Write it down. Say the levels together when I ask."
BEST = "A higher level is always the better one: what costs least has the highest level for cost."


class AppraiseView(StepView[AppraiseActivity]):
    """The views of an appraisal: candidates down, criteria across."""

    id = "appraise"
    offered = "Appraise by criteria"
    promoted = frozenset({"dot_rule"})

    def page(self, scene: Scene) -> Page:
        if scene.stop.part == RESULT:
            return Page("", "How the candidates stand", tuple(self._result_lines(scene)))
        return super().page(scene)

    def start(self, scene: Scene, activity: AppraiseActivity) -> tuple[PageLine, ...]:
        if nothing := _nothing_here(scene, activity):
            return (PageLine("lead", nothing),)
        criteria = criteria_of(scene.session, activity)
        who = "Each partner gives" if asks_partners(scene.session, activity) else "The room settles on"
        count = len(candidates_here(scene.seen, activity))
        many = words.number_of(count, "candidate", "candidates")
        lead = f"{many}, {words.number_of(len(criteria), 'criterion', 'criteria')}."
        rows = (f"×{c.weight}  {c.name}{f': {c.about}' if c.about else ''}" for c in criteria)
        return (
            PageLine("lead", f"{lead} {who} a level on each."),
            *(PageLine("text", said) for said in (tie(scene.session, activity),) if said),
            *under("Criteria, and what they weigh", "point", rows, person=True),
            PageLine("muted", BEST),
        )

    def item_help(self, scene: Scene, item: Item) -> Iterator[PageLine]:
        """What the criteria and their levels mean, then as for every item."""
        criteria = criteria_of(scene.session, self._own(scene))
        alike = len({c.scale.levels for c in criteria}) == 1  # then said once, as the last
        for c in criteria:
            levels = ", ".join(f"{level.number} {level.label}" for level in c.scale.levels) + "."
            yield PageLine("heading", f"{c.name} ×{c.weight}")
            if about := " ".join(filter(None, (c.about, "" if alike else levels))):
                yield PageLine("text", about, person=True)
        if alike:
            yield from under("Levels", "text", (levels,), person=True)
        keys = keys_of(scene.session, self._own(scene), item.id)
        written = (on_screen(line) for key, about in keys for line in remark_lines(scene.seen, key, about))
        yield from under(WRITTEN_BEFORE, "point", written, person=True)
        yield from super().item_help(scene, item)

    def _result_lines(self, scene: Scene) -> Iterator[PageLine]:
        """How sure the order is; of what is hidden nothing."""
        seen, result = scene.seen, result_of(scene.seen, scene.activity.id)
        if not result.has_ranking:
            yield PageLine("lead", _no_result(scene, self._own(scene)))
            return
        first, *rest = says.verdict(seen, result)
        yield PageLine("lead", on_screen(first))
        lines = (says.own_first(result), *rest)
        yield from (PageLine("text", on_screen(line), person=True) for line in lines if line)
        if bare := says.without_total(seen, result):
            yield PageLine("muted", on_screen(bare))

    def aside(self, scene: Scene) -> tuple[PageLine, ...]:
        lines = super().aside(scene)
        if scene.stop.part != RESULT:
            return lines
        result = result_of(scene.seen, scene.activity.id)
        steps = (on_screen(says.step(scene.seen, down, result.criteria)) for down in result.steps)
        placed = [row for row in result.rows if row.ranked.place is not None]
        moved = (
            f"{scene.seen.item(row.item_id).name}: {says.moved(row)}" for row in placed if len(placed) > 1
        )
        return (
            *lines,
            *under("From place to place", "point", steps, person=True),
            *under("Place as one weight moves by half", "point", moved),
        )

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        session, activity, keys = scene.session, self._own(scene), scene.keys
        if passed_over(session, scene.stop):
            return super().say_next(scene)
        if not criteria_of(session, activity):
            return (f"“What makes one better than another?” {keys['dot_rule']} takes the criteria.",)
        if scene.stop.part == RESULT:
            return self._say_at_result(scene)
        if scene.stop.part != "item":
            if not candidates_here(session, activity) and activity.follows is None:
                return (f"“What could we take on?” {keys['add_item']} adds each candidate.",)
            if without := say_without(scene, activity):
                return without
            weigh = f"{keys['dot_rule']} sets what each weighs, before we begin."
            return (f"“Which criterion counts for more?” {weigh}", *super().say_next(scene))
        if not asks_partners(session, activity):
            return ("“Which levels can we all stand behind?” A digit for each criterion, in their order.",)
        return self._say_at_candidate(scene, activity)

    def _say_at_candidate(self, scene: Scene, activity: AppraiseActivity) -> tuple[str, ...]:
        session, item_id, keys = scene.session, scene.stop.ref, scene.keys
        to_go = len(_silent(session, activity, item_id))
        if is_revealed(session, activity, item_id):
            if says.furthest(scene.seen, activity, item_id):
                return (f"“Let us hear both ends.” {keys['note']} keeps why. Then {keys['next_stop']}.",)
            return (f"“Does anybody want to add to this?” Then {keys['next_stop']}.",)
        if to_go:
            count = len(criteria_of(session, activity))
            each = f"{count} digits each, in the order of the criteria. {to_go} to go."
            return (f"“Write your levels down. Cards up together when I say.” {each}",)
        return (f"“Everybody has given levels. Let us look.” Press {keys['reveal']}.",)

    def _say_at_result(self, scene: Scene) -> tuple[str, ...]:
        keys, result = scene.keys, result_of(scene.seen, scene.activity.id)
        if _waiting(scene, self._own(scene)):
            return (f"“Let us look at all of them.” Press {keys['reveal']}.",)
        if not result.has_ranking:
            return ("“Nothing has all its levels yet. We go on.”",)
        weigh = (
            f"“What if one counted for more?” {keys['dot_rule']} changes a weight, {keys['undo']} goes back."
        )
        if any(down.is_close for down in result.steps):
            close = "“These are close: let us not hide behind the figures. What tips it for you?”"
            return (close, weigh, f"{keys['decision']} records what is decided.")
        return ("“Does the order surprise anybody?”", weigh, f"{keys['decision']} records what is decided.")

    def wall(self, scene: Scene) -> Wall:
        return self._result_wall(scene) if scene.stop.part == RESULT else super().wall(scene)

    def start_wall(self, scene: Scene, activity: AppraiseActivity) -> Wall:
        seen = scene.seen
        if nothing := _nothing_here(scene, activity):
            return Wall(activity.title, statement=nothing)
        criteria, items = criteria_of(seen, activity), candidates_here(seen, activity)
        weigh = len({c.weight for c in criteria}) > 1
        entries = [Entry("heading", "Criteria")]
        entries += [Entry("numbered", c.name, f"×{c.weight}" if weigh else "·") for c in criteria]
        entries.append(Entry("heading", "Candidates"))
        entries += [Entry("numbered", seen.item(i).name, seen.item(i).number) for i in items]
        return Wall(activity.title, statement=tie(seen, activity), entries=tuple(entries))

    def item_wall(self, scene: Scene, wall: Wall) -> Wall:
        """Before the reveal what is asked and who has answered; after it a row a criterion."""
        seen, activity, item_id = scene.seen, self._own(scene), scene.stop.ref
        criteria = criteria_of(seen, activity)
        out = left_out.takes_no_part(seen, item_id)
        if is_revealed(seen, activity, item_id) and appraisals_on(seen, activity, item_id):
            nameless = seen.model_copy(update={"as_bodies": False})
            return replace(
                wall,
                statement="",
                grid=candidate_grid(seen, activity, item_id),
                sentences=_on_screen((*_said(seen, activity, item_id), out)),
                nameless=_on_screen((*_said(nameless, activity, item_id), out)),
            )
        if not criteria:
            return wall
        asking = asks_partners(seen, activity)
        silent = _silent(scene.session, activity, item_id)
        voices = tuple(Voice(v.name, v.id not in silent) for v in appraisers(seen, activity, item_id))
        scales = {c.scale for c in criteria}
        names = " · ".join(c.name for c in criteria)
        shared_scale = next(iter(scales)) if len(scales) == 1 else None
        entries = () if shared_scale else tuple(Entry("point", _asked_on(c)) for c in criteria)
        return replace(
            wall,
            question=f"{shared_scale.question} {names}" if shared_scale else "Which level on each?",
            levels=shared_scale.levels if shared_scale else (),
            entries=entries,
            voices=voices if asking else (),
            tally=words.tally(sum(v.ready for v in voices), len(voices), "answered") if asking else "",
            sentences=_on_screen((out,)),
        )

    def _result_wall(self, scene: Scene) -> Wall:
        seen, activity = scene.seen, self._own(scene)
        result = result_of(seen, activity.id)
        if not result.has_ranking:
            return Wall(activity.title, statement=_no_result(scene, activity))
        lines = _on_screen((*says.verdict(seen, result), says.without_total(seen, result)))
        return Wall(activity.title, grid=result_grid(seen, activity, result), sentences=lines, nameless=lines)

    def commands(self, scene: Scene) -> frozenset[str]:
        session, activity = scene.session, self._own(scene)
        criteria = criteria_of(session, activity)
        asking = asks_partners(session, activity)
        if scene.stop.part == RESULT and _waiting(scene, activity):
            return frozenset({"dot_rule", "reveal"})
        if scene.stop.part != "item" or passed_over(session, scene.stop) or not criteria:
            return frozenset({"dot_rule"})
        levels = {f"answer_level_{number}" for c in criteria for number in c.scale.numbers}
        shown = is_revealed(session, activity, scene.stop.ref)
        own = {"takes_no_part", *(() if shown else ("reveal",))} if asking else {"dissent"}
        return frozenset({"dot_rule", "dont_know"} | levels | own)

    def promoted_at(self, scene: Scene) -> frozenset[str]:
        return self.promoted | ({"add_item"} if self._own(scene).pack_id in (None, OURS) else set())

    def labels(self, scene: Scene) -> dict[str, str]:
        criteria = criteria_of(scene.session, self._own(scene))
        return {"dot_rule": "weights" if criteria else "criteria", "add_item": "add candidate"}

    def idle(self, scene: Scene) -> frozenset[str]:
        """What was given can be taken back after the reveal, too."""
        session, activity, idle = scene.session, self._own(scene), super().idle(scene)
        given = scene.stop.part == "item" and appraisals_on(session, activity, scene.stop.ref)
        return idle - {"take_back"} if given else idle

    def hidden(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        session, activity, item_id = scene.session, self._own(scene), scene.stop.ref
        if scene.stop.part != "item" or is_revealed(session, activity, item_id):
            return ()
        criteria, rows = criteria_of(session, activity), appraisals_on(session, activity, item_id)
        if session.as_bodies:
            return tuple((session.partner(p).name, says.said(row, criteria)) for p, row in rows.items())
        said = [f"{c.name} {says.levels(rows.values(), c)}" for c in criteria]
        return ((EVERYBODY, ", ".join(said)),) if rows else ()

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Going on with a vote that comes before; and what a pack brings with criteria of its own."""
        with_criteria = [p for p in session.packs if any(s.id == CRITERIA for s in p.sections)]
        key = f"{with_criteria[0].id}/{CRITERIA}" if with_criteria else ""
        ids = [activity.id for activity in session.agenda]
        for vote in reversed(session.agenda[: ids.index(after_id) + 1]):
            if isinstance(vote, VoteActivity) and vote.candidates != "actions" and vote.state == "planned":
                about = f"Appraise the top {words.NUMBERS[TOP]} of: {vote.title}"
                title = f"The {words.NUMBERS[TOP]} with most dots, appraised"
                settings = {"follows": vote.id, "top": TOP, "criteria_section": key}
                yield offer(about, AppraiseActivity, title, MINUTES, ASKED, **settings)
        for pack in with_criteria:
            part = whole(session, pack)
            title = f"Appraise the {plural(part.item_word)}"
            material = {"pack_id": pack.id, "section_ids": part.section_ids}
            settings = {**material, "criteria_section": f"{pack.id}/{CRITERIA}"}
            yield offer(f"Appraise {part.words}", AppraiseActivity, title, MINUTES, ASKED, **settings)
        named = "Appraise what the room names"
        yield offer(named, AppraiseActivity, named, MINUTES, ASKED, criteria_section=key)


def _nothing_here(scene: Scene, activity: AppraiseActivity) -> str:
    """Why nothing can be appraised; empty where something can."""
    if not criteria_of(scene.seen, activity):
        return "There are no criteria yet."
    nothing = nothing_to_go_on_with(scene.seen, activity)
    return nothing or ("" if candidates_here(scene.seen, activity) else "There is no candidate yet.")


def _no_result(scene: Scene, activity: AppraiseActivity) -> str:
    """Why there is no ranking to show."""
    if _nothing_here(scene, activity):
        return _nothing_here(scene, activity)
    rows = result_of(scene.seen, activity.id).rows
    if any(cell.n or cell.dont_know for row in rows for cell in row.cells):
        return "No candidate has a level on every criterion yet."
    asking = asks_partners(scene.seen, activity)
    return f"No levels have been {'revealed' if asking else 'settled'} yet."


def _waiting(scene: Scene, activity: AppraiseActivity) -> bool:
    """Whether something of the step is hidden."""
    session = scene.session
    items = candidates_here(session, activity)
    return any(not is_revealed(session, activity, i) and appraisals_on(session, activity, i) for i in items)


def _asked_on(criterion: Measure) -> str:
    """ "Scale: 1 hardly … 5 fully"."""
    low, high = criterion.scale.levels[0], criterion.scale.levels[-1]
    return f"{criterion.name}: {low.number} {low.label} … {high.number} {high.label}"


def _said(seen: Session, activity: AppraiseActivity, item_id: str) -> tuple[Line, ...]:
    """What the levels on a candidate say: where they lie apart, what was changed, whose are missing."""
    silent = _silent(seen, activity, item_id) if asks_partners(seen, activity) else []
    missing = says.missing(seen, silent, len(appraisers(seen, activity, item_id)))
    return (*says.furthest(seen, activity, item_id), says.changed(seen, activity, item_id), missing)


def _silent(session: Session, activity: AppraiseActivity, item_id: str) -> list[str]:
    """Ids of those that have not given all their levels on a candidate."""
    voices, criteria = appraisers(session, activity, item_id), criteria_of(session, activity)
    rows = {voice.id: appraisal_of(session, activity.id, item_id, voice.id) for voice in voices}
    return [voice_id for voice_id, row in rows.items() if not is_complete(row, criteria)]


def _on_screen(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(on_screen(line) for line in lines if line)
