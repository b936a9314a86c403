"""Risk: how likely it is that something fails, and how bad that would be; blind, then settled by the room."""
