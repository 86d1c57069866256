"""Customers by field name, one after another: the same ones every time."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from clientapp.demo.besides import known_besides
from clientapp.demo.choices import (
    AT_ONCE,
    CATEGORIES,
    EXEMPT,
    PREFERENCES,
    SOURCES,
    TAX_RATES,
    TERMS,
    TYPES,
)
from clientapp.demo.cities import CITIES, City
from clientapp.demo.companies import INDUSTRIES, company_in, make_chains
from clientapp.demo.drawing import Skewed, digits
from clientapp.demo.people import JOB_TITLES, person_in
from clientapp.demo.places import street_in, written
from clientapp.formatting import fold
from clientapp.models import Kind, Status

Values = dict[str, Any]

LATEST = date(2026, 6, 30)
DAYS = 15 * 365

UNREADABLE = ("unlisted", "555-0142", "ask at the desk", "(501) 555-01")
"""Phones as old lists have them."""

DOMAINS = Skewed({"example.com": 6, "example.net": 3, "example.org": 1})
"""Reserved for examples: no message to them reaches anybody."""

MANAGERS = "Property management"

NOTES = (
    "Call before arriving.",
    "Gate code is with the office.",
    "Dog in the yard.",
    "Park behind the building.\nDeliveries before 10 am only.",
    "Prefers the same technician each time.",
)


def demo_customers(count: int, first: int = 1) -> Iterator[Values]:
    """Generate customers.

    Args:
        count: how many.
        first: the running number of the first. It is in the external ids, and another one gives
            other customers.

    Yields:
        Values by field name, with the labels of options instead of their ids, and the name of the
        organization instead of its id.
    """
    random = Random(f"clientapp {first}")  # noqa: S311 - believable, not secret
    more = Random(f"clientapp besides {first}")  # noqa: S311
    chains = make_chains(random)
    for number in range(first, first + count):
        city = CITIES.draw(random)
        if random.random() < 0.61:
            values = _company(random, city)
            if random.random() < 0.08:
                industry, name = chains.draw(random)
                values |= {"industry": industry.label, "company_name": name, "organization": name}
        else:
            values = _household(random, city)
        values |= _place(random, city) | _reached(random, city, values) | _kept(random, number)
        if manages(values):  # the organization is the company itself, or its chain
            values.setdefault("organization", values["company_name"])
        yield values | known_besides(more, city, values)


def _company(random: Random, city: City) -> Values:
    industry = INDUSTRIES.draw(random)
    first_name, last_name = (
        person_in(random, city.country) if random.random() < 0.94 else (None, None)
    )
    return {
        "kind": Kind.COMMERCIAL.value,
        "company_name": company_in(random, industry, city),
        "industry": industry.label if random.random() < 0.95 else None,
        "first_name": first_name,
        "last_name": last_name,
        "job_title": JOB_TITLES.draw(random) if first_name and random.random() < 0.5 else None,
        "payment_term": TERMS.draw(random),
        # no employer number begins with 00
        "tax_identifier": f"00-{digits(random, 7)}" if random.random() < 0.3 else None,
        "fax": written(random, city.phone) if random.random() < 0.06 else None,
    }


def _household(random: Random, city: City) -> Values:
    first_name, last_name = person_in(random, city.country)
    return {
        "kind": Kind.RESIDENTIAL.value,
        "first_name": first_name,
        "last_name": last_name,
        "payment_term": AT_ONCE if random.random() < 0.8 else None,
    }


def manages(values: Mapping[str, Any]) -> bool:
    """Whether a customer, by its values with labels, manages apartment complexes."""
    luck = Random(f"manages {values['street']}")  # noqa: S311
    return values.get("industry") == MANAGERS and luck.random() < 0.04


def _place(random: Random, city: City) -> Values:
    return {
        "street": street_in(random, city.country),
        "city": city.name,
        "state": city.state,
        "postal_code": written(random, city.post_code),
        "country": city.country,
        "service_zone": city.zone,
        "tax_rate": EXEMPT if random.random() < 0.04 else TAX_RATES.get(city.state or ""),
    }


def _reached(random: Random, city: City, values: Values) -> Values:
    if random.random() < 0.003:
        phone = random.choice(UNREADABLE)
    else:
        phone = written(random, city.phone) if random.random() < 0.98 else None
        if phone and random.random() < 0.04:
            phone += f" ext. {10 + int(random.random() * 900)}"
    host = DOMAINS.draw(random)
    mailbox = _mailbox(values["first_name"], values["last_name"]) or "office"
    website = f"https://www.{host}" if values.get("industry") and random.random() < 0.2 else None
    return {
        "phone": phone,
        "email": f"{mailbox}@{host}" if random.random() < 0.98 else None,
        "website": website,
        "communication_preference": PREFERENCES.draw(random),
    }


def _mailbox(first_name: str | None, last_name: str | None) -> str:
    return fold(f"{first_name or ''} {last_name or ''}").replace(" ", ".")[:60].rstrip(".")


def _kept(random: Random, number: int) -> Values:
    # the business has grown: recent years have more
    days = int(DAYS * (1 - random.random() ** 0.6))
    return {
        "status": (Status.ACTIVE if random.random() < 0.96 else Status.INACTIVE).value,
        "category": CATEGORIES.draw(random) if random.random() < 0.97 else None,
        "type": TYPES.draw(random),
        "source": SOURCES.draw(random) if random.random() < 0.6 else None,
        "customer_since": LATEST - timedelta(days=days),
        "external_id": f"DEMO-{number:07d}" if random.random() < 0.3 else None,
        "reference_no": f"R{digits(random, 5)}" if random.random() < 0.1 else None,
        "description": random.choice(NOTES) if random.random() < 0.08 else None,
    }
