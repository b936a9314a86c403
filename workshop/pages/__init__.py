"""What the screens show, as plain data: pure functions of the record and a stop of the agenda."""

from workshop.pages.beside import (
    aside,
    say_next,
)
from workshop.pages.contents import (
    summary_contents,
)
from workshop.pages.model import (
    Line,
    Page,
    Place,
    Tone,
)
from workshop.pages.offers import (
    Offer,
    step_offers,
)
from workshop.pages.peek import (
    hidden_answers,
)
from workshop.pages.position import (
    AgendaRow,
    activity_state,
    agenda_rows,
    countdown_words,
    place,
    time_words,
)
from workshop.pages.priorities import (
    SORTINGS,
    ProfileRow,
    Sorting,
    candidate_labels,
    candidate_name,
    nothing_here,
    profile,
)
from workshop.pages.recorded import (
    NOTE_WORDS,
    action_line,
    bodies,
    homes,
    is_overdue,
    item_of,
    named,
    note_line,
    origin_of,
    parked_line,
    scored_here,
)
from workshop.pages.stops import (
    page,
    tie_words,
)
from workshop.pages.views import (
    VIEWS,
)

__all__ = [
    "NOTE_WORDS",
    "SORTINGS",
    "VIEWS",
    "AgendaRow",
    "Line",
    "Offer",
    "Page",
    "Place",
    "ProfileRow",
    "Sorting",
    "Tone",
    "action_line",
    "activity_state",
    "agenda_rows",
    "aside",
    "bodies",
    "candidate_labels",
    "candidate_name",
    "countdown_words",
    "hidden_answers",
    "homes",
    "is_overdue",
    "item_of",
    "named",
    "note_line",
    "nothing_here",
    "origin_of",
    "page",
    "parked_line",
    "place",
    "profile",
    "say_next",
    "scored_here",
    "step_offers",
    "summary_contents",
    "tie_words",
    "time_words",
]
