"""The run screen in parts, one subject each: where we are, answers, votes, notes, agenda and time."""
