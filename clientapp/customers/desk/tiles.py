"""The low strip above the list: how the customers stand. Each tile is a filter."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.customers.desk.list_state import CustomerListState as State
from clientapp.customers.queries import Tiles
from clientapp.ui.controls import grouped


def tiles() -> rx.Component:
    """Active, commercial, residential, new this month, without contact data."""
    new, before = _count("new"), _count("new_before")
    more = rx.el.small(
        rx.cond(new >= before, f"+{grouped(new - before)}", f"−{grouped(before - new)}"),
        " on last",
        class_name=rx.cond(new >= before, "more", "fewer"),
        title=f"{grouped(before)} in the month before",
    )
    return rx.el.div(
        _tile("active", "active", "status", "active"),
        _tile("commercial", "commercial", "kind", "commercial"),
        _tile("residential", "residential", "kind", "residential"),
        _tile("new", "new this month", "new", "this-month", more),
        _tile("unreachable", "without contact data", "problems", "reach"),
        role="group",
        aria_label="Customers at a glance",
        class_name="card tiles",
    )


def _tile(count: str, words: str, name: str, value: str, *beside: rx.Component) -> rx.Component:
    chosen = State.alone.contains(f"{name}={value}")
    return rx.el.button(
        rx.el.b(grouped(_count(count))),
        rx.el.span(words),
        *beside,
        type="button",
        aria_pressed=chosen,
        on_click=State.turn_tile(name, value),
    )


def _count(name: str) -> rx.vars.NumberVar:
    return State.tiles[Tiles._fields.index(name)].to(int)
