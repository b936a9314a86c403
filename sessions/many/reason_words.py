"""Why two sessions are not comparable on an item, in a few words."""

from collections.abc import Mapping

from sessions.many.same_items import Reason

WHY: Mapping[Reason, str] = {
    "levels": "other levels",
    "meaning": "the levels mean something else",
    "wording": "asked in other words",
    "counting": "bodies counted in one, people in the other",
}
