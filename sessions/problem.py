"""The one kind of error that people see: what is wrong, where, and how to mend it."""

from __future__ import annotations


class Problem(Exception):
    """Something a person can mend. `what` and `where` say what is wrong; `mend` says what to do about it."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{self.what}{place}.{mend}" if not self.what.endswith(".") else f"{self.what}{place}{mend}"
