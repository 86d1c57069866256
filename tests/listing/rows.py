"""A handful of customers in the database, and the plain rules of what a list of them shows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import delete, insert, select
from sqlmodel import Session, col

from clientapp.formatting import fold
from clientapp.listing.filters import (
    LAST_MONTH,
    THIS_MONTH,
    ChoiceFilter,
    Filter,
    FlagsFilter,
    Labels,
    MonthFilter,
    OptionFilter,
    ReferenceFilter,
)
from clientapp.listing.key_filter import KeyFilter
from clientapp.listing.link_filter import LinkFilter
from clientapp.listing.listed import Listed, Sort
from clientapp.listing.request import EMPTY, Condition
from clientapp.models import Customer, CustomerTag, Organization, Picklist, PicklistOption
from clientapp.searching import index
from clientapp.searching.document import document

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SEARCH = "customer_search"
KINDS = (("residential", "Residential"), ("commercial", "Commercial"))
FLAGS = (("contact", "No named contact"), ("reach", "No phone"), ("phone", "Doubtful phone"))
MODEL: Any = Customer
LINK: Any = CustomerTag


def spelled(session: Session, keys: Collection[str]) -> Labels:
    """A city is written as the key is, in capitals."""
    return {key: key.upper() for key in keys}


FILTERS: tuple[Filter, ...] = (
    OptionFilter("industry", "Industry", MODEL.industry_id),
    ChoiceFilter("kind", "Kind", MODEL.kind, False, KINDS),
    ReferenceFilter(
        "organization",
        "Organization",
        MODEL.organization_id,
        named=(Organization.id, Organization.name),  # pyright: ignore[reportArgumentType]
    ),
    KeyFilter("city", "City", MODEL.city_key, label_of=spelled),
    LinkFilter(
        *("tags", "Tags", MODEL.id),
        list_name="tag",
        owner=LINK.customer_id,
        option=LINK.tag_id,
        live=col(CustomerTag.trashed_at).is_(None),
    ),
    FlagsFilter("problems", "Open problems", MODEL.problems, choices=FLAGS),
    MonthFilter("new", "New", MODEL.created_at),
)
LISTED = Listed(
    kind="customer",
    id=MODEL.id,
    name_key=MODEL.name_key,
    live=col(Customer.trashed_at).is_(None),
    index=SEARCH,
    sorts={
        "name": Sort(MODEL.name_key),
        "place": Sort(MODEL.place_key, may_be_empty=True),
        "industry": Sort(MODEL.name_key, option=MODEL.industry_id),
    },
    filters={each.name: each for each in FILTERS},
)
LABELS = ("Zoo", "älter", "Bakery", "bake shop")
OPTIONS = {label: str(number) for number, label in enumerate(LABELS, 1001)}
TAGS = {label: str(number) for number, label in enumerate(("Key held", "Dog", "VIP"), 2001)}
GROUPS = {1: "Group one", 2: "Second group"}
CREATED = {
    None: datetime(2026, 9, 30, tzinfo=UTC),
    LAST_MONTH: datetime(2026, 10, 1, tzinfo=UTC),
    THIS_MONTH: datetime(2026, 11, 1, tzinfo=UTC),
}


@dataclass(frozen=True)
class Row:
    name: str
    place: str | None = None
    label: str | None = None
    trashed: bool = False
    kind: str = "residential"
    group: int | None = None
    city: str | None = None
    flags: frozenset[str] = frozenset()
    created: str | None = None
    tags: frozenset[str] = frozenset()
    tags_removed: frozenset[str] = frozenset()


rows = st.builds(
    Row,
    name=st.sampled_from(["Alder", "alder", "Álder Bakery", "Al", "al z", "Big Al", "Zoë", "a b"]),
    place=st.sampled_from([None, "Łódź", "Lodz", "Little Rock", "little-rock", "Zug", "1st St"]),
    label=st.sampled_from([None, *LABELS]),
    trashed=st.sampled_from([False, False, False, True]),
    kind=st.sampled_from(["residential", "commercial"]),
    group=st.sampled_from([None, *GROUPS]),
    city=st.sampled_from([None, "Łódź", "lodz", "Zug", "Little Rock"]),
    flags=st.frozensets(st.sampled_from([flag for flag, _label in FLAGS])),
    created=st.sampled_from([None, THIS_MONTH, LAST_MONTH]),
    tags=st.frozensets(st.sampled_from(list(TAGS))),
    tags_removed=st.frozensets(st.sampled_from(list(TAGS))),
)

VALUES: Mapping[str, list[str]] = {
    "industry": [*OPTIONS.values(), "77", EMPTY],
    "kind": ["residential", "commercial"],
    "organization": ["1", "2", "77", EMPTY],
    "city": ["lodz", "zug", "nowhere", EMPTY],
    "problems": ["contact", "reach", "phone", EMPTY],
    "new": [THIS_MONTH, LAST_MONTH],
    "tags": [*TAGS.values(), "77", EMPTY],
}


def a_condition(name: str) -> st.SearchStrategy[Condition]:
    """Any condition on a filter."""
    some = st.lists(st.sampled_from(VALUES[name]), min_size=1).map(tuple)
    return st.builds(Condition, st.just(name), some, st.booleans())


conditions = st.lists(st.sampled_from(list(VALUES)), unique=True, max_size=3).flatmap(
    lambda names: st.tuples(*map(a_condition, names))
)
"""Any conditions, at most one for a filter."""


def held(row: Row, name: str) -> set[str]:
    """The values of a filter that a row has."""
    has: Mapping[str, Callable[[], Collection[str | None]]] = {
        "industry": lambda: {OPTIONS[row.label] if row.label else None},
        "kind": lambda: {row.kind},
        "organization": lambda: {str(row.group) if row.group else None},
        "city": lambda: {fold(row.city)},
        "problems": lambda: row.flags or {None},
        "new": lambda: {row.created or "earlier"},
        "tags": lambda: {TAGS[label] for label in row.tags} or {None},
    }
    return {value or EMPTY for value in has[name]()}


def lets_through(condition: Condition, row: Row) -> bool:
    """Whether a condition lets a row through: any of the values, or none of them."""
    return bool(held(row, condition.name) & set(condition.values)) != condition.negated


def fill(session: Session, stored: Sequence[Row]) -> None:
    """Make these the customers, numbered from 1."""
    session.execute(delete(CustomerTag))
    session.execute(delete(Customer))
    index.remove(session, SEARCH, range(1, 100))
    _write_options(session)
    values = [
        {
            "id": number,
            "number": f"C-{number:06d}",
            "kind": row.kind,
            "display_name": row.name,
            "name_key": fold(row.name),
            "place_key": fold(row.place) or None,
            "city_key": fold(row.city) or None,
            "problems": sum(1 << at for at, (flag, _) in enumerate(FLAGS) if flag in row.flags)
            or None,
            "industry_id": int(OPTIONS[row.label]) if row.label else None,
            "organization_id": row.group,
            "version": 1,
            "trashed_at": NOW if row.trashed else None,
            "created_at": CREATED[row.created],
            "modified_at": NOW,
        }
        for number, row in enumerate(stored, 1)
    ]
    if values:
        session.execute(insert(Customer), values)
    _write_tags(session, stored)
    live = [(number, row) for number, row in enumerate(stored, 1) if not row.trashed]
    index.add(session, SEARCH, [(number, document([row.name])) for number, row in live])


def _write_tags(session: Session, stored: Sequence[Row]) -> None:
    links = [
        {
            "customer_id": number,
            "tag_id": int(TAGS[label]),
            "version": 1,
            "trashed_at": None if label in row.tags else NOW,
        }
        for number, row in enumerate(stored, 1)
        for label in sorted(row.tags | row.tags_removed)
    ]
    if links:
        session.execute(insert(CustomerTag), links)


def _write_options(session: Session) -> None:
    session.execute(delete(PicklistOption))
    lists = {each.name: each.id for each in session.execute(select(Picklist)).scalars()}
    options = [
        {
            "id": int(option),
            "picklist_id": lists[picklist],
            "label": label,
            "label_key": fold(label),
            "position": 0,
            "version": 1,
        }
        for picklist, choices in (("industry", OPTIONS), ("tag", TAGS))
        for label, option in choices.items()
    ]
    session.execute(insert(PicklistOption), options)
    session.execute(delete(Organization))
    stamps = {"version": 1, "created_at": NOW, "modified_at": NOW}
    groups = [{"id": at, "name": name, "name_key": fold(name)} for at, name in GROUPS.items()]
    session.execute(insert(Organization), [group | stamps for group in groups])


def found(row: Row, search: str) -> bool:
    """Whether a search finds a row: three letters anywhere in a word, fewer at its beginning."""
    words = fold(row.name).split()
    return all(
        any(term in word if len(term) > 2 else word.startswith(term) for word in words)
        for term in search.split()
    )


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
