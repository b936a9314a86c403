"""Web pages as a browser reads them."""

from xml.etree import ElementTree as ET

import html5lib


def tree_of(page: str) -> ET.Element:
    """The tree of a page; raises where it breaks a rule of HTML."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def words(page: str) -> str:
    """What can be read on a page, with single spaces."""
    body = tree_of(page).find("body")
    assert body is not None
    return " ".join(" ".join(body.itertext()).split())
