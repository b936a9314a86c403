"""The command `rehearse`: on a copy, of which nothing is kept."""

from argparse import Namespace
from pathlib import Path

from sessions.clock import utc_now
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.rehearsal import rehearse
from workshop.cli.context import library, packs, templates
from workshop.prepare import Draft, default_title, drafted, template_of
from workshop.suggestions import USUAL_PARTNERS

NAME = "rehearsal"
"""Id of a rehearsal of a template."""


def begin(args: Namespace) -> Path:
    """The file of the copy: of the session that is named, or of one made of the template. Raises Problem."""
    if (args.session is None) == (args.template is None):
        raise Problem("Either a session or --template is needed", hint="`workshop list` lists the sessions.")
    if args.template is None:
        sessions = library(args)
        session, name = sessions.read(args.session), sessions.find(args.session).stem
    else:
        session, name = _of_template(args.template), NAME
    with rehearse(session, name, clock=utc_now) as file:
        return file.path


def _of_template(template_id: str) -> Session:
    """A session with the partners that most have."""
    template = template_of(templates(), template_id)
    partners = tuple((name, sector, None) for name, sector in USUAL_PARTNERS)
    draft = Draft(template.id, default_title(template, ""), partners=partners)
    return drafted(draft, template, packs(), NAME, utc_now())
