"""Risk: how likely and how bad, item by item, and at the end the map and the list, worst first."""

from collections.abc import Iterator, Sequence

from sessions import words
from sessions.aspects import aspect_id_of
from sessions.kinds.asking import asked_of, is_answered
from sessions.kinds.risk import words as risk_words
from sessions.kinds.risk.records import (
    HIGH,
    LEVELS,
    Rating,
    Risk,
    RiskActivity,
    risks,
    together,
    without_action,
)
from sessions.kinds.score.records import agreement_on
from sessions.record import Session
from sessions.scope import passed_over
from sessions.spans import joined, on_screen, plain
from workshop.steps.asking import AskingView
from workshop.steps.following import votes_before
from workshop.steps.offered import whole
from workshop.steps.scene import Offer, PageLine, Scene, offer
from workshop.wall.model import Drawing, Entry, HeatCell, HeatMap, Wall

TOP = 3
MINUTES, MOST_MINUTES = 4, 45
"""For each item, and at most."""
MOST_ITEMS = 30
"""Of a pack that is rated whole: of more, the room chooses with dots first."""


class RiskView(AskingView[RiskActivity]):
    """Items and how high their risk is."""

    id = "risk"
    offered = "Rate the risks"

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        """For what is high, who does what about it; at the end of the step, which are high without that."""
        activity = self._own(scene)
        if scene.stop.part == "picture":
            return self._after_all(scene, activity)
        lines = super().say_next(scene)
        untouched = not any(is_answered(scene.session, ref) for _, ref in asked_of(scene.session, activity))
        if untouched and scene.item is not None:
            impact = "leaves the impact out" if activity.impact else "asks for the impact, too"
            return (*lines, f"{scene.keys['dot_rule']} {impact}.")
        if scene.item is None or agreement_on(scene.session, scene.stop.ref) is None:
            return lines
        here = [risk for risk in risks(scene.seen, activity) if risk.item_id == scene.item.id]
        last = aspect_id_of(scene.stop.ref) == activity.asked[-1]
        if last and not passed_over(scene.session, scene.stop) and without_action(scene.session, here):
            action = f"Press {scene.keys['add_action']}."
            return (f"“This is high. What do we do about it, who, by when?” {action}", *lines)
        return lines

    def _after_all(self, scene: Scene, activity: RiskActivity) -> tuple[str, ...]:
        found = risks(scene.seen, activity)
        if not any(risk.place for risk in found):
            return ("“Nothing is rated yet. We come back to this.”",)
        bare = without_action(scene.session, found)
        lines = ["“Are these the ones? Is anything in the wrong place?”"]
        if bare:
            names = risk_words.numbers(scene.session, bare)
            where = f"{scene.keys['jump']} goes there, {scene.keys['add_action']} takes an action."
            lines.append(f"High, and nobody does anything yet: {names}. {where}")
        if activity.impact:
            lines.append(on_screen(plain(risk_words.COX)))
        return tuple(lines)

    def idle(self, scene: Scene) -> frozenset[str]:
        idle = super().idle(scene)
        return idle | {"take_back", "peek"} if scene.stop.part == "picture" else idle

    def labels(self, scene: Scene) -> dict[str, str]:
        return {**super().labels(scene), "dot_rule": "impact"}

    def commands(self, scene: Scene) -> frozenset[str]:
        return super().commands(scene) | {"dot_rule"}

    def picture_lines(self, scene: Scene, activity: RiskActivity) -> Sequence[PageLine]:
        found = risks(scene.seen, activity)
        placed = [risk for risk in found if risk.place]
        if not placed:
            return (PageLine("lead", "What is rated stands here, the worst first."),)
        return (PageLine("lead", _head(placed)),)

    def picture_list(self, scene: Scene, activity: RiskActivity) -> Sequence[PageLine]:
        """Worst first; what has no place yet comes last."""
        found = risks(scene.seen, activity)
        placed = [risk for risk in found if risk.place]
        rest = [risk for risk in found if not risk.place and risk.is_begun]
        lines = [PageLine("text", _line(scene, risk), person=True) for risk in placed]
        if placed and rest:
            lines.append(PageLine("heading", "Without a place"))
            lines += [PageLine("muted", _line(scene, risk), person=True) for risk in rest]
        return lines

    def picture_wall(self, scene: Scene, activity: RiskActivity) -> Wall:
        found = risks(scene.seen, activity)
        placed = [risk for risk in found if risk.place]
        if not placed:
            return Wall(activity.title, statement="Nothing is rated yet.")
        drawing = self.drawing(scene)
        entries = tuple(_entries(scene, found, grouped=drawing is None))
        sentences = []
        if any(not risk.settled for risk in placed):
            sentences.append("? not settled: the median of the answers, of a half the higher risk")
        if drawing is not None:
            sentences.append(risk_words.CAUTION)
        return Wall(activity.title, drawing=drawing, entries=entries, sentences=tuple(sentences))

    def drawing(self, scene: Scene) -> Drawing | None:
        activity = self._own(scene)
        found = [risk for risk in risks(scene.seen, activity) if risk.place]
        if scene.stop.part != "picture" or not activity.impact or not found:
            return None
        return heat_map(scene.seen, found)

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """On the top of a vote before it, and on the packs whose risks are not rated yet."""
        asked = "Ask: how likely is it that we fail here? Each table settles on high, medium or low."
        for vote in votes_before(session, after_id):
            title = f"The risks of the {words.NUMBERS[TOP]} with most dots"
            about = f"Rate the risks of the top {words.NUMBERS[TOP]} of: {vote.title}"
            settings = {"pack_id": vote.pack_id, "follows": vote.id, "top": TOP, "impact": True}
            yield offer(about, RiskActivity, title, MINUTES * TOP * 2, asked, **settings)
        rated = {s.pack_id for s in session.agenda if isinstance(s, RiskActivity) and s.follows is None}
        for pack in session.packs:
            part = whole(session, pack)
            if pack.id not in rated and 0 < len(part.items) <= MOST_ITEMS:
                minutes = min(MOST_MINUTES, MINUTES * len(part.items))
                material = {"pack_id": pack.id, "section_ids": part.section_ids}
                about = f"Rate the risks of {part.words}"
                yield offer(about, RiskActivity, "Risks", minutes, asked, **material)


