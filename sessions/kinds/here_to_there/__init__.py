"""From here to there: where we were, where we are and where we want to be, between two poles."""
