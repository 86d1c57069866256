"""Everything that was done: `/operations`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.bulk.report_bar import refresh_button
from clientapp.listing.table import head, list_card, list_foot, listed_rows, listed_table
from clientapp.operations.list_state import OperationLine
from clientapp.operations.list_state import OperationListState as State
from clientapp.ui import controls, feedback

LOADS = frame.loads(State.open)


def operations_page() -> rx.Component:
    """The list of operations, with search and pages."""
    return frame.page(
        list_card(
            State,
            search="Search operations",
            named="The operations",
            full=_list(),
            when_empty=_empty(),
        ),
        refresh_button(State.refresh),
        title="Operations",
        active="Operations",
        beside=[feedback.status(State.status)],
    )


def _empty() -> rx.Component:
    nothing_found = feedback.empty(
        "No operation matches",
        f"Nothing matches “{State.search}”. Search for words of what was done, such as “import”, "
        "or for the person who did it.",
    )
    nothing_done = feedback.empty(
        "Nothing was done yet",
        "Whatever anybody creates, edits, imports or deletes will stand here, and can be undone.",
    )
    return rx.cond(State.search != "", nothing_found, nothing_done)


def _list() -> rx.Component:
    heads = [
        head("Operation", "title"),
        head("Who", "lead"),
        head("When", "rest"),
        head("From", "foot-start"),
        head("Records", "foot-end number"),
        head("Status", "corner"),
    ]
    return listed_table(
        heads,
        listed_rows(State, operation_row),
        list_foot(State),
        label="Operations",
        class_name="table operations",
    )


@rx.memo
def operation_row(row: rx.Var[OperationLine], rest: rx.RestProp) -> rx.Component:
    """One row; what did not change is not drawn anew."""
    row_id, label, who, when, at, source, records, status, tone, undone_by = (
        row[index] for index in range(len(OperationLine._fields))
    )
    undone = controls.link(
        controls.tag(status, tone), routes.operation(undone_by), title="Show the undo"
    )
    return rx.el.tr(
        rx.el.td(controls.link(label, routes.operation(row_id)), title=label, class_name="title"),
        rx.el.td(who, title=who, class_name="lead"),
        rx.el.td(when, title=at, class_name="rest"),
        rx.el.td(source, class_name="foot-start"),
        rx.el.td(records, class_name="foot-end number"),
        rx.el.td(rx.cond(undone_by, undone, controls.tag(status, tone)), class_name="corner"),
        rest,
    )
