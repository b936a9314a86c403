"""The lists over all sessions: which follows which, and how a session is opened from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop.elsewhere import Elsewhere
from workshop.screens.all_actions import AllActionsScreen
from workshop.screens.all_standing import AllDecisionsScreen, AllRisksScreen

if TYPE_CHECKING:
    from textual.app import App

    from workshop.ahead import Ahead
    from workshop.behind import Behind
    from workshop.screens.everywhere import EverywhereScreen
    from workshop.shelf import Shelf


def show(
    app: App[None],
    ahead: Ahead,
    shelf: Shelf,
    *,
    behind: Behind,
    today: Callable[[], date],
    go: Callable[[Path], object],
) -> None:
    """Show the actions of all sessions, and what is turned to from there; `go` opens a session."""
    current = ahead.current
    elsewhere = Elsewhere(shelf.cards, clock=current.clock, author=current.author)

    def turn(to: str) -> None:
        if to == "actions":
            screen: EverywhereScreen[Any] = AllActionsScreen(
                shelf, behind=behind, today=today, elsewhere=elsewhere
            )
        else:
            screen = {"decisions": AllDecisionsScreen, "risks": AllRisksScreen}[to](
                shelf, behind=behind, today=today
            )

        def go_on(_: object) -> None:
            if isinstance(screen.leads_to, str):
                turn(screen.leads_to)
            elif screen.leads_to is not None:
                go(screen.leads_to)

        app.push_screen(screen, go_on)

    turn("actions")
