"""Who does what: who leads, supports, is asked and is told, function by function."""
