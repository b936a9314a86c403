"""The layout of the room's view: pure functions from a wall and the size of a window to lines of styled text."""
