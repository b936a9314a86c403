"""What a step of appraisal goes by: its criteria, what they weigh, and who gives levels."""

import re
from collections.abc import Callable

from sessions.edit import Edit
from sessions.kinds.appraise import edits
from sessions.kinds.appraise.records import AppraiseActivity, criteria_of
from workshop.panels.host import Host, Question
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.dialogs.weights import WeightsDialog


def change_settings(host: Host, step: AppraiseActivity, *, at_end: bool) -> None:
    """Ask for criteria where there are none; at the end for the weights; else for which of the settings."""
    session = host.scene.session
    if not criteria_of(session, step):
        _ask_criteria(host, step)
    elif at_end:
        _ask_weights(host, step)
    else:
        ways: dict[str, Callable[[Host, AppraiseActivity], None]] = {
            "weights": _ask_weights,
            "criteria": _ask_criteria,
            "who": _turn_who,
        }
        rows = [("weights", "What each criterion weighs")]
        if not step.criteria_section:
            rows.append(("criteria", "Which criteria there are"))
        if session.partners:
            other = "the room settles them together" if step.by_partner else "each partner, blind"
            rows.append(("who", f"Who gives levels. From now on: {other}"))
        host.open(
            PickDialog[str]("Settings of this step", rows), lambda way: ways[way](host, step) if way else None
        )


def _ask_weights(host: Host, step: AppraiseActivity) -> None:
    def record(weights: dict[str, int] | None) -> None:
        if weights is not None:
            host.desk.wall.turn(0)
            host.do(edits.set_weights(step.id, weights))

    dialog = WeightsDialog("What does each criterion weigh?", criteria_of(host.scene.session, step))
    host.open(dialog, record)


def _ask_criteria(host: Host, step: AppraiseActivity) -> None:
    def edit(typed: Typed) -> Edit:
        names = [name for name in re.split(r"[;\n]", typed.text) if name.strip()]
        return edits.set_criteria(step.id, names)

    host.ask(
        Question(
            "Which criteria? Put ; between them",
            edit,
            replaces=True,
            text="; ".join(criterion.name for criterion in step.criteria),
            placeholder="Reach; Value for money; Can begin soon",
        )
    )


def _turn_who(host: Host, step: AppraiseActivity) -> None:
    if host.do(edits.set_by_partner(step.id, by_partner=not step.by_partner)):
        host.arrive()
