"""The command `glossary`."""

from argparse import Namespace

from sessions.glossary import Glossary, Term, lines, look_up, near
from workshop.cli import output
from workshop.materials import load

IN_FULL = 5
"""Most terms printed in full, so that the best is not scrolled away; the others that fit are named below."""


def glossary(args: Namespace) -> int:
    """Print the terms that fit what was typed, best first, or list all; 1 where nothing fits."""
    known = load.glossary()
    query = " ".join(args.term)
    terms = look_up(known, query)
    if args.json:
        output.say(output.as_json([term.model_dump(mode="json") for term in terms]))
    elif terms and any(map(str.isalnum, query)):
        output.say(_accounts(known, terms))
    elif terms:
        rows = [(term.term, term.abbreviation, str(term.replaced_in or "")) for term in terms]
        output.say(output.table(("Term", "Short", "Replaced"), rows))
    if terms:
        return output.OK
    alike = near(known, query)
    hint = f"Near it: {', '.join(alike)}." if alike else "`workshop glossary` lists all terms."
    output.tell(f"workshop: nothing in the glossary fits {output.one_line(query)!r}\n  {hint}")
    return output.FOUND_SOMETHING


def _accounts(known: Glossary, terms: tuple[Term, ...]) -> str:
    blocks = ["\n".join((*lines(term), f"Source: {known.document(term).cite()}")) for term in terms[:IN_FULL]]
    if others := [term.name for term in terms[IN_FULL:]]:
        blocks.append(f"These fit too: {'; '.join(others)}.")
    return "\n\n".join(blocks)
