"""The shell around every page, for whoever is signed in."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from collections.abc import Sequence
from typing import Any

import reflex as rx

from clientapp import routes
from clientapp.access.state import AccountState
from clientapp.ui import shell

NAV = (shell.NavEntry("Customers", "users", routes.CUSTOMERS),)
"""The sidebar: what exists."""


def page(
    *content: rx.Component,
    title: str | rx.Var[str],
    active: str,
    beside: Sequence[rx.Component] = (),
    actions: Sequence[rx.Component] = (),
) -> rx.Component:
    """One page of the application; see `ui.shell.page`."""
    account = shell.Account(
        name=AccountState.name,
        email=AccountState.email,
        role=AccountState.role,
        initials=AccountState.initials,
    )
    return shell.page(
        *content,
        title=title,
        active=active,
        nav=NAV,
        account=account,
        beside=beside,
        actions=actions,
    )


def loads(*events: Any) -> list[Any]:
    """What a page does when it is opened: its own events, and the greeting."""
    return [*events, AccountState.greet]
