"""The page of one customer, as states."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx
from sqlmodel import Session

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.bulk.report_state import acting
from clientapp.customers.commands import EDITABLE, create_customer
from clientapp.customers.further import count_in, read_new
from clientapp.customers.warnings import warnings
from clientapp.picklists.queries import labels_of
from clientapp.record_page.editable import Editable, Values
from clientapp.record_page.form_state import RecordFormState
from clientapp.record_page.history_state import HistoryState
from clientapp.record_page.past_state import PastState
from clientapp.record_page.presence_state import PresenceState
from clientapp.record_page.reading import RecordRead
from clientapp.record_page.record_state import RecordState


class CustomerHistoryState(HistoryState, rx.State):
    """The history of a customer."""

    KIND: ClassVar[str] = EDITABLE.kind


class CustomerRecordState(RecordState, rx.State):
    """A customer around its form, with its warnings: labels with their reasons."""

    category: str = ""
    warnings: list[tuple[str, str]] = []

    EDITABLE: ClassVar[Editable] = EDITABLE
    HISTORY: ClassVar[type[HistoryState]] = CustomerHistoryState

    @classmethod
    def _details(cls, session: Session, values: Values) -> dict[str, Any]:
        chosen = values["category"] or 0
        category = labels_of(session, {chosen}).get(chosen, "")
        return {"category": category, "warnings": list(warnings(values))}


class CustomerPastState(PastState, rx.State):
    """A customer as it was on a date."""

    RECORD: ClassVar[type[RecordState]] = CustomerRecordState


class CustomerPresenceState(PresenceState, rx.State):
    """Who else has a customer open."""

    RECORD: ClassVar[type[RecordState]] = CustomerRecordState


class CustomerFormState(RecordFormState, rx.State):
    """The form of a customer, and of a new one with its further addresses and contacts."""

    named: bool = True
    address_blocks: list[int] = []
    contact_blocks: list[int] = []

    EDITABLE: ClassVar[Editable] = EDITABLE
    RECORD: ClassVar[type[RecordState]] = CustomerRecordState
    NEW_PAGE: ClassVar[str] = routes.NEW_CUSTOMER

    @rx.event
    @requires(Permission.EDIT)
    async def add_address(self) -> Any:
        """ "Add address" to a new customer: how many there are stands in the URL."""
        return self._with_blocks(len(self.address_blocks) + 1, len(self.contact_blocks))

    @rx.event
    @requires(Permission.EDIT)
    async def add_contact(self) -> Any:
        """ "Add contact" to a new customer."""
        return self._with_blocks(len(self.address_blocks), len(self.contact_blocks) + 1)

    def _with_blocks(self, addresses: int, contacts: int) -> Any:
        self._count_blocks(str(addresses), str(contacts))
        counts = len(self.address_blocks), len(self.contact_blocks)
        return rx.redirect(routes.new_customer(*counts), replace=True)

    def _count_blocks(self, addresses: str, contacts: str) -> None:
        self.address_blocks = [*range(1, count_in(addresses) + 1)]
        self.contact_blocks = [*range(1, count_in(contacts) + 1)]

    async def _load(self, *, anew: bool = False) -> None:
        query = self.router.url.query_parameters
        self._count_blocks(query.get("addresses", ""), query.get("contacts", ""))
        await super()._load(anew=anew)

    def _take(self, record: RecordRead) -> None:
        super()._take(record)
        texts = record.texts
        self.named = record.id == 0 or bool(texts["first_name"] or texts["last_name"])

    @classmethod
    def _add(cls, session: Session, form: Mapping[str, str]) -> tuple[int, Values]:
        new = read_new(form)
        created = create_customer(
            session,
            acting(),
            new.values,
            addresses=new.addresses,
            contacts=new.contacts,
            whole_address=True,
        )
        return created, new.values
