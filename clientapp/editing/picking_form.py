"""The box of a form in which another record is searched by its name and chosen."""
# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from clientapp.editing.picking_state import PickingState
from clientapp.ui.browser import BrowserComponent


def _searched(kind: rx.Var[str], text: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str]]:
    return kind, text


class RecordPicker(BrowserComponent):
    """The box, and below it what is found. The form gets the id and the title of what was chosen
    (`editing.picking.record_text`)."""

    tag = "RecordPicker"

    box: rx.Var[str]
    input: rx.Var[str]
    kind: rx.Var[str]
    label: rx.Var[str]
    text: rx.Var[str]
    asked: rx.Var[str]
    found: rx.Var[list[Any]]
    on_find: rx.EventHandler[_searched]


def record_picker(kind: str, label: str) -> Callable[..., rx.Component]:
    """The element of a field (`ui.fields.field`) that chooses a record of a kind."""

    def draw(
        *,
        name: str,
        default_value: Any,
        custom_attrs: dict[str, Any],
        key: Any = None,
        **props: Any,
    ) -> rx.Component:
        heard = {name.replace("_", "-"): value for name, value in props.items() if "aria" in name}
        return RecordPicker.create(
            box=custom_attrs["id"],
            input=name,
            kind=kind,
            label=label,
            text=default_value,
            asked=PickingState.asked,
            found=PickingState.found,
            on_find=PickingState.look_for,
            key=key,
            custom_attrs=heard,
        )

    return draw
