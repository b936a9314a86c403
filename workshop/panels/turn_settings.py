"""How long a turn is, how its parts share that, and who has one: what a step with turns can be set to."""

from sessions.edit import Edit
from sessions.kinds.turns import edits
from sessions.kinds.turns.records import TurnsActivity, present, takers
from workshop.panels.host import Host, Question
from workshop.typed import whole_number
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog

PEOPLE, PARTNERS = "the people of the session", "the partners"


class TurnSettings:
    """Asks for the settings of the step where a host is."""

    def __init__(self, host: Host) -> None:
        self.host = host

    @property
    def _activity(self) -> TurnsActivity:
        assert isinstance(self.host.scene.activity, TurnsActivity)
        return self.host.scene.activity

    def ask(self) -> None:
        """How long a turn is, how its parts share that, and who has one."""
        activity = self._activity
        shares = " ".join(str(part.minutes) for part in activity.parts)
        rows = [
            ("each", f"Minutes of each turn: {activity.airtime}"),
            ("parts", f"Minutes of its parts: {shares}"),
            ("names", f"Who has a turn: {self._who()}"),
        ]
        asks = {"each": self._ask_minutes, "parts": self._ask_parts, "names": self._ask_names}
        dialog = PickDialog[str]("Turns: how long each is, and who has one", rows)
        self.host.open(dialog, lambda what: asks[what]() if what else None)

    def _who(self) -> str:
        who, named = self._activity.who, self.host.scene.session.people
        if isinstance(who, tuple):
            return ", ".join(who)
        return PEOPLE if who == "people" and named else PARTNERS

    def _ask_minutes(self) -> None:
        activity, count = self._activity, len(present(self.host.scene.session, self._activity))
        fits = f" {activity.minutes // count} fit in this step." if count and activity.minutes else ""
        self.host.ask(
            Question(
                f"How many minutes for each turn?{fits}",
                lambda typed: edits.set_airtime(activity.id, whole_number(typed.text, "Such as 15 or 20.")),
                replaces=True,
                text=str(activity.airtime),
                placeholder="20",
            )
        )

    def _ask_parts(self) -> None:
        activity = self._activity

        def edit(typed: Typed) -> Edit:
            numbers = typed.text.replace(",", " ").split()
            return edits.set_parts(activity.id, [whole_number(n, "Such as 5 4 8 3.") for n in numbers])

        titles = ", ".join(part.title for part in activity.parts)
        self.host.ask(
            Question(
                f"How many minutes for: {titles}?",
                edit,
                replaces=True,
                text=" ".join(str(part.minutes) for part in activity.parts),
                placeholder="5 4 8 3",
            )
        )

    def _ask_names(self) -> None:
        """The people, the partners, or names that are typed."""
        activity, host = self._activity, self.host
        rows = [
            ("people", f"Everybody of {PEOPLE}"),
            ("partners", "The partners, one turn each"),
            ("names", "Type names …"),
        ]

        def take(who: str | None) -> None:
            if who == "names":
                self._type_names()
            elif who:
                host.do(edits.set_takers(activity.id, who))

        at = 2 if isinstance(activity.who, tuple) else int(activity.who == "partners")
        host.open(PickDialog[str]("Who has a turn?", rows, at=at), take)

    def _type_names(self) -> None:
        activity = self._activity

        def edit(typed: Typed) -> Edit:
            names = [name for name in typed.text.replace("\n", ",").split(",") if name.strip()]
            return edits.set_takers(activity.id, names)

        self.host.ask(
            Question(
                "Who has a turn? Names with commas between them.",
                edit,
                replaces=True,
                text=", ".join(taker.name for taker in takers(self.host.scene.session, activity)),
                placeholder="Priya, Tom, Sam",
            )
        )
