"""People: names as common as in life, from several languages."""

from dataclasses import dataclass
from functools import cache
from random import Random

from mimesis import Locale, Person

from clientapp.demo.drawing import Skewed, by_rank

DRAWN = 1_500
"""Names asked of a language; fewer differ."""

LANGUAGES = {
    "United States": Skewed({Locale.EN: 86, Locale.ES_MX: 11, Locale.FR: 2, Locale.DE: 1}),
    "Canada": Skewed({Locale.EN_CA: 75, Locale.FR: 25}),
    "Mexico": Skewed({Locale.ES_MX: 1}),
    "United Kingdom": Skewed({Locale.EN_GB: 1}),
    "Germany": Skewed({Locale.DE: 1}),
    "France": Skewed({Locale.FR: 1}),
}
"""The languages of the names in a country: the accents of a list are mostly at home."""

JOB_TITLES = by_rank(
    (
        "Owner",
        "Office manager",
        "Facilities manager",
        "General manager",
        "Accounts payable",
        "Property manager",
        "Site supervisor",
        "Maintenance lead",
        "Director of operations",
        "Purchasing agent",
        "Head of administration",
        "Assistant to the managing director",
    ),
    evenness=2,
)


@dataclass(frozen=True)
class Names:
    """The names of one language, the common ones first."""

    first: Skewed[str]
    last: Skewed[str]


@cache
def names_in(language: Locale) -> Names:
    """The names of a language, alike in every run."""
    person = Person(language, seed=language.value)
    first = [person.first_name() for _ in range(DRAWN)]
    last = [person.last_name() for _ in range(DRAWN)]
    return Names(by_rank(first, evenness=30), by_rank(last, evenness=20))


def person_in(random: Random, country: str) -> tuple[str, str]:
    """First and last name of somebody who lives in a country; some have two of one."""
    names = names_in(LANGUAGES[country].draw(random))
    first, last = names.first.draw(random), names.last.draw(random)
    chance = random.random()
    if chance < 0.04:
        last = f"{last}-{names.last.draw(random)}"
    elif chance < 0.08:
        first = f"{first} {names.first.draw(random)}"
    elif chance < 0.083:
        more = [names.first.draw(random) for _ in range(4)]
        first, last = " ".join([first, *more]), f"{last} de la {names.last.draw(random)} y {last}"
    return first, last
