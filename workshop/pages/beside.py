"""What helps the facilitator beside the page."""

from __future__ import annotations

from datetime import date

from sessions import analysis, plan, words
from sessions.kinds.prioritise.records import dots_left, dots_of, is_revealed
from sessions.kinds.score.records import agreement_on, ballots_on, round_of
from sessions.record import Session
from sessions.reveal import revealed_only
from sessions.rows import Activity, Stop
from sessions.spans import on_screen
from workshop.keynames import OWN, Keys
from workshop.pages.model import Line
from workshop.pages.priorities import nothing_here
from workshop.pages.recorded import item_of, origin_of, recorded_lines, scored_here
from workshop.pages.stops import example_lines, page


def aside(session: Session, stop: Stop, today: date, keys: Keys = OWN) -> tuple[Line, ...]:
    """What helps the facilitator at a stop: what to say next, prompts, evidence, dissent, notes, actions."""
    activity = session.activity(stop.activity_id)
    lines: list[Line] = []
    if said := say_next(session, stop, keys):
        lines += [Line("heading", "Say next"), *(Line("text", one) for one in said)]
    item = item_of(session, stop)
    if item is not None:
        if item.prompts and activity.kind != "discuss":
            lines += [Line("heading", "Prompts"), *(Line("question", one) for one in item.prompts)]
        if item.evidence:
            lines.append(Line("heading", "Evidence to look for"))
            lines += [Line("point", one) for one in item.evidence]
        if item.examples and activity.kind != "discuss":
            lines += example_lines(item)
        if agreement := agreement_on(session, item.id):
            for dissent in agreement.dissents:
                level = f" from level {dissent.from_level}" if dissent.from_level else ""
                lines.append(Line("heading", f"Dissent of {session.partner(dissent.partner_id).name}{level}"))
                lines.append(Line("text", dissent.reason, person=True))
    if stop.part != "closing":
        lines += recorded_lines(session, origin_of(stop), today)
    return (*lines, *_coming(session, stop))


def _coming(session: Session, stop: Stop) -> tuple[Line, ...]:
    """What the next stop is."""
    places = plan.stops(session)
    after = places[places.index(stop) + 1 :] if stop in places else ()
    if not after:
        return ()
    if after[0].part == "item":
        item = session.item(after[0].ref)
        coming = f"{item.number} {item.name}"
    elif after[0].activity_id != stop.activity_id:
        activity = session.activity(after[0].activity_id)
        coming = f"{activity.title} ({activity.minutes} min)"
    else:
        coming = page(session, after[0], date.min).title
    return (Line("heading", "Next"), Line("muted", coming))


def say_next(session: Session, stop: Stop, keys: Keys = OWN) -> tuple[str, ...]:
    """What the facilitator can say or do now, in the light of what has been answered."""
    activity = session.activity(stop.activity_id)
    script = tuple(keys.fill(line) for line in activity.script)
    if stop.part == "closing":
        return (f"“Who will do what, and by when?” Press {keys['add_action']} for each answer.",)
    if stop.part == "section":
        return (f"Read this out. Then {keys['next_stop']} for the first one.", *script)
    if activity.kind == "prioritise":
        if nothing_here(session, activity):
            return ("“There is nothing to vote on yet. We go on.”",)
        seen = is_revealed(session, activity.id)
        return (*_vote_next(session, activity, keys), *(() if seen else script))
    if stop.part == "reading":
        return ("Read these out, one voice each if the room likes.",)
    if not scored_here(session, stop):
        empty = stop.part == "start" and nothing_here(session, activity)
        return ("“There is nothing here for us yet. We go on.”",) if empty else script
    number, revealed = round_of(session, stop.ref)
    answered, of = len(ballots_on(session, stop.ref, number)), len(session.voices())
    again = " once more" if number > 1 else ""
    if answered == 0 and not revealed:
        if not session.as_bodies:
            return (
                f"“Where are you on this{again}? Hands up, level by level.” {keys['counts']} counts them.",
            )
        return (f"“Where are we on this{again}? Settle on a level at your table.”",)
    if answered < of and not revealed:
        left = of - answered
        return (f"“{left} more, then we look at all of them together.”",)
    if not revealed:
        return (f"“Everybody has answered. Let us look.” Press {keys['reveal']}.",)
    if agreement_on(session, stop.ref) is not None:
        record = f"{keys['dissent']} puts it on record. Then {keys['next_stop']} goes on."
        return (f"Does anybody see it differently? {record}",)
    word = analysis.spread_of(session, stop.ref).word
    if word in ("mixed", "split") and number == 1:
        return (
            *map(on_screen, words.apart(session, stop.ref)),
            f"“Let us hear why.” Then {keys['reveal']} to answer once more.",
        )
    spread = analysis.spread_of(session, stop.ref)
    if spread.dont_know >= spread.n:
        action = f"{keys['add_action']} takes it as an action. Then {keys['next_stop']} goes on."
        return (f"“Most of us don't know. Who could find out?” {action}",)
    return (f"“Which level can we all stand behind?” Press {keys['agree']}.",)


def _vote_next(session: Session, activity: Activity, keys: Keys) -> tuple[str, ...]:
    voted, of = len(dots_of(session, activity.id)), len(session.voices())
    if is_revealed(session, activity.id):
        return (f"“Are these the right ones to go on with?” Then {keys['next_stop']}.",)
    some = len(dots_left(session, activity, len(analysis.candidates(revealed_only(session), activity))))
    over = f"{some} {'has' if some == 1 else 'have'} dots left over."
    if voted < of:
        told = f"{keys['counts']} places the dots of the partner in focus. {of - voted} to go."
        return (told, over) if some else (told,)
    if some:
        then = f"{keys['counts']} places them. Press {keys['reveal']} once the room is content."
        return (f"“Everybody has placed dots.” {over} {then}",)
    return (f"“Everybody has placed their dots. Let us look.” Press {keys['reveal']}.",)
