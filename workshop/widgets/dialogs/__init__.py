"""Dialogs: each takes models in and is dismissed with what the person typed, or None."""
