"""Bringing copies of one session together that were worked on apart."""
