"""The session that is open: how it is opened, made and let go of. Knows no screen."""

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sessions.clock import Clock
from sessions.many.series import read_back
from sessions.material import Pack
from sessions.plan import Template
from sessions.problem import Problem
from sessions.saved_template import Minutes, saved_template
from sessions.store import rehearsal
from sessions.store.file import SessionFile
from sessions.store.library import Library
from sessions.text import slug
from workshop.demo import demo
from workshop.desk import Desk
from workshop.drafts import Drafts, drafts_of_new
from workshop.history import History
from workshop.laptop import laptop_id
from workshop.materials import load, own
from workshop.prepare import Draft, draft_after, start
from workshop.settings import rescue_folders


class Current:
    """At most one session at a time, with the material that sessions are made from."""

    def __init__(self, folder: Path, data_folder: Path | None, clock: Clock) -> None:
        self.library = Library(folder)
        self.desk: Desk | None = None
        self._data_folder = data_folder
        self.clock = clock
        self.author = laptop_id(data_folder) if data_folder is not None else ""
        """Id of this laptop."""
        self.template_gone = ""
        """Id of the template of the session that was followed last, where that is not here."""
        self._histories: dict[Path, History] = {}
        """What can be undone in sessions that were open before, for when they are opened again."""

    @cached_property
    def packs(self) -> load.LoadedMaterial[Pack]:
        """All packs by id, and what is wrong with others."""
        return load.packs(self._data_folder)

    @cached_property
    def templates(self) -> load.LoadedMaterial[Template]:
        """All templates by id, and what is wrong with others."""
        return load.templates(self._data_folder)

    @cached_property
    def new_drafts(self) -> Drafts:
        """What is typed for a session that is not there yet."""
        return drafts_of_new(self.library.folder)

    def save_template(self, name: str, minutes: Minutes) -> tuple[Template, tuple[str, ...]]:
        """(template of the user's own from the session that is open, what that could not take along).

        Raises Problem where its name is taken, or it can't be written.
        """
        assert self.desk is not None
        if self._data_folder is None:
            raise Problem("There is no folder for templates", hint="Use `workshop templates save`.")
        template_id = slug(name) or "own"
        template, remarks = saved_template(
            self.desk.session, self.clock(), template_id, name.strip(), minutes
        )
        own.keep_template(template, self._data_folder / "templates", self.templates.usable, replace=False)
        del self.templates  # a new session can begin from it
        return template, remarks

    def faults(self) -> list[str]:
        """What is wrong with the user's own packs and templates."""
        return [str(problem) for problem in (*self.packs.failed, *self.templates.failed)]

    def open(self, wanted: str) -> Desk:
        """Open a session. Raises Problem."""
        return self._take(self.library.open(wanted))

    def demo(self) -> Desk:
        """Make and open the worked example. Raises Problem."""
        return self._take(demo(self.packs.usable, self.templates.usable, self.library, clock=self.clock))

    def rehearse(self, wanted: str) -> Desk:
        """Open a copy of a session, of which nothing is kept. Raises Problem."""
        path = self.library.find(wanted)
        return self._take(rehearsal.rehearse(self.library.read(wanted), path.stem, clock=self.clock))

    def make(self, draft: Draft) -> Desk:
        """Make and open a session. Raises Problem."""
        packs, templates, clock = self.packs.usable, self.templates.usable, self.clock
        return self._take(start(self.library, packs, templates, draft, clock=clock, author=self.author))

    def follow(self, wanted: str, **given: Any) -> Desk:
        """Make and open the next session after another; from another template where its own is not here.

        What is `given` takes the place of what that had. Raises Problem.
        """
        templates = self.templates.usable
        before, *earlier = read_back(self.library, self.library.read(wanted))
        draft = draft_after(before, templates, self.packs.usable, earlier=tuple(earlier), **given)
        self.template_gone = "" if draft.template_id in templates else draft.template_id
        if self.template_gone:
            draft = replace(draft, template_id=next(iter(templates)), sections=(), items=())
        return self.make(draft)

    def _take(self, file: SessionFile) -> Desk:
        history = self._histories.get(file.path, History())
        rescue_to = rescue_folders(self._data_folder) if self._data_folder is not None else ()
        self.desk = Desk(file, self.clock, history, author=self.author, rescue_to=rescue_to)
        return self.desk

    def close(self) -> Desk | None:
        """Let go of the session; the desk that it was on."""
        desk, self.desk = self.desk, None
        self.new_drafts.write()
        if desk is not None:
            self._histories[desk.path] = desk.history
            desk.close()
            if desk.session.rehearsal:
                rehearsal.end(desk.path)
        return desk
