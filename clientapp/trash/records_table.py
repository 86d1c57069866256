"""The records in Trash, and what can be done to those that are ticked."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import routes
from clientapp.access.state import AccountState
from clientapp.bulk.table import box_head, row_box, tickable_rows, with_boxes
from clientapp.listing.table import actions_head, head, list_foot, listed_table
from clientapp.trash.line import TrashLine
from clientapp.trash.state import TrashState as State
from clientapp.ui import controls


def records_table() -> rx.Component:
    """The rows under their heads, and the foot with the pages."""
    heads = [
        box_head(State),
        head("Name", "title"),
        head("Record", "low"),
        head("Place", "low"),
        head("Deleted by", "lead"),
        head("When", "rest"),
        head("With", "with"),
        head("Kept", "foot-start"),
        actions_head(),
    ]
    return listed_table(
        heads,
        tickable_rows(State, trash_row),
        list_foot(State),
        label="Records in Trash",
        class_name=with_boxes(State, "table trash"),
    )


def ticked_actions() -> list[rx.Component]:
    """What can be done to the ticked records."""
    restore = controls.button(
        "Restore", small=True, on_click=State.restore_ticked, disabled=State.busy
    )
    purge = controls.button(
        "Delete forever", look="danger", small=True, on_click=State.ask_purge, disabled=State.busy
    )
    return [restore, rx.cond(AccountState.may_purge, purge, None)]


@rx.memo
def trash_row(
    row: rx.Var[TrashLine], bulk: rx.Var[bool], ticked: rx.Var[bool], rest: rx.RestProp
) -> rx.Component:
    """One row; what did not change is not drawn anew."""
    (
        row_id,
        name,
        url,
        what,
        place,
        who,
        when,
        at,
        by_id,
        operation,
        until,
        restorable,
        tickable,
        merged,
    ) = (row[index] for index in range(len(TrashLine._fields)))
    box = rx.cond(tickable, row_box(State, row_id, name, ticked), None)
    restore = controls.button("Restore", small=True, on_click=State.restore(row_id))
    unmerge = controls.button("Unmerge", small=True, on_click=State.unmerge(row_id))
    return rx.el.tr(
        rx.cond(bulk, rx.el.td(box, class_name="box"), None),
        rx.el.td(controls.link(name, url), title=name, class_name="title"),
        rx.el.td(what, class_name="low"),
        rx.el.td(place, title=place, class_name="low"),
        rx.el.td(who, title=who, class_name="lead"),
        rx.el.td(when, title=at, class_name="rest"),
        rx.el.td(
            rx.cond(by_id, controls.link(operation, routes.operation(by_id)), None),
            title=operation,
            class_name="with",
        ),
        rx.el.td(f"until {until}", class_name="foot-start"),
        rx.el.td(
            rx.cond(merged, unmerge, rx.cond(restorable, restore, None)), class_name="foot-end"
        ),
        rest,
        aria_selected=rx.cond(bulk, ticked, None),
    )
