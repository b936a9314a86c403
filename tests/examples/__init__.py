"""What `docs/architecture.md` shows how to add, as it says it: a kind of step, and an output."""
