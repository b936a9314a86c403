"""Running a session: one stop of the agenda at a time, the answers on it, and what helps the facilitator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from sessions import plan, schedule
from sessions.record import ROUNDS
from workshop import commands, pages
from workshop.cells import clip
from workshop.facilitation import Facilitation
from workshop.screens.base import bindings
from workshop.screens.running.answers import Answers
from workshop.screens.running.notes import Notes
from workshop.screens.running.timing import Timing
from workshop.screens.running.votes import Votes
from workshop.wall.layout.pages import pages as wall_pages
from workshop.wall.model import Wall
from workshop.wall.shown import shown
from workshop.widgets.answer_grid import AnswerGrid, answers
from workshop.widgets.head import Head
from workshop.widgets.key_bar import KeyBar
from workshop.widgets.lines import LinesView, PageView
from workshop.widgets.profile import ProfileView
from workshop.widgets.vote_grid import VoteGrid, vote_state
from workshop.widgets.wall import WallView

WIDE = 100
"""From this many columns the aside stands beside the page; below, it takes the page's place."""

TALL = 30
"""From this many lines there is room for some air."""

ANSWERING = {"dont_know", "agree", "dissent"} | {f"answer_level_{number}" for number in range(1, 10)}
"""Commands that need an item to answer; elsewhere the key bar leaves them out."""
VOTING = {"dot_rule"}
ORDERING = {"raise_gap", "lower_gap", "sort_profile"}


