"""The dialogs of a property's page: a customer's role, handing over, a resource."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from typing import Any

import reflex as rx

from clientapp.editing.form import fields_row
from clientapp.editing.part_dialog import part_dialog, tick
from clientapp.properties.parts_state import HandOverState, PropertyCustomersState
from clientapp.properties.resources import TICK
from clientapp.properties.resources_state import ResourcesState


def property_dialogs() -> list[rx.Component]:
    """Draw them outside of any form."""
    return [_customer(), _hand_over(), _resource()]


def _customer() -> rx.Component:
    State = PropertyCustomersState
    who = rx.cond(State.part_id == 0, _fields(State, "customer"), None)
    role = _fields(State, "role", "from_date", "until_date")
    hint = rx.el.p("Until is the day on which the next one begins.", class_name="hint")
    return part_dialog(State, who, role, hint, noun="customer")


def _hand_over() -> rx.Component:
    State = HandOverState
    so_far = rx.cond(State.count == 0, _fields(State, "so_far"), None)
    return part_dialog(
        State, _fields(State, "customer", "from_date"), so_far, noun="owner", save="Hand over"
    )


def _resource() -> rx.Component:
    State = ResourcesState
    return part_dialog(
        State, _fields(State, "name", "value"), tick(State, TICK, "Secret"), noun="resource"
    )


def _fields(State: Any, *names: str) -> rx.Component:
    return fields_row(
        [State.FIELDS[name] for name in names],
        values=State.values,
        problems=State.problems,
        options=State.options,
        key=State.opened,
        required=rx.Var.create(False),
        prefix=State.FORM,
    )
