"""The addresses of the customer whose page is open, and how one gets in there."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx
from sqlmodel import Session

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.addresses import commands, queries, rules
from clientapp.addresses.fields import ACCESS_FIELDS, PLACE_FIELD
from clientapp.addresses.forms import address_form
from clientapp.addresses.post_codes import post_code_problem
from clientapp.bulk.report_state import REFRESH, acting, report
from clientapp.database import reading, transaction
from clientapp.editing.part_changes import Changes
from clientapp.editing.parts_state import Drawn, Found, PartsState
from clientapp.editing.validation import Rejected
from clientapp.field import Field
from clientapp.formatting import country_code, country_name
from clientapp.ledger.sharing import elsewhere
from clientapp.picklists.queries import options_of
from clientapp.problem import Problem
from clientapp.settings import settings
from clientapp.ui.links import mail_link, phone_link

NEW = dict.fromkeys(PLACE_FIELD, "")


@dataclass(frozen=True)
class AddressCard:
    """An address as the page shows it; `place` is what its title does not say, `property_url` the
    page of the property that a site is."""

    id: int
    title: str
    place: str
    is_billing: bool
    is_site: bool
    is_primary_site: bool
    has_access: bool
    property_url: str
    others: str


@dataclass(frozen=True)
class AddressLine:
    """An input of the dialog: `used` says whether the country has it on letters."""

    name: str
    label: str
    required: bool
    used: bool
    width: int


@dataclass(frozen=True)
class AccessShown:
    """Who lets one in at an address, how and when; the id is 0 where none is shown."""

    id: int = 0
    title: str = ""
    name: str = ""
    role: str = ""
    phone: str = ""
    phone_link: str = ""
    email: str = ""
    email_link: str = ""
    notes: str = ""
    scheduling_notes: str = ""


class AddressesState(PartsState, rx.State):
    """Cards, the dialog of one address, and the dialog with its access information."""

    cards: list[AddressCard] = []
    lines: list[AddressLine] = []
    states: list[tuple[str, str]] = []
    access: AccessShown = AccessShown()

    NOUN: ClassVar[str] = "address"
    FORM: ClassVar[str] = "address"
    FIELDS: ClassVar[Mapping[str, Field]] = PLACE_FIELD
    TICKS: ClassVar[tuple[str, ...]] = queries.TICKS

    @rx.event
    @requires(Permission.SEE)
    async def choose_country(self, country: str) -> None:
        """Another country was chosen: ask as it is asked there; what is typed stays."""
        self._ask_as(country)

    @rx.event
    @requires(Permission.SEE)
    async def show_access(self, address_id: int) -> None:
        """ "Access information"."""
        record = routes.id_in(self.router.url.path)
        self.access = await asyncio.to_thread(_read_access, record, address_id)

    @rx.event
    @requires(Permission.SEE)
    async def close_access(self) -> None:
        """Seen."""
        self.access = AccessShown()

    @rx.event
    @requires(Permission.EDIT)
    async def same_as_billing(self) -> Events:
        """ "Same as billing": the billing address is a site too."""
        record = routes.id_in(self.router.url.path)
        try:
            operation_id = await asyncio.to_thread(_same_as_billing, record)
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            done = "is a site now" if operation_id else "is a site already"
            await report(self, f"The billing address {done}", operation_id)
        yield rx.call_script(REFRESH)

    async def _draw(self, part: int) -> None:
        await super()._draw(part)
        self.access = AccessShown()
        self._ask_as(self.values.get("country", ""))

    def _ask_as(self, country: str) -> None:
        form = address_form(country, settings().country)
        self.lines = [
            AddressLine(
                name,
                f"Address {form.words[name]}",
                name in form.required,
                name in form.used,
                PLACE_FIELD[name].width,
            )
            for name in form.order
        ]
        self.states = list(form.states)

    def _order(self) -> tuple[str, ...]:
        place = ("label", "country", *(line.name for line in self.lines), "latitude", "longitude")
        return (*place, *self.TICKS, *(field.name for field in ACCESS_FIELDS))

    @classmethod
    def _read(cls, record_id: int, limit: int | None) -> tuple[int, list[Any]]:
        with reading() as session:
            shown = queries.addresses_of(session, record_id, limit)
            return queries.address_count(session, record_id), [_card(each) for each in shown]

    @classmethod
    def _read_part(cls, record_id: int, part_id: int) -> Drawn | None:
        with reading() as session:
            if part_id == 0:
                return _new(session, record_id)
            values = queries.address_values(session, record_id, part_id)
            stored = queries.stored_address(session, record_id, part_id)
            if values is None or stored is None:
                return None
            others = elsewhere(session, "address", [part_id], record_id).get(part_id)
            also = (
                f"Also used by {others}. What you change here is changed there too."
                if others
                else ""
            )
            ticks = {name: bool(stored[name]) for name in queries.TICKS}
            options = options_of(session, {stored["access_role"]} - {None})
            return Drawn(f"Edit {_called(values)}", also, values, ticks, options)

    @classmethod
    def _typed(cls, texts: Mapping[str, str]) -> dict[str, Any]:
        return rules.read(texts)

    @classmethod
    def _store(cls, record_id: int, part_id: int, changes: Changes) -> int | None:
        with transaction() as session:
            stored = queries.stored_address(session, record_id, part_id) or {}
            ticks = {name: bool(stored.get(name)) for name in queries.TICKS} | changes.ticked
            if stored.get("is_primary_site") and ticks["is_site"] > ticks["is_primary_site"]:
                raise Rejected({"is_primary_site": "Tick Primary site on another address instead"})
            return commands.save_address(
                session,
                acting(),
                record_id,
                part_id or None,
                changes.values,
                changes.base,
                **ticks,
            )

    @classmethod
    def _remove(cls, record_id: int, part_id: int) -> tuple[str, int | None]:
        with transaction() as session:
            name = _name(session, record_id, part_id)
            return name, commands.remove_address(session, acting(), record_id, part_id)

    @classmethod
    def _link(cls, record_id: int, part_id: int) -> tuple[str, int | None]:
        with transaction() as session:
            operation_id = commands.link_address(session, acting(), record_id, part_id)
            return _name(session, record_id, part_id), operation_id

    @classmethod
    def _find(cls, record_id: int, text: str) -> list[Found]:
        with reading() as session:
            found = queries.places_found(session, record_id, text)
            return [Found(e.id, e.title, _without(e.title, e.detail)) for e in found]

    @classmethod
    def _called(cls, values: Mapping[str, str]) -> str:
        return _called(values)

    @classmethod
    def _doubt(cls, values: Mapping[str, str]) -> str:
        country = country_code(values["country"]) if values["country"] else settings().country
        code = values["postal_code"].strip()
        return post_code_problem(code, country or "") or "" if code else ""


def _called(values: Mapping[str, str]) -> str:
    return values.get("label") or values.get("street") or values.get("city") or "the address"


def _name(session: Session, customer_id: int, address_id: int) -> str:
    return _called(queries.address_values(session, customer_id, address_id) or {})


def _new(session: Session, customer_id: int) -> Drawn:
    """A new address is a site; the first one is billed and the primary site as well."""
    first = queries.address_count(session, customer_id) == 0
    values = NEW | {"country": country_name(settings().country)}
    ticks = {"is_billing": first, "is_site": True, "is_primary_site": first}
    return Drawn("Add address", "", values, ticks, options_of(session))


def _card(shown: queries.AddressShown) -> AddressCard:
    values = shown._asdict()
    place = _without(shown.title, values.pop("lines"))
    property_id = values.pop("property_id")
    url = routes.property_page(property_id) if property_id else ""
    return AddressCard(**values, place=place, property_url=url)


def _without(title: str, place: str) -> str:
    """A place in one line, without what its title says already."""
    return place.removeprefix(title).removeprefix(", ")


def _read_access(customer_id: int, address_id: int) -> AccessShown:
    with reading() as session:
        access = queries.access_of(session, customer_id, address_id)
    if access is None:
        return AccessShown()
    return AccessShown(
        id=address_id,
        **access._asdict(),
        phone_link=phone_link(access.phone, settings().country),
        email_link=mail_link(access.email),
    )


def _same_as_billing(customer_id: int) -> int | None:
    with transaction() as session:
        return commands.same_as_billing(session, acting(), customer_id)
