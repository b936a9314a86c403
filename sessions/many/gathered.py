"""What is gathered of many sessions to put their places side by side: counts, and who is counted in them.

Nothing of it may be shown as it is: see `sessions.many.suppress`. Whoever gathers it elsewhere, as in a
database, gathers the same: of each place the latest session that agreed on an item, of each action the latest
session that carries it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sessions.many.card import folded_place
from sessions.many.shown_before import Members, hidden
from sessions.many.standings import Agreed, Promised, Standing, Subject, digest, identity_of
from sessions.problem import Problem


class Wanted(NamedTuple):
    """What a benchmark is of."""

    today: date
    place: str = ""
    """One's own place, by its name or a part of it; empty for none."""
    letters: bool = False
    """Whether places go by letters instead of by name."""
    final: bool = False
    """Whether only sessions count that were signed off."""


class Levels(NamedTuple):
    """Where places stand on a subject as it was asked there."""

    subject: Subject
    counts: tuple[int, ...]
    """Of places, by level, the lowest first."""
    answers: int
    """That stand behind all of it."""
    marks: Mapping[str, str]
    """{a place, hidden: the mark of what it agreed on}."""
    own: int | None
    """The level of one's own place, from 0; None where it is not among them."""


class Done(NamedTuple):
    """Actions whose first date has passed."""

    members: Members
    in_time: int
    due: int
    own: tuple[int, int] | None
    """(in time, due) of one's own place; None for none."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was gathered of many sessions: counts, and whose they are."""

    names: Mapping[str, str]
    """{a place, as `folded_place` has it: its name as the latest session writes it}."""
    own: str
    """One's own place among them; empty for none."""
    sessions: int
    placeless: int
    levels: Mapping[str, tuple[Levels, ...]]
    """{id of a subject: where places stand, by how it was asked}."""
    actions: Mapping[str, Done]
    """{an item, "" for all actions: what became of them}."""


def gathered(standings: Iterable[Standing], wanted: Wanted, salt: str) -> Gathered:
    """What these sessions come to, places hidden with the `salt`. Raises Problem: see `own_place`."""
    all_rows = [row for row in standings if row.final or not wanted.final]
    rows = sorted(
        (row for row in all_rows if folded_place(row.place)),
        key=lambda row: (row.held, identity_of(row.session_id)),
    )
    names = {folded_place(row.place): row.place.strip() for row in rows}
    own = own_place(wanted.place, names)
    places = {name: hidden(name, salt) for name in (*names, own)}
    latest: dict[str, dict[str, Agreed]] = {}
    actions: dict[str, tuple[str, Promised]] = {}
    for row in rows:  # the latest session comes last
        place = places[folded_place(row.place)]
        for agreed in row.agreed:
            latest.setdefault(agreed.subject.id, {})[place] = agreed
        for action in row.promised:
            if action.due < wanted.today.isoformat():
                actions[action.uid] = place, action
    hidden_own = places[own] if own else ""
    return Gathered(
        names,
        own,
        len(rows),
        len(all_rows) - len(rows),
        {subject_id: _levels(by_place, hidden_own) for subject_id, by_place in latest.items()},
        _done(actions.values(), hidden_own),
    )


def own_place(wanted: str, names: Mapping[str, str]) -> str:
    """The place that is meant, as `folded_place` has it. Raises Problem for none, or several."""
    key = folded_place(wanted)
    fitting = [key] if key in names else [other for other in names if key and key in other]
    if key and len(fitting) != 1:
        listed = ", ".join(sorted(names[other] for other in fitting) or sorted(names.values())) or "none"
        what = f"{wanted!r} can be several places" if fitting else f"No session is of the place {wanted!r}"
        raise Problem(what, hint=f"The places are: {listed}.")
    return fitting[0] if key else ""


def _levels(by_place: Mapping[str, Agreed], own: str) -> tuple[Levels, ...]:
    by_subject: dict[Subject, dict[str, Agreed]] = {}
    for place, agreed in by_place.items():
        by_subject.setdefault(agreed.subject, {})[place] = agreed
    return tuple(
        Levels(
            subject,
            tuple(
                sum(agreed.place == level for agreed in said.values()) for level in range(len(subject.labels))
            ),
            sum(agreed.answers for agreed in said.values()),
            {place: agreed.mark for place, agreed in said.items()},
            said[own].place if own in said else None,
        )
        for subject, said in by_subject.items()
    )


def _done(actions: Iterable[tuple[str, Promised]], own: str) -> dict[str, Done]:
    groups: dict[str, dict[str, list[Promised]]] = {}
    for place, action in actions:
        for group in dict.fromkeys(("", action.item_id)):
            groups.setdefault(group, {}).setdefault(place, []).append(action)
    return {group: _done_of(by_place, own) for group, by_place in groups.items()}


def _done_of(by_place: Mapping[str, list[Promised]], own: str) -> Done:
    done = {place: sum(map(_in_time, actions)) for place, actions in by_place.items()}
    due = Counter({place: len(actions) for place, actions in by_place.items()})
    members = {
        place: (digest(*sorted(f"{action.uid}{_in_time(action)}" for action in actions)), len(actions))
        for place, actions in by_place.items()
    }
    return Done(members, sum(done.values()), due.total(), (done[own], due[own]) if own in done else None)


def _in_time(action: Promised) -> bool:
    return action.done and not action.moved
