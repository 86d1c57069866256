"""How alike two records are, from 0 to 100, and what is alike.

Each thing that is compared gives points for being alike and takes some for being different; what
one of the two does not have says nothing. The points were chosen on Febrl's labelled sets and on
public business licences (tests/merging/test_scoring.py).
"""

from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from clientapp.merging.likeness import Facts, Place

PROBABLE = 55
"""From this score on, two records are probably the same."""

SAME, CLOSE, SIMILAR = 0.98, 0.9, 0.8
"""From these likenesses on a text is the same, nearly the same, similar."""

DIFFERENT = 0.5
"""The likeness of names that look alike and mean others."""

PHONE, EMAIL = 35, 40
TAX, TAX_SLIP, TAX_OTHER = 55, 40, -10
NAMES = ((SAME, 40), (CLOSE, 36), (SIMILAR, 28), (0.7, 15), (0.55, 0))
NAME_OTHER = -15
NUMBER, NUMBER_OTHER = 10, -20
STREETS = ((0.95, 20), (SIMILAR, 15), (0.6, 0))
STREET_OTHER = -10
TOWN, NEAR_TOWN, TOWN_OTHER = 10, 6, -10
UNIT_OTHER = -10
PLACE_SAME, PLACE_OTHER = 40, -15
"""The points. Whoever has moved is at another place in every way: it takes no more than this."""


class Likeness(NamedTuple):
    """How alike two records are, from 0 to 100, and the names of what is alike (`WORDS`)."""

    score: int
    reasons: tuple[str, ...]

    @property
    def is_telling(self) -> bool:
        """Whether somebody should look at it: they share what few share, or a name and a place."""
        if {"phone", "email", "tax"} & {*self.reasons}:
            return True
        return sum(each.endswith(("name", "address")) for each in self.reasons) == 2


WORDS = {
    "phone": "Same phone",
    "email": "Same email",
    "tax": "Same tax identifier",
    "similar_tax": "Similar tax identifier",
    "name": "Same name",
    "similar_name": "Similar name",
    "address": "Same address",
    "similar_address": "Similar address",
}


def compare(first: Facts, second: Facts, least: int = 0) -> Likeness:
    """How alike two records are; which comes first makes no difference.

    Args:
        least: a score below this need not be told from 0.
    """
    judged = [each(first, second) for each in (_phones, _emails, _tax, _names)]
    if sum(points for points, _ in judged) + PLACE_SAME < least:
        return Likeness(0, ())
    judged.append(_places(first, second))
    score = sum(points for points, _ in judged)
    reasons = tuple(reason for _, reason in judged if reason)
    return Likeness(min(max(score, 0), 100), reasons)


def in_words(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """Reasons as people read them: "Same phone", "Similar name at the same address"."""
    name = next((each for each in reasons if each.endswith("name")), "")
    place = next((each for each in reasons if each.endswith("address")), "")
    if not (name and place):
        return tuple(WORDS[each] for each in reasons)
    where = WORDS[place].lower().replace("similar", "a similar").replace("same", "the same")
    rest = [WORDS[each] for each in reasons if each not in (name, place)]
    return (*rest, f"{WORDS[name]} at {where}")


Judged = tuple[int, str]
"""Points, and the reason if there is one."""


def _phones(first: Facts, second: Facts) -> Judged:
    return (PHONE, "phone") if first.phones & second.phones else (0, "")


def _emails(first: Facts, second: Facts) -> Judged:
    return (EMAIL, "email") if first.emails & second.emails else (0, "")


def _tax(first: Facts, second: Facts) -> Judged:
    one, other = first.tax_identifier, second.tax_identifier
    if not one or not other:
        return 0, ""
    if one == other:
        return TAX, "tax"
    return (TAX_SLIP, "similar_tax") if _is_slip(one, other) else (TAX_OTHER, "")


def _names(first: Facts, second: Facts) -> Judged:
    alike = name_likeness(first, second)
    if alike is None:
        return 0, ""
    reason = "name" if alike >= SAME else "similar_name" if alike >= SIMILAR else ""
    return _graded(alike, NAMES, NAME_OTHER), reason


def name_likeness(first: Facts, second: Facts) -> float | None:
    """How alike the names are, from 0 to 1; None where there is nothing to compare.

    Companies are told by their names alone: one person may speak for several.
    """
    if first.company and second.company:
        return company_likeness(first.company, second.company)
    if first.person and second.person:
        return words_likeness(first.person, second.person)
    one, other = first.company or first.person, second.company or second.person
    return words_likeness(one, other) if one and other else None


def company_likeness(one: str, other: str) -> float:
    """How alike two names of companies are, from 0 to 1; shops of a chain differ in a number."""
    alike = token_sort_ratio(one, other) / 100
    numbers = [{word for word in name.split() if word.isdigit()} for name in (one, other)]
    return min(alike, DIFFERENT) if all(numbers) and numbers[0] != numbers[1] else alike


def words_likeness(one: str, other: str) -> float:
    """How alike two short texts are, from 0 to 1, in whichever order their words stand; those that
    begin alike are more so, for a slip seldom comes first."""
    if one == other:
        return 1.0
    return max(JaroWinkler.similarity(one, other), token_sort_ratio(one, other) / 100)


def _places(first: Facts, second: Facts) -> Judged:
    """The places of the two that are most alike."""
    pairs = [(one, other) for one in first.places for other in second.places]
    return max((_place(*pair) for pair in pairs), default=(0, ""))


def _place(one: Place, other: Place) -> Judged:
    town = _town(one, other)
    number = 0
    if one.number and other.number:
        number = NUMBER if one.number == other.number else NUMBER_OTHER
    street = None
    if one.street and other.street:
        street = words_likeness(one.street, other.street)
    unit = UNIT_OTHER if one.unit != other.unit and one.unit and other.unit else 0
    grade = 0 if street is None else _graded(street, STREETS, STREET_OTHER)
    points = town + number + grade + unit
    if street is None or street < SIMILAR or number < 0 or town < 0:
        return max(points, PLACE_OTHER), ""
    same = street >= SAME and number > 0 and not unit
    return max(points, PLACE_OTHER), "address" if same else "similar_address"


def _town(one: Place, other: Place) -> int:
    """By the post code or the city, whichever says more for being the same."""
    points = [
        *_alike(one.city, other.city, words_likeness(one.city, other.city)),
        *_alike(one.postal_code, other.postal_code, _code_likeness(one, other)),
    ]
    return max(points, default=0)


def _alike(one: str, other: str, likeness: float) -> list[int]:
    if not one or not other:
        return []
    return [_graded(likeness, ((CLOSE, TOWN), (SIMILAR, NEAR_TOWN)), TOWN_OTHER)]


def _code_likeness(one: Place, other: Place) -> float:
    if one.postal_code == other.postal_code:
        return 1.0
    return SIMILAR if _is_slip(one.postal_code, other.postal_code) else 0.0


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter or digit was added, lost, changed, or swapped with its neighbour."""
    return OSA.distance(one, other, score_cutoff=1) == 1


def _graded(likeness: float, grades: tuple[tuple[float, int], ...], other: int) -> int:
    return next((points for least, points in grades if likeness >= least), other)
