"""Records of which it is known whether they are the same."""

import csv
import lzma
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from clientapp.customers.likeness import facts_of
from clientapp.merging.keys import keys
from clientapp.merging.likeness import Facts
from clientapp.merging.pairs import LARGEST_GROUP, Pair
from clientapp.merging.scan import probable

DATA = Path(__file__).resolve().parents[1] / "data"

FEBRL = {"1": ("1",), "2": ("2",), "3": ("3",), "4": ("4a", "4b")}
"""The sets by their number, with their files; the fourth is two lists of the same persons."""


def febrl(number: str) -> tuple[list[Facts], dict[int, str]]:
    """The persons of a set, and who each is by its id.

    The number of the social security stands for the tax identifier, the suburb for the city. The
    date of birth is left out, since a customer has none.
    """
    rows = [row for name in FEBRL[number] for row in rows_of(f"febrl/dataset{name}.csv.xz")]
    persons = {
        at: facts_of(
            {
                "first_name": row["given_name"] or None,
                "last_name": row["surname"] or None,
                "street": f"{row['street_number']} {row['address_1']}",
                "city": row["suburb"],
                "postal_code": row["postcode"],
                "tax_identifier": row["soc_sec_id"],
            },
            at,
        )
        for at, row in enumerate(rows, start=1)
    }
    known = {at: row["rec_id"].split("-")[1] for at, row in enumerate(rows, start=1)}
    return list(persons.values()), known


def little_rock() -> tuple[list[Facts], dict[int, str]]:
    """Every row as a customer of its own, and which business at which address each is."""
    rows = list(rows_of("little_rock_business_licenses_all.csv.xz"))
    businesses = [
        facts_of(
            {
                "kind": "commercial",
                "company_name": row["Business"],
                "street": row["Address"],
                "city": row["City"],
                "postal_code": row["Zip"],
            },
            at,
        )
        for at, row in enumerate(rows, start=1)
    ]
    return businesses, {
        at: f"{row['Business']} {row['Address']}" for at, row in enumerate(rows, start=1)
    }


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with lzma.open(DATA / name, "rt") as file:
        yield from csv.DictReader(file, skipinitialspace=True)


def proposed(records: list[Facts]) -> list[Pair]:
    """The pairs that a scan finds among records, without a database."""
    groups = defaultdict[str, list[int]](list)
    for facts in records:
        for key in keys(facts):
            groups[key].append(facts.id)
    small = [(key, ids) for key, ids in groups.items() if 1 < len(ids) <= LARGEST_GROUP]
    return probable(small, {facts.id: facts for facts in records})


def quality(number: str) -> tuple[float, float]:
    """Precision and recall on a set of Febrl, of all pairs that are the same."""
    persons, known = febrl(number)
    found = proposed(persons)
    right = sum(known[first] == known[second] for first, second, *_ in found)
    sizes = defaultdict[str, int](int)
    for person in known.values():
        sizes[person] += 1
    return right / len(found), right / sum(size * (size - 1) // 2 for size in sizes.values())
