"""The list page of any kind of record: tiles, filters, bulk edit, rows."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from collections.abc import Sequence

import reflex as rx

from clientapp import frame
from clientapp.access.state import AccountState
from clientapp.bulk.report_bar import refresh_button
from clientapp.bulk.selection_bar import bulk_button, selection_bar
from clientapp.desk.bulk_dialog import bulk_dialogs
from clientapp.desk.bulk_state import DeskBulkState
from clientapp.desk.list_state import DeskState
from clientapp.desk.table import desk_table
from clientapp.listing.columns_panel import columns_button
from clientapp.listing.filter_bar import filter_bar
from clientapp.listing.keys_dialog import list_keys
from clientapp.listing.table import list_card
from clientapp.live.pulse import pulse
from clientapp.segments.segment_bar import save_as_button, segment_bar, segment_name, segment_notice
from clientapp.segments.segment_dialog import segment_dialog
from clientapp.ui import controls, feedback

State = type[DeskState]
Bulk = type[DeskBulkState]


def desk_page(
    state: State,
    bulk: Bulk,
    *,
    new: tuple[str, str],
    nothing_yet: str,
    found_by: str,
    active: str = "",
    tiles: rx.Component | None = None,
    actions: Sequence[rx.Component] = (),
    bulk_actions: Sequence[rx.Component] = (),
    may_bulk: rx.Var[bool] | None = None,
) -> rx.Component:
    """The list page of a kind of record.

    Args:
        new: what the button that makes one is called, and where it leads.
        nothing_yet: what is said where there is no record at all.
        found_by: what a search finds a record by: "name, phone, e-mail, street or number".
        active: its entry in the sidebar, if that is not what its records are called.
        tiles: what stands above the rows.
        actions: what stands in the heading before the buttons that every list has.
        bulk_actions: what can be done to the selection beside "Set field" and "Delete".
        may_bulk: who may do something of that, if others than those may who may bulk edit.
    """
    title = state.NOUN[1].capitalize()
    may = AccountState.may_bulk_edit | AccountState.may_bulk_trash
    ticks = may if may_bulk is None else may | may_bulk
    return frame.page(
        segment_notice(state),
        tiles or rx.fragment(),
        list_card(
            state,
            search=f"Search {state.NOUN[1]}",
            named=f"The {state.NOUN[1]}",
            full=desk_table(state),
            when_empty=_empty(state, nothing_yet, found_by),
            bar=[filter_bar(state), columns_button(state, _for_team(state)), save_as_button(state)],
            above=[
                _news(state),
                selection_bar(state, *selected_actions(state, bulk, bulk_actions)),
            ],
            below=[rx.cond(state.loaded, list_keys(), None)],
        ),
        bulk_dialogs(bulk),
        segment_dialog(state),
        pulse(state.look_around),
        refresh_button(state.refresh),
        title=title,
        active=active or title,
        beside=[segment_name(state), feedback.status(state.status), segment_bar(state)],
        actions=[*actions, rx.cond(ticks, bulk_button(state), None), _new(*new)],
    )


def selected_actions(
    state: type, bulk: Bulk, between: Sequence[rx.Component] = ()
) -> list[rx.Component]:
    """ "Set field" and "Delete" for what is ticked, each for who may; `between` stands between."""
    nothing = state.chosen == 0
    set_field = controls.button("Set field", small=True, disabled=nothing, on_click=bulk.ask_field)
    delete = controls.button(
        "Delete", look="danger", small=True, disabled=nothing, on_click=bulk.ask_delete
    )
    return [
        rx.cond(AccountState.may_bulk_edit, set_field, None),
        *between,
        rx.cond(AccountState.may_bulk_trash, delete, None),
    ]


def _for_team(state: State) -> rx.Component:
    """In the chooser of columns."""
    button = controls.button(
        "Set for the team", small=True, on_click=state.set_columns_for_team, disabled=~state.loaded
    )
    return rx.cond(AccountState.may_share, button, None)


def _new(label: str, address: str) -> rx.Component:
    button = controls.link_button(label, address, look="primary", custom_attrs={"data-key": "n"})
    return rx.cond(AccountState.may_edit, button, None)


def _news(state: State) -> rx.Component:
    """What others changed meanwhile; nothing moves before one asks for it."""
    show = controls.button("Show", look="quiet", small=True, on_click=state.refresh)
    line = rx.el.div(rx.el.span(state.news), show, class_name="bar news")
    return rx.el.div(rx.cond(state.news != "", line, None), role="status")


def _empty(state: State, nothing_yet: str, found_by: str) -> rx.Component:
    one, many = state.NOUN
    clear = controls.button("Clear all filters", on_click=state.clear_filters)
    nothing_found = feedback.empty(
        f"No {one} matches",
        rx.cond(
            state.search != "",
            f"Nothing matches “{state.search}”. Any part of a {found_by} is found, however it is "
            "written.",
            f"No {one} has all that the filters ask for.",
        ),
        rx.cond(state.chips.length() > 0, clear, None),
    )
    none_yet = feedback.empty(f"No {many} yet", nothing_yet)
    asked = (state.search != "") | (state.chips.length() > 0)
    return rx.cond(asked, nothing_found, none_yet)
