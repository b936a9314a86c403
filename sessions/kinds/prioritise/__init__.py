"""Prioritise: partners place dots, blind, and the room goes on with what has most."""
