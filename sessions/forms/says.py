"""What all forms say, whatever they are filled in on."""

from sessions.forms.model import Form

TITLE = "Before the day"
DONT_KNOW = "Don’t know"
NOT_APPLYING = "Does not apply to us"
HOW_TO_CHOOSE = (
    "For each statement choose the level that is nearest, or “Don’t know”, or “Does not apply to us” "
    "and say why. Leave out what you want to leave open."
)


def when(form: Form) -> str:
    """ "Exampleshire · Tue 1 Dec 2026"; empty where neither is known."""
    return " · ".join(filter(None, (form.place, form.date)))


def back(form: Form, what: str = "it") -> str:
    """Where what is filled in goes."""
    return (
        f"Send {what} back: {form.note}" if form.note else f"Send {what} back to whoever sent you this form."
    )


def what_becomes(form: Form) -> str:
    """Who answers, and what becomes of it."""
    if form.by_people:
        return "Answer for yourself. On the day the room sees how many chose which level, and not who."
    return (
        f"Answer as one, for {form.partner_name} as a whole. "
        "It is your first view: the room sees it once everybody has answered, and you may change your mind."
    )


def who(form: Form) -> str:
    """What the line for a name says."""
    if form.by_people:
        return "A word that only you use, or your name, so that sending twice counts once (not needed)"
    return "Filled in by (not needed)"
