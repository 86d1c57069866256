"""Naming the permission of an event handler or a route, and what a handler yields."""

from collections.abc import AsyncGenerator, Callable
from typing import Any, TypeVar

from clientapp.access.permissions import Permission

F = TypeVar("F", bound=Callable[..., Any])
MARK = "_clientapp_permission"

Events = AsyncGenerator[Any, None]
"""What a handler returns that lets the page show something before it has ended."""


def requires(permission: Permission) -> Callable[[F], F]:
    """Mark a handler with the permission that the gate asks for; it stands below `@rx.event`.

    A handler without the mark is called by nobody.
    """

    def mark(handler: F) -> F:
        setattr(handler, MARK, permission)
        return handler

    return mark


def permission_of(handler: Callable[..., Any]) -> Permission | None:
    """The permission that a handler names, if it does."""
    return getattr(handler, MARK, None)
