"""How fast the program is, measured from outside: whole processes, in turn with what they are compared to."""
