"""What was changed in the form of a part, read from what the browser submits."""

from collections.abc import Mapping
from typing import Any

import pytest

from clientapp.editing.part_changes import changes_of
from clientapp.editing.validation import Rejected

NAMES = ("email", "phone")
TICKS = ("primary", "billing")


def read(texts: Mapping[str, str]) -> dict[str, Any]:
    if "no" in texts.values():
        raise Rejected({"email": "No"})
    return {name: text or None for name, text in texts.items()}


def test_only_what_was_changed_counts_against_what_it_was() -> None:
    form = {"email": "a@example.com", "phone": "12", "primary": "on", "typed": '{"phone": "11"}'}
    changes = changes_of(form, read, NAMES, TICKS, new=False)
    assert changes == ({"phone": "12"}, {"phone": "11"}, {})


def test_a_tick_that_was_taken_away_is_not_in_the_form() -> None:
    form = {"primary": "on", "typed": '{"primary": "false", "billing": "true"}'}
    changes = changes_of(form, read, NAMES, TICKS, new=False)
    assert changes.ticked == {"primary": True, "billing": False}


def test_of_a_new_part_everything_counts() -> None:
    changes = changes_of({"email": "a@example.com"}, read, NAMES, TICKS, new=True)
    assert changes.values == {"email": "a@example.com", "phone": None}
    assert changes.base == {}
    assert changes.ticked == {"primary": False, "billing": False}


@pytest.mark.parametrize("typed", ["", "{", "[]", "5", '["phone"]', '{"phone": 5}', '{"id": "1"}'])
def test_what_no_form_would_send_changes_nothing(typed: str) -> None:
    form = {"phone": "12", "id": "2", "typed": typed}
    assert changes_of(form, read, NAMES, TICKS, new=False) == ({}, {}, {})


def test_what_cannot_be_read_is_rejected() -> None:
    with pytest.raises(Rejected):
        changes_of({"email": "no"}, read, NAMES, TICKS, new=True)
