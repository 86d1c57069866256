"""The tags of a record below its heading, with the menu that puts one on."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from typing import Any

import reflex as rx

from clientapp.access.state import AccountState
from clientapp.picklists.colours import COLOURS, USUAL
from clientapp.tags.queries import Tag
from clientapp.tags.state import MOST
from clientapp.ui import controls
from clientapp.ui.dialog import FIRST, modal
from clientapp.ui.fields import segmented, text_field
from clientapp.ui.icons import icon

MENU = "tag-menu"
FORM = "new-tag"
CLOSE_MENU = rx.call_script(f"document.getElementById('{MENU}')?.hidePopover()")
TO_BUTTON = rx.call_script(f"document.querySelector('[popovertarget={MENU}]')?.focus()")
"""Where the focus goes when what had it is gone."""


def tags_bar(state: Any) -> rx.Component:
    """The tags, a cross on each, and "Add tag"; nothing where there is none and none can be.

    Args:
        state: the kind's `TagsState`.
    """
    add = rx.el.button(
        icon("plus"),
        "Add tag",
        type="button",
        on_click=state.offer,
        class_name="btn small",
        custom_attrs={"popoverTarget": MENU},
    )
    worn = rx.el.ul(rx.foreach(state.worn, lambda tag: _worn(state, tag)), aria_label="Tags")
    bar = rx.el.div(
        rx.cond(state.worn.length() > 0, worn, None),
        rx.cond(state.changeable, rx.fragment(add, _menu(state)), None),
        rx.cond(state.asking, _new_dialog(state), None),
        class_name="tags",
    )
    return rx.cond(state.changeable | (state.worn.length() > 0), bar, None)


def _worn(state: Any, tag: rx.Var[Tag]) -> rx.Component:
    key, label, tone = tag[0], tag[1], tag[2]
    remove = rx.el.button(
        icon("x"),
        type="button",
        aria_label=f"Remove tag {label}",
        on_click=[state.remove(key), TO_BUTTON],
    )
    return rx.el.li(
        rx.el.span(label),
        rx.cond(state.changeable, remove, None),
        key=key.to_string(),
        class_name=f"tag {tone}",
    )


def _menu(state: Any) -> rx.Component:
    find = rx.el.input(
        type="search",
        placeholder="Find a tag",
        aria_label="Find a tag",
        auto_complete="off",
        on_change=state.find,
        class_name="input",
    )
    nothing = rx.el.p("No other tag to add", class_name="muted")
    more = rx.el.p(f"The first {MOST}. Type to find others.", class_name="muted")
    new = rx.el.button(
        icon("plus"),
        "New tag",
        type="button",
        on_click=[CLOSE_MENU, state.ask_new],
        class_name="menu-item",
    )
    return rx.el.div(
        rx.cond(state.finds, find, None),
        rx.el.div(
            rx.foreach(state.offered, lambda tag: _offered(state, tag)),
            rx.cond(state.offered.length() == 0, nothing, None),
            rx.cond(state.offered.length() >= MOST, more, None),
            class_name="choices",
        ),
        rx.cond(AccountState.may_edit_lists, new, None),
        role="group",
        aria_label="Add tag",
        class_name="menu filter-menu",
        custom_attrs={"id": MENU, "popover": "auto"},
    )


def _offered(state: Any, tag: rx.Var[Tag]) -> rx.Component:
    key, label, tone = tag[0], tag[1], tag[2]
    return rx.el.button(
        controls.tag(label, tone),
        type="button",
        on_click=[CLOSE_MENU, state.add(key)],
        key=key.to_string(),
        class_name="menu-item",
    )


def _new_dialog(state: Any) -> rx.Component:
    name = text_field(
        *("Tag name", "label"),
        span=12,
        prefix="tag",
        error=state.problems.get("label", ""),
        auto_complete="off",
    )
    colour = rx.el.div(
        rx.el.div("Colour", aria_hidden="true", class_name="label"),
        segmented("Colour", "colour", COLOURS, default=USUAL),
        class_name="field span-12",
    )
    form = rx.el.form(
        rx.el.div(name, colour, class_name="row"),
        on_submit=state.add_new,
        custom_attrs={"id": FORM},
    )
    return modal(
        "New tag",
        form,
        actions=[
            controls.button("Cancel", on_click=state.cancel, custom_attrs=FIRST),
            controls.button("Add tag", look="primary", type="submit", form=FORM),
        ],
        on_cancel=state.cancel,
    )
