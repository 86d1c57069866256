"""The open segment: its name in the heading, and beside it what can be done to it."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportCallIssue=false

from typing import Any

import reflex as rx

from clientapp.segments import address
from clientapp.segments.naming_state import RENAME, SAVE, NamingState
from clientapp.ui import controls, feedback
from clientapp.ui.icons import icon

MENU = "segment-menu"

State = type[NamingState]


def segment_name(state: State) -> rx.Component:
    """Beside the heading: "Hotels", for whom it is, and that it was changed."""
    shared = rx.cond(state.segment.is_shared, "Team", "Private")
    drawn = rx.el.span(
        rx.el.b(state.segment.name, title=state.segment.name, class_name="words"),
        controls.tag(shared, "plain"),
        rx.cond(state.changed, controls.tag("Changed", "warn"), None),
        class_name="segment-name",
        role="status",
    )
    return rx.cond(state.segment.id > 0, drawn, None)


def save_as_button(state: State) -> rx.Component:
    """ "Save as segment", in the bar of the list."""
    return controls.button(
        "Save as segment",
        small=True,
        disabled=~state.loaded,
        on_click=state.ask_name(SAVE),
    )


def segment_bar(state: State) -> rx.Component:
    """While a segment is open: "Save" and "Reset" where it was changed, its menu, and the way to
    the plain list."""
    may_save = state.changed & state.segment.may_change
    bar = rx.el.div(
        rx.cond(state.segment.is_default, _default_line(), None),
        rx.cond(
            may_save,
            controls.button("Save", look="primary", small=True, on_click=state.save_changes),
            None,
        ),
        rx.cond(
            state.changed, controls.button("Reset", small=True, on_click=state.reset_segment), None
        ),
        rx.cond(state.segment.may_change, _menu(state), None),
        controls.link_button(f"All {state.NOUN[1]}", _everything(state), look="quiet", small=True),
        role="group",
        aria_label="Open segment",
        class_name="segment-bar",
    )
    return rx.cond(state.segment.id > 0, bar, None)


def segment_notice(state: State) -> rx.Component:
    """That a segment is not there."""
    problem = feedback.notice(state.segment_problem, tone="warn")
    return rx.cond(state.segment_problem != "", problem, None)


def _everything(state: State) -> rx.Var[str]:
    plain = state.ADDRESS
    return rx.cond(state.has_default, f"{plain}?{address.EVERYTHING}=1", plain)


def _default_line() -> rx.Component:
    return rx.el.span("The team's default", class_name="muted")


def _menu(state: State) -> rx.Component:
    """The button with the segment's own actions."""
    button = rx.el.button(
        "Segment",
        icon("chevron-down"),
        type="button",
        class_name="btn small segment-button",
        custom_attrs={"popoverTarget": MENU},
    )
    menu = rx.el.div(
        _item("Rename", state.ask_name(RENAME)),
        rx.cond(state.segment.may_share, _for_team(state), None),
        _item("Delete", state.delete_segment),
        role="group",
        aria_label="Segment",
        class_name="menu filter-menu segment-menu",
        custom_attrs={"id": MENU, "popover": "auto"},
    )
    return rx.fragment(button, menu)


def _for_team(state: State) -> rx.Component:
    """What only those may do who may share segments."""
    share = _item("Share with the team", state.share_segment(True))
    hide = _item("Make private", state.share_segment(False))
    default = _item("Make it the team's default", state.open_by_default(True))
    no_default = _item("No longer the team's default", state.open_by_default(False))
    of_team = rx.fragment(
        rx.cond(state.segment.is_default, no_default, default),
        rx.cond(state.segment.may_hide, hide, None),
    )
    return rx.cond(state.segment.is_shared, of_team, share)


def _item(words: str, on_click: Any) -> rx.Component:
    return rx.el.button(
        words,
        type="button",
        on_click=on_click,
        class_name="menu-item",
        custom_attrs={"popoverTarget": MENU, "popoverTargetAction": "hide"},
    )
