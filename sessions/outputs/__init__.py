"""The forms in which a record leaves: the table of them (`registry`), and the one way to write them."""
