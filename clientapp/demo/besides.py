"""What is known of a few customers besides: how they want to be served, what they owe."""

from decimal import Decimal
from random import Random
from typing import Any

from clientapp.demo.choices import AREAS, ELSEWHERE, SECTOR_OF, SUB_SECTOR_OF
from clientapp.demo.cities import City
from clientapp.demo.drawing import Skewed, digits
from clientapp.demo.places import written
from clientapp.models import Kind

Values = dict[str, Any]

LIMITS = Skewed({1_000: 30, 2_500: 25, 5_000: 25, 10_000: 12, 25_000: 5, 50_000: 3})
SIZES = Skewed({"1": 10, "2-5": 35, "6-20": 30, "21-50": 15, "51-200": 8, "200+": 2})
DAYS = Skewed({"mon,tue,wed,thu,fri": 40, "tue,thu": 25, "mon,wed,fri": 20, "sat": 10, "fri": 5})
HOURS = (("07:00", "11:00"), ("08:30", "12:00"), ("13:00", "17:00"), ("18:00", "22:00"))
TECHNICIANS = ("Dale Whitfield", "Rosa Delgado", "Tim Okafor", "June Barlow", "Hank Sorensen")
WAYS = Skewed({"phone": 50, "email": 30, "text": 20})
NO_SERVICE = ("Unsafe access to the roof", "Asked not to be contacted", "Dispute about damage")
DEBTS = ("Two invoices unpaid for 120 days", "Cheque returned", "In collection")


def known_besides(random: Random, city: City, values: Values) -> Values:
    """Further values of a customer by field name; those that are not known are left out."""
    industry = values.get("industry")
    known: Values = {"area": AREAS.get(city.state or "", ELSEWHERE)}
    if industry:
        known |= {"sector": SECTOR_OF[industry], "sub_sector": SUB_SECTOR_OF[industry]}
    if values["kind"] == Kind.COMMERCIAL and random.random() < 0.35:
        known["credit_limit"] = Decimal(LIMITS.draw(random))
    if industry and random.random() < 0.15:
        known["employees"] = SIZES.draw(random)
    if random.random() < 0.18:
        known["phone2"] = written(random, city.phone)
    if random.random() < 0.03:
        known["external_id2"] = f"B{digits(random, 6)}"
    return known | _service(random) | _warnings(random)


def _service(random: Random) -> Values:
    """How a few of them want to be served."""
    known: Values = {}
    if random.random() < 0.06:
        known["service_days"] = DAYS.draw(random)
        if random.random() < 0.5:
            known["service_from"], known["service_until"] = random.choice(HOURS)
    if random.random() < 0.04:
        known["preferred_technician"] = random.choice(TECHNICIANS)
    if random.random() < 0.2:
        known["reached_by"] = WAYS.draw(random)
    return known


def _warnings(random: Random) -> Values:
    """What there is to be warned of, hardly ever."""
    known: Values = {}
    if random.random() < 0.004:
        known |= {"do_not_service": True, "do_not_service_reason": random.choice(NO_SERVICE)}
    if random.random() < 0.008:
        known |= {"bad_debt": True, "bad_debt_reason": random.choice(DEBTS)}
    return known
