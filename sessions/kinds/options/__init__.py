"""Options: what speaks for and against each, which one the partners would take, and which the room takes."""
