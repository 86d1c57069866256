"""What a list has besides where its rows can be ticked: a box in the head and in each row."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from clientapp.bulk.selection_state import SelectionState
from clientapp.ui.browser import tick_box


def box_head(state: type[SelectionState]) -> rx.Component:
    """The one tick box in the header, while there are boxes."""
    box = tick_box(
        "Select all on this page",
        checked=state.page_ticked,
        mixed=(state.ticked.length() > 0) & ~state.page_ticked,
        on_tick=lambda ticked, _shift: state.tick_page(ticked),
    )
    return rx.cond(state.bulk, rx.el.th(box, scope="col", class_name="box"), None)


def tickable_rows(
    state: type[SelectionState], draw: Callable[..., rx.Component], **more: Any
) -> rx.Component:
    """A row for each that the state holds, drawn by a memo that takes `bulk` and `ticked` too.

    Args:
        more: further props of the memo.
    """
    return rx.foreach(
        state.rows,
        lambda row: draw(
            row=row,
            bulk=state.bulk,
            ticked=state.ticked.contains(row[0]),
            key=row[0].to_string(),
            **more,
        ),
    )


def row_box(
    state: type[SelectionState], row_id: rx.Var[int], name: rx.Var[str], ticked: rx.Var[bool]
) -> rx.Component:
    """The tick box of a row; the whole label around it can be pressed."""
    box = tick_box(
        f"Select {name}",
        checked=ticked,
        on_tick=lambda now, shift: state.tick(row_id, now, shift),
    )
    return rx.el.label(box)


def with_boxes(state: type[SelectionState], class_name: str) -> rx.Var[str]:
    """The class of the table, which has one column more while there are boxes."""
    return rx.cond(state.bulk, f"{class_name} with-boxes", class_name)
