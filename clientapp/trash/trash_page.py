"""What can come back: `/trash`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.access.state import AccountState
from clientapp.bulk.selection_bar import page_box
from clientapp.listing.search_box import list_search
from clientapp.trash.operations_state import TrashOperationLine
from clientapp.trash.operations_state import TrashOperationsState as Operations
from clientapp.trash.state import OPERATIONS, RECORDS, TrashLine
from clientapp.trash.state import TrashState as Records
from clientapp.ui import controls, dialog, feedback, paging
from clientapp.ui.browser import tick_box
from clientapp.ui.fields import segmented

LOADS = frame.loads(Records.open, Operations.open)
VIEWS = {RECORDS: routes.TRASH, OPERATIONS: f"{routes.TRASH}?view={OPERATIONS}"}


def trash_page() -> rx.Component:
    """What is in Trash, by record or by operation."""
    by_operation = Records.view == OPERATIONS
    return frame.page(
        rx.el.div(
            rx.cond(by_operation, _by_operation(), _by_record()),
            class_name="card",
        ),
        rx.cond(Records.asking, _question(), None),
        title="Trash",
        active="Trash",
        beside=[feedback.status(rx.cond(by_operation, Operations.status, Records.status))],
    )


def _ways() -> rx.Component:
    """The two ways of looking."""
    return segmented(
        "Look by",
        "view",
        [(RECORDS, "Records"), (OPERATIONS, "Operations")],
        value=Records.view,
        on_choose=lambda view: rx.redirect(VIEWS[view]),
    )


def _refresh(on_refresh: rx.EventHandler) -> rx.Component:
    """What "Undo" in the toast presses, so that the page shows what is stored now."""
    return rx.el.button(
        type="button", hidden=True, on_click=on_refresh, custom_attrs={"data-refresh": ""}
    )


def _by_record() -> rx.Component:
    return rx.fragment(
        rx.el.div(list_search("Search Trash", Records), _ways(), class_name="bar"),
        rx.cond(Records.cleared != "", feedback.notice(Records.cleared), None),
        rx.cond(Records.chosen > 0, _selection(), None),
        feedback.faces(
            full=_records(),
            problem=Records.problem,
            is_loading=~Records.loaded,
            is_empty=Records.rows.length() == 0,
            when_problem=feedback.error("Trash could not be read", Records.problem, Records.retry),
            when_empty=_empty(Records.search),
        ),
        _refresh(Records.refresh),
    )


def _by_operation() -> rx.Component:
    return rx.fragment(
        rx.el.div(list_search("Search operations", Operations), _ways(), class_name="bar"),
        feedback.faces(
            full=_operations(),
            problem=Operations.problem,
            is_loading=~Operations.loaded,
            is_empty=Operations.rows.length() == 0,
            when_problem=feedback.error(
                "Trash could not be read", Operations.problem, Operations.retry
            ),
            when_empty=_empty(Operations.search),
        ),
        _refresh(Operations.refresh),
    )


def _empty(search: rx.Var[str]) -> rx.Component:
    nothing_found = feedback.empty(
        "Nothing in Trash matches",
        f"Nothing matches “{search}”. What was deleted for good is not found here.",
    )
    nothing = feedback.empty(
        "Trash is empty",
        f"What is deleted comes here and stays for {Records.days} days. Until then it can be "
        "restored with all that belongs to it.",
    )
    return rx.cond(search != "", nothing_found, nothing)


def _selection() -> rx.Component:
    restore = controls.button(
        "Restore", small=True, on_click=Records.restore_ticked, disabled=Records.busy
    )
    purge = controls.button(
        "Delete forever",
        look="danger",
        small=True,
        on_click=Records.ask_purge,
        disabled=Records.busy,
    )
    return rx.el.div(
        rx.el.b(f"{Records.chosen_words} selected", role="status"),
        controls.button("Clear", look="quiet", small=True, on_click=Records.unselect),
        rx.el.div(restore, rx.cond(AccountState.may_purge, purge, None), class_name="actions"),
        role="group",
        aria_label="Selection",
        class_name="bar selection-bar",
    )


def _question() -> rx.Component:
    return dialog.modal(
        rx.cond(
            Records.chosen == 1,
            "Delete 1 customer for good?",
            f"Delete {Records.chosen_words} customers for good?",
        ),
        rx.el.p(
            "Their contacts and all their fields are lost. Places, properties, jobs and invoices "
            "stay. Operations still say that they were there, under their number."
        ),
        rx.el.p("This cannot be undone."),
        actions=[
            dialog.cancel_button(Records.cancel_purge),
            controls.button("Confirm", look="danger", on_click=Records.purge),
        ],
        on_cancel=Records.cancel_purge,
    )


def _records() -> rx.Component:
    head = rx.el.tr(
        rx.cond(Records.bulk, rx.el.th(page_box(Records), scope="col", class_name="box"), None),
        rx.el.th("Name", scope="col", class_name="title"),
        rx.el.th("Number", scope="col", class_name="low"),
        rx.el.th("Place", scope="col", class_name="low"),
        rx.el.th("Deleted by", scope="col", class_name="lead"),
        rx.el.th("When", scope="col", class_name="rest"),
        rx.el.th("With", scope="col", class_name="with"),
        rx.el.th("Kept", scope="col", class_name="foot-start"),
        rx.el.th(
            rx.el.span("Actions", class_name="visually-hidden"), scope="col", class_name="foot-end"
        ),
    )
    rows = rx.foreach(
        Records.rows,
        lambda row: trash_row(
            row=row,
            bulk=Records.bulk,
            ticked=Records.ticked.contains(row[0]),
            key=row[0].to_string(),
        ),
    )
    return rx.fragment(
        rx.el.table(
            rx.el.thead(head),
            rx.el.tbody(rows),
            aria_label="Records in Trash",
            class_name=rx.cond(Records.bulk, "table trash with-boxes", "table trash"),
        ),
        _pages(Records),
    )


def _pages(state: type[Records] | type[Operations]) -> rx.Component:
    return paging.pagination(
        state.shown,
        page=state.page,
        pages=state.pages,
        on_turn=state.turn_page,
        on_jump=state.jump,
    )


@rx.memo
def trash_row(
    row: rx.Var[TrashLine], bulk: rx.Var[bool], ticked: rx.Var[bool], rest: rx.RestProp
) -> rx.Component:
    """One row; what did not change is not drawn anew."""
    (
        row_id,
        name,
        number,
        place,
        who,
        when,
        at,
        operation_id,
        operation,
        until,
        restorable,
        tickable,
    ) = (row[index] for index in range(len(TrashLine._fields)))
    box = tick_box(
        f"Select {name}",
        checked=ticked,
        on_tick=lambda now, shift: Records.tick(row_id, now, shift),
    )
    restore = controls.button("Restore", small=True, on_click=Records.restore(row_id))
    cell = rx.el.td(rx.cond(tickable, rx.el.label(box), None), class_name="box")
    return rx.el.tr(
        rx.cond(bulk, cell, None),
        rx.el.td(controls.link(name, f"/customers/edit/{row_id}"), title=name, class_name="title"),
        rx.el.td(number, class_name="low"),
        rx.el.td(place, title=place, class_name="low"),
        rx.el.td(who, title=who, class_name="lead"),
        rx.el.td(when, title=at, class_name="rest"),
        rx.el.td(
            rx.cond(operation_id, controls.link(operation, f"/operations/{operation_id}"), None),
            title=operation,
            class_name="with",
        ),
        rx.el.td(f"until {until}", class_name="foot-start"),
        rx.el.td(rx.cond(restorable, restore, None), class_name="foot-end"),
        rest,
        aria_selected=rx.cond(bulk, ticked, None),
    )


def _operations() -> rx.Component:
    head = rx.el.tr(
        rx.el.th("Operation", scope="col", class_name="title"),
        rx.el.th("By", scope="col", class_name="lead"),
        rx.el.th("When", scope="col", class_name="rest"),
        rx.el.th("Still in Trash", scope="col", class_name="corner"),
        rx.el.th("Kept", scope="col", class_name="foot-start"),
        rx.el.th(
            rx.el.span("Actions", class_name="visually-hidden"), scope="col", class_name="foot-end"
        ),
    )
    rows = rx.foreach(
        Operations.rows, lambda row: trash_operation_row(row=row, key=row[0].to_string())
    )
    return rx.fragment(
        rx.el.table(
            rx.el.thead(head),
            rx.el.tbody(rows),
            aria_label="Operations in Trash",
            class_name="table trash by-operation",
        ),
        _pages(Operations),
    )


@rx.memo
def trash_operation_row(row: rx.Var[TrashOperationLine], rest: rx.RestProp) -> rx.Component:
    """One row; what did not change is not drawn anew."""
    row_id, label, who, when, at, left, until, restorable = (
        row[index] for index in range(len(TrashOperationLine._fields))
    )
    restore = controls.button("Restore all", small=True, on_click=Operations.restore_all(row_id))
    return rx.el.tr(
        rx.el.td(controls.link(label, f"/operations/{row_id}"), title=label, class_name="title"),
        rx.el.td(who, title=who, class_name="lead"),
        rx.el.td(when, title=at, class_name="rest"),
        rx.el.td(left, class_name="corner"),
        rx.el.td(f"until {until}", class_name="foot-start"),
        rx.el.td(rx.cond(restorable, restore, None), class_name="foot-end"),
        rest,
    )
