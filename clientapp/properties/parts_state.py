"""What belongs to the property whose page is open: its people, its customers, what one has to know
there; and handing it over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from clientapp import routes
from clientapp.addresses.roles import NOW, ROLE_FIELD
from clientapp.bulk.report_state import acting
from clientapp.contacts.state import ContactsState
from clientapp.database import reading, transaction
from clientapp.editing.part_changes import Changes
from clientapp.editing.parts_state import Drawn, PartsState
from clientapp.editing.picking import record_text
from clientapp.editing.validation import Rejected, read_form, shown_value
from clientapp.field import Field, FieldKind
from clientapp.formatting import date_label
from clientapp.models import PropertyCustomer
from clientapp.properties.customers import edit_customer, hand_over, link_customer, remove_customer
from clientapp.properties.owners import owners_of, today
from clientapp.properties.ownership import on
from clientapp.properties.people import CustomerAt, customers_of, sites_of
from clientapp.properties.reading import titles

CHOOSE = {"customer": "Choose a customer from the list"}


class PropertyContactsState(ContactsState, rx.State):
    """The people of the property."""

    KIND: ClassVar[str] = "property"


@dataclass(frozen=True)
class CustomerCard:
    """A customer of the property; the id is 0 where no role is said."""

    id: int
    name: str
    url: str
    role: str
    time: str
    standing: str
    in_trash: bool


class PropertyCustomersState(PartsState, rx.State):
    """What customers are to the property, and the dialog that says it."""

    cards: list[CustomerCard] = []

    NOUN: ClassVar[str] = "customer"
    FORM: ClassVar[str] = "customer-role"
    FIELDS: ClassVar[Mapping[str, Field]] = {
        "customer": Field(
            "customer", "Customer", FieldKind.RECORD, record_kind="customer", width=12
        ),
        **ROLE_FIELD,
    }

    @classmethod
    def _read(cls, record_id: int, limit: int | None) -> tuple[int, list[Any]]:
        with reading() as session:
            found = customers_of(session, record_id, today())
        return len(found), [_card(each) for each in found[:limit]]

    @classmethod
    def _read_part(cls, record_id: int, part_id: int) -> Drawn | None:
        new = dict.fromkeys(cls.FIELDS, "")
        with reading() as session:
            if part_id == 0:
                role = "tenant" if on(owners_of(session, record_id), today()) else "owner"
                return Drawn("Add customer", "", new | {"role": role}, {}, {})
            shown = customers_of(session, record_id, today())
            stored = next((each for each in shown if each.id == part_id), None)
            if stored is None:
                return None
            row = session.get(PropertyCustomer, part_id)
            values = {name: shown_value(getattr(row, name)) for name in ROLE_FIELD}
        named = {"customer": record_text(stored.customer_id, stored.name)}
        return Drawn(f"Edit {stored.name}", "", named | values, {}, {})

    @classmethod
    def _typed(cls, texts: Mapping[str, str]) -> dict[str, Any]:
        return read_form(cls.FIELDS, texts)

    @classmethod
    def _store(cls, record_id: int, part_id: int, changes: Changes) -> int | None:
        values = changes.values
        with transaction() as session:
            if part_id:
                return edit_customer(session, acting(), record_id, part_id, values, changes.base)
            if values["customer"] is None:
                raise Rejected(CHOOSE)
            times = values["from_date"], values["until_date"]
            who = acting(), record_id, values["customer"]
            return link_customer(session, *who, values["role"] or "", *times)

    @classmethod
    def _remove(cls, record_id: int, part_id: int) -> tuple[str, int | None]:
        with transaction() as session:
            shown = customers_of(session, record_id, today())
            name = next((each.name for each in shown if each.id == part_id), "The customer")
            return name, remove_customer(session, acting(), record_id, part_id)

    @classmethod
    def _called(cls, values: Mapping[str, str]) -> str:
        return values["customer"].partition("\t")[2] or "The customer"


class HandOverState(PartsState, rx.State):
    """The dialog "Hand over"; `count` is 1 where somebody is stated as the owner."""

    cards: list[str] = []

    NOUN: ClassVar[str] = "owner"
    FORM: ClassVar[str] = "hand-over"
    FIELDS: ClassVar[Mapping[str, Field]] = {
        "customer": Field(
            "customer", "New owner", FieldKind.RECORD, record_kind="customer", width=8
        ),
        "from_date": Field("from_date", "From", FieldKind.DATE, width=4),
        "so_far": Field(
            "so_far", "Owner so far", FieldKind.RECORD, record_kind="customer", width=8
        ),
    }

    @classmethod
    def _read(cls, record_id: int, limit: int | None) -> tuple[int, list[Any]]:  # noqa: ARG003
        with reading() as session:
            return int(bool(owners_of(session, record_id))), []

    @classmethod
    def _read_part(cls, record_id: int, part_id: int) -> Drawn | None:  # noqa: ARG003
        with reading() as session:
            title = titles(session, [record_id]).get(record_id)
            shown = customers_of(session, record_id, today())
            alone = sites_of(session, record_id)
        if title is None:
            return None
        owner = next((e for e in shown if (e.role, e.standing) == ("Owner", NOW)), None)
        so_far = record_text(*alone[0][1:3]) if len(alone) == 1 else ""
        values = {"customer": "", "from_date": today().isoformat(), "so_far": so_far}
        also = "The history stays with the property. On that day the place becomes a site of the"
        owns = f"{owner.name} owns it {owner.time}".strip() + ". " if owner else ""
        return Drawn(f"Hand over {title}", f"{owns}{also} new owner.", values, {}, {})

    @classmethod
    def _typed(cls, texts: Mapping[str, str]) -> dict[str, Any]:
        return read_form(cls.FIELDS, texts)

    @classmethod
    def _store(cls, record_id: int, part_id: int, changes: Changes) -> int | None:  # noqa: ARG003
        values = changes.values
        if values["customer"] is None:
            raise Rejected(CHOOSE)
        if values["from_date"] is None:
            raise Rejected({"from_date": "Choose the first day of the new owner"})
        with transaction() as session:
            return hand_over(session, acting(), record_id, **_renamed(values))

    def _said(self, texts: Mapping[str, str], operation_id: int | None) -> str:  # noqa: ARG002
        day = self._typed(texts)["from_date"]
        name = texts["customer"].partition("\t")[2] or "The new owner"
        return f"{name} {'owns it' if day <= today() else 'will own it'} from {date_label(day)}"


def _renamed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "customer_id": values["customer"],
        "day": values["from_date"],
        "so_far": values["so_far"],
    }


def _card(each: CustomerAt) -> CustomerCard:
    return CustomerCard(
        id=each.id,
        name=each.name,
        url=routes.customer(each.customer_id),
        role=each.role,
        time=each.time,
        standing=each.standing,
        in_trash=each.in_trash,
    )
