"""The choices of the picklists, by how common they are."""

from collections.abc import Sequence

from clientapp.demo.cities import CITIES
from clientapp.demo.companies import INDUSTRIES
from clientapp.demo.drawing import Skewed, by_rank

CATEGORIES = Skewed({"Standard": 78, "Contract": 15, "VIP": 5, "One-off": 2})
TYPES = Skewed({"Direct": 85, "Partner": 10, "Prospect": 5})
SOURCES = by_rank(("Referral", "Website", "Phone", "Trade fair", "Advertisement"), evenness=1)
TERMS = Skewed({"Net 30": 70, "Due on Receipt": 18, "Net 15": 8, "Net 60": 4})
AT_ONCE = "Due on Receipt"
TAX_RATES = {"AR": "Arkansas 6.5%", "TN": "Tennessee 7%"}
EXEMPT = "Tax exempt"

PREFERENCES = Skewed({"By email": 85, "By post": 15})
AREAS = {"AR": "Arkansas", "TN": "Tennessee"}
ELSEWHERE = "Out of state"

SECTORS = {
    "Real estate": {"Property management": "Rental property"},
    "Hospitality": {"Restaurant": "Food service", "Hotel": "Lodging"},
    "Trade": {"Retail": "Shops", "Automotive": "Repair", "Warehouse": "Wholesale"},
    "Personal services": {
        "Beauty": "Beauty",
        "Fitness": "Sport",
        "Cleaning": "Upkeep",
        "Landscaping": "Upkeep",
        "Veterinary": "Health",
    },
    "Industry": {
        "Construction": "Building",
        "Manufacturing": "Production",
        "Agriculture": "Farming",
    },
    "Professional services": {"Office": "Advice", "Legal": "Law", "Finance": "Money"},
    "Public and social": {
        "Healthcare": "Health",
        "Education": "Schools",
        "Religious organization": "Congregations",
        "Arts and museums": "Culture",
    },
}
"""By sector, the industries in it with their sub-sectors."""

SECTOR_OF = {industry: sector for sector, found in SECTORS.items() for industry in found}
SUB_SECTOR_OF = {industry: sub for found in SECTORS.values() for industry, sub in found.items()}

OPTIONS: dict[str, Sequence[str]] = {
    "industry": [industry.label for industry in INDUSTRIES.items],
    "category": CATEGORIES.items,
    "type": TYPES.items,
    "source": SOURCES.items,
    "payment_term": TERMS.items,
    "tax_rate": [*TAX_RATES.values(), EXEMPT],
    "communication_preference": PREFERENCES.items,
    "sector": list(SECTORS),
    "sub_sector": list(dict.fromkeys(SUB_SECTOR_OF.values())),
    "area": [*AREAS.values(), ELSEWHERE],
    "property_type": ["Home", "Office", "Warehouse", "Apartment complex", "Store"],
    "service_zone": list(dict.fromkeys(city.zone for city in CITIES.items)),
}
"""The choices that the values hold as labels, by picklist; the fields are named alike."""
