"""Companies: what they do, and what they are called."""

from dataclasses import dataclass
from random import Random

from clientapp.demo.cities import City
from clientapp.demo.drawing import Skewed, by_rank
from clientapp.demo.people import person_in


@dataclass(frozen=True)
class Industry:
    """An industry, and the words by which its companies say what they do."""

    label: str
    trades: tuple[str, ...]


INDUSTRIES = Skewed(
    {
        Industry("Property management", ("Properties", "Realty", "Apartments", "Holdings")): 26,
        Industry("Restaurant", ("Grill", "Diner", "Pizza", "BBQ", "Café", "Kitchen")): 16,
        Industry("Retail", ("Market", "Outfitters", "Furniture", "Hardware", "Gifts")): 14,
        Industry("Construction", ("Builders", "Roofing", "Contracting", "Concrete")): 9,
        Industry("Healthcare", ("Clinic", "Dental", "Family Medicine", "Physical Therapy")): 7,
        Industry("Office", ("Consulting", "Associates", "Partners", "Advisors")): 6,
        Industry("Beauty", ("Salon", "Barber Shop", "Nails", "Day Spa")): 4,
        Industry("Manufacturing", ("Manufacturing", "Fabrication", "Tool & Die", "Plastics")): 3,
        Industry("Education", ("Academy", "Preschool", "Learning Center", "College")): 2.5,
        Industry("Automotive", ("Auto Repair", "Tire & Brake", "Body Shop", "Motors")): 2.5,
        Industry("Hotel", ("Inn", "Suites", "Lodge", "Hotel")): 2,
        Industry("Legal", ("Law Firm", "Attorneys", "Legal Group")): 1.5,
        Industry("Landscaping", ("Lawn Care", "Landscaping", "Tree Service")): 1.2,
        Industry("Cleaning", ("Cleaning", "Janitorial", "Laundry")): 1,
        Industry("Finance", ("Insurance", "Credit Union", "Tax Service")): 0.8,
        Industry("Warehouse", ("Storage", "Logistics", "Distribution")): 0.7,
        Industry("Religious organization", ("Baptist Church", "Chapel", "Ministries")): 0.6,
        Industry("Fitness", ("Fitness", "Gym", "Yoga")): 0.5,
        Industry("Veterinary", ("Animal Hospital", "Veterinary Clinic", "Kennels")): 0.3,
        Industry("Agriculture", ("Farms", "Dairy", "Nursery")): 0.2,
        Industry("Arts and museums", ("Gallery", "Museum", "Theatre")): 0.1,
    }
)
"""Industries by weight: the first three hold more than half."""

LANDSCAPE = by_rank(
    (
        *("River", "Oak", "Summit", "Heritage", "Delta", "Pinnacle", "Maple", "Ridge", "Ozark"),
        *("Bluff", "Sunrise", "Magnolia", "Harbor", "Cedar", "Stone", "Prairie", "Falcon"),
        *("Silver", "Golden", "Northside", "Eastgate", "Meadow", "Willow", "Granite", "Cypress"),
    )
)
SECOND = ("Creek", "Hill", "Valley", "Point", "Grove", "View", "Crossing", "Park", "Bend")
FORMS = Skewed({"": 40, " LLC": 35, " Inc": 12, ", Inc.": 6, " Co.": 5, " PLLC": 2})
ABROAD = {
    "Germany": Skewed({" GmbH": 7, " GmbH & Co. KG": 2, " AG": 1}),
    "Mexico": Skewed({" S.A. de C.V.": 8, "": 2}),
    "United Kingdom": Skewed({" Ltd": 7, " Limited": 2, " PLC": 1}),
    "France": Skewed({" SARL": 6, " SAS": 4}),
}

CHAINS = 60
"""Chains of branches; the first have a good part of them all."""


def company_in(random: Random, industry: Industry, city: City) -> str:
    """A company's name: of somebody, of two, of the city, or of the landscape; few are long."""
    trade = random.choice(industry.trades)
    form = ABROAD.get(city.country, FORMS).draw(random)
    last = person_in(random, city.country)[1]
    chance = random.random()
    if chance < 0.30:
        return f"{last} {trade}{form}"
    if chance < 0.42:
        return f"{last} & {person_in(random, city.country)[1]} {trade}{form}"
    if chance < 0.47:
        return f"{last}'s {trade}"
    if chance < 0.55:
        return f"{LANDSCAPE.draw(random)} {trade} of {city.name}{form}"
    if chance < 0.995:
        second = random.choice(SECOND)
        return f"{LANDSCAPE.draw(random)} {second} {last} {trade}{form}"
    return (
        f"The {last} and {person_in(random, city.country)[1]} Family Foundation for the "
        f"Preservation of {LANDSCAPE.draw(random)} {random.choice(SECOND)} and the Greater "
        f"{city.name} Area, doing business as {last} {trade}{form}"
    )


def make_chains(random: Random) -> Skewed[tuple[Industry, str]]:
    """Chains: an industry and a name that all branches share."""
    made: list[tuple[Industry, str]] = []
    for _ in range(CHAINS):
        industry = INDUSTRIES.draw(random)
        trade = random.choice(industry.trades)
        made.append((industry, f"{LANDSCAPE.draw(random)} {random.choice(SECOND)} {trade}"))
    return by_rank(made, evenness=1)
