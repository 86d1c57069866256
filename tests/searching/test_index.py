import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session

from clientapp.database import transaction
from clientapp.searching import index
from clientapp.searching.document import document
from clientapp.searching.query import terms

SEARCH = "customer_search"
NAMES = [
    "Alder Bakery",
    "alma & sons",
    "Big Al",
    "Al",
    "O'Neal",
    "Zoë Ålund",
    "a1 100% _x_",
    "L.L.C.",
]
PIECES = [
    *NAMES,
    "al",
    "a",
    "ald",
    "ba",
    "lder",
    "ny",
    "%",
    "_",
    '"',
    "*",
    "OR",
    "NEAR(a b)",
    "(501) 5",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=3).map(" ".join)


def found(session: Session, query: list[str]) -> set[int]:
    dialect = session.get_bind().dialect.name
    return set(session.execute(index.matching(dialect, SEARCH, query)).scalars())


def has(text: str, query: list[str]) -> bool:
    """The rule in plain words: long terms occur in a word, short ones begin one."""
    words = text.split()
    return all(
        any(term in word if len(term) > 2 else word.startswith(term) for word in words)
        for term in query
    )


def empty(session: Session) -> None:
    index.remove(session, SEARCH, range(1, 20))


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stored=st.lists(texts, max_size=8), query=texts)
@example(stored=NAMES, query="al")
@example(stored=NAMES, query="a")
@example(stored=["a" * 300, "ba"], query="a")
def test_both_databases_find_what_the_rule_says(
    any_database: str, stored: list[str], query: str
) -> None:
    documents = {number: document([text]) for number, text in enumerate(stored, 1)}
    wanted = terms(query)
    with transaction() as session:
        empty(session)
        index.add(session, SEARCH, documents.items())
        if wanted:
            expected = {number for number, text in documents.items() if has(text, wanted)}
            assert found(session, wanted) == expected
            assert index.count(session, SEARCH, wanted) == len(expected)


def test_writing_replaces_and_adds_and_leaves_alone(any_database: str) -> None:
    with transaction() as session:
        index.write(session, SEARCH, {1: "  alder", 2: "  birch"})
        index.write(session, SEARCH, {1: "  alder", 2: "  cedar", 3: "  cedar"})
        assert found(session, ["alder"]) == {1}
        assert found(session, ["birch"]) == set()
        assert found(session, ["cedar"]) == {2, 3}


def test_what_is_removed_is_not_found_and_removing_it_again_does_no_harm(any_database: str) -> None:
    with transaction() as session:
        index.write(session, SEARCH, {1: "  alder"})
        for _ in range(2):
            index.remove(session, SEARCH, [1, 2])
        assert found(session, ["alder"]) == set()


def test_a_removed_document_can_be_written_again(any_database: str) -> None:
    with transaction() as session:
        index.write(session, SEARCH, {1: "  alder"})
        index.remove(session, SEARCH, [1])
        index.write(session, SEARCH, {1: "  alder"})
        assert found(session, ["alder"]) == {1}


def test_thousands_are_written_and_counted_as_far_as_asked(any_database: str) -> None:
    with transaction() as session:
        index.write(session, SEARCH, {number: f"  alder  {number}" for number in range(1, 2001)})
        index.write(session, SEARCH, {number: f"  birch  {number}" for number in range(1001, 2501)})
        assert index.count(session, SEARCH, ["alder"]) == 1000
        assert index.count(session, SEARCH, ["birch"], at_most=7) == 7
        assert index.count(session, SEARCH, ["birch"]) == 1500


def test_a_bulk_is_found_before_and_after_its_pieces_are_merged(any_database: str) -> None:
    with transaction() as session:
        index.begin_bulk(session, SEARCH)
    for start in range(1, 4001, 200):
        with transaction() as session:
            index.add(session, SEARCH, [(n, f"  alder  {n}") for n in range(start, start + 200)])
    with transaction() as session:
        assert index.count(session, SEARCH, ["alder"]) == 4000
        while index.gather(session, SEARCH):
            pass
        assert index.count(session, SEARCH, ["alder"]) == 4000
        assert found(session, ["3999"]) == {3999}


def test_sqlite_merges_by_itself_again_after_a_bulk(sqlite: str) -> None:
    with transaction() as session:
        index.begin_bulk(session, SEARCH)
        while index.gather(session, SEARCH):
            pass
        rows = session.execute(text(f"SELECT k, v FROM {SEARCH}_config"))
        kept = {row.k: row.v for row in rows}
    assert (kept["automerge"], kept["crisismerge"]) == (4, 16)


def test_nothing_to_write_is_nothing_written(any_database: str) -> None:
    with transaction() as session:
        index.add(session, SEARCH, [])
        index.write(session, SEARCH, {})
        index.remove(session, SEARCH, [])
        assert index.count(session, SEARCH, ["a"]) == 0


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    stored=st.lists(st.text(alphabet="0123", min_size=3, max_size=9), max_size=8),
    run=st.text(alphabet="0123", min_size=3, max_size=7),
)
def test_a_run_of_digits_is_found_wherever_it_stands(
    any_database: str, stored: list[str], run: str
) -> None:
    documents = {at: document([], [(phone, None)]) for at, phone in enumerate(stored, 1)}
    with transaction() as session:
        empty(session)
        index.add(session, SEARCH, documents.items())
        dialect = session.get_bind().dialect.name
        ids = set(session.execute(index.holding_run(dialect, SEARCH, run)).scalars())
        assert ids == {at for at, phone in enumerate(stored, 1) if run in phone}


def test_one_of_several_patterns_is_enough(any_database: str) -> None:
    with transaction() as session:
        index.write(session, SEARCH, {1: "  ana  alder", 2: "  ana  birch", 3: "  ben  alder"})
        dialect = session.get_bind().dialect.name
        either = index.holding(dialect, SEARCH, [["ana"], ["alder", "birch"]])
        assert sorted(session.execute(either).scalars()) == [1, 2]


def test_the_last_digits_of_a_phone_can_be_told_from_other_digits(any_database: str) -> None:
    with transaction() as session:
        documents = {1: document(["10134"], [("501 555 0134", None)]), 2: document(["10134"], [])}
        index.write(session, SEARCH, documents)
        dialect = session.get_bind().dialect.name
        ending = index.holding(dialect, SEARCH, [["0134+"]])
        assert list(session.execute(ending).scalars()) == [1]


def test_without_a_term_matching_refuses() -> None:
    with pytest.raises(ValueError, match="at least one term"):
        index.matching("sqlite", SEARCH, [])
