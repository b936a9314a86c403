"""What the room sees of a stop of the agenda, as plain data: pure functions of the record and the time.

Before anything else the record is cut to what has been revealed (`revealed_only`); all that says a level or
a dot is worked out from that, so that an answer cannot reach the wall before its reveal.
"""
