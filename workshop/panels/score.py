"""Score: the answers on an item, how far a section has got at its close, and the order of the items."""

from textual.app import ComposeResult

from sessions import schedule
from sessions.kinds.score.order import by_step, plan_items, proposed
from sessions.kinds.score.records import ScoreActivity
from workshop.panels.answered import AnsweredPanel
from workshop.panels.host import Commands
from workshop.profile import profile
from workshop.widgets.dialogs.order import OrderDialog, Ordered, OrderRow
from workshop.widgets.profile import ProfileView


class ScorePanel(AnsweredPanel):
    """As for all that is answered, and the profile of a section."""

    kind = "score"

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield ProfileView(id="so-far")

    @property
    def commands(self) -> Commands:
        return {**super().commands, "order_items": self._order}

    def _order(self) -> None:
        """Propose an order and minutes by the answers so far, for the facilitator's eyes alone."""
        host, session, step = self.host, self.session, self.scene.activity
        if host.wall_shown:
            host.tell(f"The room sees this window. {host.key('mirror')} goes back to yours.")
            return
        assert isinstance(step, ScoreActivity)
        used = schedule.taken(session, step.id, host.desk.clock()) // 60
        minutes = max(0, step.minutes - used)
        places = proposed(session, step, minutes)
        if not any(place.hidden and place.answered for place in places):
            seen = any(place.answered for place in places)
            why = "All that was answered here is revealed" if seen else "Nobody has answered here before"
            host.tell(f"{why}: there is nothing to order by.")
            return
        sections = {item.id: section.id for section, items in step.sections(session.packs) for item in items}
        rows = [
            OrderRow(place, f"{item.number} {item.name}", sections[item.id])
            for place in places
            for item in (session.item(place.item_id),)
        ]
        title = "What splits those who answered comes first. The room does not see this."
        first = by_step(session)[0]
        if first.answered and first.step != step:
            title += f" Views are furthest apart in another step: {first.step.title}."

        def take(ordered: Ordered | None) -> None:
            if ordered is not None and host.do(plan_items(step.id, ordered.order, dict(ordered.minutes))):
                how = "The pack's own order" if not ordered.order else "In this order"
                host.tell(f"{how} from now on. {host.key('undo')} takes it back.")

        host.open(OrderDialog(title, rows, minutes), take)

    def show(self) -> bool:
        so_far, stop = self.query_one(ProfileView), self.scene.stop
        rows = profile(self.session, "agenda", stop.ref) if stop.part == "closing" else ()
        so_far.display = bool(rows)
        if rows:
            so_far.show(rows, None, "  by agenda")
        return super().show() or bool(rows)
