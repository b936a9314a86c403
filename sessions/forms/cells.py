"""The places of the cells in the workbook of a form, for writing it and for reading it back."""

SIGN = "workshop form"
"""First cell of the hidden sheet. Below it a row for each field, and after `QUESTIONS` for each question."""
FORM, SESSION, PARTNER, PACK, QUESTIONS = "form", "session", "partner", "pack", "questions"
HIDDEN = "workshop"
"""What the hidden sheet is called when it is written; whoever reads knows it by `SIGN`."""
KEY = "workshop id"
"""Head of the hidden column with the key of each row."""
BY = "filled in by"
"""What stands there in the row of the name."""
ANSWER, WHY, COMMENT = "Answer", "Why, if it does not apply", "Comment"
HEADS = (ANSWER, WHY, COMMENT)
STATEMENT = "Statement"


def named(called: str, name: str) -> str:
    """The first line of a statement's cell, by which it is known that a row is still whole."""
    return f"{called} {name}".strip()
