"""The parts of the screen of details."""
