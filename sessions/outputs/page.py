"""A page of HTML from a template: one file, nothing loaded, no foreign script; its policy says so."""

import base64
import hashlib
from functools import cache
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Template


def page(
    folder: Traversable,
    name: str,
    *,
    pictures: bool = False,
    scripted: bool = False,
    more_style: str = "",
    **values: object,
) -> str:
    """`<name>.html.j2` in `folder`, with `<name>.css`, `more_style`; all `values` but Markup are escaped.

    One that is `scripted` has `<name>.js` as well. Style and script are our own files, and bound by their
    hashes: a browser refuses any other.
    """
    style = (folder / f"{name}.css").read_text("utf-8") + more_style
    images = "img-src data:; " if pictures else ""
    if scripted:
        script = (folder / f"{name}.js").read_text("utf-8")
        images += f"script-src {_bound(script)}; "
        values["script"] = Markup(script)
    policy = f"default-src 'none'; style-src {_bound(style)}; {images}base-uri 'none'; form-action 'none'"
    template = _template((folder / f"{name}.html.j2").read_text("utf-8"))
    return template.render(values, style=Markup(style), policy=policy)


def _bound(text: str) -> str:
    """What a policy lets in: this text alone."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _template(text: str) -> "Template":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  # much to load, and most write no page

    strict = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return strict.from_string(text)
