"""A handful of customers in the database, and the plain rule of their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from hypothesis import strategies as st
from sqlalchemy import delete, insert
from sqlmodel import Session, col

from clientapp.formatting import fold
from clientapp.listing.listed import Listed, Sort
from clientapp.models import Customer, Picklist, PicklistOption
from clientapp.searching import index
from clientapp.searching.document import document

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SEARCH = "customer_search"
LISTED = Listed(
    kind="customer",
    id=Customer.id,  # pyright: ignore[reportArgumentType]
    name_key=Customer.name_key,  # pyright: ignore[reportArgumentType]
    live=col(Customer.trashed_at).is_(None),
    by_name="ix_customer_live_name",
    index=SEARCH,
    sorts={
        "name": Sort(Customer.name_key),  # pyright: ignore[reportArgumentType]
        "place": Sort(Customer.place_key, may_be_empty=True),  # pyright: ignore[reportArgumentType]
        "industry": Sort(Customer.name_key, option=Customer.industry_id),  # pyright: ignore[reportArgumentType]
    },
)
LABELS = ("Zoo", "älter", "Bakery", "bake shop")


@dataclass(frozen=True)
class Row:
    name: str
    place: str | None = None
    label: str | None = None
    trashed: bool = False


rows = st.builds(
    Row,
    name=st.sampled_from(["Alder", "alder", "Álder Bakery", "Al", "al z", "Big Al", "Zoë", "a b"]),
    place=st.sampled_from([None, "Łódź", "Lodz", "Little Rock", "little-rock", "Zug", "1st St"]),
    label=st.sampled_from([None, *LABELS]),
    trashed=st.sampled_from([False, False, False, True]),
)


def fill(session: Session, stored: Sequence[Row]) -> None:
    """Make these the customers, numbered from 1."""
    session.execute(delete(Customer))
    index.remove(session, SEARCH, range(1, 100))
    options = _options(session)
    values = [
        {
            "id": number,
            "number": f"C-{number:06d}",
            "display_name": row.name,
            "name_key": fold(row.name),
            "place_key": fold(row.place) or None,
            "industry_id": options[row.label] if row.label else None,
            "version": 1,
            "trashed_at": NOW if row.trashed else None,
            "created_at": NOW,
            "modified_at": NOW,
        }
        for number, row in enumerate(stored, 1)
    ]
    if values:
        session.execute(insert(Customer), values)
    live = [(number, row) for number, row in enumerate(stored, 1) if not row.trashed]
    index.add(session, SEARCH, [(number, document([row.name])) for number, row in live])


def _options(session: Session) -> Mapping[str, int]:
    session.execute(delete(PicklistOption))
    lists = session.execute(Picklist.__table__.select()).first()  # type: ignore[attr-defined]
    assert lists is not None
    options = [
        {"picklist_id": lists.id, "label": label, "label_key": fold(label), "version": 1}
        for label in LABELS
    ]
    session.execute(insert(PicklistOption), [{"position": 0, **option} for option in options])
    found = session.execute(PicklistOption.__table__.select())  # type: ignore[attr-defined]
    return {option.label: option.id for option in found}


def ordered(stored: Sequence[Row], sort: str, descending: bool) -> list[int]:
    """Empty values last in both directions, then the id, in the same direction."""

    def key(number: int) -> tuple[str | int, ...]:
        row = stored[number - 1]
        first = {"name": fold(row.name), "place": fold(row.place), "industry": fold(row.label)}
        second = (fold(row.name),) if sort == "industry" else ()
        return (first[sort], *second, number)

    numbers = [number for number, row in enumerate(stored, 1) if not row.trashed]
    numbers.sort(key=key, reverse=descending)
    return sorted(numbers, key=lambda number: key(number)[0] == "")
