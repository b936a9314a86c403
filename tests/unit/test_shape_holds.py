"""What records and values are made of: none is changed in place, and what a field holds by itself fits it."""

import dataclasses
import inspect
from collections.abc import Iterator
from functools import cache
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from sessions.many import card
from tests.all_modules import all_modules

FILLED = ("forms.", "imports.", "outputs.")
"""Where dataclasses may be filled while a file is read or drawn."""


def name_of(kind: type) -> str:
    return f"{kind.__module__.removeprefix('sessions.')}.{kind.__name__}"


def classes() -> Iterator[type]:
    """Every class of the package, once."""
    for module in all_modules():
        for kind in vars(module).values():
            if inspect.isclass(kind) and kind.__module__ == module.__name__:
                yield kind


def defaults(kind: type) -> dict[str, Any]:
    """{field: what it holds where nobody says anything}, factories aside."""
    if issubclass(kind, BaseModel):
        fields = kind.model_fields.items()
        return {
            name: field.default
            for name, field in fields
            if not field.is_required() and field.default_factory is None
        }
    if dataclasses.is_dataclass(kind):
        by_field = {field.name: field.default for field in dataclasses.fields(kind)}
        return {name: default for name, default in by_field.items() if default is not dataclasses.MISSING}
    return dict(getattr(kind, "_field_defaults", {}))


@cache
def adapter(annotation: Any) -> TypeAdapter[Any]:
    has_own = inspect.isclass(annotation) and (
        issubclass(annotation, BaseModel) or dataclasses.is_dataclass(annotation)
    )
    config = None if has_own else ConfigDict(arbitrary_types_allowed=True, strict=True)
    return TypeAdapter(annotation, config=config)


def fits(default: Any, annotation: Any) -> bool:
    try:
        adapter(annotation).validate_python(default)
    except ValidationError:
        return False
    return True


def test_what_a_field_holds_by_itself_fits_it() -> None:
    """Models do not check it: a row would be written with what cannot be read again."""
    checked = 0
    for kind in classes():
        named = get_type_hints(kind, localns=vars(card)) if defaults(kind) else {}
        for field, default in defaults(kind).items():
            assert fits(default, named[field]), f"{name_of(kind)}.{field} = {default!r}"
            checked += 1
    assert checked > 700


def test_no_value_is_changed_in_place() -> None:
    """What is undone, shown and compared is the record before it: whoever holds one may rely on it."""
    values = [kind for kind in classes() if dataclasses.is_dataclass(kind)]
    assert len(values) > 80
    for kind in values:
        if not name_of(kind).startswith(FILLED):
            assert kind.__dataclass_params__.frozen, name_of(kind)  # type: ignore[attr-defined]
        assert "__slots__" in vars(kind), f"{name_of(kind)} takes any field"


def test_no_record_is_changed_in_place() -> None:
    """And a key that this version does not know stays with it."""
    rows = [kind for kind in classes() if issubclass(kind, BaseModel)]
    assert len(rows) > 60
    for kind in rows:
        assert kind.model_config.get("frozen"), name_of(kind)
