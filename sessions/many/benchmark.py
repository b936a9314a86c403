"""Places side by side: on each item, where many places stand, and where one's own stands among them.

Of each place counts the latest session in which its room agreed on a level; of each action, the latest that
carries it. Items are the same where `sessions.many.same_items` says so. What is shown of all places goes by
`sessions.many.suppress`, and by what was shown before. What one's own place did is never hidden from it.
"""

import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, product
from typing import Literal

from sessions.many.gathered import Gathered, Levels, Wanted, gathered
from sessions.many.same_items import REASONS, Measure, Reason, reasons
from sessions.many.shown_before import (
    Part,
    Parts,
    Release,
    Shown,
    is_same,
    latest,
    may_follow,
    may_stand_together,
)
from sessions.many.standings import Standing, Subject, digest
from sessions.many.suppress import Figures, Share, figures, share, with_total
from sessions.progress import Progress, StoppedEarly, untold

Word = Literal["agree", "mixed", "split"]
Position = Literal["below", "within", "above"]
ACTIONS = "actions"
"""Under this stands what was shown of all actions; with an item's id behind it, of those from the item."""


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
    published: str = ""
    """The ISO day on which a register published it; empty for what was worked out just now."""


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
    found = gathered(standings, wanted, before.secret)
    return benchmark_of(found, wanted, before, progress=progress, stopped=stopped)


def benchmark_of(
    found: Gathered,
    wanted: Wanted,
    before: Shown,
    *,
    progress: Progress = untold,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Benchmark, Shown]:
    """Places side by side from what was gathered, wherever that was done; see `benchmark`."""
    called = letters(found.names, before.secret) if wanted.letters else found.names
    day, salt = wanted.today.isoformat(), before.secret
    releases = before.of_places(found.names)
    items, apart = [], []
    for subject_id in _counted(sorted(found.levels), progress, stopped):
        row, others = _on_item(found.levels[subject_id], day, salt, releases)
        items.append(row)
        if others:
            apart.append((row.subject, others))
    by_item = _on_actions(found, day, salt, releases)
    items.sort(key=lambda row: _order(row.subject))
    order = {row.subject.id: number for number, row in enumerate(items)}
    result = Benchmark(
        places=tuple(
            sorted(called.values(), key=lambda name: (wanted.letters and len(name), name.casefold()))
        ),
        names=tuple(sorted(found.names.values(), key=str.casefold)),
        own=called.get(found.own, ""),
        sessions=found.sessions,
        placeless=found.placeless,
        rows=tuple(replace(row, actions=by_item.get(row.subject.id, Actions())) for row in items),
        actions=by_item.get("", Actions()),
        apart=tuple(sorted(apart, key=lambda item: order[item[0].id])),
    )
    return result, before.with_new(releases)


def _counted(subjects: Sequence[str], progress: Progress, stopped: Callable[[], bool]) -> Iterator[str]:
    """Each of them, and how far it is before each and at the end. Raises StoppedEarly once `stopped`."""
    for done in range(len(subjects) + 1):
        progress(done, len(subjects))
        if stopped():
            raise StoppedEarly
        yield from subjects[done : done + 1]


def letters(names: Iterable[str], secret: str) -> dict[str, str]:
    """A letter for each place, in an order that says nothing of its name: A to Z, then AA, AB and so on."""
    every = ("".join(part) for size in count(1) for part in product(string.ascii_uppercase, repeat=size))
    return dict(zip(sorted(names, key=lambda name: digest(secret, name)), every, strict=False))


# --- levels --------------------------------------------------------------------------------------------


def _order(subject: Subject) -> tuple[str, list[tuple[int, str]], str]:
    """A key that sorts subjects by their packs, and by their numbers in these."""
    parts = re.findall(r"\d+|\D+", subject.number)
    return subject.pack, [(int(part) if part.isdecimal() else -1, part) for part in parts], subject.id


