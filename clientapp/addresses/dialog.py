"""The dialog of one address, drawn as its country asks, and that of its access information."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from collections.abc import Iterable
from dataclasses import replace

import reflex as rx

from clientapp.access.state import AccountState
from clientapp.addresses.fields import ACCESS_FIELDS, PLACE_FIELD
from clientapp.addresses.state import AddressesState as State
from clientapp.addresses.state import AddressLine
from clientapp.editing.form import fields_row
from clientapp.editing.part_dialog import part_dialog, tick
from clientapp.editing.part_form import Watch
from clientapp.field import Field
from clientapp.picklists.adding import add_choice
from clientapp.ui import controls, fields
from clientapp.ui.contact_link import reached
from clientapp.ui.dialog import cancel_button, modal

STATES = "states-of-the-country"

NAMED = (replace(PLACE_FIELD["label"], width=6), replace(PLACE_FIELD["country"], width=6))
WHERE = (replace(PLACE_FIELD["latitude"], width=6), replace(PLACE_FIELD["longitude"], width=6))


def address_dialogs() -> rx.Component:
    """Both dialogs; draw them outside of any form."""
    dialog = part_dialog(
        State,
        Watch.create(_row(NAMED), input="country", on_value=State.choose_country),
        rx.el.div(rx.foreach(State.lines, _line), class_name="row"),
        rx.el.datalist(
            rx.foreach(State.states, lambda state: rx.el.option(state[1], value=state[0])),
            custom_attrs={"id": STATES},
        ),
        _row(WHERE),
        rx.el.fieldset(
            rx.el.legend("Used as"),
            tick(State, "is_billing", "Billing address"),
            tick(State, "is_site", "Site address"),
            tick(State, "is_primary_site", "Primary site"),
            class_name="part-ticks",
        ),
        rx.el.h3("Access information"),
        _row(ACCESS_FIELDS),
        noun="address",
        known="Use a place you know",
    )
    shown = State.is_open & (State.access.id > 0)
    return rx.fragment(dialog, rx.cond(shown, _access_dialog(), None))


def _row(asked: Iterable[Field]) -> rx.Component:
    return fields_row(
        asked,
        values=State.values,
        problems=State.problems,
        options=State.options,
        key=State.opened,
        required=rx.Var.create(False),
        prefix=State.FORM,
        beside_option=lambda field: add_choice(field, State.FORM),
    )


def _line(line: rx.Var[AddressLine]) -> rx.Component:
    """One line of the address. It keeps its key, so that it moves with what is typed in it; what a
    country does not use is hidden while nothing is in it."""
    box = fields.text_field(
        line.label,
        line.name,
        span=line.width,
        default_value=State.values[line.name],
        error=State.problems.get(line.name, ""),
        required=line.required,
        prefix=State.FORM,
        placeholder=" ",
        class_name=rx.cond(line.used, "", "unused"),
        auto_complete="off",
        list=rx.cond(line.name == "state", STATES, ""),
    )
    return rx.fragment(box, key=f"{State.opened}-{line.name}")


def _access_dialog() -> rx.Component:
    access = State.access
    edit = controls.button("edit", on_click=State.edit(access.id))
    return modal(
        "Access information",
        rx.el.p(access.title),
        rx.el.dl(
            _fact("Name", access.name),
            _fact("Role", access.role),
            _fact("Phone", access.phone, access.phone_link),
            _fact("Email", access.email, access.email_link),
            _fact("Access notes", access.notes),
            _fact("Scheduling notes", access.scheduling_notes),
            class_name="access",
        ),
        actions=[
            rx.cond(AccountState.may_edit, edit, None),
            cancel_button(State.close_access, "Close"),
        ],
        on_cancel=State.close_access,
    )


def _fact(label: str, text: rx.Var[str], address: rx.Var[str] | str = "") -> rx.Component:
    fact = rx.el.div(rx.el.dt(label), rx.el.dd(reached(text, address)))
    return rx.cond(text != "", fact, None)
