"""What turns a list: heads of columns that sort, and its foot with pages."""
# pyright: basic

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from clientapp.ui.controls import Text, button
from clientapp.ui.icons import icon


def sort_header(
    label: Text,
    name: Text,
    *more: rx.Component,
    sort: Text,
    descending: bool | rx.Var[bool],
    on_sort: Any,
    class_name: Text = "",
    **props: Any,
) -> rx.Component:
    """The head of a column that sorts by it; `sort` is the name of the column sorted by, `more`
    what stands in the head besides."""
    chosen = rx.Var.create(sort) == name
    down = rx.Var.create(descending)
    arrow = rx.cond(down, icon("arrow-down"), icon("arrow-up"))
    direction = rx.cond(down, "descending", "ascending")
    return rx.el.th(
        rx.el.button(label, rx.cond(chosen, arrow, None), type="button", on_click=on_sort),
        *more,
        scope="col",
        aria_sort=rx.cond(chosen, direction, "none"),
        class_name=class_name,
        **props,
    )


def pagination(
    shown: Text,
    *,
    page: int | rx.Var[int],
    pages: int | rx.Var[int],
    on_turn: Callable[[Any], Any],
    on_jump: Any,
    size: rx.Var[int] | None = None,
    sizes: Sequence[int] = (),
    on_size: Any = None,
    own: str = "",
) -> rx.Component:
    """The foot of a list: what is shown, rows a page, a box to go to any page, previous and next.

    Args:
        shown: such as "1–50 of 842".
        page: the page shown, from 1.
        pages: how many there are.
        on_turn: a page number (a Var) → event.
        on_jump: event for the form data `{"page": "12"}`: check it, it is what somebody typed.
        size, sizes, on_size: rows a page, those to choose from, and the event for another (text).
        own: what sets its box apart from that of another list on the page.
    """
    box = f"field-page{own and '-'}{own}"
    here: Any = rx.Var.create(page)
    last: Any = rx.Var.create(pages)
    jump = rx.el.form(
        rx.el.label("Page", html_for=box),
        rx.el.input(
            type="number",
            name="page",
            min=1,
            max=last,
            default_value=here,
            key=here.to_string(),
            class_name="input",
            custom_attrs={"id": box},
        ),
        rx.el.span(f"of {last}", class_name="pages"),
        on_submit=on_jump,
    )
    return rx.el.nav(
        rx.el.span(shown, class_name="shown"),
        *([] if size is None else [_sizes(size, sizes, on_size)]),
        jump,
        button("Previous", small=True, disabled=here <= 1, on_click=on_turn(here - 1)),
        button("Next", small=True, disabled=here >= last, on_click=on_turn(here + 1)),
        aria_label="Pages",
        class_name="foot",
    )


def _sizes(size: rx.Var[int], sizes: Sequence[int], on_size: Any) -> rx.Component:
    choices = [rx.el.option(str(each), value=str(each)) for each in sizes]
    chosen = rx.el.select(
        *choices,
        value=size.to_string(),
        on_change=on_size,
        aria_label="Rows",
        class_name="input",
    )
    return rx.el.label("Rows", chosen, class_name="sizes")
