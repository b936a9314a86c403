"""How fast the program is, measured from outside: whole processes, each in turn with what it is compared to."""
