"""What is mutated, all ways to, and a sample of them that a seed decides."""

from __future__ import annotations

import hashlib
import random
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "store": ("store/",),
    "disk": ("disk.py",),
    "record": ("record.py",),
    "edits": ("edit.py", "edits/"),
    "kinds": ("kinds/",),
    "analysis": ("analysis/",),
    "many": ("many/",),
}
"""Part: what of `sessions` it is, a folder or a module."""

AS_THEY_ARE = {"len", "isinstance", "TypeVar", "cast", "NewType"}
"""Calls that raise wherever they stand without their arguments, as for mutmut, or that are for mypy alone."""


@dataclass(frozen=True)
class Place:
    """One thing that can be done at one node of a module."""

    module: Path
    node: cst.CSTNode
    instead: cst.CSTNode
    line: int
    last_line: int
    function: str
    """Qualified name of the outermost function whose body holds the node; none where it runs at import."""
    first_line: int
    """Of that function, its decorators included."""


@dataclass(frozen=True)
class Mutant:
    """A module with one fault in it."""

    key: str
    part: str
    module: str
    """Below the root, with slashes."""
    source: str
    line: int
    last_line: int
    function: str
    first_line: int
    before: str
    after: str

    @property
    def name(self) -> str:
        """As it is imported."""
        return self.module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def modules() -> dict[str, list[Path]]:
    """Part: its modules, in order of their paths."""
    sessions = ROOT / "sessions"
    return {
        part: sorted(
            path
            for path in sessions.rglob("*.py")
            if path.relative_to(sessions).as_posix().startswith(where) and path.name != "__init__.py"
        )
        for part, where in PARTS.items()
    }


class Places(cst.CSTVisitor):
    """Gathers every place of a module; annotations, imports and documentation stay as they are."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, module: Path) -> None:
        super().__init__()
        self.module = module
        self.places: list[Place] = []
        self._around: list[tuple[str, cst.CSTNode]] = []
        self._function: tuple[str, int, cst.CSTNode] | None = None

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Import | cst.ImportFrom):
            return False
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in AS_THEY_ARE:
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._around.append((node.name.value, node))
        if self._function is None and isinstance(node, cst.BaseSuite):
            of = self._around[-1][1] if self._around else None
            if isinstance(of, cst.FunctionDef) and of.body is node:
                first = of.decorators[0] if of.decorators else of
                line = self.get_metadata(PositionProvider, first).start.line
                self._function = (".".join(name for name, _ in self._around), line, node)
        for instead in ways(node):
            where = self.get_metadata(PositionProvider, node)
            name, first_line = self._function[:2] if self._function else ("", 0)
            self.places.append(
                Place(self.module, node, instead, where.start.line, where.end.line, name, first_line)
            )
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if self._function is not None and self._function[2] is original_node:
            self._function = None
        if self._around and self._around[-1][1] is original_node:
            self._around.pop()


def ways(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """What mutmut puts in the place of a node."""
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            yield from operator(node)


def sample(count: int, seed: int, parts: list[str]) -> list[Mutant]:
    """So many mutants, each module's turn in order until there are enough of them."""
    chance = random.Random(seed)
    queues: list[tuple[str, cst.Module, list[Place]]] = []
    for part, paths in modules().items():
        for path in paths if part in parts else ():
            wrapper = MetadataWrapper(cst.parse_module(path.read_text("utf-8")))
            visitor = Places(path)
            wrapper.visit(visitor)
            chance.shuffle(visitor.places)
            queues.append((part, wrapper.module, visitor.places))
    chance.shuffle(queues)
    sampled: dict[str, Mutant] = {}
    while len(sampled) < count and any(places for _, _, places in queues):
        for part, module, places in queues:
            while places and len(sampled) < count:
                mutant = mutant_at(part, module, places.pop())
                if mutant is not None and mutant.key not in sampled:
                    sampled[mutant.key] = mutant
                    break
    return list(sampled.values())


def mutant_at(part: str, module: cst.Module, place: Place) -> Mutant | None:
    """The module with what is done at the place, or None where that is no Python."""
    source = module.deep_replace(place.node, place.instead).code
    path = place.module.relative_to(ROOT).as_posix()
    try:
        compile(source, path, "exec")
    except SyntaxError:
        return None
    if source == module.code:
        return None
    return Mutant(
        key=hashlib.sha256(f"{path}\n{source}".encode()).hexdigest()[:16],
        part=part,
        module=path,
        source=source,
        line=place.line,
        last_line=place.last_line,
        function=place.function,
        first_line=place.first_line,
        before=one_line(module.code_for_node(place.node)),
        after=one_line(module.code_for_node(place.instead)),
    )


def one_line(code: str) -> str:
    """For a table: without line breaks, and not endless."""
    flat = " ".join(code.split())
    return flat if len(flat) <= 160 else flat[:159] + "…"


def digest(path: Path) -> str:
    """Of a file as it stands."""
    with tokenize.open(path) as file:
        return hashlib.sha256(file.read().encode()).hexdigest()[:16]
