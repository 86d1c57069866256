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

OPTIONS: dict[str, Sequence[str]] = {
    "industry": [industry.label for industry in INDUSTRIES.items],
    "category": CATEGORIES.items,
    "type": TYPES.items,
    "source": SOURCES.items,
    "payment_term": TERMS.items,
    "tax_rate": [*TAX_RATES.values(), EXEMPT],
    "service_zone": list(dict.fromkeys(city.zone for city in CITIES.items)),
}
"""The choices that the values hold as labels, by picklist; the fields are named alike."""
