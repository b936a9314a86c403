"""Turns: one person after the other has the room's ear, in parts with a time of their own."""
