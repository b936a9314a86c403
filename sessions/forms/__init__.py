"""Forms that partners fill in before the day, and reading back what they return."""
