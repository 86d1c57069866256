"""What a browser that lies could send to a handler."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_type_hints

from clientapp.access.framework import FRAMEWORK_EVENTS
from clientapp.access.gate import handler_of

VALUES: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    2**70,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "7",
    "7 OR 1=1",
    "' UNION SELECT password_hash FROM user_account --",
    "a\0b",
    "x" * 110_000,
    [],
    [1],
    [["name", "Ana"]],
    [[[[[[[[[["deep"]]]]]]]]]],
    {"name": 1},
    {"name": None},
    {"name": ["Ana"]},
    {"name": {"$gt": ""}},
    {"__reflex_form_data__": "ab"},
    {"__reflex_form_data__": [["name", 5]]},
    {"__reflex_form_data__": [["name", "a\0b"]]},
    {"__proto__": {"role": "owner"}},
    {"reflex___state____state.none.name": "Ana"},
)
RIGHT: dict[Any, Any] = {
    str: "name",
    int: 1,
    bool: True,
    dict[str, str]: {"company_name": "Forged"},
}
"""An argument of each type that handlers take."""

MORE: tuple[dict[str, Any], ...] = (
    {"extra": 1},
    {"self": {}},
    {"state": {"role": "owner"}},
    {"_clientapp_permission": "records.see"},
    {"__class__": "Customer"},
)


def parameters_of(name: str) -> dict[str, Any]:
    """The parameters of an event's handler and their types."""
    handler: Callable[..., Any] | None = FRAMEWORK_EVENTS.get(name) or handler_of(name)
    assert handler is not None
    hints = get_type_hints(handler)
    return {each: hints[each] for each in list(inspect.signature(handler).parameters)[1:]}


def right_payload(name: str) -> dict[str, Any]:
    """Arguments that an event of ours takes."""
    return {each: RIGHT[hint] for each, hint in parameters_of(name).items()}


def wrong_payloads(name: str) -> Iterator[Mapping[str, Any]]:
    """Arguments that an event does not take, each wrong in one way."""
    parameters = parameters_of(name)
    right = {each: RIGHT.get(hint, {}) for each, hint in parameters.items()}
    for wrong in MORE:
        yield right | wrong
    for each, hint in parameters.items():
        yield {other: value for other, value in right.items() if other != each} | {f"{each} ": 1}
        yield from (right | {each: value} for value in VALUES if not _fits(value, hint))


def _fits(value: Any, hint: Any) -> bool:
    if hint is str or hint is int or hint is bool:
        fits = type(value) is hint
        return fits and value != 2**70 and "\0" not in str(value) and len(str(value)) < 100_000
    if hint == dict[str, str]:
        return isinstance(value, dict) and list(value) == ["reflex___state____state.none.name"]
    return value is None or value == []  # the optional arguments of the framework