class RunScreen(Answers, Votes, Notes, Timing):
    """Dismissed when the facilitator goes back to the list of sessions."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("run", priority=True)
    DEFAULT_CSS = """
    RunScreen { layers: base; }
    RunScreen #body { height: 1fr; }
    RunScreen #left { width: 1fr; }
    RunScreen #page-scroll { height: 1fr; min-height: 3; padding: 0 2; scrollbar-size-vertical: 1; }
    RunScreen #answers-scroll {
        height: auto; max-height: 72%; padding: 0 2; border-top: solid $primary; scrollbar-size-vertical: 1;
    }
    RunScreen #aside-scroll { padding: 0 2; scrollbar-size-vertical: 1; }
    RunScreen.wide #aside-scroll { width: 36%; border-left: solid $primary; }
    RunScreen.wide #page-scroll, RunScreen.wide #aside-scroll { padding: 1 2; }
    RunScreen.low #page-scroll, RunScreen.low #aside-scroll { padding: 0 2; }
    RunScreen.narrow #aside-scroll { display: none; }
    RunScreen.narrow.aside #aside-scroll { display: block; width: 1fr; }
    RunScreen.narrow.aside #left { display: none; }
    RunScreen.wide.bare #aside-scroll { display: none; }
    RunScreen #wall { display: none; height: 1fr; }
    RunScreen.wall-shown #wall { display: block; }
    RunScreen.wall-shown #body, RunScreen.wall-shown Head, RunScreen.wall-shown KeyBar { display: none; }
    """

    def __init__(self, facilitation: Facilitation, *, today: Callable[[], date]) -> None:
        super().__init__(facilitation, today=today)
        self._wall_pages = 1
        """Pages of what the room sees here."""

    def compose(self) -> ComposeResult:
        yield Head(id="head")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                with VerticalScroll(id="page-scroll", can_focus=False):
                    yield PageView(id="page")
                with VerticalScroll(id="answers-scroll", can_focus=False):
                    yield AnswerGrid(id="answers")
                    yield VoteGrid(id="vote")
                    yield ProfileView(id="profile")
            with VerticalScroll(id="aside-scroll", can_focus=False):
                yield LinesView(id="aside")
        yield WallView(id="wall")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Open where the session was left, and let its clock run."""
        places = plan.stops(self.session)
        if self.session.at not in places and places:
            self.attempt(lambda: self._desk.go(places[plan.where(self.session)]))
        self.attempt(self._desk.run_clock)
        self.arrive()
        self.set_interval(1, self._tick)
        if self._desk.read_only:
            self.tell(self._desk.read_only, error=True)

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room for both."""
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.width < WIDE, "narrow")
        self.set_class(event.size.height < TALL, "low")

    def on_screen_resume(self) -> None:
        """Another screen may have changed the session; whatever was typed in a dialog is typed no more."""
        self._desk.type_on_wall("", ())
        if self.is_mounted:
            self.show_session()

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def commands_here(self) -> Sequence[commands.Command]:
        hidden: set[str] = set()
        if self.item_here is None:
            hidden |= ANSWERING
            if self.vote_here is None:
                hidden |= {"counts", "reveal"}
        elif self.session.round_of(self.item_here) == (ROUNDS, True):
            hidden |= {"reveal"}
        if self.vote_here is None:
            hidden |= VOTING
        if self.activity_here.kind != "gaps":
            hidden |= ORDERING
        if self._ranked:
            hidden |= {"reveal"}
        return [one for one in commands.of_context(self.CONTEXT) if one.id not in hidden]

    def show_session(self) -> None:
        session, stop, today = self.session, self.stop_here, self._today()
        self.query_one(PageView).show(pages.page(session, stop, today, self.keys))
        self.query_one(LinesView).show(pages.aside(session, stop, today, self.keys))
        self._show_below()
        wall, page = self._wall()
        self._wall_pages = wall_pages(wall)
        self._desk.send_wall()
        self._show_time(wall, page)
        listing = self.activity_here.kind in ("review", "actions", "close")
        ordering = self.activity_here.kind == "gaps"
        self.promoted = frozenset(
            {"show_actions"} if listing else {"sort_profile", "raise_gap", "lower_gap"} if ordering else ()
        )
        labels = {"counts": "dots"} if self.vote_here else {}
        if (item_id := self.item_here) is not None and self.session.round_of(item_id) == (1, True):
            labels["reveal"] = "second round"
        if self._wall_pages > 1:
            self.promoted |= {"page_down"}
            labels["page_down"] = f"room {min(page + 1, self._wall_pages)} of {self._wall_pages}"
        self.labels = labels
        self.refresh_keys()

    def _show_below(self) -> None:
        """Below the page: the answers, the vote, the profile, or nothing."""
        session, stop, vote = self.session, self.stop_here, self.vote_here
        shown: Widget | None = None
        if (item_id := self.item_here) is not None:
            grid = self.query_one(AnswerGrid)
            grid.show(answers(session, item_id), self.partner.id)
            shown = grid
        elif vote is not None and pages.candidate_labels(session, vote):
            dots = self.query_one(VoteGrid)
            dots.show(vote_state(session, vote), self.partner.id)
            shown = dots
        elif self.activity_here.kind == "gaps" or (
            stop.part == "closing" and self.activity_here.kind == "score"
        ):
            key = stop.ref if stop.part == "closing" else None
            profile = self.query_one(ProfileView)
            sorting = self._sorting if key is None else "agenda"
            given = sorting == "gap" and self.session.gap_order
            order = "the room's order" if given else f"by {sorting}"
            rows = pages.profile(session, sorting, key)
            profile.show(
                rows,
                self._gap_in_focus(rows) if key is None else None,
                f"  {order}",
            )
            shown = profile if rows else None
        for widget in self.query("#answers-scroll > *"):
            widget.display = widget is shown
        self.query_one("#answers-scroll").display = shown is not None
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """Where there is more than there are lines, what is in focus is among what is seen."""
        scroll = self.query_one("#answers-scroll", VerticalScroll)
        height, line = scroll.scrollable_content_region.height, None
        if (item_id := self.item_here) is not None:
            grid: AnswerGrid | VoteGrid | ProfileView = self.query_one(AnswerGrid)
            if self._chosen or not self.session.round_of(item_id)[1]:
                line = self.query_one(AnswerGrid).line_of(self.partner.id)
        elif self.vote_here is not None:
            grid = self.query_one(VoteGrid)
            line = self.query_one(VoteGrid).line_of(self.partner.id)
        else:
            grid = self.query_one(ProfileView)
            line = self.query_one(ProfileView).line_in_focus
        seen = line is not None and scroll.scroll_y <= line <= scroll.scroll_y + height - 2
        if line is not None and not seen and grid.size.height > height:
            scroll.scroll_to(y=max(0, line - height + 2), animate=False)

    def _gap_in_focus(self, rows: Sequence[pages.ProfileRow]) -> str | None:
        ids = [row.item_id for row in rows]
        return self._focus_id if self._focus_id in ids else next(iter(ids), None)

    def _tick(self) -> None:
        """Once a second: the head, which time changes; to read only, also what another window saved."""
        if self._desk.read_only and self._desk.look_again():
            self.show_session()
        else:
            self._show_time(*(self._wall() if self._wall_shown else (None, 0)))

    def _show_time(self, wall: Wall | None, page: int) -> None:
        """The head, or in the room view the wall."""
        if self._wall_shown and wall is not None:
            self.query_one(WallView).show(wall, page=page)
            return
        now = self._desk.clock()
        seconds = self._desk.seconds_here if self.stop_here.part == "item" else None
        clock = schedule.clock(self.session, now)
        self.query_one(Head).show(
            pages.place(self.session, self.stop_here),
            time=pages.time_words(self.session, now, seconds),
            stage=clock.stage if clock else "running",
            read_only=self._desk.read_only is not None,
        )

    def _wall(self) -> tuple[Wall, int]:
        """(What the room sees now, which page of it)."""
        now = self._desk.clock()
        return shown(self.session, self.stop_here, self._today(), now, self._desk.wall_state)

    def arrive(self) -> None:
        self._focus_id = None
        self._chosen = False
        self._asked_to_reveal = None
        done: frozenset[str] = frozenset()
        if (item_id := self.item_here) is not None:
            done = frozenset(self.session.ballots_on(item_id, self.session.round_of(item_id)[0]))
        elif (vote := self.vote_here) is not None:
            done = frozenset(self.session.dots_of(vote.id))
        if item_id is not None or self.vote_here is not None:
            self._focus_id = next((p.id for p in self.session.voices() if p.id not in done), None)
        self.show_session()
        for scroll in self.query(VerticalScroll):
            scroll.scroll_home(animate=False)

    # --- focus ------------------------------------------------------------------------------------

    def action_next_partner(self) -> None:
        """The next partner; among the gaps the next gap; else down the page."""
        self._focus_by(1)

    def action_previous_partner(self) -> None:
        """The one before, or up the page."""
        self._focus_by(-1)

    def _focus_by(self, by: int) -> None:
        if self.has_class("narrow") and self.has_class("aside"):
            self.query_one("#aside-scroll").scroll_relative(y=by * 2, animate=False)
        elif self.item_here is not None or (self.vote_here is not None and not self._ranked):
            voices = [one.id for one in self.session.voices()]
            self._focus_id = voices[(voices.index(self.partner.id) + by) % len(voices)]
            self._chosen = True
            self.show_session()
            if self._wall_shown:  # the room view marks nobody: the next digit must not land with another
                self.tell(f"In focus: {clip(self.partner.name, 60)}")
        elif self.activity_here.kind == "gaps":
            ids = [row.item_id for row in pages.profile(self.session, self._sorting)]
            if ids:
                here = ids.index(self._focus_id) if self._focus_id in ids else 0
                self._focus_id = ids[(here + by) % len(ids)]
                self.show_session()
        else:
            self.query_one("#page-scroll").scroll_relative(y=by * 2, animate=False)

    @property
    def _ranked(self) -> bool:
        return self.vote_here is not None and self.vote_here.id in self.session.revealed_votes

    def action_page_down(self) -> None:
        """Scroll the page, and the answers where those are longer than their place; turn the room's page."""
        self._scroll_by(1)

    def action_page_up(self) -> None:
        """The other way."""
        self._scroll_by(-1)

    def _scroll_by(self, pages_down: int) -> None:
        if self._wall_pages > 1:
            last = self._wall_pages - 1
            self._desk.turn_wall(min(min(self._wall()[1], last) + pages_down, last))
            self.show_session()
        for scroll in self.query(VerticalScroll):
            scroll.scroll_relative(y=pages_down * max(1, scroll.size.height - 1), animate=False)

    @on(AnswerGrid.Picked)
    def _picked(self, event: AnswerGrid.Picked) -> None:
        again = event.partner_id == self.partner.id
        self._focus_id = event.partner_id
        self._chosen = True
        self.show_session()
        if again and (item_id := self.item_here) is not None and not self.session.round_of(item_id)[1]:
            self.count_hands(item_id)

    @on(ProfileView.Turned)
    def _turned(self) -> None:
        """A click on the head of the profile sorts it by what is next."""
        if self.activity_here.kind == "gaps":
            self.action_sort_profile()

    # --- commands of more than one part -----------------------------------------------------------

    def action_counts(self) -> None:
        """A show of hands, or in a vote the dots, of the partner in focus."""
        if self.vote_here is not None:
            self.place_dots(self.vote_here)
        elif (item_id := self.item_here) is not None:
            self.count_hands(item_id)
        else:
            self.tell(f"There is nothing to count here. {self.key('next_stop')} goes on.")

    def action_reveal(self) -> None:
        """Reveal the answers or the dots."""
        if self.vote_here is not None:
            self.reveal_dots(self.vote_here)
        elif (item_id := self.item_here) is not None:
            self.reveal_answers(item_id)
        else:
            self.tell(f"There is nothing to reveal here. {self.key('next_stop')} goes on.")

    def action_sort_profile(self) -> None:
        """Sort the profile by the next of gap, spread, level and agenda."""
        if self.activity_here.kind != "gaps":
            self.tell(f"The profile stands in the step of the gaps. {self.key('jump')} goes there.")
            return
        turn = pages.SORTINGS
        self._sorting = turn[(turn.index(self._sorting) + 1) % len(turn)]
        self.show_session()

    def action_prompts(self) -> None:
        """In a narrow window the aside takes the page's place; in a wide one it goes and comes."""
        self.toggle_class("aside" if self.has_class("narrow") else "bare")
        self.query_one("#aside-scroll").scroll_home(animate=False)

    # --- undo, and other screens ------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back the last change, and go where it was made."""
        self.undo_or_redo(
            self._desk.undo, said="Undone", nothing="There is nothing to undo.", then=self.arrive
        )

    def action_redo(self) -> None:
        """Do again what was undone."""
        self.undo_or_redo(
            self._desk.redo, said="Done again", nothing="There is nothing to do again.", then=self.arrive
        )

    def action_show_actions(self) -> None:
        """All actions."""
        self.post_message(self.ActionsAsked())

    def action_summary(self) -> None:
        """The summary."""
        self.post_message(self.SummaryAsked())

    def action_details(self) -> None:
        """Title, place, date, partners, people."""
        self.post_message(self.DetailsAsked())

    def action_put_away(self) -> None:
        """Put away the room view, or the aside where it covers the page."""
        if self._wall_shown:
            self.action_mirror()
        else:
            self.remove_class("aside")

    @on(WallView.Clicked)
    def _wall_clicked(self) -> None:
        """For the mouse the room view has no other way out, since it shows no keys."""
        if self._wall_shown:
            self.action_mirror()

    def action_mirror(self) -> None:
        """Turn this window into what the room sees, and back."""
        self._wall_shown = not self._wall_shown
        self.app.clear_notifications()  # what was said to the facilitator is nothing for the room
        self.set_class(self._wall_shown, "wall-shown")
        self.show_session()

    def action_leave(self) -> None:
        """Leave for the list of sessions. Everything is saved already."""
        self.attempt(self._desk.stop_clock)
        self.dismiss(None)
