"""What can come back: `/trash`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from typing import Any

import reflex as rx

from clientapp import frame, routes
from clientapp.bulk.report_bar import refresh_button
from clientapp.bulk.selection_bar import ticked_bar
from clientapp.listing.table import list_card
from clientapp.record import registry
from clientapp.trash.operations_state import TrashOperationsState as Operations
from clientapp.trash.operations_table import operations_table
from clientapp.trash.purge_dialog import purge_dialog
from clientapp.trash.records_table import records_table, ticked_actions
from clientapp.trash.state import KIND, OPERATIONS, RECORDS
from clientapp.trash.state import TrashState as Records
from clientapp.ui import feedback
from clientapp.ui.fields import segmented

LOADS = frame.loads(Records.open, Operations.open)
VIEWS = {RECORDS: routes.TRASH, OPERATIONS: f"{routes.TRASH}?view={OPERATIONS}"}


def trash_page() -> rx.Component:
    """What is in Trash, by record or by operation."""
    by_operation = Records.view == OPERATIONS
    return frame.page(
        rx.cond(by_operation, _by_operation(), _by_record()),
        purge_dialog(),
        title="Trash",
        active="Trash",
        beside=[feedback.status(rx.cond(by_operation, Operations.status, Records.status))],
    )


def _by_record() -> rx.Component:
    card = list_card(
        Records,
        search="Search Trash",
        named="Trash",
        full=records_table(),
        when_empty=_empty(Records.search),
        bar=[_kinds(), _ways()],
        above=[ticked_bar(Records, *ticked_actions())],
    )
    return rx.fragment(card, refresh_button(Records.refresh))


def _by_operation() -> rx.Component:
    card = list_card(
        Operations,
        search="Search operations",
        named="Trash",
        full=operations_table(),
        when_empty=_empty(Operations.search),
        bar=[_ways()],
    )
    return rx.fragment(card, refresh_button(Operations.refresh))


def _ways() -> rx.Component:
    """The two ways of looking."""
    return segmented(
        "Look by",
        "view",
        [(RECORDS, "Records"), (OPERATIONS, "Operations")],
        value=Records.view,
        on_choose=lambda view: rx.redirect(VIEWS[view]),
    )


def _kinds() -> rx.Component:
    """The kinds of record that can be in Trash, and all of them."""
    kinds = [(record.kind, record.plural.capitalize()) for record in registry.kept_in_trash()]

    def show(kind: str) -> Any:
        return rx.redirect(f"{routes.TRASH}?{KIND}={kind}" if kind else routes.TRASH)

    return segmented(
        "Kind of record",
        KIND,
        [("", "All"), *kinds],
        value=Records.kind,
        on_choose=show,
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
