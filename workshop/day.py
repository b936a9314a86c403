"""The message that another day has begun, for widgets that say "today", "overdue" or "in 5 days"."""

from datetime import date

from textual.message import Message


class DayChanged(Message):
    """Sent to every screen, those beneath others too, when the date is another than it was shown with."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today
