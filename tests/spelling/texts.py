"""All that people read, word by word: material, guide, README, and the texts of the program itself."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
_NOT_PROSE = frozenset(
    "id pack kind sections domains addresses link use measure keys source".split()  # noqa: SIM905
)
"""Keys of TOML files whose values are no text."""
_CODE = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>|\{[^}]*\}|https?://\S+|www\.\S+|\S+@\S+|[/.~]?\S*/\S*"
)
"""What is no prose inside a text: code, links, addresses, marks of the guide, paths, pairs with a slash."""
_STYLE = re.compile(r"[\\{}|]|\w=\S|:\s*[\w$#%-]+;|^\s*[#.$&*]|--\w|%\(|\w\(|::|\w_\w")
"""What a string for a machine has: a pattern, a style sheet, an option of the shell, an identifier."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Word(NamedTuple):
    """A word, and the file that it stands in."""

    text: str
    file: str


def words() -> Iterator[Word]:
    """Every word of every text."""
    for path, texts in (*_material(), *_documents(), *_program()):
        name = path.relative_to(ROOT).as_posix()
        for text in texts:
            yield from (Word(word.replace("’", "'"), name) for word in words_of(text))


def words_of(text: str) -> list[str]:
    """The words of a text, without code, addresses and numbers."""
    return _WORD.findall(_CODE.sub(" ", text))


def _material() -> Iterator[tuple[Path, Iterable[str]]]:
    for path in sorted([*(ROOT / "workshop").rglob("*.toml"), *(ROOT / "themes").rglob("*.toml")]):
        yield path, _texts(tomllib.loads(path.read_text(encoding="utf-8")))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from () if value.startswith("#") else (value,)
    elif isinstance(value, dict):
        prose = (inner for key, inner in value.items() if not (key in _NOT_PROSE and _is_plain(inner)))
        yield from (text for inner in prose for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))


def _is_plain(value: Any) -> bool:
    """Whether it is a text or a list of texts, and no table with texts of its own."""
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(inner, str) for inner in value)
    )


def _documents() -> Iterator[tuple[Path, Iterable[str]]]:
    for name in ("README.md", "CHANGELOG.md", "docs/command-line.md", "docs/laptops.md"):
        yield ROOT / name, [re.sub(r"(?s)```.*?```", " ", (ROOT / name).read_text(encoding="utf-8"))]


def _program() -> Iterator[tuple[Path, Iterable[str]]]:
    for path in sorted([*(ROOT / "workshop").rglob("*.py"), *(ROOT / "sessions").rglob("*.py")]):
        yield path, literals(path.read_text(encoding="utf-8"))


def literals(source: str) -> Iterator[str]:
    """The texts in a program: strings of several words, without docstrings and what is for a machine."""
    tree = ast.parse(source)
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            text = node.value
            if " " in text.strip() and not _STYLE.search(text):
                yield text
