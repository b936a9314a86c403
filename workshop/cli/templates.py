"""Commands on ready agendas: `templates list`, `show`, `check`, `new` and `save`."""

from argparse import Namespace
from pathlib import Path

from sessions import plan
from sessions.clock import utc_now
from sessions.kinds.kind import STEPS, MaterialStep
from sessions.plan import Template
from sessions.problem import Problem
from sessions.saved_template import saved_template
from sessions.text import slug
from workshop import settings
from workshop.cli import output
from workshop.cli.context import library, packs, templates
from workshop.cli.dumped import dumped
from workshop.cli.material import checked
from workshop.materials import own
from workshop.materials.load import load_file
from workshop.prepare import template_of


def list_templates(args: Namespace) -> int:
    """List the templates: the ready agendas."""
    known = templates()
    if args.json:
        output.say(output.as_json([dumped(template) for template in known.values()]))
        return output.OK
    rows = [
        (template.id, str(template.minutes), template.for_whom or template.about)
        for template in sorted(known.values(), key=lambda template: template.id)
    ]
    output.say(output.table(("Template", "Minutes", "For whom"), rows))
    return output.OK


def show(args: Namespace) -> int:
    """Print the steps of a template."""
    template = template_of(templates(), args.template.strip().casefold())
    if args.json:
        output.say(output.as_json(dumped(template)))
        return output.OK
    output.say(f"{template.name} ({template.id}, {template.minutes} minutes)\n\n{template.about}\n")
    rows = [
        (
            str(step.minutes),
            step.kind,
            (step.pack or "") if isinstance(step, MaterialStep) else "",
            step.title,
        )
        for step in template.steps
    ]
    output.say(output.table(("Minutes", "Kind", "Pack", "Title"), rows))
    return output.OK


def _template_in(path: Path) -> Template:
    """A template of packs that are there. Raises Problem."""
    template = load_file(Template, path)
    try:
        plan.agenda(template, packs())
    except Problem as problem:
        raise Problem(problem.what, where=str(path), hint=problem.hint) from problem
    return template


def check(args: Namespace) -> int:
    """Check a template that somebody wrote: 1 where it has mistakes, 2 where there is no file to read."""
    template = checked(_template_in, args, "template")
    if template is None:
        return output.FOUND_SOMETHING
    output.tell(f"{template.name}: {len(template.steps)} steps, {template.minutes} minutes, no mistakes.")
    return output.OK


def new(args: Namespace) -> int:
    """Write a commented file to begin with, and print its path."""
    path = args.to or folder() / f"{args.template}.toml"
    own.start_template(args.template, path, STEPS)
    _printed(args, path, args.template)
    which = output.one_line(str(path)) if args.to else args.template
    output.tell(f"Fill it in, then: workshop templates check {which}")
    return output.OK


def save(args: Namespace) -> int:
    """Make a template of a session that was run, and print its path."""
    session = library(args).read(args.session)
    name = (args.name or session.title).strip()
    template_id = args.id or slug(name) or "own"
    own.check_id(template_id, "a template")
    template, remarks = saved_template(session, utc_now(), template_id, name, args.minutes)
    path = own.keep_template(template, folder(), templates(), replace=args.replace)
    _printed(args, path, template_id)
    output.tell(f"{template.name}: {len(template.steps)} steps, {template.minutes} minutes.")
    for remark in remarks:
        output.tell(f"workshop: {remark}")
    return output.OK


def folder() -> Path:
    """Where the user's own templates lie."""
    return settings.data_folder() / "templates"


def _printed(args: Namespace, path: Path, template_id: str) -> None:
    """Print where the file lies, which is on the disk by now."""
    args.recorded = True
    output.say(output.as_json({"template": template_id, "path": str(path)}) if args.json else str(path))
