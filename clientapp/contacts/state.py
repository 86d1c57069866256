"""The contacts of the record whose page is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlmodel import Session

from clientapp.bulk.report_state import acting
from clientapp.contacts import commands, queries, rules
from clientapp.contacts.fields import CONTACT_FIELD
from clientapp.contacts.rules import PRIMARY
from clientapp.database import reading, transaction
from clientapp.editing.part_changes import Changes
from clientapp.editing.parts_state import Drawn, Found, PartsState
from clientapp.field import Field
from clientapp.ledger.sharing import elsewhere
from clientapp.picklists.queries import options_of
from clientapp.settings import settings
from clientapp.ui.links import mail_link, phone_link

NEW = dict.fromkeys(CONTACT_FIELD, "")


@dataclass(frozen=True)
class ContactCard:
    """A contact as the page shows it; `…_link` are what a click on phone or e-mail opens."""

    id: int
    name: str
    title: str
    role: str
    email: str
    email_link: str
    phone: str
    phone_link: str
    phone2: str
    phone2_link: str
    note: str
    is_primary: bool
    others: str


class ContactsState(PartsState, mixin=True):
    """Cards, and the dialog of one contact. A kind of record says which it is."""

    cards: list[ContactCard] = []

    KIND: ClassVar[str] = "customer"
    NOUN: ClassVar[str] = "contact"
    FORM: ClassVar[str] = "contact"
    FIELDS: ClassVar[Mapping[str, Field]] = CONTACT_FIELD
    TICKS: ClassVar[tuple[str, ...]] = (PRIMARY,)

    @classmethod
    def _read(cls, record_id: int, limit: int | None) -> tuple[int, list[Any]]:
        with reading() as session:
            shown = queries.contacts_of(session, record_id, limit, cls.KIND)
            count = queries.contact_count(session, record_id, cls.KIND)
            return count, [_card(each) for each in shown]

    @classmethod
    def _read_part(cls, record_id: int, part_id: int) -> Drawn | None:
        with reading() as session:
            if part_id == 0:
                first = queries.contact_count(session, record_id, cls.KIND) == 0
                return Drawn("Add contact", "", NEW, {PRIMARY: first}, options_of(session))
            values = queries.contact_values(session, record_id, part_id, cls.KIND)
            stored = queries.stored_contact(session, record_id, part_id, cls.KIND)
            if values is None or stored is None:
                return None
            title = f"Edit {rules.person_name(values) or 'contact'}"
            also_at = elsewhere(session, "contact", [part_id], record_id, cls.KIND)
            others = also_at.get(part_id)
            also = f"Also at {others}. What you change here is changed there too." if others else ""
            ticks = {PRIMARY: bool(stored["is_primary"])}
            kept = {stored["role"]} - {None}
            return Drawn(title, also, values, ticks, options_of(session, kept))

    @classmethod
    def _typed(cls, texts: Mapping[str, str]) -> dict[str, Any]:
        return rules.read(texts)

    @classmethod
    def _store(cls, record_id: int, part_id: int, changes: Changes) -> int | None:
        with transaction() as session:
            stored = queries.stored_contact(session, record_id, part_id, cls.KIND) or {}
            return commands.save_contact(
                session,
                acting(),
                record_id,
                part_id or None,
                changes.values,
                changes.base,
                cls.KIND,
                is_primary=changes.ticked.get(PRIMARY, bool(stored.get("is_primary"))),
            )

    @classmethod
    def _remove(cls, record_id: int, part_id: int) -> tuple[str, int | None]:
        with transaction() as session:
            name = cls._name(session, record_id, part_id)
            return name, commands.remove_contact(session, acting(), record_id, part_id, cls.KIND)

    @classmethod
    def _link(cls, record_id: int, part_id: int) -> tuple[str, int | None]:
        with transaction() as session:
            done = commands.link_contact(session, acting(), record_id, part_id, cls.KIND)
            return cls._name(session, record_id, part_id), done

    @classmethod
    def _find(cls, record_id: int, text: str) -> list[Found]:
        with reading() as session:
            found = queries.people_found(session, record_id, text, kind=cls.KIND)
            return [Found(*each) for each in found]

    @classmethod
    def _called(cls, values: Mapping[str, str]) -> str:
        return rules.person_name(values) or "The contact"

    @classmethod
    def _name(cls, session: Session, record_id: int, part_id: int) -> str:
        return cls._called(queries.contact_values(session, record_id, part_id, cls.KIND) or {})


def _card(shown: queries.ContactShown) -> ContactCard:
    home = settings().country
    return ContactCard(
        **shown._asdict(),
        email_link=mail_link(shown.email),
        phone_link=phone_link(shown.phone, home),
        phone2_link=phone_link(shown.phone2, home),
    )
