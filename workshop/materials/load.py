"""Read packs and templates: those that ship with the program, and a user's own from a folder of TOML files.

The shipped glossary too; nothing is read on import. A mistake in a file is a `Problem` that names the file,
every key that is wrong and what was expected there, for people who have never seen the models behind it.
"""

import csv
import difflib
import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources as resource_files
from importlib.resources.abc import Traversable
from inspect import isclass
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sessions.disk import read
from sessions.glossary import Glossary
from sessions.kinds.kind import STEPS, Step
from sessions.material import OURS, Pack, is_id_of
from sessions.plan import Template
from sessions.problem import Problem
from sessions.resources import Resources
from sessions.text import clean
from workshop.materials.lines import Key, line_of
from workshop.materials.read_toml import LongKey, toml_in

M = TypeVar("M", Pack, Template, Glossary, Resources)
F = TypeVar("F", bound=BaseModel)
Mistakes = Iterator[tuple[Key, str]]
"""Places, and what is wrong there: (("sections", 0, "title"), "is missing")."""

_INTEGER = "should be a whole number without quotes{value}"
_EXPECTED = {
    "missing": "is missing",
    "value_error": "{error}",
    "string_too_short": "is empty; it should have some text",
    "string_type": "should be text in quotes{value}",
    "string_too_long": "should have at most {max_length} characters{value}",
    "string_pattern_mismatch": (
        "should be small letters and digits, with single hyphens between, as in 'north-vale'{value}"
    ),
    **dict.fromkeys(("int_type", "int_from_float", "int_parsing", "int_parsing_size"), _INTEGER),
    "greater_than_equal": "should be {ge} or more{value}",
    "less_than_equal": "should be {le} or less{value}",
    "tuple_type": "should be a list{value}",
    "too_short": "should have at least {min_length} in its list, found {actual_length}",
    "too_long": "should have at most {max_length} in its list, found {actual_length}",
    "literal_error": "should be {expected}{value}",
    **dict.fromkeys(("model_type", "dict_type"), "should be a table of keys and values{value}"),
    "bool_type": "should be true or false, without quotes{value}",
}
"""Type of pydantic's error → what was expected, in plain words."""

DEEPEST = 12
"""Most keys and indexes on the way to a value; what packs and templates need is about half of that."""
MOST_BYTES = 2_000_000
"""Larger files were not meant as a pack or a template: the largest that ships has a sixtieth of it."""
SHOWN = 40
"""Most characters of a wrong value that a message repeats."""


@dataclass(frozen=True)
class LoadedMaterial(Generic[M]):
    """What can be used, by id, and what can't. One broken file never hides the others."""

    usable: Mapping[str, M]
    failed: tuple[Problem, ...] = ()


def packs(folder: Path | None = None) -> LoadedMaterial[Pack]:
    """The shipped packs and those in `folder`/packs/*.toml."""
    return _with_own(Pack, "packs", folder)


def templates(folder: Path | None = None) -> LoadedMaterial[Template]:
    """The shipped templates and those in `folder`/templates/*.toml."""
    return _with_own(Template, "templates", folder)


@functools.cache
def glossary() -> Glossary:
    """The shipped glossary. Raises Problem that lists all mistakes of its file, a line each."""
    return load_file(Glossary, resource_files.files(__package__) / "glossary.toml")


@functools.cache
def resources() -> Resources:
    """The shipped resources, with their addresses. Raises Problem that lists all mistakes of their file."""
    folder = resource_files.files(__package__)
    known = load_file(Resources, folder / "resources.toml")
    addresses: dict[str, list[str]] = {}
    for row in csv.DictReader(text_of(folder / "addresses.csv").splitlines()):
        addresses.setdefault(row["id"], []).append(row["address"])
    placed = tuple(
        resource.model_copy(update={"addresses": tuple(addresses[resource.id])})
        for resource in known.resources
    )
    return known.model_copy(update={"resources": placed})


