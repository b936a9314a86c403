"""Places side by side: on each item, where many places stand, and where one's own stands among them.

Of each place counts the latest session in which its room agreed on a level; of each action, the latest that
carries it. Items are the same where `sessions.many.same_items` says so. What is shown of all places goes by
`sessions.many.suppress`, and by what was shown before. What one's own place did is never hidden from it.
"""

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count, product
from typing import Literal, NamedTuple

from sessions.many.same_items import REASONS, Measure, Reason, reasons
from sessions.many.shown_before import Members, Release, Shown, is_same, latest, may_follow
from sessions.many.standings import Agreed, Promised, Standing, Subject, digest
from sessions.many.suppress import Figures, Share, figures, share, with_total
from sessions.problem import Problem

Word = Literal["agree", "mixed", "split"]
Position = Literal["below", "within", "above"]
ACTIONS = "actions"
"""Under this stands what was shown of all actions; with an item's id behind it, of those from the item."""


class Wanted(NamedTuple):
    """What a benchmark is of."""

    today: date
    place: str = ""
    """One's own place, by its name or a part of it; empty for none."""
    letters: bool = False
    """Whether places go by letters instead of by name."""
    final: bool = False
    """Whether only sessions count that were signed off."""


@dataclass(frozen=True, slots=True)
class Actions:
    """Actions whose first date has passed: what was done of them without the date being put off."""

    shown: Share | None = None
    """Of all places; None where that is hidden."""
    own: tuple[int, int] | None = None
    """(in time, due) of one's own place; None where none was due, or no place is named."""
    since: str = ""
    """The day since which just this is shown, where something newer is held back; ISO form."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item, or question on one, over all places."""

    subject: Subject
    shown: Figures | None
    """None where it is hidden. Levels are places on the scale, from 0."""
    own: int | None = None
    """Where one's own place stands, in the same way; None where it agreed on nothing, or none is named."""
    actions: Actions = field(default_factory=Actions)
    since: str = ""
    """As of actions."""

    @property
    def word(self) -> Word | None:
        """How near each other the places are; None where that can't be told."""
        if self.shown is None or self.shown.quartiles is None:
            return None
        lower, upper = self.shown.quartiles
        return spread_word(upper - lower, len(self.subject.labels))

    @property
    def position(self) -> Position | None:
        """Where one's own place stands to the middle half; to the median, where there are no quartiles."""
        if self.shown is None or self.own is None:
            return None
        lower, upper = self.shown.quartiles or (self.shown.median, self.shown.median)
        return "below" if self.own < lower else "above" if self.own > upper else "within"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Places side by side."""

    places: tuple[str, ...]
    """What they are called, by name or letter, in that order."""
    names: tuple[str, ...]
    """The names themselves, for whoever has the sessions: no output has them where letters are wanted."""
    own: str
    """What one's own place is called among them; empty where none is named."""
    sessions: int
    """How many sessions were looked at, and have a place."""
    placeless: int
    """How many have none, and are left out."""
    rows: tuple[Row, ...]
    actions: Actions
    apart: tuple[tuple[Subject, tuple[Reason, ...]], ...]
    """Items that some rooms were asked otherwise, whose levels are left out, and why."""


def spread_word(between: int, levels: int) -> Word:
    """How near each other places are, by the levels between their quartiles.

    They agree within a quarter of the scale's width, so within one level of five and within two of ten; they
    are split beyond half of it. The first is a usual cut of Delphi studies: von der Gracht (2012), "Consensus
    measurement in Delphi studies", doi 10.1016/j.techfore.2012.04.013. The consensus of `sessions.analysis`
    is not used here: it tells more than the quartiles do, and could give a cell away.
    """
    width = levels - 1
    if 4 * between <= width:
        return "agree"
    return "split" if 2 * between > width else "mixed"


