"""An output that exists only here: the readings of the thermometer, a line each, made from the records."""

from __future__ import annotations

from sessions.outputs.registry import Output
from sessions.record import Session
from tests.examples.thermometer import READINGS

DEGREES = Output("degrees", "txt", "Readings of the thermometer", "records", "tests.examples.degrees")


def render(session: Session) -> bytes:
    lines = (f"{session.partner(row.partner_id).name} {row.degrees}" for row in READINGS.of(session))
    return "\n".join(lines).encode()