class _Known(Mapping[str, M]):
    """What ships, by id, which is the name of its file; then a user's own. A file is read when asked for."""

    def __init__(self, files: Mapping[str, Traversable], read_file: Callable[[str], M], own: Mapping[str, M]):
        self._files: Mapping[str, Traversable] = files
        self._read_file: Callable[[str], M] = read_file
        self._own: Mapping[str, M] = own

    def __getitem__(self, key: str) -> M:
        return self._read_file(key) if key in self._files else self._own[key]

    def __iter__(self) -> Iterator[str]:
        return iter((*self._files, *self._own))

    def __contains__(self, key: object) -> bool:
        return key in self._files or key in self._own

    def __len__(self) -> int:
        return len(self._files) + len(self._own)

    def with_own(self, own: Mapping[str, M]) -> "_Known[M]":
        """What is known, and these besides."""
        return _Known(self._files, self._read_file, own)


@functools.cache
def _shipped(model: type[M], name: str) -> _Known[M]:
    folder = _toml_files(resource_files.files(__package__) / name)
    files = {file.name.removesuffix(".toml"): file for file in folder}
    return _Known(files, functools.cache(lambda key: load_file(model, files[key])), {})


def _with_own(model: type[M], name: str, data_folder: Path | None) -> LoadedMaterial[M]:
    """The shipped ones and those in `data_folder`/`name`."""
    shipped: _Known[M] = _shipped(model, name)
    if data_folder is None:
        return LoadedMaterial(shipped)
    folder = data_folder / name
    try:
        files = _toml_files(folder)
    except FileNotFoundError:
        return LoadedMaterial(shipped)
    except OSError as error:
        hint = "The packs and templates of the program are there all the same."
        problem = Problem(f"The folder cannot be read: {error.strerror}", where=str(folder), hint=hint)
        return LoadedMaterial(shipped, (problem,))
    own: LoadedMaterial[M] = _gather(model, shipped, files)
    return LoadedMaterial(shipped.with_own(own.usable), own.failed)


def _toml_files(folder: Traversable) -> list[Traversable]:
    """The folder's TOML files by name, without hidden ones (macOS leaves `._x.toml` on memory sticks)."""
    files = (file for file in folder.iterdir() if file.name.lower().endswith(".toml"))
    return sorted((file for file in files if not file.name.startswith(".")), key=lambda file: file.name)


def _gather(model: type[M], already: Mapping[str, M], files: Iterable[Traversable]) -> LoadedMaterial[M]:
    """What is in `files`; an id that is taken, also by `already`, stays with whoever had it first."""
    usable: dict[str, M] = {}
    holders = {**dict.fromkeys(already, "the program itself"), OURS: "what is added in the room"}
    failed: list[Problem] = []
    for file in files:
        try:
            material = load_file(model, file)
            if holder := holders.get(material.id):
                hint = "Give it another id in this file, for instance with your place's name in it."
                raise Problem(f"id: {material.id!r} is taken by {holder}", where=str(file), hint=hint)
        except Problem as problem:
            failed.append(problem)
            continue
        usable[material.id] = material
        holders[material.id] = file.name
    return LoadedMaterial(usable, tuple(failed))


def load_file(model: type[F], path: Traversable) -> F:
    """What is in one TOML file. Raises Problem that lists all mistakes of the file, a line each."""
    text = text_of(path)
    return checked(model, parsed(text, str(path)), str(path), places_in(text))


def places_in(text: str) -> Callable[[Key], str]:
    """How a message names a key of this text: "line 3, scale.levels"."""

    def place(key: Key) -> str:
        line = line_of(text, key)
        return dotted(key) if line is None else f"line {line}, {dotted(key)}"

    return place


def checked(model: type[F], data: dict[str, Any], where: str, place: Callable[[Key], str]) -> F:
    """Keys and values as the model. Raises Problem with all mistakes, each with the `place` of its key."""
    mistakes = dict(_unfit_values(data))
    try:
        # By way of JSON a list stands for a tuple, while every other type is held to strictly.
        loaded = model.model_validate_json(json.dumps(data, default=str), strict=True, extra="forbid")
        if not mistakes:
            return loaded
    except RecursionError:  # only from what is listed as nested too deep
        pass
    except ValidationError as error:
        for key, what in _mistakes(model, data, error):
            if key or not mistakes:
                mistakes.setdefault(key, what)
    listed = "\n".join(f"{place(key)}: {what}" for key, what in mistakes.items())
    raise Problem(listed, where=where, hint="Mend the file and try again.")


