"""What is asked of a segment: its name, for whom it is, and whether it keeps its columns."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportCallIssue=false

import reflex as rx

from clientapp.segments.fields import LONGEST_NAME, NAME
from clientapp.segments.naming_state import FORM, PRIVATE, SAVE, TEAM, NamingState
from clientapp.ui import controls
from clientapp.ui.dialog import modal
from clientapp.ui.fields import group_field, segmented, text_field, tick_field

PREFIX = "segment"

State = type[NamingState]


def segment_dialog(state: State) -> rx.Component:
    """The dialog of "Save as segment" and "Rename", while it is open."""
    saving = state.naming == SAVE
    form = rx.el.form(
        rx.el.div(
            _name(state, saving),
            rx.cond(saving & state.may_share, _for_whom(), None),
            rx.cond(saving, _columns(), None),
            class_name="row",
        ),
        on_submit=state.name_segment,
        custom_attrs={"id": FORM},
    )
    actions = [
        controls.button("Cancel", on_click=state.cancel_naming),
        controls.button("Save", look="primary", type="submit", custom_attrs={"form": FORM}),
    ]
    drawn = modal(
        rx.cond(saving, "Save as segment", "Rename segment"),
        rx.cond(saving, _what_is_saved(), None),
        form,
        actions=actions,
        on_cancel=state.cancel_naming,
    )
    return rx.cond(state.naming != "", drawn, None)


def _what_is_saved() -> rx.Component:
    words = "The search, the filters and the order of the list are kept under a name."
    return rx.el.p(words, class_name="muted")


def _name(state: State, saving: rx.Var[bool]) -> rx.Component:
    return text_field(
        "Name",
        NAME,
        auto_complete="off",
        required=True,
        default_value=rx.cond(saving, "", state.segment.name),
        max_length=LONGEST_NAME * 2,
        error=state.naming_problem,
        span=12,
        prefix=PREFIX,
    )


def _for_whom() -> rx.Component:
    who = segmented(
        "Who sees it", "who", [(PRIVATE, "Private"), (TEAM, "For the team")], default=PRIVATE
    )
    return group_field("Who sees it", "who", who, span=12, prefix=PREFIX)


def _columns() -> rx.Component:
    return tick_field("With these columns", "columns", ticked=True, span=12, prefix=PREFIX)
