"""What there is to find at a record, with the texts that it is found by."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from clientapp.addresses.queries import one_line
from clientapp.addresses.rules import title_of
from clientapp.contacts.rules import person_name
from clientapp.customers.fields import FIELD
from clientapp.customers.known import Known, Person, Place
from clientapp.formatting import digits, fold, read_phone, spoken_phone
from clientapp.lookup.ranking import Facet, Sort
from clientapp.organizations.fields import FIELD as ORGANIZATION_FIELD
from clientapp.settings import settings

Values = Mapping[Any, Any]

KEYS = ("number", "external_id", "external_id2", "reference_no")
OTHERS = ("website", "company_name")
ORGANIZATION = {
    "external_id": Sort.KEY,
    "phone": Sort.PHONE,
    **dict.fromkeys(("email", "billing_email"), Sort.EMAIL),
    **dict.fromkeys(("tax_identifier", "website", "billing_name"), Sort.OTHER),
}
"""What an organization is found by beside its name, and what each is to it."""


class Thing(NamedTuple):
    """A customer, an organization or a property, or one of its contacts or places.

    `is_first` tells its primary contact and its primary site; `values` are what it is shown from.
    """

    kind: str
    id: int
    title: str
    facets: list[Facet]
    values: Values
    is_first: bool = False


def customer(own: Values, known: Known) -> Thing:
    """The customer itself.

    Args:
        own: columns of its row.
    """
    country = _country(known)
    facets = [Facet(Sort.NAME, "Name", _words(own["display_name"]), own["display_name"])]
    facets += _texts(Sort.KEY, own, {name: FIELD[name].label for name in KEYS})
    facets += _phones(
        Sort.PHONE, [("Phone", own["phone"]), ("Second phone", own["phone2"])], country
    )
    facets += _texts(Sort.EMAIL, own, {"email": "Email"})
    facets += _texts(Sort.OTHER, own, {name: FIELD[name].label for name in OTHERS})
    facets += _phones(Sort.FORMER, [("Former phone", p) for p in known.former_phones], country)
    former = [("Former email", email) for email in known.former_emails]
    former += [("Merged with", name) for name in known.former_names]
    facets += [Facet(Sort.FORMER, label, _words(text), text) for label, text in former]
    return Thing("customer", own["id"], own["display_name"], facets, own)


def borrowed(known: Known) -> list[Facet]:
    """What a customer is found by together with texts of its contacts and places."""
    people = (
        Facet(Sort.BORROWED, "Contact", _all_words(contact(person, None)), person_name(values))
        for person in known.people
        if (values := person._asdict())
    )
    places = (
        Facet(Sort.BORROWED, "Address", _all_words(place(each)), one_line(each._asdict()))
        for each in known.places
    )
    return [*people, *places]


def parts(known: Known) -> Iterator[Thing]:
    """The contacts and places of a customer."""
    country = _country(known)
    for number, person in enumerate(known.people):
        yield contact(person, country)._replace(is_first=number == 0)
    for number, each in enumerate(known.places):
        yield place(each)._replace(is_first=number == 0)


def contact(person: Person, country: str | None) -> Thing:
    """A contact; the country is that of the customer, by which phones are read."""
    values = person._asdict()
    name = person_name(values)
    facets = [Facet(Sort.NAME, "Name", _words(name), name)] if name else []
    phones = [("Phone", person.phone), ("Second phone", person.phone2)]
    facets += _phones(Sort.PHONE, phones, country)
    facets += _texts(Sort.EMAIL, values, {"email": "Email"})
    return Thing("contact", person.id, name or "No name", facets, values)


def place(each: Place) -> Thing:
    """A place."""
    values = each._asdict()
    line = " ".join(filter(None, each[1:8]))  # its label, and what is written on a letter
    facets = [Facet(Sort.PLACE, "Address", _words(line), line)] if line else []
    facets += _phones(Sort.PHONE, [("Access phone", each.access_phone)], each.country)
    access = {"access_name": "Access name", "access_email": "Access email"}
    facets += _texts(Sort.OTHER, values, access)
    return Thing("place", each.id, title_of(values), facets, values)


def organization(row: Values) -> Thing:
    """A company that groups customers and properties.

    Args:
        row: columns of its row.
    """
    facets = [Facet(Sort.NAME, "Name", _words(row["name"]), row["name"])]
    for name, sort in ORGANIZATION.items():
        label = ORGANIZATION_FIELD[name].label
        if sort == Sort.PHONE:
            facets += _phones(sort, [(label, row[name])], None)
        else:
            facets += _texts(sort, row, {name: label})
    return Thing("organization", row["id"], row["name"], facets, row)


def property_at(row: Values, known: Known) -> Thing:
    """A property: a name of its own, if it has one, and its place.

    Args:
        row: columns of its row.
    """
    named, at = row["name"], place(known.places[0])
    facets = [Facet(Sort.NAME, "Name", _words(named), named)] if named else []
    facets += [*_texts(Sort.KEY, row, {"external_id": "External ID"}), *at.facets]
    return Thing("property", row["id"], row["display_name"], facets, row)


def _country(known: Known) -> str | None:
    return known.places[0].country if known.places else None


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(fold(text).split())


def _all_words(thing: Thing) -> tuple[str, ...]:
    return tuple(word for facet in thing.facets for word in facet.words)


def _texts(sort: Sort, values: Values, labels: Mapping[str, str]) -> Iterator[Facet]:
    for name, label in labels.items():
        if text := values[name]:
            yield Facet(sort, label, _words(text), text)


def _phones(
    sort: Sort, labelled: Iterable[tuple[str, str | None]], country: str | None
) -> Iterator[Facet]:
    home = settings().country
    for label, text in labelled:
        if text:
            runs = (digits(text), digits(read_phone(text, country, home).e164))
            yield Facet(sort, label, tuple(filter(None, runs)), spoken_phone(text, country, home))
