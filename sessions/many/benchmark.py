"""Places side by side: on each item, where many places stand, and where one's own stands among them.

Of each place counts the latest session in which its room agreed on a level; of each action, the latest that
carries it. Items are the same where `sessions.many.same_items` says so. What is shown of all places goes by
`sessions.many.suppress`, and by what was shown before. What one's own place did is never hidden from it.
"""

import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count, product
from typing import Literal, NamedTuple

from sessions.many.card import folded_place
from sessions.many.same_items import REASONS, Measure, Reason, reasons
from sessions.many.shown_before import (
    Members,
    Part,
    Parts,
    Release,
    Shown,
    hidden,
    is_same,
    latest,
    may_follow,
    may_stand_together,
)
from sessions.many.standings import Agreed, Promised, Standing, Subject, digest
from sessions.many.suppress import Figures, Share, figures, share, with_total
from sessions.problem import Problem
from sessions.progress import Progress, StoppedEarly, untold

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


def benchmark(
    standings: Iterable[Standing],
    wanted: Wanted,
    before: Shown,
    *,
    progress: Progress = untold,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Benchmark, Shown]:
    """Places side by side, and all that has been shown by then, to be kept for the next time.

    `progress` is told how many items are worked out: laying one beside all that was shown of it takes up to a
    second or two. Raises Problem where one's own place is none of them, or can be several; StoppedEarly once
    `stopped`.
    """
    all_rows = [row for row in standings if row.final or not wanted.final]
    rows = sorted(
        (row for row in all_rows if folded_place(row.place)), key=lambda row: (row.held, row.session_id)
    )
    names = {folded_place(row.place): row.place.strip() for row in rows}
    own_name = _own(wanted.place, names)
    own = hidden(own_name, before.secret)
    called = _letters(names, before.secret) if wanted.letters else names
    now = _Now(wanted.today.isoformat(), before.secret)
    releases = before.of_places(names)
    items, apart = [], []
    for by_place in _counted(_by_subject(rows, now), progress, stopped):
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
        own=called.get(own_name, ""),
        sessions=len(rows),
        placeless=len(all_rows) - len(rows),
        rows=tuple(replace(row, actions=by_item.get(row.subject.id, Actions())) for row in items),
        actions=by_item.get("", Actions()),
        apart=tuple(apart),
    )
    return told, before.with_new(releases)


def _counted(
    subjects: Sequence[Mapping[str, Agreed]], progress: Progress, stopped: Callable[[], bool]
) -> Iterator[Mapping[str, Agreed]]:
    """Each of them, and how far it is before each and at the end. Raises StoppedEarly once `stopped`."""
    for done in range(len(subjects) + 1):
        progress(done, len(subjects))
        if stopped():
            raise StoppedEarly
        yield from subjects[done : done + 1]


class _Now(NamedTuple):
    """When it is worked out, and what places are hidden with."""

    day: str
    salt: str

    def place(self, row: Standing) -> str:
        return hidden(folded_place(row.place), self.salt)


def _own(wanted: str, names: Mapping[str, str]) -> str:
    key = folded_place(wanted)
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


def _by_subject(rows: Sequence[Standing], now: _Now) -> list[dict[str, Agreed]]:
    """Of each subject, the latest level of every place that has one, in the order of the packs."""
    found: dict[str, dict[str, Agreed]] = {}
    for row in rows:  # the latest session comes last
        place = now.place(row)
        for agreed in row.agreed:
            found.setdefault(agreed.subject.id, {})[place] = agreed
    latest_named = {subject_id: list(places.values())[-1].subject for subject_id, places in found.items()}

    def order(subject_id: str) -> tuple[str, list[tuple[int, str]], str]:
        subject = latest_named[subject_id]
        parts = re.findall(r"\d+|\D+", subject.number)
        return subject.pack, [(int(part) if part.isdecimal() else -1, part) for part in parts], subject_id

    return [found[subject_id] for subject_id in sorted(found, key=order)]


