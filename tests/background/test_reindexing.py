"""The search index is made anew in the background, and goes on where it was cut off."""

import pytest
from sqlalchemy import text

from clientapp.background import reindexing
from clientapp.background.reindexing import REINDEX
from clientapp.background.runner import run_all
from clientapp.background.work import ask, standing
from clientapp.customers.derived import SEARCH
from clientapp.database import reading, transaction
from clientapp.ledger.recording import SYSTEM, Actor
from clientapp.organizations.derived import SEARCH as ORGANIZATIONS
from clientapp.searching import index
from tests.contacts.people import customer
from tests.customers.bulk import trash_customer
from tests.lookup.test_queries import organization


def forget() -> None:
    """Leave the index as it was before there was one: empty, or with what is wrong."""
    with transaction() as session:
        for name in (SEARCH, ORGANIZATIONS):
            index.remove(session, name, range(1, 100))
        session.execute(text("DELETE FROM search_word"))


def ask_for_it() -> None:
    with transaction() as session:
        ask(session, REINDEX, SYSTEM)


def indexed(name: str = SEARCH) -> list[int]:
    key = "rowid" if name and is_sqlite() else "id"
    with reading() as session:
        return list(session.execute(text(f"SELECT {key} FROM {name} ORDER BY 1")).scalars())


def is_sqlite() -> bool:
    with reading() as session:
        return session.get_bind().dialect.name == "sqlite"


def test_documents_and_words_are_made_anew(
    any_database: str, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindexing, "AT_ONCE", 2)
    ids = [customer(actor, f"Moss{'abcde'[at]}") for at in range(5)]
    group = organization("Reyes Brothers")
    trash_customer(transaction, actor, ids[1])
    forget()
    with transaction() as session:
        index.add(session, SEARCH, [(ids[1], "  in  trash")])
    ask_for_it()
    assert run_all(transaction) == 1
    assert (indexed(), indexed(ORGANIZATIONS)) == ([ids[0], *ids[2:]], [group])
    with reading() as session:
        words = session.execute(text("SELECT word FROM search_word ORDER BY word")).scalars()
        assert list(words) == ["brothers", "mossa", "mossc", "mossd", "mosse", "reyes"]
        work = standing(session, REINDEX)
    assert work
    assert (work.status, work.done, work.total) == ("done", 6, 6)


def test_what_was_cut_off_goes_on_where_it_came_to(
    any_database: str, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindexing, "AT_ONCE", 2)
    ids = [customer(actor) for _ in range(5)]
    forget()
    ask_for_it()
    steps = iter([True, True, False, False])
    assert run_all(transaction, going=lambda: next(steps)) == 0
    assert indexed() == ids[:4]
    with transaction() as session:
        index.remove(session, SEARCH, ids[:4])  # tells whether they are written once more
        session.execute(text("UPDATE background_work SET status = 'waiting'"))
    assert run_all(transaction) == 1
    assert indexed() == ids[4:]
