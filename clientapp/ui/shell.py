"""The frame around every page: sidebar, top bar, account menu, heading; and the document's head.

Menus are popovers of the browser: Escape and a click outside close them, the focus goes back to
their button, and nothing is asked of the server. `A` is the browser's own link: `rx.el.a` is
React Router's, which asks the server for no page and moves no focus to a part of one.
"""
# pyright: basic

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import reflex as rx
from reflex.style import set_color_mode
from reflex_components_core.el.elements.base import BaseHTML
from reflex_components_core.el.elements.inline import A

from clientapp import routes
from clientapp.ui import theme
from clientapp.ui.controls import Text, link
from clientapp.ui.fields import segmented
from clientapp.ui.icons import icon


class NavEntry(NamedTuple):
    """A line of the sidebar. The count is text, such as "13,942"; a new group has a heading.

    `shown` says whether it is there for whoever is signed in; `last` puts it at the bottom; `below`
    draws what stands under it.
    """

    label: str
    icon: str
    href: str
    count: Text | None = None
    group: str = ""
    shown: rx.Var[bool] | bool = True
    last: bool = False
    below: Callable[[], rx.Component] | None = None


class Account(NamedTuple):
    """Who is signed in, as the account menu says it."""

    name: Text
    email: Text
    role: Text
    initials: Text


class NativeForm(BaseHTML):
    """A form that the browser itself submits; `rx.el.form` never lets it."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]


def page(
    *content: rx.Component,
    title: Text,
    active: str,
    nav: Sequence[NavEntry],
    account: Account,
    beside: Sequence[rx.Component] = (),
    actions: Sequence[rx.Component] = (),
    top: Sequence[rx.Component] = (),
    over: Sequence[rx.Component] = (),
) -> rx.Component:
    """One page of the application.

    Args:
        *content: what stands under the heading.
        title: the page's one `h1`.
        active: the label of the sidebar's entry that this page belongs to.
        nav: the entries of the sidebar.
        account: who is signed in.
        beside: beside the title: a status line, a number, tags.
        actions: at the right end of the heading: buttons.
        top: in the top bar, beside the account.
        over: in front of the page: dialogs, the toast.
    """
    heading = rx.el.header(
        rx.el.h1(title), *beside, rx.el.div(*actions, class_name="actions"), class_name="heading"
    )
    return rx.el.div(
        A.create("Skip to content", href="#content", class_name="skip"),
        _sidebar(nav, active),
        rx.el.div(
            _top_bar(account, top),
            rx.el.main(heading, *content, tab_index=-1, custom_attrs={"id": "content"}),
        ),
        *over,
        class_name="app",
    )


def _sidebar(nav: Sequence[NavEntry], active: str) -> rx.Component:
    """The sidebar; on a narrow screen the drawer that the menu button opens."""
    return rx.el.nav(
        rx.el.div(
            _brand(),
            rx.el.button(
                icon("x"),
                type="button",
                aria_label="Close menu",
                class_name="icon-button",
                custom_attrs=_opens("sidebar", "hide"),
            ),
            class_name="side-head",
        ),
        *_nav_lines(nav, active),
        aria_label="Main",
        class_name="sidebar",
        custom_attrs={"id": "sidebar", "popover": "auto"},
    )


def _nav_lines(nav: Sequence[NavEntry], active: str) -> list[rx.Component]:
    lines: list[rx.Component] = []
    group = ""
    for entry in nav:
        if entry.group != group and not entry.last:
            group = entry.group
            lines.append(rx.el.h2(group, class_name="nav-group"))
        line = _nav_link(entry, entry.label == active)
        lines.append(line if entry.shown is True else rx.cond(entry.shown, line, None))
        if entry.below is not None:
            lines.append(entry.below())
    return lines


# The browser closes a popover on a click outside, but this link stands inside its own.
_CLOSE_DRAWER = rx.Var("() => document.getElementById('sidebar').hidePopover()").to(rx.EventChain)


def _nav_link(entry: NavEntry, active: bool) -> rx.Component:
    count = [] if entry.count is None else [rx.el.span(entry.count, class_name="count")]
    return link(
        rx.fragment(icon(entry.icon), entry.label, *count),
        entry.href,
        on_click=_CLOSE_DRAWER,
        class_name="nav last" if entry.last else "nav",
        **({"aria_current": "page"} if active else {}),
    )


def _brand() -> rx.Component:
    return A.create(
        rx.el.span("C", aria_hidden="true", class_name="logo"),
        "Clientapp",
        href=routes.HOME,
        class_name="brand",
    )


def _opens(popover_id: str, action: str = "toggle") -> dict[str, Any]:
    return {"popoverTarget": popover_id, "popoverTargetAction": action}


def _top_bar(account: Account, top: Sequence[rx.Component]) -> rx.Component:
    return rx.el.header(
        rx.el.button(
            icon("menu"),
            type="button",
            aria_label="Menu",
            class_name="icon-button menu-button",
            custom_attrs=_opens("sidebar"),
        ),
        rx.el.span(_brand(), class_name="top-brand"),
        rx.el.div(*top, class_name="actions"),
        rx.el.button(
            rx.el.span("Account", class_name="visually-hidden"),
            rx.el.span(account.initials, class_name="avatar"),
            type="button",
            class_name="icon-button account-button",
            custom_attrs=_opens("account"),
        ),
        _account_menu(account),
        class_name="top",
    )


def _account_menu(account: Account) -> rx.Component:
    """Name and role, password, theme, and the way out: a real POST, so it needs no connection."""
    return rx.el.div(
        rx.el.div(
            rx.el.b(account.name),
            rx.el.span(account.email),
            rx.el.span(account.role, class_name="role"),
            class_name="who",
        ),
        segmented(
            "Theme",
            "theme",
            [("system", "System"), ("light", "Light"), ("dark", "Dark")],
            value=rx.color_mode,
            on_choose=set_color_mode,
        ),
        A.create(
            icon("key-round"),
            "Change password",
            href=routes.CHANGE_PASSWORD,
            class_name="menu-item",
        ),
        NativeForm.create(
            rx.el.button(icon("log-out"), "Sign out", type="submit", class_name="menu-item"),
            action=routes.SIGN_OUT,
            method="post",
            custom_attrs={"data-ends": "sign-in"},
        ),
        class_name="menu",
        custom_attrs={"id": "account", "popover": "auto", "data-user": account.email},
    )


def head() -> list[rx.Component]:
    """For `rx.App(head_components=…)`: colours, stylesheet, font, icon, and the script of forms.

    Reflex itself sets the theme before anything is painted, so no script is needed here.
    """
    return [
        rx.el.link(rel="icon", href=theme.ICON, type="image/svg+xml"),
        rx.el.link(
            rel="preload",
            href=theme.FONT,
            custom_attrs={"as": "font"},
            type="font/woff2",
            cross_origin="anonymous",
        ),
        rx.el.style(theme.tokens()),
        rx.el.link(rel="stylesheet", href=theme.stylesheet_address()),
        rx.el.script(src=theme.form_script_address(), defer=True),
    ]
