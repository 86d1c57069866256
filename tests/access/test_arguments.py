"""What the gate takes as the arguments of an event."""

from typing import Annotated, Any, Literal, NotRequired

import pytest
from annotated_types import MaxLen
from reflex_base.utils.form import FORM_DATA_ENTRIES_KEY
from typing_extensions import TypedDict

from clientapp.access.arguments import (
    FORM_ENTRIES,
    LONGEST_TEXT,
    WrongArguments,
    arguments_of,
    check_arguments,
)
from clientapp.models import Customer, User


class Form(TypedDict):
    """A form of two fields (before Python 3.12, pydantic reads only this TypedDict)."""

    name: str
    note: NotRequired[str]


async def handler(
    self: Any,
    page: int,
    text: str = "",
    ids: list[int] | None = None,
    on: bool = False,
    share: float = 0.5,
    kind: Literal["residential", "commercial"] = "commercial",
) -> None: ...
async def submit(self: Any, form: dict[str, str]) -> None: ...
async def submit_typed(self: Any, form: Form) -> None: ...
async def short(self: Any, text: Annotated[str, MaxLen(3)]) -> None: ...


@pytest.mark.parametrize(
    "payload",
    [
        {"page": 1},
        {"page": -1, "text": "O'Hara <b>", "ids": [1, 2], "on": True, "share": 1.5},
        {"page": 2**63 - 1, "ids": None, "share": 2, "kind": "residential"},
        {"page": 0, "text": "x" * (LONGEST_TEXT - 100)},
    ],
)
def test_arguments_of_the_declared_types_are_taken(payload: dict[str, Any]) -> None:
    check_arguments(handler, payload)


def nested(depth: int) -> list[Any]:
    return [nested(depth - 1)] if depth else []


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"page": True},
        {"page": "7 OR 1=1"},
        {"page": "7"},
        {"page": 1.0},
        {"page": None},
        {"page": [1]},
        {"page": {"$gt": 0}},
        {"page": 2**63},
        {"page": -(10**400)},
        {"page": 1, "share": float("nan")},
        {"page": 1, "share": float("inf")},
        {"page": 1, "text": {"a": "b"}},
        {"page": 1, "text": 5},
        {"page": 1, "text": "a\0b"},
        {"page": 1, "text": "half a pair \ud83d"},
        {"page": 1, "text": "x" * (LONGEST_TEXT + 1)},
        {"page": 1, "ids": ["1"]},
        {"page": 1, "ids": [True]},
        {"page": 1, "ids": nested(900)},
        {"page": 1, "on": 1},
        {"page": 1, "kind": "other"},
        {"page": 1, "self": {}},
        {"page": 1, "role": "owner"},
        {"page": 1, "__class__": "x"},
    ],
)
def test_anything_else_is_refused(payload: dict[str, Any]) -> None:
    with pytest.raises(WrongArguments):
        check_arguments(handler, payload)


def test_a_form_arrives_as_its_entries() -> None:
    assert FORM_ENTRIES == FORM_DATA_ENTRIES_KEY
    check_arguments(submit, {"form": {FORM_ENTRIES: [["name", "Ana"], ["note", ""]]}})
    check_arguments(submit_typed, {"form": {FORM_ENTRIES: [["name", "Ana"]]}})
    check_arguments(submit, {"form": {"name": "Ana"}})


@pytest.mark.parametrize(
    "form",
    [
        {FORM_ENTRIES: 5},
        {FORM_ENTRIES: "ab"},
        {FORM_ENTRIES: [["a"]]},
        {FORM_ENTRIES: [["a", 5]]},
        {FORM_ENTRIES: [["a", {"b": "c"}]]},
        {FORM_ENTRIES: [[["a"], "b"]]},
        {FORM_ENTRIES: None},
        {"name": ["Ana"]},
        [["name", "Ana"]],
        "name=Ana",
    ],
)
def test_a_form_that_is_none_is_refused(form: Any) -> None:
    with pytest.raises(WrongArguments):
        check_arguments(submit, {"form": form})
    with pytest.raises(WrongArguments):
        check_arguments(submit_typed, {"form": form})


def test_a_field_that_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(WrongArguments):
        check_arguments(submit_typed, {"form": {"name": "Ana", "role": "owner"}})


def test_a_limit_in_the_type_holds() -> None:
    check_arguments(short, {"text": "abc"})
    with pytest.raises(WrongArguments):
        check_arguments(short, {"text": "abcd"})


async def takes_table(self: Any, customer: Customer) -> None: ...
async def takes_tables(self: Any, users: list[User]) -> None: ...
async def takes_anything(self: Any, value: Any) -> None: ...
async def takes_any_values(self: Any, form: dict[str, Any]) -> None: ...
async def takes_object(self: Any, value: object) -> None: ...
async def takes_bytes(self: Any, value: bytes) -> None: ...
async def takes_rest(self: Any, **rest: int) -> None: ...
def untyped(self, value):  # type: ignore[no-untyped-def]
    """Takes an argument without a type."""


@pytest.mark.parametrize(
    "unsafe",
    [
        takes_table,
        takes_tables,
        takes_anything,
        takes_any_values,
        takes_object,
        takes_bytes,
        untyped,
    ],
)
def test_a_handler_that_takes_a_table_or_anything_is_a_mistake_found_at_the_start(
    unsafe: Any,
) -> None:
    with pytest.raises(TypeError, match=unsafe.__name__):
        arguments_of(unsafe)


def test_arguments_are_checked_before_their_number_matters() -> None:
    with pytest.raises(WrongArguments):
        check_arguments(takes_rest, {"anything": 1, "else": 2})
