"""The guard's answers to paths that no browser of ours asks for, sent as they are."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from clientapp.access import commands, sessions
from clientapp.access.guard import protect
from clientapp.access.permissions import Role
from clientapp.database import transaction

BEHIND = 299
"""What the application behind the guard answers here."""


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": BEHIND, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def token(sqlite: str) -> str:
    """The token of somebody signed in."""
    with transaction() as session:
        user = commands.add_user(session, "ana@example.com", Role.VIEWER, password_hash="hash")
        return sessions.start(session, user, datetime.now(UTC))


def ask(path: str, token: str = "", query: str = "") -> tuple[int, str]:
    """The status and the Location of the answer."""
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"here"), (b"cookie", f"clientapp={token}".encode())],
    }

    async def run() -> None:
        await protect(behind)(scope, receive, send)

    asyncio.run(run())
    headers = {name.lower(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], headers.get(b"location", "")


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "///evil.example/", "//evil.example/a/", "/\\evil.example/", "//", "////"],
)
def test_a_slash_too_many_leads_to_no_other_site(token: str, path: str) -> None:
    status, location = ask(path, token)
    assert status == 308
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_a_slash_at_the_end_leads_to_the_same_page_with_what_it_asks_for(token: str) -> None:
    assert ask("/customers/overview/", token, "q=oak&page=2") == (
        308,
        "/customers/overview?q=oak&page=2",
    )
    assert ask("/customers/overview", token) == (BEHIND, "")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../customers/overview/index.html",
        "/fonts/../index.html",
        "/clientapp.css/../customers/create/",
        "/favicon./../index.html",
        "//customers/overview/",
        "/ping/../customers/overview",
        "/_healthy",
    ],
)
def test_no_way_round_leads_somebody_not_signed_in_to_a_page(sqlite: str, path: str) -> None:
    status, location = ask(path)
    assert status == 303
    assert location.startswith("/sign-in?next=%2F")


@pytest.mark.parametrize(
    "path",
    ["/_upload", "/_upload/name", "/_all_routes", "/auth-codespace", "/_event", "/_event/"],
)
def test_what_reflex_offers_besides_is_closed_to_everybody(token: str, path: str) -> None:
    assert ask(path)[0] == 404
    assert ask(path, token)[0] == 404
