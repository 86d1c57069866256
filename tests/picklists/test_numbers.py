"""The form of customer numbers changes, and no number is ever given twice."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.formatting import number_label
from clientapp.ledger.ids import reserve_numbers
from clientapp.ledger.operations import operation_detail
from clientapp.ledger.recording import Actor
from clientapp.picklists.numbers import number_format, read_format, set_number_format
from tests.picklists.lists import undo


def give(count: int) -> list[str]:
    with transaction() as session:
        return reserve_numbers(session, "customer", count)


def form(actor: Actor, prefix: str, width: str) -> int | None:
    with transaction() as session:
        return set_number_format(session, actor, {"prefix": prefix, "width": width})


def test_new_numbers_have_the_new_form_and_undo_gives_back_the_old(
    any_database: str, actor: Actor
) -> None:
    assert give(2) == ["C-000001", "C-000002"]
    changed = form(actor, "kd/", "4")
    assert give(1) == ["KD/0003"]
    with reading() as session:
        assert number_format(session).shown() == "KD/0004, KD/0005, KD/0006"
        detail = operation_detail(session, changed or 0)
        assert detail
        assert (detail.label, detail.rows) == ("New form of customer numbers, KD/0003 next", 1)
    assert form(actor, "KD/", "4") is None
    wider = form(actor, "KD/", "7")
    undo(actor, changed)
    assert give(1) == ["C-0000004"]
    undo(actor, wider)
    assert give(1) == ["C-0005"]


@pytest.mark.parametrize(
    ("prefix", "width", "said"),
    [
        ("C-1", "6", {"prefix": "The prefix cannot end in a digit, or two customers could get "}),
        ("Ü-", "6", {"prefix": "Letters from A to Z, digits and - . / _ only"}),
        ("=C-", "6", {"prefix": "Letters from A to Z, digits and - . / _ only"}),
        ("ABCDEFGHIJKLM", "6", {"prefix": "At most 12 characters; this has 13"}),
        ("C-", "0", {"width": "A whole number from 1 to 12"}),
        ("C-", "13", {"width": "A whole number from 1 to 12"}),
        ("C-", "", {"width": "A whole number from 1 to 12"}),
        ("C-", "٣", {"width": "A whole number from 1 to 12"}),
    ],
)
def test_a_form_that_does_not_do_is_said(prefix: str, width: str, said: dict[str, str]) -> None:
    with pytest.raises(Rejected) as error:
        read_format({"prefix": prefix, "width": width})
    assert error.value.problems.keys() == said.keys()
    assert all(text.startswith(said[name]) for name, text in error.value.problems.items())


PREFIXES = st.text("A1-/.0", max_size=4)
FORMS = st.lists(
    st.tuples(PREFIXES, st.integers(1, 12), st.integers(1, 130)), min_size=1, max_size=8
)


@trying(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(forms=FORMS)
def test_no_number_is_given_twice_whatever_forms_follow_one_another(
    forms: list[tuple[Any, int, int]],
) -> None:
    given_numbers: list[str] = []
    counter = 1
    for prefix, width, count in forms:
        try:
            new = read_format({"prefix": prefix, "width": str(width)})
        except Rejected:
            continue
        numbers = range(counter, counter + count)
        given_numbers += [number_label(new.prefix, new.width, number) for number in numbers]
        counter += count
    assert len(set(given_numbers)) == len(given_numbers)
