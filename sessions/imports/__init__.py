"""What comes in from elsewhere: answers that were given before the day, and lists of people.

Nothing here changes a record: what is in a file is read and laid beside the session, with all that could not
be read; what is to be taken of it is an edit. So it can be shown before it is taken.
"""
