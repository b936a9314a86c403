"""Gaps: the profile of all scored items, and the room's order of the gaps."""

from dataclasses import replace

from textual import on
from textual.app import ComposeResult

from sessions.analysis.whole import gaps
from sessions.kinds.gap_order import gap_order
from sessions.kinds.gaps import order_gaps
from workshop.panels.host import Commands
from workshop.panels.panel import Panel
from workshop.profile import SORTINGS, profile
from workshop.widgets.profile import ProfileView


class GapsPanel(Panel):
    """The profile, with a gap in focus."""

    kind = "gaps"

    def compose(self) -> ComposeResult:
        yield ProfileView(id="profile")

    @property
    def commands(self) -> Commands:
        return {
            "raise_gap": lambda: self._move_gap(-1),
            "lower_gap": lambda: self._move_gap(1),
            "sort_profile": self._sort,
        }

    def show(self) -> bool:
        focus = self.host.in_focus
        rows = profile(self.session, focus.sorting)
        ids = [row.item_id for row in rows]
        given = focus.sorting == "gap" and gap_order(self.session)
        order = "the room's order" if given else f"by {focus.sorting}"
        in_focus = focus.id if focus.id in ids else next(iter(ids), None)
        self.query_one(ProfileView).show(rows, in_focus, f"  {order}")
        return bool(rows)

    def move(self, by: int) -> bool:
        focus = self.host.in_focus
        ids = [row.item_id for row in profile(self.session, focus.sorting)]
        if ids:
            here = ids.index(focus.id) if focus.id in ids else 0
            self.host.take_focus(replace(focus, id=ids[(here + by) % len(ids)]))
        return True

    @property
    def line_in_focus(self) -> int | None:
        return self.query_one(ProfileView).line_in_focus

    @on(ProfileView.Picked)
    def _picked(self, event: ProfileView.Picked) -> None:
        self.host.take_focus(replace(self.host.in_focus, id=event.item_id))

    @on(ProfileView.Moved)
    def _moved(self, event: ProfileView.Moved) -> None:
        self._move_gap(event.by)

    @on(ProfileView.Turned)
    def _sort(self) -> None:
        following = (SORTINGS.index(self.host.in_focus.sorting) + 1) % len(SORTINGS)
        self.host.take_focus(replace(self.host.in_focus, sorting=SORTINGS[following]))

    def _move_gap(self, by: int) -> None:
        host = self.host
        ids = [gap.item_id for gap in gaps(self.scene.seen)]
        if not ids:
            return
        if host.in_focus.sorting != "gap":
            host.take_focus(replace(host.in_focus, sorting="gap"))
            keys = f"{host.key('raise_gap')} {host.key('lower_gap')}"
            host.tell(f"Back to the room's order, in which {keys} move.")
            return
        focused = host.in_focus.id or ids[0]
        if focused not in ids:
            host.tell("This one is at its target: there is no gap to move.")
            return
        place = ids.index(focused)
        ids.remove(focused)
        ids.insert(max(0, place + by), focused)
        host.in_focus = replace(host.in_focus, id=focused)
        host.do(order_gaps(ids))
