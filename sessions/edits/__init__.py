"""Changes to what all kinds of step share, as values: see `sessions.edit`."""
