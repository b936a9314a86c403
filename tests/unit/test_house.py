"""The house as it is meant to be: arrows, sizes, and what nothing outside its own room does."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from sessions.kinds.registry import KINDS
from workshop.panels.registry import known as panels
from workshop.steps.registry import VIEWS

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    path for package in ("sessions", "workshop", "themes") for path in sorted((ROOT / package).rglob("*.py"))
]
MOST_LINES, MOST_OF_A_FUNCTION, MOST_METHODS = 400, 50, 20
OWN_ROOMS = ("sessions/kinds/", "workshop/steps/", "workshop/panels/")


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in FILES:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def picture() -> ModuleType:
    """The script that draws the house."""
    spec = importlib.util.spec_from_file_location("architecture", ROOT / "docs" / "architecture.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.long
def test_no_arrow_points_up(picture: ModuleType) -> None:
    assert picture.upwards() == []


def test_the_picture_is_of_the_code_as_it_is(picture: ModuleType) -> None:
    drawn = picture.PICTURE.read_text("utf-8")
    again = "uv run python docs/architecture.py draws it anew"
    # How many lines a room has may differ by some; what stands on what may not.
    size = re.compile(r">[\d,]+ lines<")
    assert size.sub("", drawn) == size.sub("", picture.draw()), again


@pytest.mark.long
def test_files_functions_and_classes_keep_to_their_size() -> None:
    too_large = []
    for name, tree in trees():
        if (ROOT / name).read_text("utf-8").count("\n") > MOST_LINES:
            too_large.append(name)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if (node.end_lineno or 0) - node.lineno >= MOST_OF_A_FUNCTION:
                    too_large.append(f"{name}: {node.name}")
            elif isinstance(node, ast.ClassDef):
                methods = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
                if len(methods) > MOST_METHODS:
                    too_large.append(f"{name}: {node.name}")
    assert too_large == []


@pytest.mark.long
def test_no_class_stands_on_more_than_one_of_ours() -> None:
    ours = {node.name for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    several = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases = [b.value if isinstance(b, ast.Subscript) else b for b in node.bases]
                if sum(isinstance(b, ast.Name) and b.id in ours for b in bases) > 1:
                    several.append(f"{name}: {node.name}")
    assert several == []


@pytest.mark.long
def test_nothing_outside_its_rooms_compares_the_name_of_a_kind() -> None:
    names = {kind.id for kind in KINDS}
    compared = []
    for name, tree in trees():
        if name.startswith(OWN_ROOMS):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Compare):
                continue
            sides = [node.left, *node.comparators]
            of_kind = any(isinstance(s, ast.Attribute) and s.attr == "kind" for s in sides)
            text = {c.value for s in sides for c in ast.walk(s) if isinstance(c, ast.Constant)}
            if of_kind and names & text:
                compared.append(f"{name}:{node.lineno}")
    assert compared == []


def test_every_kind_has_a_view_and_every_panel_a_kind() -> None:
    kinds = {kind.id for kind in KINDS}
    assert {view.id for view in VIEWS} == kinds
    assert panels.keys() <= kinds