def _on_item(
    by_place: Mapping[str, Agreed], own: str, now: _Now, releases: dict[str, tuple[Release, ...]]
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
        members = {place: (agreed.mark, 1) for place, agreed in alike.items()}
        renewed, since = _released(key, Release(now.day, members, levels, shown, salt=now.salt), releases)
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


# --- actions -------------------------------------------------------------------------------------------


def _on_actions(
    rows: Sequence[Standing], own: str, now: _Now, releases: dict[str, tuple[Release, ...]]
) -> dict[str, Actions]:
    """{an item, "" for all actions: what was done in time}. All of it is renewed together, or none of it."""
    promised = {
        action.uid: (place, action)
        for place, row in ((now.place(row), row) for row in rows)
        for action in row.promised
        if action.due < now.day
    }
    groups: dict[str, dict[str, list[Promised]]] = {"": {}}
    for place, action in promised.values():
        for group in dict.fromkeys(("", action.item_id)):
            groups.setdefault(group, {}).setdefault(place, []).append(action)
    shares = {group: _share(by_place) for group, by_place in sorted(groups.items())}
    total = shares.pop("")
    told: dict[str, tuple[Share, str]] = {}
    if total is not None:
        shown = {"": total, **dict(zip(shares, with_total(list(shares.values()), total), strict=True))}
        parts = {group: Part(_members(by_place), shown[group]) for group, by_place in groups.items()}
        told = _renewed_together(now, parts, releases)
    done = {group: by_place.get(own, []) for group, by_place in groups.items()}
    return {
        group: Actions(
            told[group][0] if group in told else None,
            (sum(map(_in_time, done[group])), len(done[group])) if done.get(group) else None,
            told[group][1] if group in told else "",
        )
        for group in groups.keys() | told.keys()
    }


def _renewed_together(
    now: _Now, parts: Parts, releases: dict[str, tuple[Release, ...]]
) -> dict[str, tuple[Share, str]]:
    """{a group: what is to be shown of it, and since when, where something newer is held back}.

    The total and what belongs to it are renewed, or all stays; an item of which too little has changed stays.
    """
    before = {
        key.removeprefix(f"{ACTIONS} "): rows
        for key, rows in releases.items()
        if key.startswith(f"{ACTIONS} ")
    }
    together = digest(repr(sorted(parts[""].members.items())))
    fresh = {
        group: Release(now.day, part.members, 2, part.shown, together, now.salt)
        for group, part in parts.items()
        if part.shown is not None
    }
    overall = before.get("", ())
    again = next((release for release in overall if is_same(fresh[""], release)), None)
    renewed = {} if again else _renewed(fresh, parts, before)
    for group, release in renewed.items():
        releases[f"{ACTIONS} {group}"] = (*before.get(group, ()), release)
    seen = renewed.get("") or again or overall[-1]
    told = {}
    for group in dict.fromkeys((*before, *renewed)):
        rows = releases[f"{ACTIONS} {group}"]
        release = next((row for row in rows if row.together == seen.together), rows[-1])
        assert isinstance(release.shown, Share)
        is_held = release is not renewed.get(group) and (
            group not in fresh or not is_same(fresh[group], release)
        )
        told[group] = release.shown, release.on if is_held else ""
    return told


def _renewed(
    fresh: Mapping[str, Release], parts: Parts, before: Mapping[str, Sequence[Release]]
) -> Mapping[str, Release]:
    """Those that may be shown beside all that was shown `before`; nothing where the total may not."""
    moments: dict[str, dict[str, Part]] = {}
    for group, rows in before.items():
        for row in rows:
            assert isinstance(row.shown, Share)
            moments.setdefault(row.together, {})[group] = Part(row.members, row.shown)
    whole = [shown for shown in moments.values() if "" in shown]
    may = {group: release for group, release in fresh.items() if may_follow(release, before.get(group, ()))}
    for tried in (may, {"": may[""]}) if "" in may else ():
        here = {
            group: Part(part.members, part.shown if group in tried else None) for group, part in parts.items()
        }
        if not whole or may_stand_together([*whole, here]):
            return tried
    return {}


def _share(by_place: Mapping[str, Sequence[Promised]]) -> Share | None:
    actions = [action for own in by_place.values() for action in own]
    return share(sum(map(_in_time, actions)), len(actions), len(by_place))


def _in_time(action: Promised) -> bool:
    return action.done and not action.moved


def _members(by_place: Mapping[str, Sequence[Promised]]) -> Members:
    return {
        place: (
            digest(*sorted(f"{action.uid}{_in_time(action)}" for action in actions)),
            len(actions),
        )
        for place, actions in by_place.items()
    }
