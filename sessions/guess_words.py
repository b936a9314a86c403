"""What was guessed and the figure, in words. Pure."""

from collections.abc import Sequence

from sessions.material import Guess
from sessions.words import number_of


def figure(guess: Guess) -> str:
    """ "45 per cent (2018). More than was thought."."""
    return f"{guess.answer} ({guess.year})." + (f" {guess.note}" if guess.note else "")


def guess_range(figures: Sequence[str]) -> str:
    """ "4 guesses, from 10 to 60 per cent", of figures that stand in order; empty for none."""
    many = number_of(len(figures), "guess", "guesses")
    if not figures:
        return ""
    if len(set(figures)) == 1:
        return f"{many}: {figures[0]}"
    return f"{many}, from {figures[0]} to {figures[-1]}"
