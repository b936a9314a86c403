"""What the run screen is made of: one widget a kind of step, and parts for notes, time and the agenda."""
