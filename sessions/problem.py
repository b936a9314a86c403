"""The one kind of error that people see: what is wrong, where, and how to mend it."""


class Problem(Exception):
    """Something a person can mend. `what` and `where` say what is wrong; `hint` says what to do about it."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.what}{place}.{hint}" if not self.what.endswith(".") else f"{self.what}{place}{hint}"
