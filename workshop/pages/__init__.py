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
    bodies,
    homes,
    item_of,
    origin_of,
    scored_here,
)
from workshop.pages.stops import (
    page,
    tie_words,
)

__all__ = [
    "SORTINGS",
    "AgendaRow",
    "Line",
    "Offer",
    "Page",
    "Place",
    "ProfileRow",
    "Sorting",
    "Tone",
    "activity_state",
    "agenda_rows",
    "aside",
    "bodies",
    "candidate_labels",
    "candidate_name",
    "countdown_words",
    "hidden_answers",
    "homes",
    "item_of",
    "nothing_here",
    "origin_of",
    "page",
    "place",
    "profile",
    "say_next",
    "scored_here",
    "step_offers",
    "summary_contents",
    "tie_words",
    "time_words",
]