def benchmark(standings: Iterable[Standing], wanted: Wanted, before: Shown) -> tuple[Benchmark, Shown]:
    """Places side by side, and all that has been shown by then, to be kept for the next time.

    Raises Problem where one's own place is none of them, or can be several.
    """
    all_rows = [row for row in standings if row.final or not wanted.final]
    rows = sorted((row for row in all_rows if _key(row.place)), key=lambda row: (row.held, row.session_id))
    names = {_key(row.place): row.place.strip() for row in rows}
    own = _own(wanted.place, names)
    called = _letters(names, before.secret) if wanted.letters else names
    now = wanted.today.isoformat()
    releases = dict(before.releases)
    items, apart = [], []
    for by_place in _by_subject(rows):
        row, others = _on_item(by_place, own, now, releases)
        items.append(row)
        if others:
            apart.append((row.subject, others))
    by_item = _on_actions(rows, own, now, releases)
    told = Benchmark(
        places=tuple(
            sorted(called.values(), key=lambda name: (wanted.letters and len(name), name.casefold()))
        ),
        names=tuple(sorted(names.values(), key=str.casefold)),
        own=called.get(own, ""),
        sessions=len(rows),
        placeless=len(all_rows) - len(rows),
        rows=tuple(replace(row, actions=by_item.get(row.subject.id, Actions())) for row in items),
        actions=by_item.get("", Actions()),
        apart=tuple(apart),
    )
    return told, Shown(releases, before.secret)


def _key(place: str) -> str:
    """What two names of one place have in common."""
    return " ".join(place.casefold().split())


def _own(wanted: str, names: Mapping[str, str]) -> str:
    key = _key(wanted)
    fitting = [key] if key in names else [other for other in names if key and key in other]
    if key and len(fitting) != 1:
        listed = ", ".join(sorted(names[other] for other in fitting) or sorted(names.values())) or "none"
        what = f"{wanted!r} can be several places" if fitting else f"No session is of the place {wanted!r}"
        raise Problem(what, hint=f"The places are: {listed}.")
    return fitting[0] if key else ""


def _letters(names: Iterable[str], secret: str) -> dict[str, str]:
    """A letter for each place, in an order that says nothing of its name: A to Z, then AA, AB and so on."""
    letters = ("".join(part) for size in count(1) for part in product(string.ascii_uppercase, repeat=size))
    return dict(zip(sorted(names, key=lambda name: digest(secret, name)), letters, strict=False))


# --- levels --------------------------------------------------------------------------------------------


def _by_subject(rows: Sequence[Standing]) -> Iterator[dict[str, Agreed]]:
    """Of each subject, the latest level of every place that has one, in the order of the packs."""
    found: dict[str, dict[str, Agreed]] = {}
    for row in rows:  # the latest session comes last
        for agreed in row.agreed:
            found.setdefault(agreed.subject.id, {})[_key(row.place)] = agreed
    latest_named = {subject_id: list(places.values())[-1].subject for subject_id, places in found.items()}

    def order(subject_id: str) -> tuple[str, list[tuple[int, str]], str]:
        subject = latest_named[subject_id]
        parts = re.findall(r"\d+|\D+", subject.number)
        return subject.pack, [(int(part) if part.isdecimal() else -1, part) for part in parts], subject_id

    return (found[subject_id] for subject_id in sorted(found, key=order))


def _on_item(
    by_place: Mapping[str, Agreed], own: str, now: str, releases: dict[str, tuple[Release, ...]]
) -> tuple[Row, tuple[Reason, ...]]:
    """The row of a subject, of what most places were asked; and why the levels of others are left out."""
    asked: dict[Measure, list[str]] = {}
    for place, agreed in by_place.items():
        asked.setdefault(agreed.subject.measure, []).append(place)
    most = max(asked, key=lambda measure: (len(asked[measure]), repr(measure)))
    why = {reason for other in asked for reason in reasons(most, other)}
    alike = {place: by_place[place] for place in asked[most]}
    subject = max((agreed.subject for agreed in alike.values()), key=repr)
    levels = len(subject.labels)
    counts = [sum(agreed.place == level for agreed in alike.values()) for level in range(levels)]
    shown, since = figures(counts, sum(agreed.answers for agreed in alike.values())), ""
    if shown is not None:
        key = f"{subject.id} {digest(repr(most))}"
        members = {_hidden(place): (agreed.mark, 1) for place, agreed in alike.items()}
        renewed, since = _released(key, Release(now, members, levels, shown), releases)
        assert isinstance(renewed.shown, Figures)
        shown = renewed.shown
    level = alike[own].place if own in alike else None
    return Row(subject, shown, level, since=since), tuple(reason for reason in REASONS if reason in why)