def heat_map(seen: Session, placed: Sequence[Risk]) -> HeatMap:
    """Rated risks on a map of likelihood and impact, the worst in the upper right corner."""

    def field(likelihood: int, impact: int) -> HeatCell:
        here = [r for r in placed if [rating.level for rating in r.ratings] == [likelihood, impact]]
        level = together(likelihood + impact - 2 * HIGH)
        labels = tuple(risk_words.number(seen, risk) for risk in here)
        return HeatCell(level, risk_words.shaped(level), labels)

    numbers = [level.number for level in LEVELS]
    rows = tuple(
        (risk_words.label(likelihood), tuple(field(likelihood, impact) for impact in reversed(numbers)))
        for likelihood in numbers
    )
    columns = tuple(risk_words.label(impact) for impact in reversed(numbers))
    return HeatMap("Likelihood", "Impact", rows, columns)


def _head(placed: Sequence[Risk]) -> str:
    """ "2 high, 1 medium, 4 low."."""
    counts = ((level, sum(risk.level == level.number for risk in placed)) for level in LEVELS)
    return ", ".join(f"{count} {level.label}" for level, count in counts if count) + ". The worst first:"


def _line(scene: Scene, risk: Risk) -> str:
    """ "1=  3 Workforce · ■ high · likelihood high, impact medium · → A7 Draft it · Priya · 30 Jan 2027"."""
    item = scene.seen.item(risk.item_id)
    level = risk_words.shaped(risk.level) if risk.level is not None else ""
    lines = (plain(part) for part in (f"{item.number} {item.name}", level, _said(risk)) if part)
    text = on_screen(joined((*lines, *risk_words.mitigation(scene.seen, risk, scene.today)), " · "))
    return f"{risk_words.place(risk):<4}{text}" if risk.place else text


def _said(risk: Risk) -> str:
    """What was rated, where that says more than how high it is in all."""
    if risk.impact is not None or risk.level is None:
        return risk_words.ratings(risk)
    return _unsettled(risk.likelihood)


def _unsettled(rating: Rating) -> str:
    return "" if rating.settled else f"not settled: {risk_words.median(rating)}"


def _entries(scene: Scene, found: Sequence[Risk], *, grouped: bool) -> Iterator[Entry]:
    """The list for the room, with what is done; without a map under headings of how high, with a count."""
    seen = scene.seen
    before: int | None = 0
    for risk in (risk for risk in found if risk.is_begun):
        item = seen.item(risk.item_id)
        if (grouped and risk.level != before) or (risk.level is None and before is not None):
            yield Entry("heading", _heading(found, risk.level))
        before = risk.level
        said = plain(risk_words.ratings(risk, risk_words.rating_in_room))
        is_heading = grouped and risk.settled  # that says it already
        done = risk_words.mitigation(seen, risk, scene.today)
        lines = (plain(f"{item.number} {item.name}"), *(() if is_heading else (said,)), *done)
        yield Entry("numbered", "\n".join(map(on_screen, lines)), risk_words.place(risk))


def _heading(found: Sequence[Risk], level: int | None) -> str:
    if level is None:
        return "Without a place"
    return f"{risk_words.shaped(level)}: {sum(risk.level == level for risk in found)}"
