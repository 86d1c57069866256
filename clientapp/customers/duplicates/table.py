"""The rows of the list of probable duplicates: two customers side by side."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from typing import Any

import reflex as rx

from clientapp import routes
from clientapp.customers.duplicates.list_state import DuplicateListState as State
from clientapp.customers.duplicates.sides import PairLine
from clientapp.listing.table import list_foot, listed_rows
from clientapp.ui import controls


def pair_list() -> rx.Component:
    """The pairs, and the foot with the pages."""
    pairs = rx.el.ul(
        listed_rows(State, pair_row), aria_label="Probable duplicates", class_name="pairs"
    )
    return rx.fragment(pairs, list_foot(State))


@rx.memo
def pair_row(row: rx.Var[PairLine], rest: rx.RestProp) -> rx.Component:
    """One pair; what did not change is not drawn anew."""
    first, second = row[1].to(list[Any]), row[2].to(list[Any])
    score, reasons = row[3].to(int), row[4].to(list[str])
    one, other = first[0].to(int), second[0].to(int)
    names = f"{first[1]} and {second[1]}"
    merge = controls.link_button(
        "Merge",
        f"{routes.MERGE_CUSTOMERS}?ids={one},{other}",
        small=True,
        aria_label=f"Merge {names}",
    )
    dismiss = controls.button(
        "Not a duplicate",
        small=True,
        on_click=State.dismiss(one, other),
        aria_label=f"Not a duplicate: {names}",
    )
    why = rx.el.div(
        rx.el.span(rx.el.b(score), " of 100", class_name="score"),
        rx.foreach(reasons, lambda reason: controls.tag(reason, "info")),
        class_name="why",
    )
    return rx.el.li(
        _side(first),
        _side(second),
        rx.el.div(why, rx.el.div(merge, dismiss, class_name="actions"), class_name="judged"),
        rest,
    )


def _side(side: rx.Var[list[Any]]) -> rx.Component:
    row_id, name, person, number, place, phone, email = (side[at].to(str) for at in range(7))
    head = rx.el.div(
        controls.link(name, f"{routes.customer(0)[:-1]}{row_id}"),
        " ",
        rx.el.span(number, class_name="muted"),
    )
    return rx.el.div(
        head,
        *[rx.cond(text != "", rx.el.span(text), None) for text in (person, place, phone, email)],
        class_name="side",
    )
