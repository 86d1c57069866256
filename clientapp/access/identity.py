"""Who is acting: set by the gate for each event and by the guard for each request."""

from contextvars import ContextVar
from dataclasses import dataclass

from clientapp.access.permissions import Permission


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in, as of the last look at the database."""

    user_id: int
    name: str
    email: str
    role: str
    session_id: int
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        """Whether this user's role has a permission."""
        return permission in self.permissions

    def may_restore(self, actor_id: int | None) -> bool:
        """Whether this user may take out of Trash what `actor_id` moved there."""
        own = actor_id == self.user_id and self.may(Permission.RESTORE_OWN)
        return own or self.may(Permission.RESTORE_ANY)


class NobodySignedIn(RuntimeError):
    """Something asked who is acting outside of an event or a request."""


_acting: ContextVar[SignedIn | None] = ContextVar("clientapp_acting", default=None)


def set_current_user(user: SignedIn | None) -> None:
    """Say who acts in this task."""
    _acting.set(user)


def current_user() -> SignedIn:
    """Who acts in this task, or in a thread it started.

    Raises:
        NobodySignedIn: if nobody does.
    """
    user = _acting.get()
    if user is None:
        raise NobodySignedIn
    return user