def _released(key: str, release: Release, releases: dict[str, tuple[Release, ...]]) -> tuple[Release, str]:
    """What is to be shown of a figure, noted; and the day since when, where something newer is held back."""
    before = releases.get(key, ())
    shown = latest(release, before)
    if shown is release:
        releases[key] = (*before, release)
    return shown, "" if is_same(release, shown) else shown.on


def _hidden(place: str) -> str:
    return digest("place", place)


# --- actions -------------------------------------------------------------------------------------------


def _on_actions(
    rows: Sequence[Standing], own: str, now: str, releases: dict[str, tuple[Release, ...]]
) -> dict[str, Actions]:
    """{an item, "" for all actions: what was done in time}. All of it is renewed together, or none of it."""
    promised = {
        action.uid: (_key(row.place), action) for row in rows for action in row.promised if action.due < now
    }
    groups: dict[str, dict[str, list[Promised]]] = {"": {}}
    for place, action in promised.values():
        for group in dict.fromkeys(("", action.item_id)):
            groups.setdefault(group, {}).setdefault(place, []).append(action)
    shares = {group: _share(by_place) for group, by_place in sorted(groups.items())}
    total = shares.pop("")
    told: dict[str, Share | None] = dict.fromkeys(groups)
    since = ""
    if total is not None:
        told = {"": total, **dict(zip(shares, with_total(list(shares.values()), total), strict=True))}
        together = digest(repr(sorted(_members(groups[""]).items())))
        fresh = {
            f"{ACTIONS} {group}": Release(now, _members(groups[group]), 2, shown, together)
            for group, shown in told.items()
            if shown is not None
        }
        told, since = _renewed_together(fresh, releases)
    done = {group: by_place.get(own, []) for group, by_place in groups.items()}
    return {
        group: Actions(
            told.get(group),
            (sum(map(_in_time, done[group])), len(done[group])) if done.get(group) else None,
            since if told.get(group) else "",
        )
        for group in groups.keys() | told.keys()
    }


def _renewed_together(
    fresh: Mapping[str, Release], releases: dict[str, tuple[Release, ...]]
) -> tuple[dict[str, Share | None], str]:
    """{a group: what is to be shown of it}, and since when, where something newer is held back."""
    overall = f"{ACTIONS} "
    before = releases.get(overall, ())
    again = next((release for release in before if is_same(fresh[overall], release)), None)
    may = again is None and all(
        may_follow(release, other) for key, release in fresh.items() for other in releases.get(key, ())
    )
    if may:
        for key, release in fresh.items():
            releases[key] = (*releases.get(key, ()), release)
    seen = fresh[overall] if may else again or before[-1]
    told: dict[str, Share | None] = {}
    for key, rows in releases.items():
        shown = next((row.shown for row in rows if row.together == seen.together), None)
        if key.startswith(overall) and isinstance(shown, Share):
            told[key.removeprefix(overall)] = shown
    return told, "" if may or again else seen.on


def _share(by_place: Mapping[str, Sequence[Promised]]) -> Share | None:
    actions = [action for own in by_place.values() for action in own]
    return share(sum(map(_in_time, actions)), len(actions), len(by_place))


def _in_time(action: Promised) -> bool:
    return action.done and not action.moved


def _members(by_place: Mapping[str, Sequence[Promised]]) -> Members:
    return {
        _hidden(place): (
            digest(*sorted(f"{action.uid}{_in_time(action)}" for action in actions)),
            len(actions),
        )
        for place, actions in by_place.items()
    }
