"""The spelling of all that people read: British English, by a dictionary and a list of our own."""