def text_of(path: Traversable) -> str:
    """The file's text. Raises Problem where it cannot be read or is not UTF-8."""
    where = str(path)
    try:
        if not path.is_file():
            what = "This is a folder, not a file" if path.is_dir() else "There is no such file"
            raise Problem(what, where=where, hint="Name a TOML file.")
        if isinstance(path, Path) and path.stat().st_size > MOST_BYTES:
            size = f"At most {MOST_BYTES // 1_000_000} MB."
            raise Problem("The file is far too large for a pack or a template", where=where, hint=size)
        raw = read(path) if isinstance(path, Path) else path.read_bytes()
    except OSError as error:
        raise Problem(f"The file cannot be read: {error.strerror}", where=where) from error
    try:
        # Editors on Windows put a byte order mark first, which TOML does not know.
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        what = f"line {line}: is not text in UTF-8"
        raise Problem(what, where=where, hint="Save the file as UTF-8.") from error


def parsed(text: str, where: str) -> dict[str, Any]:
    """Keys and values of TOML. Raises Problem where it is none."""
    try:
        return toml_in(text)
    except RecursionError as error:
        raise Problem("The file is nested too deep", where=where, hint="Mend the brackets.") from error
    except LongKey as error:
        raise Problem(str(error), where=where, hint="Give the key fewer parts.") from error
    except ValueError as error:
        hint = "Look at that line and the one before: text stands in quotes, each key once."
        raise Problem(_toml_mistake(str(error)), where=where, hint=hint) from error


def _toml_mistake(message: str) -> str:
    """tomllib's "Invalid value (at line 3, column 5)" as "line 3, column 5: is not TOML: invalid value"."""
    at = re.fullmatch(r"(.*) \(at (line \d+, column \d+|end of document)\)", message, re.DOTALL)
    if not at:  # the one other thing that it cannot read
        return "the file: has a number that is too long"
    what, place = at.groups()
    place = "end of the file" if place == "end of document" else place
    return f"{place}: is not TOML: {what[:1].lower()}{what[1:]}"


def _unfit_values(value: object, key: Key = ()) -> Mistakes:
    """What TOML can hold and no pack or template can: dates, control characters, endless nesting."""
    if len(key) > DEEPEST:
        yield key[:1], "is nested too deep"
    elif isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _unfit_values(inner, (*key, name))
    elif isinstance(value, str):
        fenced = f"|{value}|"  # so that only what cannot be carried goes, not the space around it
        if clean(fenced) != fenced:
            yield key, f"has a character that cannot be shown, found {_shown(value)}"
    elif not isinstance(value, int | float):
        yield key, f"should be text in quotes, found the date or time {value}"


def _mistakes(model: type[BaseModel], data: Mapping[str, Any], error: ValidationError) -> Mistakes:
    """All mistakes that validation found, and those it does not get to while others are there."""
    details = error.errors(include_url=False)
    for detail in details:
        key = detail["loc"]
        # A list that counts as too short because its entries are wrong is no mistake of its own.
        knock_on = detail["type"] == "too_short" and any(
            len(other["loc"]) > len(key) and other["loc"][: len(key)] == key for other in details
        )
        if key and not knock_on:
            unknown = detail["type"] == "extra_forbidden"
            yield key, _unknown_key(model, key, data) if unknown else _expectation(detail)
    if model is Pack:
        yield from _id_mistakes(data)
        yield from _misfits(data)
    for detail in details:
        if not detail["loc"]:
            # Of a template as a whole only the sum of its minutes is checked.
            summed = model is Template and detail["type"] == "value_error"
            yield ("minutes",) if summed else (), _expectation(detail)


