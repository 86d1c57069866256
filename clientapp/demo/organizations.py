"""The organizations of generated customers: chains with a branch in each zone, and those who manage
apartment complexes."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from sqlmodel import Session

from clientapp.demo.customers import manages
from clientapp.demo.drawing import digits
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows
from clientapp.models import Operation, PropertyCustomer, PropertyRole
from clientapp.organizations.commands import add_organizations
from clientapp.organizations.rules import with_defaults
from clientapp.properties.commands import add_properties

Values = Mapping[str, Any]

GARDENS = ("Gardens", "Terrace", "Commons", "Court", "Village", "Flats", "Heights", "Place")
KNOWN = ("industry", "category", "payment_term", "tax_rate", "website")
PLACED = ("street", "city", "state", "postal_code", "country")


class Member(NamedTuple):
    """A customer to be: its values with labels as they were drawn, and with the ids of options."""

    drawn: Values
    values: Values

    @property
    def manages(self) -> bool:
        """Whether the customer has complexes."""
        return manages(self.drawn)

    @property
    def branch(self) -> tuple[str, str]:
        """The name of its organization and the zone of the branch; who has complexes has none."""
        return self.drawn["organization"], "" if self.manages else self.drawn["service_zone"]


class Organizations:
    """Those that were made so far; the members of each are met one chunk after the other."""

    def __init__(self, types: Mapping[str, int]) -> None:
        """`types` are the ids of property types by label."""
        self._types = types
        self._ids: dict[tuple[str, str], int] = {}

    def join(
        self, session: Session, operation: Operation, customers: Sequence[Member]
    ) -> list[dict[str, Any]]:
        """The values of the customers with the organizations that they belong to. These are made
        where they are missing: first the whole, then its branches."""
        members = [each for each in customers if each.drawn.get("organization")]
        self._make(session, operation, {(each.branch[0], ""): each for each in reversed(members)})
        self._make(session, operation, {each.branch: each for each in reversed(members)})
        joined: list[dict[str, Any]] = []
        for each in customers:
            belongs = self._ids[each.branch] if each.drawn.get("organization") else None
            joined.append({**each.values, "organization": belongs})
        return joined

    def _make(
        self, session: Session, operation: Operation, wanted: Mapping[tuple[str, str], Member]
    ) -> None:
        new = {branch: each for branch, each in wanted.items() if branch not in self._ids}
        rows = [self._organization(*branch, each.values) for branch, each in new.items()]
        made = add_organizations(session, operation, list(map(with_defaults, rows)))
        self._ids.update(zip(new, made, strict=True))

    def _organization(self, name: str, zone: str, values: Values) -> dict[str, Any]:
        known = {field: values.get(field) for field in KNOWN}
        if zone:
            return known | {"name": f"{name}, {zone}", "parent": self._ids[name, ""]}
        reached = {field: values.get(field) for field in ("phone", "email", *PLACED)}
        return known | reached | {"name": name}

    def build(
        self, session: Session, operation: Operation, customers: Mapping[int, Member]
    ) -> None:
        """Give those who manage complexes some, each with its apartments.

        Args:
            customers: as they were created, by id.
        """
        built = [
            (row_id, {**each, "organization": self._ids[member.branch]})
            for row_id, member in customers.items()
            if member.manages
            for each in self._complexes(member.values)
        ]
        ids = add_properties(session, operation, [each for _row_id, each in built])
        units = [
            unit
            for complex_id, (_row_id, each) in zip(ids, built, strict=True)
            for unit in self._apartments({**each, "parent": complex_id})
        ]
        add_properties(session, operation, units)
        manages = {"role": PropertyRole.MANAGER.value}
        keys = reserve_ids(session, PropertyCustomer, len(built))
        links = [
            {"id": key, "property_id": complex_id, "customer_id": row_id, **manages}
            for key, complex_id, (row_id, _each) in zip(keys, ids, built, strict=True)
        ]
        insert_rows(session, operation, {PropertyCustomer: links})

    def _complexes(self, values: Values) -> list[dict[str, Any]]:
        """One to three apartment complexes in the city of a company."""
        luck = Random(f"complexes {values['company_name']} {values['street']}")  # noqa: S311
        place = {name: values.get(name) for name in PLACED}
        word = values["company_name"].split()[0].removesuffix("'s").strip(",")
        return [
            place
            | {
                "name": f"{word} {garden}",
                "street": f"{1 + int(luck.random() * 9000)} {word} Blvd",
                "type": self._types["Apartment complex"],
                "access_notes": f"Call box by the gate, then {digits(luck, 2)}.",
            }
            for garden in luck.sample(GARDENS, 1 + int(luck.random() ** 2 * 3))
        ]

    def _apartments(self, complex_: Values) -> list[dict[str, Any]]:
        """The apartments of a complex: properties of their own."""
        place = {name: complex_.get(name) for name in (*PLACED, "organization", "parent")}
        count = 4 + Random(complex_["street"]).randrange(20)  # noqa: S311
        home = self._types["Home"]
        return [
            place | {"name": f"Apt {number}", "street2": f"Apt {number}", "type": home}
            for number in range(101, 101 + count)
        ]
