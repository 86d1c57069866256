"""Strict checking of what a browser sends as the arguments of an event.

Reflex passes whatever JSON arrives; a type hint converts at best and is never enforced.
"""

import inspect
import math
from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from typing_extensions import is_typeddict

LONGEST_TEXT = 100_000
"""Characters that all texts of one event may have together."""

DEEPEST = 8
LARGEST_NUMBER = 2**63 - 1
"""Neither database holds a greater one."""

FORM_ENTRIES = "__reflex_form_data__"
"""What the browser wraps the [name, value] pairs of a submitted form in (Reflex 0.10)."""

PLAIN = (str, int, float, bool, NoneType)


class WrongArguments(ValueError):
    """The arguments are not those that the handler takes."""


def check_arguments(handler: Callable[..., Any], payload: Mapping[str, Any]) -> None:
    """Refuse arguments that a handler does not declare, or that are of another type.

    Raises:
        WrongArguments: what is wrong, for the log.
    """
    given = {name: _form_values(value) for name, value in payload.items()}
    if _length(given) > LONGEST_TEXT:
        raise WrongArguments(f"texts of more than {LONGEST_TEXT:,} characters")
    try:
        arguments_of(handler).model_validate(given)
    except ValidationError as error:
        wrong = ", ".join(
            f"{'.'.join(map(str, e['loc']))}: {e['type']}" for e in error.errors()[:5]
        )
        raise WrongArguments(wrong) from None


@cache
def arguments_of(handler: Callable[..., Any]) -> type[BaseModel]:
    """The arguments of a handler as a strict model.

    Raises:
        TypeError: for an argument without a type, or with one that a browser must not fill, such
            as a table.
    """
    hints = get_type_hints(handler, include_extras=True)
    fields: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(handler).parameters.items())[1:]:
        if name not in hints:
            raise TypeError(f"{handler.__qualname__}: {name} has no type")
        if not _is_plain(hints[name]):
            raise TypeError(f"{handler.__qualname__}: {name} must be of plain types")
        missing = parameter.default is inspect.Parameter.empty
        fields[name] = (hints[name], ... if missing else parameter.default)
    config = ConfigDict(strict=True, extra="forbid")
    return create_model(f"{handler.__qualname__} arguments", __config__=config, **fields)


def _is_plain(hint: Any) -> bool:
    """Whether a type is made of texts, numbers, lists and dicts alone; `Any` is not."""
    origin = get_origin(hint)
    if hint in PLAIN or origin is Literal:
        return True
    if origin is Annotated:
        return _is_plain(get_args(hint)[0])
    if origin in (list, dict, Union, UnionType):
        return all(map(_is_plain, get_args(hint)))
    return is_typeddict(hint) and all(map(_is_plain, get_type_hints(hint).values()))


def _form_values(value: Any) -> Any:
    """The values of a submitted form by name, as the handler will get them."""
    if not isinstance(value, dict) or FORM_ENTRIES not in value:
        return cast("Any", value)
    entries: Any = cast("dict[str, Any]", value)[FORM_ENTRIES]
    try:
        pairs = [(name, each) for name, each in entries]
        return dict(pairs)
    except (TypeError, ValueError):
        raise WrongArguments("a form that is none") from None


def _length(value: Any, depth: int = 0) -> int:
    """How much text there is; refuses what no database or answer can hold."""
    if depth > DEEPEST:
        raise WrongArguments("lists in lists in lists")
    match value:
        case str():
            if "\0" in value or not _is_unicode(value):
                raise WrongArguments("a text that is none")
            return len(value)
        case dict():
            items = cast("dict[Any, Any]", value).items()
            return sum(_length(key, depth + 1) + _length(each, depth + 1) for key, each in items)
        case list():
            return sum(_length(each, depth + 1) for each in cast("list[Any]", value))
        case int() | float() if abs(value) > LARGEST_NUMBER or math.isnan(value):
            raise WrongArguments("a number beyond 64 bits")
        case _:
            return 1


def _is_unicode(text: str) -> bool:
    """Half of a surrogate pair can arrive in JSON; it can be neither stored nor sent back."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
