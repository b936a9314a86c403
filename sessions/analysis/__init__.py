"""What the answers say: spreads, gaps, who stands apart. Computed from a session, never stored.

Levels are ordinal, so views are told as counts, a median and a range. The consensus of Tastle and Wierman
gives the one word that the room sees. All functions are pure; those that take a session raise KeyError for
an item that it does not have, and `Problem` for the spread of an item whose pack has no scale.
"""
