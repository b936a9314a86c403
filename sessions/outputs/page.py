"""A page of HTML from a template: one file, no script, nothing loaded, and a policy that says so."""

import base64
import hashlib
from functools import cache
from importlib.resources.abc import Traversable

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup


def page(
    folder: Traversable, name: str, *, pictures: bool = False, more_style: str = "", **values: object
) -> str:
    """`<name>.html.j2` in `folder`, with `<name>.css`, `more_style`; all `values` but Markup are escaped."""
    style = (folder / f"{name}.css").read_text("utf-8") + more_style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    images = "img-src data:; " if pictures else ""
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; {images}base-uri 'none'; form-action 'none'"
    template = _template((folder / f"{name}.html.j2").read_text("utf-8"))
    # the style is our own file, and bound by its hash; a browser refuses any other
    return template.render(values, style=Markup(style), policy=policy)


@cache
def _template(text: str) -> Template:
    strict = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return strict.from_string(text)
