"""The gate: every event of every socket passes it, and what is not allowed by name is denied.

In Reflex any client can call any handler of any State, whatever a page shows. The gate knows the
framework's own events by their exact names; every other handler names its permission
(`requires`), has its arguments checked strictly, and is called for somebody whose sign-in is
looked up anew for each event.
"""

import asyncio
import inspect
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from reflex.event import Event
from reflex.state import BaseState, StateUpdate
from reflex_base.registry import RegistrationContext
from reflex_base.utils.form import form_data_as_dict

from clientapp.access import sessions
from clientapp.access.arguments import WrongArguments, arguments_of, check_arguments
from clientapp.access.identity import SignedIn, set_current_user
from clientapp.access.requires import permission_of
from clientapp.database import reading, transaction
from clientapp.settings import settings

logger = logging.getLogger(__name__)

_ROOT = "reflex___state____state"
_ON_LOAD = f"{_ROOT}.reflex___state____on_load_internal_state"
CLIENT_STORAGE = f"{_ROOT}.reflex___state____update_vars_internal_state.update_vars_internal"
FRAMEWORK_EVENTS = frozenset(
    {
        f"{_ROOT}.hydrate",
        f"{_ROOT}.hydrate_and_load",
        f"{_ROOT}.set_is_hydrated",
        f"{_ON_LOAD}.on_load_internal",
        f"{_ON_LOAD}.set_is_hydrated",
        f"{_ROOT}.reflex___state____frontend_event_exception_state.handle_frontend_exception",
        CLIENT_STORAGE,
    }
)
"""Exact names: states of components and shared states begin alike and are not among them."""

NOT_SIGNED_IN = "window.location.reload()"
"""A full navigation, which the guard leads to the sign-in page and, after it, back."""

FORBIDDEN = "Your role does not allow this. Ask an owner."
TOO_MANY = "Too many requests from this browser. Wait a moment."
PATIENCE = 200
"""Events over the limit after which the socket is closed."""


class Gate(rx.Middleware):
    """Lets an event through, or answers it without calling its handler."""

    def __init__(self) -> None:
        self.limiter = FixedWindowRateLimiter(MemoryStorage())
        self.over: dict[int, int] = {}

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        """Decide about one event; None lets it through."""
        cookies = state.router.headers.cookie
        user = await asyncio.to_thread(look_up, cookies)
        set_current_user(user)
        if user is None:
            return _answer(rx.call_script(NOT_SIGNED_IN))
        if not self._within_limit(user):
            await self._close_if_stubborn(app, state, user)
            return _answer(rx.toast.error(TOO_MANY))
        if event.name in FRAMEWORK_EVENTS:
            return _answer() if _forged_storage(event) else None
        return self._decide(user, event)

    def _decide(self, user: SignedIn, event: Event) -> StateUpdate | None:
        handler = handler_of(event.name)
        permission = permission_of(handler) if handler else None
        if handler is None or permission is None:
            logger.warning("An event without a permission was denied: %s", event.name[:200])
            return _answer()
        if not user.may(permission):
            return _answer(rx.toast.error(FORBIDDEN))
        try:
            check_arguments(handler, plain_arguments(event))
        except WrongArguments as wrong:
            logger.warning("An event with wrong arguments was denied: %s (%s)", event.name, wrong)
            return _answer()
        return None

    def _within_limit(self, user: SignedIn) -> bool:
        limit = RateLimitItemPerMinute(settings().events_per_minute)
        within = self.limiter.hit(limit, str(user.session_id))
        if within:
            self.over.pop(user.session_id, None)
        return within

    async def _close_if_stubborn(self, app: rx.App, state: BaseState, user: SignedIn) -> None:
        count = self.over[user.session_id] = self.over.get(user.session_id, 0) + 1
        if count > PATIENCE and app.sio is not None:
            await app.sio.disconnect(state.router.session.session_id, namespace="/_event")


def look_up(cookies: str) -> SignedIn | None:
    """Who a socket's cookies belong to now. Notes the use of the sign-in once a minute."""
    now = datetime.now(UTC)
    with reading() as session:
        user, to_note = sessions.look_up(session, sessions.token_in(cookies), now)
    if user is not None and to_note:
        with transaction() as session:
            sessions.note_use(session, user.session_id, now)
    return user


def plain_arguments(event: Event) -> dict[str, Any]:
    """The arguments as the handler gets them: the entries of a form as a dict."""
    return {name: form_data_as_dict(value) for name, value in event.payload.items()}


def handler_of(name: str) -> Callable[..., Any] | None:
    """The function behind an event of ours; None for one that is not registered."""
    registered = RegistrationContext.get().event_handlers.get(name)
    return inspect.unwrap(registered.handler.fn) if registered else None


def check_handlers() -> None:
    """Look at every registered handler of ours once, at the start.

    Raises:
        TypeError: if one takes arguments that cannot be checked.
    """
    for name in RegistrationContext.get().event_handlers:
        handler = handler_of(name)
        if handler is not None and permission_of(handler) is not None:
            arguments_of(handler)


def _forged_storage(event: Event) -> bool:
    """Whether a browser claims to keep anything but short texts in its storage."""
    if event.name != CLIENT_STORAGE:
        return False
    kept = event.payload.get("vars")
    if not isinstance(kept, Mapping):
        return True
    values: Any = kept.values()
    return not all(value is None or (isinstance(value, str) and len(value) < 1000) for value in values)


def _answer(*events: Any) -> StateUpdate:
    return StateUpdate(events=Event.from_event_type(list(events)) if events else [])
