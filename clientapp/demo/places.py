"""Streets, post codes and phones, written as in their country."""

from functools import cache
from random import Random

from mimesis import Address, Locale

from clientapp.demo.drawing import Skewed, digits

STREETS = 1_500
"""Streets asked of a language."""

SUFFIXES = Skewed({"St": 30, "Ave": 20, "Rd": 15, "Dr": 15, "Ln": 8, "Blvd": 6, "Ct": 4, "Way": 2})
DIRECTIONS = Skewed({"": 70, "N ": 8, "S ": 8, "E ": 7, "W ": 7})
UNITS = ("Apt", "Suite", "Unit", "#")

LANGUAGES = {
    "Canada": Locale.EN_CA,
    "Mexico": Locale.ES_MX,
    "United Kingdom": Locale.EN_GB,
    "Germany": Locale.DE,
    "France": Locale.FR,
}

POST_CODE_LETTERS = "ABEGHJLNPRSTWXYZ"
"""Those that both British and Canadian post codes use."""


def written(random: Random, pattern: str) -> str:
    """A pattern with its # and @ filled in."""
    filled = pattern
    if "@" in pattern:
        letters = (random.choice(POST_CODE_LETTERS) if c == "@" else c for c in pattern)
        filled = "".join(letters)
    pieces = filled.split("#")
    if len(pieces) == 1:
        return filled
    drawn = digits(random, len(pieces) - 1)
    return pieces[0] + "".join(map("".join, zip(drawn, pieces[1:], strict=True)))


def street_in(random: Random, country: str) -> str:
    """A street with a number, as they are written in the country."""
    streets = _streets(LANGUAGES.get(country, Locale.EN))
    street = streets[int(random.random() * len(streets))]
    number = 1 + int(random.random() ** 3 * 14_000)
    match country:
        case "United States" | "Canada":
            line = f"{number} {DIRECTIONS.draw(random)}{street} {SUFFIXES.draw(random)}"
            if random.random() < 0.12:
                line += f" {random.choice(UNITS)} {1 + int(random.random() * 400)}"
            return line
        case "Germany" | "Mexico":
            return f"{street} {1 + number % 300}"
        case _:
            return f"{1 + number % 300} {street}"


@cache
def _streets(language: Locale) -> list[str]:
    address = Address(language, seed=language.value)
    drawn = (address.street_name() for _ in range(STREETS))
    if language is Locale.EN_GB:
        drawn = (f"{name} {address.street_suffix()}" for name in drawn)
    return list(dict.fromkeys(drawn))
