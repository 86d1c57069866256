"""What a page shows before the first answer of the server: never something to act on."""

from collections.abc import Iterator
from typing import Any

import pytest
import reflex as rx

from clientapp.clientapp import app


def with_is_open(state: Any) -> Iterator[Any]:
    """The states that tell whether they show what the URL names."""
    if "is_open" in state.computed_vars:
        yield state
    for each in state.get_substates():
        yield from with_is_open(each)


OPENED = sorted(with_is_open(rx.State), key=lambda state: state.__name__)


def test_there_are_such_states() -> None:
    assert app
    assert len(OPENED) > 8


@pytest.mark.parametrize("state", OPENED, ids=lambda state: state.__name__)
def test_a_page_is_not_open_before_it_was_read(state: Any) -> None:
    assert not state(_reflex_internal_init=True).is_open
