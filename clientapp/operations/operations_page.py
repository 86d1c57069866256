"""Everything that was done: `/operations`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame
from clientapp.listing.search_box import list_search
from clientapp.operations.list_state import OperationLine
from clientapp.operations.list_state import OperationListState as State
from clientapp.ui import controls, feedback, paging

LOADS = frame.loads(State.open)


def operations_page() -> rx.Component:
    """The list of operations, with search and pages."""
    return frame.page(
        rx.el.div(
            rx.el.div(list_search("Search operations", State), class_name="bar"),
            feedback.faces(
                full=_list(),
                problem=State.problem,
                is_loading=~State.loaded,
                is_empty=State.rows.length() == 0,
                when_problem=feedback.error(
                    "The operations could not be read", State.problem, State.retry
                ),
                when_empty=_empty(),
            ),
            class_name="card",
        ),
        refresh_button(State.refresh),
        title="Operations",
        active="Operations",
        beside=[feedback.status(State.status)],
    )


def refresh_button(on_refresh: rx.EventHandler) -> rx.Component:
    """What "Undo" in the toast presses, so that the page shows what is stored now."""
    return rx.el.button(
        type="button", hidden=True, on_click=on_refresh, custom_attrs={"data-refresh": ""}
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
    head = rx.el.tr(
        rx.el.th("Operation", scope="col", class_name="title"),
        rx.el.th("Who", scope="col", class_name="lead"),
        rx.el.th("When", scope="col", class_name="rest"),
        rx.el.th("From", scope="col", class_name="foot-start"),
        rx.el.th("Records", scope="col", class_name="foot-end number"),
        rx.el.th("Status", scope="col", class_name="corner"),
    )
    rows = rx.foreach(State.rows, lambda row: operation_row(row=row, key=row[0].to_string()))
    return rx.fragment(
        rx.el.table(
            rx.el.thead(head),
            rx.el.tbody(rows),
            class_name="table operations",
            aria_label="Operations",
        ),
        paging.pagination(
            State.shown,
            page=State.page,
            pages=State.pages,
            on_turn=State.turn_page,
            on_jump=State.jump,
        ),
    )


@rx.memo
def operation_row(row: rx.Var[OperationLine], rest: rx.RestProp) -> rx.Component:
    """One row; what did not change is not drawn anew."""
    row_id, label, who, when, at, source, records, status, tone, undone_by = (
        row[index] for index in range(len(OperationLine._fields))
    )
    undone = controls.link(
        controls.tag(status, tone), f"/operations/{undone_by}", title="Show the undo"
    )
    return rx.el.tr(
        rx.el.td(controls.link(label, f"/operations/{row_id}"), title=label, class_name="title"),
        rx.el.td(who, title=who, class_name="lead"),
        rx.el.td(when, title=at, class_name="rest"),
        rx.el.td(source, class_name="foot-start"),
        rx.el.td(records, class_name="foot-end number"),
        rx.el.td(rx.cond(undone_by, undone, controls.tag(status, tone)), class_name="corner"),
        rest,
    )
