"""How the team sees a list: an operation like others, which is undone like others."""

import pytest

from clientapp import routes
from clientapp.access.identity import SignedIn
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.listing.columns import View
from clientapp.listing.team_view import set_team_view, team_view
from clientapp.operations.showing import view as view_of


def seen() -> View:
    with reading() as session:
        return team_view(session, "customers")


@pytest.mark.usefixtures("any_database")
def test_what_the_team_sees_is_set_and_undone(actor: Actor) -> None:
    assert seen() == View(None, False)
    wide = View(("phone:180", "city"), True)
    with transaction() as session:
        operation = set_team_view(session, actor, "customers", wide)
    assert seen() == wide
    with transaction() as session:
        assert set_team_view(session, actor, "customers", wide) is None
    undo_all(transaction, actor, operation or 0, others=True)
    assert seen() == View(None, False)


def test_an_operation_on_columns_leads_to_the_list_that_they_are_of(
    any_database: str, actor: Actor
) -> None:
    somebody = SignedIn(actor.user_id or 0, actor.name, "", "viewer", 0, frozenset())
    for view, address in (
        ("organizations", routes.ORGANIZATIONS),
        ("properties", routes.PROPERTIES),
        ("customers", routes.CUSTOMERS),
    ):
        with transaction() as session:
            operation = set_team_view(session, actor, view, View(None, True))
        with reading() as session:
            found = view_of(session, somebody, operation or 0, 1)
        assert found is not None
        assert [(line.name, line.address) for line in found[1]] == [(f"List of {view}", address)]
