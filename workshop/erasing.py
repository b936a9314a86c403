"""Forgetting a person, and deleting a session for good, on the screen: what is asked and what is said."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App

from sessions.clock import utc_now
from sessions.forgetting import Forgetting, known_people
from sessions.many.for_good import Doomed, delete, doom
from sessions.many.forget import Found, look
from sessions.many.stored import stored
from sessions.many.take_out import check_reached, take_out
from sessions.register.model import Concerned
from sessions.text import harmless
from sessions.words import number_of
from workshop import settings, waiting
from workshop.again import write_again
from workshop.cells import clip
from workshop.waiting import drop, of_deleted, told_of, told_of_deleted
from workshop.widgets.dialogs.choose import ChooseDialog
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.dialogs.refused import attempt


class Erasing:
    """Asks on the app about sessions of a folder; `then` is done once something was changed."""

    def __init__(self, app: App[Any], folder: Path, then: Callable[[], object]) -> None:
        self._app = app
        self._folder = folder
        self._then = then

    def forget(self, path: Path) -> None:
        """Ask who is to be forgotten in a session, what else means them, and whether it is to be done."""

        def picked(name: str | None) -> None:
            if name:
                attempt(self._app, partial(self._look, path, name))
            elif name is not None:
                self._app.push_screen(TextDialog("Whose name? As it is written in full."), typed)

        def typed(answer: Typed | None) -> None:
            if answer is not None and answer.record and answer.text.strip():
                attempt(self._app, partial(self._look, path, answer.text))

        def ask() -> None:
            people = known_people(stored(path, path.read_bytes()).tables or {})
            rows = [*((name, harmless(name)) for name in people), ("", "Another name …")]
            self._app.push_screen(PickDialog[str]("Whose name is to be taken out?", rows), picked)

        attempt(self._app, ask)

    def _look(self, path: Path, person: str) -> None:
        """Show what else may be the same person. Raises Problem where nobody has this name."""
        found = look(self._folder, path, person, logs=settings.crash_reports())
        if not found.spellings:
            self._ask(found, ())
            return
        places = len({(mention.place, mention.excerpt) for mention in found.whole})
        rows = []
        for spelling in found.spellings:
            same = [mention for mention in found.likely if mention.spelling == spelling]
            said = " · ".join(f"{mention.place}: {mention.excerpt}" for mention in same)
            rows.append((spelling, clip(harmless(f"“{spelling}” in {said}"), 200)))

        def chosen(spellings: tuple[str, ...] | None) -> None:
            if spellings is not None:
                attempt(self._app, partial(self._ask, found, spellings))

        whole = f"{found.name}, as a whole, stands in {number_of(places, 'place', 'places')}, and goes."
        if not places:
            whole = f"{found.name} stands nowhere in the record, spelled like that."
        title = harmless(f"{whole} Does any of this mean the same person? What is not turned on stays.")
        self._app.push_screen(ChooseDialog(title, rows, (), least=0), chosen)

    def _ask(self, found: Found, also: tuple[str, ...]) -> None:
        """Ask whether that is to be done. Raises Problem where the name stands nowhere."""
        plan = found.forgetting(also)
        check_reached(found, plan)
        facts = [
            number_of(len(found.files), "file of the session", "files of the session, backups among them")
        ]
        if found.outputs:
            facts.append(number_of(len(found.outputs), "file that was written", "files that were written"))
        title = f"Nothing brings the name back. “{plan.by}” will stand in {' and '.join(facts)}."
        if found.is_final:
            title += " The record is final: it is opened again for this."
        rows = [(False, "Never mind"), (True, f"Take {clip(harmless(found.name), 60)} out")]
        rows += [(False, f"Out of reach: {clip(harmless(place), 150)}") for place in found.elsewhere]
        rows += [(False, f"Has the name, too, and stays: {other}") for other in found.others]
        concerned = waiting.concerned(found.ids_after(plan))
        rows += [(False, harmless(line)) for line in _lines(told_of(concerned))]

        def sure(yes: bool | None) -> None:
            if yes:
                attempt(self._app, lambda: self._take_out(found, plan, concerned))

        self._app.push_screen(PickDialog[bool](title, rows), sure)

    def _take_out(self, found: Found, plan: Forgetting, concerned: Concerned) -> None:
        done = take_out(found, plan, now=utc_now(), rewrite=write_again, first=waiting.forgotten)
        self._then()
        lines = [f"“{done.by}” stands there now, and nothing brings the name back."]
        if done.reopened:
            lines.append("The record is a draft again.")
        lines += [f"The name still stands in {left}" for left in done.left]
        lines += [f"Out of reach: {place}" for place in found.elsewhere]
        lines += _lines(told_of(concerned))
        self._say("\n".join(lines), error=bool(done.left))

    def delete(self, path: Path) -> None:
        """Ask whether a session is to be deleted for good, and what was written of it with it."""
        attempt(self._app, lambda: self._ask_for_good(doom(self._folder, path)))

    def _ask_for_good(self, doomed: Doomed) -> None:
        files = number_of(
            len(doomed.files), "file goes", "files go, backups and what is in the bin among them"
        )
        written = number_of(
            len(doomed.outputs), "file that was written of it", "files that were written of it"
        )
        rows: list[tuple[str, str]] = [("", "Never mind")]
        if doomed.outputs:
            rows += [
                ("kept", f"Delete it for good, and keep {written}"),
                ("all", f"Delete it, and {written}"),
            ]
        else:
            rows.append(("kept", "Delete it for good"))
        rows += [("", f"Stays: {harmless(str(stays))}") for stays in (*doomed.changed, *doomed.copies)]
        concerned = of_deleted(doomed)
        rows += [("", harmless(line)) for line in _lines(told_of_deleted(doomed, concerned))]

        def sure(wish: str | None) -> None:
            if wish:
                attempt(self._app, lambda: self._deleted(doomed, concerned, outputs=wish == "all"))

        name = clip(harmless(doomed.path.stem), 60)
        self._app.push_screen(
            PickDialog[str](f"Delete {name}? {files}, and nothing brings it back.", rows), sure
        )

    def _deleted(self, doomed: Doomed, concerned: Concerned, *, outputs: bool) -> None:
        drop(concerned)
        delete(self._folder, doomed, outputs=outputs)
        self._then()
        name = clip(harmless(doomed.path.stem), 60)
        self._say("\n".join([f"Deleted for good: {name}", *_lines(told_of_deleted(doomed, concerned))]))

    def _say(self, text: str, *, error: bool = False) -> None:
        self._app.notify(
            harmless(text), severity="error" if error else "information", markup=False, timeout=12
        )


def _lines(told: list[tuple[str, list[str]]]) -> list[str]:
    """Where it stands in registers, and what waits to go there."""
    return [f"{title} {'; '.join(registers)}" for title, registers in told]
