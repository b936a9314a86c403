"""The command `glossary`."""

from __future__ import annotations

from argparse import Namespace

from sessions.glossary import Glossary, Term, lines, look_up, near
from workshop.cli import output
from workshop.cli.codes import FOUND_SOMETHING, OK
from workshop.materials import load

IN_FULL = 5
"""Most terms printed in full, so that the best is not scrolled away; the others that fit are named below."""


def glossary(args: Namespace) -> int:
    """Print the terms that fit what was typed, best first, or list all; 1 where nothing fits."""
    known = load.glossary()
    query = " ".join(args.term)
    found = look_up(known, query)
    if args.json:
        output.say_json([term.model_dump(mode="json") for term in found])
    elif found and any(map(str.isalnum, query)):
        output.say(_accounts(known, found))
    elif found:
        rows = [(term.term, term.abbreviation, str(term.replaced_in or "")) for term in found]
        output.say(output.table(("Term", "Short", "Replaced"), rows))
    if not found:
        output.tell(_nothing(known, query))
        return FOUND_SOMETHING
    return OK


def _accounts(known: Glossary, found: tuple[Term, ...]) -> str:
    blocks = ["\n".join((*lines(one), f"Source: {known.document(one).cite()}")) for one in found[:IN_FULL]]
    if others := [one.name for one in found[IN_FULL:]]:
        blocks.append(f"These fit too: {'; '.join(others)}.")
    return "\n\n".join(blocks)


def _nothing(known: Glossary, query: str) -> str:
    alike = near(known, query)
    hint = f"Near it: {', '.join(alike)}." if alike else "`workshop glossary` lists all terms."
    return f"workshop: nothing in the glossary fits {output.one_line(query)!r}\n  {hint}"
