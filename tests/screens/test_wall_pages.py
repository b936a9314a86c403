"""What the room sees beyond the record follows the facilitator: pages, and an action while it is typed."""

from typing import Any

from sessions.edits import agenda as agenda_edits, event as event_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.record import Session
from sessions.rows import Stop
from sessions.store.wall import read_wall_state
from sessions.wall import Typing
from tests.builders import NOW

LONG = "icbo/principles"


async def test_page_down_turns_the_page_that_the_room_sees(stage: Any) -> None:
    session_id = stage.session(at=LONG)
    app = stage.app(session_id)
    path = stage.folder / f"{session_id}.json"
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "PgDn room 1 of 2" in stage.flat(app, "#keys")
        await pilot.press("pagedown")
        assert "PgDn room 2 of 2" in stage.flat(app, "#keys")
        found = read_wall_state(path)
        assert found is not None
        assert (found.at.ref, found.page) == (LONG, 1)
        await pilot.press("pagedown", "v")
        second = stage.flat(app)
        assert "2 of 2" in second
        await pilot.press("pageup")
        assert "1 of 2" in stage.flat(app)
        await pilot.press("pagedown")
        assert stage.flat(app) == second
        await pilot.press("right", "left")
        assert "1 of 2" in stage.flat(app)
    assert read_wall_state(path) is not None
    app.close()
    assert read_wall_state(path) is None


async def test_where_there_is_one_page_the_key_only_scrolls(stage: Any) -> None:
    session_id = stage.session()
    app = stage.app(session_id)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("pagedown")
        assert "PgDn" not in stage.flat(app, "#keys")
        found = read_wall_state(stage.folder / f"{session_id}.json")
        assert found is not None
        assert found.page == 0
        app.close()


async def test_only_the_reveal_goes_back_to_the_first_page(stage: Any) -> None:
    vote = VoteActivity(id="new", kind="prioritise", title="All", minutes=5, pack_id="icbo", dots=3)

    def voting(session: Session) -> Session:
        session = agenda_edits.add_activity(session.agenda[0].id, vote).apply(session, NOW)
        added = session.agenda[1].id
        items = [item.id for item in session.pack("icbo").items()]
        for number, partner in enumerate(session.partners[:-1]):
            dots = dict.fromkeys(items[3 * number : 3 * number + 3], 1)
            session = vote_edits.vote(added, partner.id, dots).apply(session, stage.now)
        return event_edits.move_to(Stop(activity_id=added)).apply(session, NOW)

    session_id = stage.session(voting)
    app = stage.app(session_id)

    def page() -> int:
        found = read_wall_state(stage.folder / f"{session_id}.json")
        assert found is not None
        return found.page

    async with app.run_test(size=(80, 24)) as pilot:
        told = []
        for key in ("pagedown", "r", "r", "pagedown", "r"):
            await pilot.press(key)
            await pilot.pause()
            told.append(page())
        assert told == [1, 1, 0, 1, 1], "not where dots are missing, nor where all is revealed already"
        app.close()


async def test_an_action_is_shown_to_the_room_while_it_is_typed(stage: Any) -> None:
    session_id = stage.session(at="icbo/D1.6")
    app = stage.app(session_id)
    path = stage.folder / f"{session_id}.json"

    def typing() -> Typing | None:
        found = read_wall_state(path)
        return found.typing if found else None

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        assert typing() is None
        await stage.paste(pilot, "Draft [/b] the deed @Pria")
        await pilot.pause()
        assert typing() == Typing(
            title="New action from 1.6",
            rows=(("what", "Draft [/b] the deed"), ("owner", "Pria"), ("due", "no date yet")),
        )
        await pilot.press("tab")
        await pilot.press("shift+home")
        await stage.paste(pilot, "Draft it")
        await pilot.pause()
        shown = typing()
        assert shown is not None
        assert ("what", "Draft it") in shown.rows
        await pilot.press("escape")
        await pilot.pause()
        assert typing() is None
        # All in one go: what was understood last must not arrive after the dialog has gone.
        await pilot.press("a", *"Draft", "enter")
        await pilot.pause()
        assert typing() is None
        await pilot.press("A", "a", *"Also")
        await pilot.pause()
        shown = typing()
        assert shown is not None
        assert shown.title == "New action"
        await pilot.press("enter")
        await pilot.pause()
        assert typing() is None
        app.close()
