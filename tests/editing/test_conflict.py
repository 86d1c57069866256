"""What a save says of the changes of others."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clientapp.editing.conflict import Pending, merged_words, questions, text, title
from clientapp.field import Field
from clientapp.ledger.changed import Changed

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIELDS = (Field("phone", "Phone"), Field("email", "Email"), Field("city", "City"))
LABELS = {each.name: each.label for each in FIELDS}


def changed(original: str, who: str = "Kim Lee", actor_id: int | None = 2) -> Changed:
    return Changed(original, who, actor_id, NOW - timedelta(minutes=1))


def asked(*others: str, **clashes: Changed) -> Pending:
    names = [*clashes, *others]
    theirs = dict.fromkeys(clashes, "theirs")
    return Pending(
        "1:1:x", dict.fromkeys(names, "mine"), dict.fromkeys(names, 1), clashes, theirs, 5
    )


def test_the_title_says_who_changed_what():
    one = asked(phone=changed("was"))
    assert title(one, LABELS, 1) == "Kim Lee changed Phone while you were typing"
    two = asked(phone=changed("was"), city=changed("was", "Bo Li", 3))
    assert title(two, LABELS, 1) == "Kim Lee and Bo Li changed 2 fields while you were typing"
    assert title(one, LABELS, 2) == "You, in another tab, changed Phone while you were typing"


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ([], "Choose for Phone."),
        (["city"], "Your other change is merged. Choose for Phone."),
        (["city", "email"], "Your other 2 changes are merged. Choose for Phone."),
    ],
)
def test_the_text_says_what_happens_to_the_rest(others: list[str], words: str):
    assert text(asked(*others, phone=changed("was")), LABELS) == words


def test_the_text_names_every_field_to_choose_for():
    three = asked(city=changed(""), phone=changed(""), email=changed(""))
    assert text(three, LABELS) == "Choose for Phone, Email and City."


def test_a_question_has_yours_theirs_and_the_original_in_words():
    def in_words(name: str, value: Any) -> str:
        return f"{name} {value}" if value else ""

    found = questions(asked(phone=changed("")), FIELDS, in_words, NOW)
    assert [(q.yours, q.theirs, q.original, q.when) for q in found] == [
        ("phone mine", "phone theirs", "empty", "1 minute ago")
    ]


@pytest.mark.parametrize(
    ("choice", "value"),
    [("yours", "mine"), ("theirs", "theirs"), ("original", "was"), ("nonsense", "mine")],
)
def test_an_answer_replaces_knowingly_what_was_seen(choice: str, value: str):
    values, begun_at = asked("city", phone=changed("was")).answered({"phone": choice})
    assert values == {"phone": value, "city": "mine"}
    assert begun_at == {"phone": 5, "city": 1}


def test_what_was_merged_is_said_in_the_order_of_the_form():
    merged = {"city": changed("was"), "phone": changed("was")}
    assert merged_words(merged, LABELS, 1) == "Merged with what Kim Lee changed: Phone, City"
