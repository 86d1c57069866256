"""PostgreSQL folds as Python does, as far as Latin, Greek and Cyrillic writing goes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from clientapp.database import reading
from clientapp.formatting import fold

LATIN = [
    *(chr(code) for code in (*range(1, 0x530), *range(0x1E00, 0x2070), *range(0x20A0, 0x2135))),
    *"ﬁﬂﬀＡｂ９　",
]
NAMES = st.text(st.sampled_from(LATIN), max_size=12)


def folded(texts: list[str]) -> list[str]:
    """What the database says."""
    with reading() as session:
        if session.get_bind().dialect.name == "sqlite":
            ask = text("SELECT folded(:text)")
            return [
                session.connection().execute(ask, {"text": each}).scalar_one() for each in texts
            ]
        ask = text(
            "SELECT folded(t) FROM unnest(CAST(:texts AS text[])) WITH ORDINALITY AS u(t, n)"
        )
        return list(session.connection().execute(ask, {"texts": texts}).scalars())


@settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(NAMES, min_size=1, max_size=40))
def test_texts_fold_alike(any_database: str, texts: list[str]) -> None:
    assert folded(texts) == [fold(each) for each in texts]


@pytest.mark.usefixtures("any_database")
def test_every_letter_folds_alike_within_a_word_and_beside_one() -> None:
    texts = [f"A{letter}b {letter}" for letter in LATIN]
    assert folded(texts) == [fold(each) for each in texts]


@pytest.mark.usefixtures("any_database")
def test_names_fold_as_they_are_searched() -> None:
    texts = ["O’Reilly & Söhne", "Łódź–Kraków", "ŒUVRE Straße", "L.L.C.", "Жуков", "Αθήνα", "ﬁne"]
    assert folded(texts) == [
        *("oreilly sohne", "lodz krakow", "oeuvre strasse", "llc", "zhukov", "athina", "fine"),
    ]


@pytest.mark.usefixtures("postgres")
def test_letters_of_other_writings_part_words_on_postgresql() -> None:
    assert folded(["東京 Tower"]) == ["tower"]
