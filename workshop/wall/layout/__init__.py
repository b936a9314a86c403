"""The layout of the room's view: pure functions from a wall and a window's size to lines of styled text."""
