"""Who is signed in, as the pages show it."""

import reflex as rx

from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.formatting import initials


class AccountState(rx.State):
    """The account menu, and what the page offers to this role."""

    name: str = ""
    email: str = ""
    role: str = ""
    initials: str = ""
    may_edit: bool = False
    may_trash: bool = False
    may_bulk_edit: bool = False
    may_bulk_trash: bool = False
    may_merge: bool = False
    may_purge: bool = False
    may_edit_lists: bool = False
    may_share: bool = False
    may_see_secrets: bool = False

    @rx.event
    @requires(Permission.SEE)
    async def greet(self) -> None:
        """A page was opened: say who is signed in."""
        user = current_user()
        self.name, self.email, self.role = user.name, user.email, user.role.capitalize()
        self.initials = initials(user.name)
        self.may_edit = user.may(Permission.EDIT)
        self.may_trash = user.may(Permission.TRASH)
        self.may_bulk_edit = user.may(Permission.BULK_EDIT)
        self.may_bulk_trash = user.may(Permission.BULK_TRASH)
        self.may_merge = user.may(Permission.MERGE)
        self.may_purge = user.may(Permission.PURGE)
        self.may_edit_lists = user.may(Permission.PICKLISTS)
        self.may_share = user.may(Permission.SHARED_SEGMENTS)
        self.may_see_secrets = user.may(Permission.SECRETS)
