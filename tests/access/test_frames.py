"""Which messages of a socket are taken."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.access.frames import is_known

EVENT: dict[str, Any] = {
    "name": "state.open",
    "payload": {"page": 1},
    "router_data": {"pathname": "/", "asPath": "/?q=a", "query": {"q": "a", "tag": ["b"]}},
}


def frame(*message: Any) -> str:
    return "42/_event," + json.dumps(message)


@pytest.mark.parametrize(
    "sent",
    [
        "2",
        "3",
        "41/_event,",
        "40/_event," + json.dumps({"event": EVENT, "state_schema": "abc"}),
        frame("event", EVENT),
        frame("event", {"name": "state.open"}),
        frame("event", EVENT | {"token": "t", "client_state": {}}),
        frame("ping"),
        frame("client_error", {"message": "x"}),
    ],
)
def test_what_a_page_sends_is_taken(sent: str) -> None:
    assert is_known(sent)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "",
        "0{}",
        "1",
        "2probe",
        "42",
        "40",
        "40/other,",
        '42["event",{}]',
        '42/other,["event",{"name":"a"}]',
        "42/_event,",
        "42/_event,not json",
        frame(),
        frame("event"),
        frame("event", "text"),
        frame("event", {"payload": {}}),
        frame("event", EVENT | {"name": {"a": 1}}),
        frame("event", EVENT | {"name": "n" * 301}),
        frame("event", EVENT | {"payload": [1]}),
        frame("event", EVENT | {"router_data": "x"}),
        frame("event", EVENT | {"router_data": {"pathname": {"a": 1}}}),
        frame("event", EVENT | {"router_data": {"query": [1]}}),
        frame("event", EVENT, "more"),
        frame("connect"),
        frame("disconnect"),
        frame("link_token_to_sid", "sid", "token"),
        frame("client_error"),
        '51-/_event,["event",{"_placeholder":true,"num":0}]',
        '42/_event,5["event",{"name":"a"}]',
        "40/_event," + json.dumps({"event": {"name": 1}}),
        "40/_event,[]",
        "42/_event," + "[" * 100_000,
    ],
)
def test_anything_else_is_not(sent: str | None) -> None:
    assert not is_known(sent)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    assert is_known("42/_event," + text) in (True, False)
    assert is_known(text) in (True, False)
