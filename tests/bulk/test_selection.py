"""A selection holds what a plain model of it says, whatever is written meanwhile."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from clientapp.bulk.selection import Selection
from clientapp.customers.derived import reindex
from clientapp.customers.queries import CUSTOMERS
from clientapp.database import transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.setting import restore_rows, trash_rows, update_rows
from clientapp.listing.request import EMPTY, Condition, ListRequest
from clientapp.models import Customer
from tests.customers.many import add_all

COUNT = 8
NAMES = ("Alder", "Birch")
INDUSTRIES = (None, 1, 2)


@dataclass
class Model:
    """Customers as plain values."""

    names: dict[int, str]
    industry: dict[int, int | None]
    trashed: set[int] = field(default_factory=set[int])

    def held(self, selection: Selection) -> list[int]:
        """The ids that a selection holds."""
        found = set(selection.ids) & self.names.keys()
        if selection.request is not None:
            found = {i for i in self.names if self.finds(selection.request, i)} - selection.excluded
        return sorted(found - self.trashed)

    def finds(self, request: ListRequest, row: int) -> bool:
        """Whether a request finds a customer."""
        if request.search.casefold() not in self.names[row].casefold():
            return False
        return all(self.meets(condition, row) for condition in request.filters)

    def meets(self, condition: Condition, row: int) -> bool:
        """Whether a customer meets a condition on its industry."""
        value = self.industry[row]
        among = (EMPTY if value is None else str(value)) in condition.values
        return among != condition.negated


ROWS = st.integers(0, COUNT - 1)
CONDITIONS = st.builds(
    Condition,
    st.just("industry"),
    st.lists(st.sampled_from(["1", "2", EMPTY]), min_size=1).map(tuple),
    st.booleans(),
)
REQUESTS = st.builds(
    ListRequest,
    search=st.sampled_from(["", "alder", "birch"]),
    filters=st.lists(CONDITIONS, max_size=1).map(tuple),
)
WRITES = st.lists(
    st.tuples(st.sampled_from(["trash", "restore", 1, 2, None]), st.sets(ROWS)), max_size=4
)


def write(session: Session, actor: Actor, what: Any, ids: list[int], model: Model) -> None:
    """Do the same to the database and to the model."""
    operation = begin(session, actor, "edit", "Edit")
    if what == "trash":
        trash_rows(session, operation, Customer, ids)
        model.trashed |= set(ids)
    elif what == "restore":
        restore_rows(session, operation, Customer, ids)
        model.trashed -= set(ids)
    else:
        update_rows(session, operation, Customer, ids, {"industry_id": what})
        model.industry |= dict.fromkeys(ids, what)
    finish(session, operation)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    chosen=st.one_of(st.sets(ROWS), REQUESTS),
    left_out=st.sets(ROWS),
    industries=st.lists(st.sampled_from(INDUSTRIES), min_size=COUNT, max_size=COUNT),
    writes=WRITES,
    asked=st.sets(ROWS),
)
def test_a_selection_holds_what_it_says_after_any_later_writes(
    any_database: str,
    actor: Actor,
    chosen: set[int] | ListRequest,
    left_out: set[int],
    industries: list[int | None],
    writes: list[tuple[Any, set[int]]],
    asked: set[int],
) -> None:
    names = [f"{NAMES[n % 2]} {n}" for n in range(COUNT)]
    rows = zip(names, industries, strict=True)
    ids = add_all(actor, ({"company_name": name, "industry": i} for name, i in rows))
    model = Model(dict(zip(ids, names, strict=True)), dict(zip(ids, industries, strict=True)))
    with transaction() as session:
        others = Selection(request=ListRequest()).all(session, CUSTOMERS)
        write(session, actor, "trash", sorted(set(others) - set(ids)), Model({}, {}))
        if isinstance(chosen, ListRequest):
            selection = Selection(request=chosen, excluded=frozenset(ids[n] for n in left_out))
        else:
            selection = Selection(ids=tuple(ids[n] for n in chosen))
        for what, some in writes:
            write(session, actor, what, sorted(ids[n] for n in some), model)
        reindex(session, ids)
        held = model.held(selection)
        assert selection.all(session, CUSTOMERS) == held
        assert selection.count(session, CUSTOMERS) == len(held)
        few = [ids[n] for n in sorted(asked)]
        assert selection.still(session, CUSTOMERS, few) == sorted(set(few) & set(held))
