"""The shell around every page, for whoever is signed in."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import reflex as rx

from clientapp import routes
from clientapp.access.state import AccountState
from clientapp.bulk.report_bar import report_bar
from clientapp.segments.sidebar import segments_nav
from clientapp.segments.sidebar_state import SegmentsNavState
from clientapp.ui import shell

NAV = (
    shell.NavEntry("Customers", "users", routes.CUSTOMERS, below=segments_nav),
    shell.NavEntry(
        *("Organization", "building-2", routes.ORGANIZATIONS),
        below=partial(segments_nav, "organization"),
    ),
    shell.NavEntry(
        *("Properties", "house", routes.PROPERTIES), below=partial(segments_nav, "property")
    ),
    shell.NavEntry(
        *("Duplicates", "copy", routes.DUPLICATES), group="Data", shown=AccountState.may_merge
    ),
    shell.NavEntry("Operations", "history", routes.OPERATIONS, group="Data"),
    shell.NavEntry("Trash", "trash-2", routes.TRASH, group="Data"),
    shell.NavEntry(
        *("Settings", "settings", routes.PICKLISTS),
        shown=AccountState.may_edit_lists,
        last=True,
    ),
)
"""The sidebar: what exists."""

Draw = Callable[[], rx.Component]
TOP: list[Draw] = []
OVER: list[Draw] = []
"""What records put on every page: buttons in the top bar, and dialogs. `clientapp.clientapp` fills
them before it draws a page."""


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
        top=[draw() for draw in TOP],
        over=[report_bar(), *(draw() for draw in OVER)],
    )


def loads(*events: Any) -> list[Any]:
    """What a page does when it is opened: the greeting, which decides what is offered, its own
    events, and after these what stands in the sidebar."""
    return [AccountState.greet, *events, SegmentsNavState.open]
