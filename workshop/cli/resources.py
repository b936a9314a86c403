"""The command `resources`."""

from argparse import Namespace
from collections.abc import Iterator

from sessions.problem import Problem
from sessions.resources import Resource, Resources, find
from workshop.cli import output
from workshop.materials import load


def resources(args: Namespace) -> int:
    """Print what fits the words and the domain; 1 where nothing does."""
    known = load.resources()
    inside = known.resources if args.domain is None else known.of(_domain(known, args.domain))
    typed = " ".join(args.words)
    found = find(inside, typed)
    if args.json:
        rows = [{**resource.model_dump(mode="json"), "as_of": known.as_of} for resource in found]
        output.say(output.as_json(rows))
    elif found:
        output.say("\n\n".join("\n".join(_lines(known, resource)) for resource in found))
    if found:
        return output.OK
    hint = "`workshop resources` lists all of them."
    output.tell(f"workshop: no resource fits {output.one_line(typed)!r}\n  {hint}")
    return output.FOUND_SOMETHING


def _domain(known: Resources, typed: str) -> str:
    """The key of the domain that is typed as `icbo/d2`, `D2` or `2`. Raises Problem."""
    domains = sorted({domain for resource in known.resources for domain in resource.domains})
    folded = typed.strip().casefold()
    for domain in domains:
        if folded in (domain, domain.partition("/")[2], domain[-1:]):
            return domain
    hint = f"The domains are: {', '.join(domains)}."
    raise Problem(f"There are no resources for {output.one_line(typed)!r}", hint=hint)


def _lines(known: Resources, resource: Resource) -> Iterator[str]:
    yield resource.name
    yield resource.what
    yield f"For: {resource.who}"
    yield f"Where: {known.where(resource)}"
    if resource.since:
        yield f"Since then: {resource.since}"
