import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, delete, select

from clientapp.database import reading, transaction
from clientapp.models import SearchWord
from clientapp.searching import words


def known() -> list[str]:
    with reading() as session:
        return list(session.exec(select(SearchWord.word).order_by(col(SearchWord.word))))


def know(*texts: str) -> None:
    with transaction() as session:
        words.note(session, texts)


def near(word: str, limit: int = 8) -> list[str]:
    with reading() as session:
        return words.corrections(session, word, limit)


def test_words_are_written_when_the_transaction_ends(any_database: str) -> None:
    know("Lopez Plumbing, L.L.C.", "12 Oak Street", "Zoë Ålund", "a1b2c3")
    know("Lopez Roofing")
    assert known() == ["alund", "lopez", "plumbing", "roofing", "street"]


def test_what_is_taken_back_leaves_no_words(any_database: str) -> None:
    def give_up(session: Session) -> None:
        words.note(session, ["Lopez"])
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction() as session:
        give_up(session)
    assert known() == []


def test_a_part_that_is_kept_by_itself_does_not_write_them_early(any_database: str) -> None:
    with transaction() as session:
        words.note(session, ["Lopez"])
        with session.begin_nested():
            words.note(session, ["Garcia"])
    assert known() == ["garcia", "lopez"]


@pytest.mark.parametrize(
    "typed", ["jonson", "johnsson", "johnxon", "jhonson", "johsnon", "ohnson", "johnso", "johnosn"]
)
def test_a_word_with_one_letter_wrong_is_corrected(any_database: str, typed: str) -> None:
    know("Johnson", "Williams", "Jonas")
    assert near(typed) == ["johnson"]


def test_a_right_word_is_no_correction_of_itself(any_database: str) -> None:
    know("Johnson", "Johnston")
    assert near("johnson") == ["johnston"]


def test_the_same_first_letter_and_length_come_first(any_database: str) -> None:
    know("Barks Park Parkes Perk")
    assert near("parks") == ["park", "parkes", "barks"]
    assert near("parks", limit=1) == ["park"]


@pytest.mark.parametrize("typed", ["", "abc", "72205", "o'neal", "ünal", "x" * 41])
def test_what_is_no_word_or_too_short_is_not_corrected(any_database: str, typed: str) -> None:
    know("abcd", "oneal", "unal")
    assert near(typed) == []


letters = st.text(alphabet="abc", min_size=4, max_size=8)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stored=st.sets(letters, max_size=12), typed=letters)
def test_corrections_are_the_words_within_one_edit(
    any_database: str, stored: set[str], typed: str
) -> None:
    with transaction() as session:
        session.connection().execute(delete(SearchWord))
        words.note(session, stored)
    assert set(near(typed, limit=100)) == stored & one_edit_from(typed)


def one_edit_from(word: str) -> set[str]:
    """Every word that one edit makes of another, written out."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {left + right[1:] for left, right in parts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    others = {
        left + c + right[1:] for left, right in parts if right for c in string.ascii_lowercase
    }
    more = {left + c + right for left, right in parts for c in string.ascii_lowercase}
    return (fewer | swapped | others | more) - {word}