def _id_mistakes(data: Mapping[str, Any]) -> Mistakes:
    """Ids that are doubled or not the pack's own, each at its key; the model stops at the first."""
    seen: set[tuple[bool, str]] = set()
    own = data.get("id")
    sections = _tables(("sections",), data.get("sections"))
    items = [item for key, row in sections for item in _tables((*key, "items"), row.get("items"))]
    for key, table in sorted(sections + items, key=lambda row: row[0]):
        is_item = "items" in key
        if not isinstance(name := table.get("id"), str):
            continue
        if (is_item, name) in seen:
            yield (*key, "id"), f"{_shown(name)} stands twice"
        elif is_item and isinstance(own, str) and not is_id_of(own, name):
            expected = f"should be {own + '/'!r} and then a code such as 'A1'"
            yield (*key, "id"), f"{expected}, found {_shown(name)}"
        seen.add((is_item, name))


def _misfits(data: Mapping[str, Any]) -> Mistakes:
    """Items that don't go with the scale or the parties of their pack; the model stops at the first."""
    parties = data["parties"] if isinstance(data.get("parties"), list) else []
    for section_key, section in _tables(("sections",), data.get("sections")):
        for key, item in _tables((*section_key, "items"), section.get("items")):
            scales = (table.get("scale") for table in (item, section, data))
            scale: Any = next((scale for scale in scales if scale is not None), {})
            levels = scale.get("levels") if isinstance(scale, dict) else None
            of_scale = len(levels) if isinstance(levels, list) else 0
            words = item.get("levels")
            if isinstance(words, list) and words and len(words) != of_scale:
                expected = f"words for {len(words)} levels, not for {of_scale}, as its scale has"
                yield (*key, "levels"), f"{item.get('id', 'the item')}: {expected}"
            if item.get("poles") and not scale:
                yield (*key, "poles"), "has poles, and no scale"
            for at, name in enumerate(item["leads"] if isinstance(item.get("leads"), list) else ()):
                if isinstance(name, str) and name not in parties:
                    yield (*key, "leads", at), f"{_shown(name)} is none of the pack's parties"


def _tables(key: Key, value: object) -> list[tuple[Key, dict[str, Any]]]:
    """The tables in a list that stands at `key`, with their own keys."""
    rows = enumerate(value) if isinstance(value, list) else ()
    return [((*key, index), row) for index, row in rows if isinstance(row, dict)]


def _expectation(error: ErrorDetails) -> str:
    """What was expected, in plain words, for one error of pydantic's."""
    expected = _EXPECTED.get(error["type"], "is not what is expected here{value}")
    return expected.format(value=f", found {_shown(error['input'])}", **error.get("ctx", {}))


def _unknown_key(model: type[BaseModel], key: Key, data: Mapping[str, Any]) -> str:
    inside: type[BaseModel] | None = model
    for name in key[:-1]:
        if isinstance(name, str) and inside is not None:
            inside = _model_in(inside.model_fields[name].annotation)
        elif inside is Step:
            inside = STEPS.get(str(data["steps"][name].get("kind")), Step)
    known = list(inside.model_fields) if inside else []
    near = difflib.get_close_matches(str(key[-1]), known, n=1, cutoff=0.7)
    meant = f" (did you mean {near[0]!r}?)" if near else ""
    return f"is not a known key{meant}; known are {', '.join(known)}"


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model that an annotation such as `tuple[Item, ...]` or `Scale | None` is about."""
    if isclass(annotation) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def dotted(key: Key) -> str:
    """`sections[2].items[0].statement`; a key that TOML would quote is quoted."""
    dotted = ""
    for part in key:
        if isinstance(part, int):
            dotted += f"[{part}]"
        else:
            plain = re.fullmatch(r"[A-Za-z0-9_-]+", part)
            dotted += ("." if dotted else "") + (part if plain else _shown(part))
    return dotted or "the file"


def _shown(value: object) -> str:
    """A value as a message repeats it: short, on one line, with nothing that a terminal would act on."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return repr(value if len(value) <= SHOWN else value[: SHOWN - 1] + "…")
        case dict():
            return "a table"
        case list() | tuple():
            return "a list"
    return str(value)[:SHOWN]
