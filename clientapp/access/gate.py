"""The gate: every event of every socket passes it, and what is not allowed by name is denied.

In Reflex any client can call any handler of any State, whatever a page shows. The gate knows the
framework's own events by their exact names; every other handler names its permission
(`requires`), has its arguments checked strictly, and is called for somebody whose sign-in is
looked up anew for each event.
"""

import asyncio
import inspect
import logging
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from reflex.event import Event
from reflex.state import BaseState, StateUpdate
from reflex_base.registry import RegistrationContext

from clientapp.access import sessions
from clientapp.access.arguments import WrongArguments, arguments_of, check_arguments
from clientapp.access.framework import FRAMEWORK_EVENTS, PROBLEM
from clientapp.access.identity import SignedIn, set_current_user
from clientapp.access.requires import permission_of
from clientapp.access.tokens import digest
from clientapp.database import reading, transaction
from clientapp.settings import settings

logger = logging.getLogger(__name__)

NOT_SIGNED_IN = "window.location.reload()"
"""A full navigation, which the guard leads to the sign-in page and, after it, back."""

FORBIDDEN = "You may not do this. Ask an owner."
TOO_MANY = "Too many requests from this browser. Wait a minute."
PATIENCE = 200
"""Events over the limit, in the same minute, after which the socket is closed."""

PROBLEMS = RateLimitItemPerMinute(5)
"""How often one browser may report a problem of its own into the log."""


class Gate(rx.Middleware):
    """Lets an event through, or answers it without calling its handler."""

    def __init__(self) -> None:
        self.limiter = FixedWindowRateLimiter(MemoryStorage())
        # Threads of its own: a slow query of somebody else must not hold up every event.
        self.threads = ThreadPoolExecutor(2, thread_name_prefix="gate")

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        """Decide about one event; None lets it through."""
        set_current_user(None)
        token = sessions.token_in(state.router.headers.cookie)
        over = self._over_limit(token)
        if over:
            return await self._refuse_more(app, state, over)
        loop = asyncio.get_running_loop()
        user = await loop.run_in_executor(self.threads, look_up, token)
        if user is None:
            return _answer(rx.call_script(NOT_SIGNED_IN))
        set_current_user(user)
        return self._decide(user, event)

    def _decide(self, user: SignedIn, event: Event) -> StateUpdate | None:
        handler = FRAMEWORK_EVENTS.get(event.name)
        if handler is None:
            handler = handler_of(event.name)
            permission = permission_of(handler) if handler else None
            if handler is None or permission is None:
                logger.warning("User %d: %.200r names no permission", user.user_id, event.name)
                return _answer()
            if not user.may(permission):
                logger.warning("User %d may not %.200r", user.user_id, event.name)
                return _answer(rx.toast.error(FORBIDDEN))
        elif event.name == PROBLEM and not self.limiter.hit(PROBLEMS, str(user.session_id)):
            return _answer()
        try:
            check_arguments(handler, event.payload)
            if event.name in FRAMEWORK_EVENTS:
                _check_stored(event.payload.get("vars") or ())
        except WrongArguments as wrong:
            logger.warning(
                "User %d: wrong arguments of %s (%.200r)", user.user_id, event.name, str(wrong)
            )
            return _answer()
        return None

    def _over_limit(self, token: str) -> int:
        """By how many events a browser is over its limit in this minute."""
        limit = RateLimitItemPerMinute(settings().events_per_minute)
        if self.limiter.hit(limit, digest(token)):
            return 0
        counted: Any = self.limiter.storage.get(limit.key_for(digest(token)))
        return int(counted) - limit.amount

    async def _refuse_more(self, app: rx.App, state: BaseState, over: int) -> StateUpdate:
        sockets: Any = app.sio
        if over > PATIENCE:
            logger.warning("A socket that sends too many events was closed")
            await sockets.disconnect(state.router.session.session_id, namespace="/_event")
        return _answer(rx.toast.error(TOO_MANY)) if over == 1 else _answer()


def look_up(token: str) -> SignedIn | None:
    """Who a socket's token belongs to now. Notes the use of the sign-in once a minute."""
    now = datetime.now(UTC)
    with reading() as session:
        user, to_note = sessions.look_up(session, token, now)
    if user is not None and to_note:
        with transaction() as session:
            sessions.note_use(session, user.session_id, now)
    return user


def handler_of(name: str) -> Callable[..., Any] | None:
    """The function behind an event of ours; None for one that is not registered."""
    registered = RegistrationContext.get().event_handlers.get(name)
    return inspect.unwrap(registered.handler.fn) if registered else None


def handled_events() -> Collection[str]:
    """The names of all events that have a handler, the framework's too."""
    return RegistrationContext.get().event_handlers.keys()


def check_handlers() -> None:
    """Look at every registered handler of ours once, at the start.

    Raises:
        TypeError: if one takes arguments that cannot be checked.
    """
    for name in RegistrationContext.get().event_handlers:
        handler = handler_of(name)
        if handler is not None and permission_of(handler) is not None:
            arguments_of(handler)


def _check_stored(names: Iterable[str]) -> None:
    """Refuse what a browser keeps for a state that there is not, for which Reflex would raise."""
    states = RegistrationContext.get().base_states
    if not all(name.rpartition(".")[0] in states for name in names):
        raise WrongArguments("a variable of no state")


def _answer(*events: Any) -> StateUpdate:
    if not events:
        return StateUpdate()
    return StateUpdate(events=Event.from_event_type(events))  # pyright: ignore[reportUnknownMemberType] (Reflex leaves it out)
