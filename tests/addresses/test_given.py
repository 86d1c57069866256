"""The site and the billing address as a customer's form or an import gives them."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import func, select

from clientapp.customers.commands import save_values
from clientapp.customers.fields import at_home
from clientapp.customers.reading import read_values
from clientapp.database import reading, transaction
from clientapp.field import Home
from clientapp.ledger.recording import Actor, begin
from clientapp.ledger.sharing import close
from clientapp.ledger.undo import undo_all
from clientapp.models import Property
from tests.addresses.test_commands import ticks
from tests.contacts.people import newest
from tests.customers.many import add_all, ledger_faults
from tests.customers.writing import values_of

SITE = {"street": "12 Oak Ct", "city": "Benton"}
BILLING = {"billing_street": "PO Box 9", "billing_city": "Bryant"}
SAME = {f"billing_{name}": value for name, value in SITE.items()}
NO_BILLING = dict.fromkeys(BILLING)


def save(actor: Actor, customer_id: int, **values: Any) -> None:
    """Write values as an import does."""
    with transaction() as session:
        operation = begin(session, actor, "import", "Import")
        current = read_values(session, [customer_id])[customer_id]
        save_values(session, operation, customer_id, current, values)
        close(session, operation)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (SITE | BILLING, {"12 Oak Ct": "SP", "PO Box 9": "B"}),
        (SITE, {"12 Oak Ct": "BSP"}),
        (SITE | SAME, {"12 Oak Ct": "BSP"}),
        (SITE | SAME | {"latitude": 34.5, "longitude": -92.5}, {"12 Oak Ct": "BSP"}),
        (BILLING | {"city": None}, {"PO Box 9": "B"}),
        ({"city": None}, {}),
    ],
)
def test_a_billing_address_is_a_place_of_its_own_only_where_it_differs(
    any_database: str, actor: Actor, values: dict[str, Any], wanted: dict[str, str]
) -> None:
    (ana,) = add_all(actor, [values])
    assert ticks(ana) == wanted
    with reading() as session:
        sites = session.exec(select(func.count()).select_from(Property)).one()
    assert sites == sum("S" in each for each in wanted.values())


@pytest.mark.parametrize(
    ("before", "written", "wanted"),
    [
        (SITE, BILLING, {"12 Oak Ct": "SP", "PO Box 9": "B"}),
        (SITE, {"street": "1 Main St"}, {"1 Main St": "BSP"}),
        (SITE | BILLING, SAME, {"12 Oak Ct": "BSP"}),
        (SITE | BILLING, NO_BILLING, {"12 Oak Ct": "BSP"}),
        (SITE | BILLING, {"billing_street": "PO Box 10"}, {"12 Oak Ct": "SP", "PO Box 10": "B"}),
        (BILLING | {"city": None}, SITE, {"12 Oak Ct": "SP", "PO Box 9": "B"}),
        ({"city": None}, BILLING, {"PO Box 9": "B"}),
        (SITE, {"street": "1 Main St"} | SAME, {"1 Main St": "SP", "12 Oak Ct": "B"}),
    ],
)
def test_what_is_written_later_moves_the_tick_or_makes_a_second_place(
    any_database: str,
    actor: Actor,
    before: dict[str, Any],
    written: dict[str, Any],
    wanted: dict[str, str],
) -> None:
    (ana,) = add_all(actor, [before])
    first = ticks(ana)
    save(actor, ana, **written)
    assert ticks(ana) == wanted
    undo_all(transaction, actor, newest())
    assert ticks(ana) == first
    assert ledger_faults() == []


TEXT = st.sampled_from([None, "12 Oak Ct", "PO Box 9"])
PLACES = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("street", "city", "billing_street", "billing_city", "country"), TEXT),
)
NAMES = [field.name for home in (Home.SITE, Home.BILLING) for field in at_home(home)]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=PLACES)
def test_what_was_read_of_a_customer_makes_one_that_reads_alike(
    any_database: str, actor: Actor, values: dict[str, Any]
) -> None:
    (first,) = add_all(actor, [values])
    read = {name: values_of(first)[name] for name in NAMES}
    (second,) = add_all(actor, [read])
    assert {name: values_of(second)[name] for name in NAMES} == read
