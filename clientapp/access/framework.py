"""The events that Reflex itself sends, by their exact names, and what each may bring along.

Exact names: states of components and shared states begin alike and are not among them. A test
compares the names with those of the installed Reflex.
"""

from collections.abc import Callable
from typing import Annotated, Any

from annotated_types import MaxLen

_ROOT = "reflex___state____state"
_ON_LOAD = f"{_ROOT}.reflex___state____on_load_internal_state"
_STORAGE = f"{_ROOT}.reflex___state____update_vars_internal_state"
_PROBLEMS = f"{_ROOT}.reflex___state____frontend_event_exception_state"

Kept = dict[str, Annotated[str, MaxLen(1000)] | None]
"""What a browser keeps for a tab: short texts. Reflex would write any JSON into the state."""

Report = Annotated[str, MaxLen(20_000)]


def _nothing(state: Any) -> None: ...
def _boot(state: Any, vars: Kept | None = None, hashes: list[str] | None = None) -> None: ...
def _kept(state: Any, vars: Kept) -> None: ...
def _flag(state: Any, value: bool) -> None: ...
def _report(state: Any, info: Report, component_stack: Report) -> None: ...


PROBLEM = f"{_PROBLEMS}.handle_frontend_exception"
"""Writes to the log what a browser says, so it has a limit of its own."""

FRAMEWORK_EVENTS: dict[str, Callable[..., None]] = {
    f"{_ROOT}.hydrate": _nothing,
    f"{_ROOT}.hydrate_and_load": _boot,
    f"{_ROOT}.set_is_hydrated": _flag,
    f"{_ON_LOAD}.on_load_internal": _nothing,
    f"{_ON_LOAD}.set_is_hydrated": _flag,
    f"{_STORAGE}.update_vars_internal": _kept,
    PROBLEM: _report,
}
"""Name to a function that takes what the event takes."""
