"""The words for a room's answers, the same on every screen."""

from __future__ import annotations

from collections.abc import Mapping

from sessions import analysis

VIEWS: Mapping[analysis.Word, str] = {
    "agreed": "VIEWS AGREE",
    "mixed": "VIEWS MIXED",
    "split": "VIEWS SPLIT",
    "too few": "TOO FEW ANSWERS",
}
"""The word for the answers, not to be taken for what the room then agrees on."""


def figure(value: float | None) -> str:
    """A level or a half between two: "3", "3½"."""
    if value is None:
        return "–"
    whole, half = int(value), value != int(value)
    return f"{whole}{'½' if half else ''}"


def spread_words(spread: analysis.Spread) -> str:
    """ "median 3, from 1 to 4, 4 answers, 1 don't know"."""
    if not spread.n:
        return f"{spread.dont_know} don't know, no level named"
    level = (
        f"all on {spread.lowest}"
        if spread.lowest == spread.highest
        else f"median {figure(spread.median)}, from {spread.lowest} to {spread.highest}"
    )
    many = "answer" if spread.n == 1 else "answers"
    unsure = f", {spread.dont_know} don't know" if spread.dont_know else ""
    return f"{level}, {spread.n} {many}{unsure}"
