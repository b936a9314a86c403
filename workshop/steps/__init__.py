"""What each kind of step shows, as plain data: pure functions of the record and a stop of the agenda.

Three views of a stop: the page and the aside are the facilitator's; the wall is the room's. The wall is made
from what has been revealed alone (`Scene.seen`), so that an answer cannot reach it before its reveal.
"""
