"""Running late, on the shell."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

from sessions import plan
from sessions.edits import agenda as agenda_edits
from sessions.store.library import Library

Run = Callable[..., tuple[int, str, str]]


def test_what_can_go_is_listed_and_applied(run: Run, made: str, folder: Path) -> None:
    with Library(folder).open(made) as file:
        first = plan.stops(file.session)[0]
        session = file.session.model_copy(update={"at": first})
        then = dt.datetime.now(dt.UTC)
        session = agenda_edits.run_clock(first.activity_id).apply(session, then)
        taken = (session.agenda[0].minutes + 25) * 60
        file.save(agenda_edits.stop_clock().apply(session, then + dt.timedelta(seconds=taken)))
    code, out, _ = run("late", made, "--json")
    assert code == 0
    told = json.loads(out)
    assert told["over"] == 25
    assert sum(cut["saves"] for cut in told["cuts"] if cut["proposed"]) >= 25
    assert not told["applied"]
    assert "25 min over" in run("late", made)[1]
    assert json.loads(run("late", made, "--json")[1]) == told, "looking changes nothing"
    assert json.loads(run("late", made, "--apply", "--json")[1])["applied"]
    assert json.loads(run("late", made, "--json")[1])["over"] == 0
    assert "nothing needs to go" in run("late", made)[1]
