"""Strict checking of what a browser sends as the arguments of an event.

Reflex passes whatever JSON arrives; a type hint converts at best and is never enforced.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

LONGEST_TEXT = 100_000
"""Characters that all texts of one event may have together."""


class WrongArguments(ValueError):
    """The arguments are not those that the handler takes."""


def check_arguments(handler: Callable[..., Any], payload: Mapping[str, Any]) -> None:
    """Refuse arguments that a handler does not declare, or that are of another type.

    Raises:
        WrongArguments: what is wrong, for the log.
    """
    if _length(payload) > LONGEST_TEXT:
        raise WrongArguments(f"texts of more than {LONGEST_TEXT:,} characters")
    try:
        arguments_of(handler).model_validate(dict(payload))
    except ValidationError as error:
        wrong = ", ".join(f"{'.'.join(map(str, e['loc']))}: {e['type']}" for e in error.errors()[:5])
        raise WrongArguments(wrong) from None


@cache
def arguments_of(handler: Callable[..., Any]) -> type[BaseModel]:
    """The arguments of a handler as a strict model.

    Raises:
        TypeError: for an argument without a type, or with one that a browser must not fill, such
            as a table.
    """
    hints = get_type_hints(handler)
    fields: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(handler).parameters.items())[1:]:
        if name not in hints:
            raise TypeError(f"{handler.__qualname__}: {name} has no type")
        if isinstance(hints[name], type) and issubclass(hints[name], BaseModel):
            raise TypeError(f"{handler.__qualname__}: {name} must be of plain types")
        missing = parameter.default is inspect.Parameter.empty
        fields[name] = (hints[name], ... if missing else parameter.default)
    config = ConfigDict(strict=True, extra="forbid")
    return create_model(f"{handler.__qualname__} arguments", __config__=config, **fields)


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(_length(key) + _length(each) for key, each in value.items())
    return sum(map(_length, value)) if isinstance(value, list) else 1
