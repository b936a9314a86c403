"""Whose parts are told in a step on who does what."""

from sessions.edit import Edit
from sessions.kinds.roles.edits import set_parties
from sessions.kinds.roles.records import RolesActivity, parties_of
from workshop.panels.host import Host, Question
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog


def choose_parties(host: Host) -> None:
    """Ask whose parts are told: those that the material names, the partners, or names that are typed."""
    activity = host.scene.activity
    assert isinstance(activity, RolesActivity)
    session = host.scene.session
    of_pack = [party.name for party in parties_of(session, activity.model_copy(update={"parties": "pack"}))]
    rows = [("partners", "The partners"), ("names", "Type names …")]
    if of_pack:
        rows.insert(0, ("pack", f"Those of the guide: {', '.join(of_pack)}"))

    def take(who: str | None) -> None:
        if who == "names":
            _type_names(host, activity)
        elif who and host.do(set_parties(activity.id, who)):
            host.take_focus(host.in_focus)

    here = activity.parties if isinstance(activity.parties, str) else "names"
    at = next((number for number, (who, _) in enumerate(rows) if who == here), 0)
    host.open(PickDialog[str]("Whose parts are told?", rows, at=at), take)


def _type_names(host: Host, activity: RolesActivity) -> None:
    def edit(typed: Typed) -> Edit:
        names = typed.text.replace("\n", ",").split(",")
        return set_parties(activity.id, [name for name in names if name.strip()])

    host.ask(
        Question(
            "Whose parts are told? Names with commas between them.",
            edit,
            replaces=True,
            text=", ".join(party.name for party in parties_of(host.scene.session, activity)),
            placeholder="Council, ICB, Trust",
        )
    )
