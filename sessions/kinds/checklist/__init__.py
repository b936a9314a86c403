"""Checklist: the room goes through checks and their questions with yes, partly or no."""
