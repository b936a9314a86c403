"""The word for a room's answers, the same on every screen."""

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
