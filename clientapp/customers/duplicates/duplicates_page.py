"""Customers that are probably the same: `/duplicates`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame
from clientapp.bulk.report_bar import refresh_button
from clientapp.customers.duplicates.list_state import DuplicateListState as State
from clientapp.customers.duplicates.table import pair_list
from clientapp.listing.filter_bar import filter_bar
from clientapp.listing.table import list_card
from clientapp.live.pulse import pulse
from clientapp.ui import controls, feedback

LOADS = frame.loads(State.open)
FOLLOW_SECONDS = 2


def duplicates_page() -> rx.Component:
    """The scan and its progress, filters, the pairs."""
    return frame.page(
        rx.cond(State.allowed, _list(), rx.el.div(_forbidden(), class_name="card")),
        refresh_button(State.refresh),
        rx.cond(State.scanning, pulse(State.follow, FOLLOW_SECONDS), None),
        title="Duplicates",
        active="Duplicates",
        beside=[feedback.status(State.status), rx.el.span(State.last_scan, class_name="muted")],
        actions=[rx.cond(State.allowed & State.scanned, _scan_button(), None)],
    )


def _list() -> rx.Component:
    return list_card(
        State,
        search="Search duplicates",
        named="The duplicates",
        full=pair_list(),
        when_empty=_empty(),
        bar=[filter_bar(State)],
        above=[_progress(), rx.cond(State.failure != "", _failed(), None)],
    )


def _scan_button() -> rx.Component:
    return controls.button("Scan for duplicates", on_click=State.scan, disabled=State.scanning)


def _progress() -> rx.Component:
    """How far a scan came; a screen reader hears that it runs, and can ask the bar for more."""
    line = rx.el.div(
        rx.el.span("Comparing all customers. You can leave this page meanwhile."),
        rx.el.progress(value=State.share, max=100, aria_label="Scan"),
        rx.el.span(f"{State.share}%", class_name="muted", aria_hidden="true"),
        class_name="bar scan",
    )
    return rx.el.div(rx.cond(State.scanning, line, None), role="status")


def _failed() -> rx.Component:
    return feedback.notice(f"The last scan did not come to its end. {State.failure}", tone="warn")


def _forbidden() -> rx.Component:
    return feedback.empty(
        "You may not merge customers", "A manager or an owner can look through duplicates."
    )


def _empty() -> rx.Component:
    clear = controls.button("Clear all filters", on_click=State.clear_filters)
    no_match = feedback.empty(
        "No pair matches",
        "Of a pair that is shown, one customer or both are found by the search and the filters.",
        rx.cond(State.chips.length() > 0, clear, None),
    )
    none_found = feedback.empty(
        "No duplicates",
        "The last scan found no customers that are probably the same, beside those that were "
        "marked as not the same. What came since is compared by the next scan.",
    )
    never = feedback.empty(
        "Not scanned yet",
        "A scan compares names, addresses, phones, emails and tax identifiers of all customers, "
        "and lists the pairs that are probably the same. It takes a minute for 100,000 customers.",
        controls.button("Scan now", look="primary", on_click=State.scan),
    )
    running = feedback.empty("The first scan runs", "What it finds stands here once it is done.")
    asked = (State.search != "") | (State.chips.length() > 0)
    unscanned = rx.cond(State.scanning, running, never)
    return rx.cond(asked, no_match, rx.cond(State.scanned, none_found, unscanned))
