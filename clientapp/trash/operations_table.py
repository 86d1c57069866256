"""The operations that moved to Trash what is there."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import routes
from clientapp.listing.table import actions_head, head, list_foot, listed_rows, listed_table
from clientapp.trash.operations_state import TrashOperationLine
from clientapp.trash.operations_state import TrashOperationsState as State
from clientapp.ui import controls


def operations_table() -> rx.Component:
    """The rows under their heads, and the foot with the pages."""
    heads = [
        head("Operation", "title"),
        head("By", "lead"),
        head("When", "rest"),
        head("Still in Trash", "corner"),
        head("Kept", "foot-start"),
        actions_head(),
    ]
    return listed_table(
        heads,
        listed_rows(State, trash_operation_row),
        list_foot(State),
        label="Operations in Trash",
        class_name="table trash by-operation",
    )


@rx.memo
def trash_operation_row(row: rx.Var[TrashOperationLine], rest: rx.RestProp) -> rx.Component:
    """One row; what did not change is not drawn anew."""
    row_id, label, who, when, at, left, until, restorable = (
        row[index] for index in range(len(TrashOperationLine._fields))
    )
    restore = controls.button("Restore all", small=True, on_click=State.restore_all(row_id))
    return rx.el.tr(
        rx.el.td(controls.link(label, routes.operation(row_id)), title=label, class_name="title"),
        rx.el.td(who, title=who, class_name="lead"),
        rx.el.td(when, title=at, class_name="rest"),
        rx.el.td(left, class_name="corner"),
        rx.el.td(f"until {until}", class_name="foot-start"),
        rx.el.td(rx.cond(restorable, restore, None), class_name="foot-end"),
        rest,
    )