def _on_item(
    found: Sequence[Levels], day: str, salt: str, releases: dict[str, tuple[Release, ...]]
) -> tuple[Row, tuple[Reason, ...]]:
    """The row of a subject, of what most places were asked; and why the levels of others are left out."""
    asked: dict[Measure, list[Levels]] = {}
    for levels in found:
        asked.setdefault(levels.subject.measure, []).append(levels)
    most = max(asked, key=lambda measure: (sum(sum(a.counts) for a in asked[measure]), repr(measure)))
    why = {reason for other in asked for reason in reasons(most, other)}
    alike = asked[most]
    subject = max((levels.subject for levels in alike), key=repr)
    counts = [sum(at_level) for at_level in zip(*(levels.counts for levels in alike), strict=True)]
    shown, since = figures(counts, sum(levels.answers for levels in alike)), ""
    if shown is not None:
        key = f"{subject.id} {digest(repr(most))}"
        members = {place: (mark, 1) for levels in alike for place, mark in levels.marks.items()}
        renewed, since = _released(key, Release(day, members, len(counts), shown, salt=salt), releases)
        assert isinstance(renewed.shown, Figures)
        shown = renewed.shown
    own = next((levels.own for levels in alike if levels.own is not None), None)
    return Row(subject, shown, own, since=since), tuple(reason for reason in REASONS if reason in why)


def _released(key: str, release: Release, releases: dict[str, tuple[Release, ...]]) -> tuple[Release, str]:
    """What is to be shown of a figure, noted; and the day since when, where something newer is held back."""
    before = releases.get(key, ())
    shown = latest(release, before)
    if shown is release:
        releases[key] = (*before, release)
    return shown, "" if is_same(release, shown) else shown.on


# --- actions -------------------------------------------------------------------------------------------


def _on_actions(
    found: Gathered, day: str, salt: str, releases: dict[str, tuple[Release, ...]]
) -> dict[str, Actions]:
    """{an item, "" for all actions: what was done in time}. All of it is renewed together, or none of it."""
    groups = found.actions
    shares = {
        group: share(done.in_time, done.due, len(done.members)) for group, done in sorted(groups.items())
    }
    total = shares.pop("", None)
    shown_now: dict[str, tuple[Share, str]] = {}
    if total is not None:
        shown = {"": total, **dict(zip(shares, with_total(list(shares.values()), total), strict=True))}
        parts = {group: Part(done.members, shown[group]) for group, done in groups.items()}
        shown_now = _renewed_together(day, salt, parts, releases)
    own = {group: done.own for group, done in groups.items()}
    return {
        group: Actions(
            shown_now[group][0] if group in shown_now else None,
            own.get(group),
            shown_now[group][1] if group in shown_now else "",
        )
        for group in groups.keys() | shown_now.keys()
    }


def _renewed_together(
    day: str, salt: str, parts: Parts, releases: dict[str, tuple[Release, ...]]
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
        group: Release(day, part.members, 2, part.shown, together, salt)
        for group, part in parts.items()
        if part.shown is not None
    }
    overall = before.get("", ())
    again = next((release for release in overall if is_same(fresh[""], release)), None)
    renewed = {} if again else _renewed(fresh, parts, before)
    for group, release in renewed.items():
        releases[f"{ACTIONS} {group}"] = (*before.get(group, ()), release)
    seen = renewed.get("") or again or overall[-1]
    shown = {}
    for group in dict.fromkeys((*before, *renewed)):
        rows = releases[f"{ACTIONS} {group}"]
        release = next((row for row in rows if row.together == seen.together), rows[-1])
        assert isinstance(release.shown, Share)
        is_held = release is not renewed.get(group) and (
            group not in fresh or not is_same(fresh[group], release)
        )
        shown[group] = release.shown, release.on if is_held else ""
    return shown


def _renewed(
    fresh: Mapping[str, Release], parts: Parts, before: Mapping[str, Sequence[Release]]
) -> Mapping[str, Release]:
    """The releases that may be shown beside all that was shown `before`; none where the total may not."""
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
