"""Whatever is sent to whatever handler by whomever: only what a role may is done.

Handlers are found in Reflex's own registry, so that none is forgotten; a real server answers, and
its database and its frames say what was done.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import aiohttp
import httpx
import pytest
from reflex_base.event import SUPERSEDES_MARKER
from reflex_base.registry import RegistrationContext
from sqlalchemy import Engine, func, select, update
from sqlmodel import Session, SQLModel, col

import clientapp.clientapp  # noqa: F401 (registers every handler)
from clientapp import routes
from clientapp.access import commands
from clientapp.access.framework import FRAMEWORK_EVENTS
from clientapp.access.gate import FORBIDDEN, NOT_SIGNED_IN, TOO_MANY, handler_of
from clientapp.access.passwords import new_hash
from clientapp.access.permissions import Permission, Role, permissions_of
from clientapp.access.requires import permission_of
from clientapp.database import make_engine
from clientapp.models import Customer, Operation, UserSession
from tests.access.forged import right_payload, wrong_payloads
from tests.access.tab import ROOT, Closed, Tab, connected, events_of, opened, run, signed_in
from tests.conftest import new_postgres
from tests.server import OWNER, PASSWORD, Server, running_server

HANDLERS = sorted(RegistrationContext.get().event_handlers)
OURS = [name for name in HANDLERS if (handler := handler_of(name)) and permission_of(handler)]
STORAGE = next(name for name in FRAMEWORK_EVENTS if name.endswith("update_vars_internal"))
FORM = next(name for name in OURS if name.endswith("customer_form_state.save")).removesuffix("save")
RECORD = next(n for n in OURS if n.endswith("customer_record_state.refresh")).removesuffix(
    "refresh"
)
HISTORY = next(n for n in OURS if n.endswith("history_state.undo")).removesuffix("undo")
LIST = next(n for n in OURS if n.endswith("customer_list_state.open")).removesuffix("open")
ANA = {"kind": "residential", "status": "active", "first_name": "Ana", "last_name": "Reyes"}
PASSWORDS = {role: f"a-{role}-passes-7" for role in Role}
UNTOUCHED_BY_READING = ("user_session",)


def email(role: str) -> str:
    return OWNER if role == Role.OWNER else f"{role}@example.com"


class World:
    """A running server with a user of each role and some customers, and its database."""

    def __init__(self, server: Server, engine: Engine) -> None:
        self.server, self.engine = server, engine
        assert server.command("demo", "--customers", "5").returncode == 0
        with self.writing() as session:
            for role in (Role.VIEWER, Role.OFFICE, Role.MANAGER):
                hashed = new_hash(PASSWORDS[role], email(role))
                commands.add_user(session, email(role), role, password_hash=hashed)
        with engine.connect() as connection:
            self.secrets = list(connection.execute(select(col(Customer.display_name))).scalars())

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction of another process, as the command line has it."""
        engine = self.engine.execution_options(writes=True)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def cookie(self, role: str) -> str:
        password = PASSWORD if role == Role.OWNER else PASSWORDS[Role(role)]
        return signed_in(self.server, email(role), password)

    def content(self) -> str:
        """A digest of every table but the sign-ins."""
        digest = hashlib.sha256()
        with self.engine.connect() as connection:
            for table in SQLModel.metadata.sorted_tables:
                if table.name not in UNTOUCHED_BY_READING:
                    rows = connection.execute(select(table).order_by(*table.primary_key))
                    digest.update(repr((table.name, rows.all())).encode())
        return digest.hexdigest()

    def count(self, model: type[SQLModel]) -> int:
        with self.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(model)).scalar_one()

    def newest(self, model: type[Customer] | type[Operation]) -> int:
        with self.engine.connect() as connection:
            return connection.execute(select(func.max(col(model.id)))).scalar_one() or 0

    def leaks(self, heard: list[Any]) -> list[str]:
        """The customers' names among what was answered."""
        said = json.dumps(heard, ensure_ascii=False)
        return [name for name in self.secrets if name in said]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A server on SQLite whose limit of events is out of the way."""
    folder = tmp_path_factory.mktemp("server")
    with running_server(folder, events_per_minute="1000000", log_level="error") as server:
        engine = make_engine(f"sqlite:///{folder / 'clientapp.db'}")
        yield World(server, engine)
        engine.dispose()


@pytest.fixture(scope="module")
def postgres_world(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str
) -> Iterator[World]:
    """A server on PostgreSQL."""
    folder, url = tmp_path_factory.mktemp("server"), new_postgres(postgres_server)
    with running_server(folder, url, events_per_minute="1000000") as server:
        engine = make_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        yield World(server, engine)
        engine.dispose()


# the table of handlers


def test_every_handler_names_a_permission_or_is_the_framework_s_own() -> None:
    unnamed = [
        name
        for name in HANDLERS
        if name not in FRAMEWORK_EVENTS and not name.endswith(".setvar") and name not in OURS
    ]
    assert unnamed == [], "these handlers name no permission with `requires` and cannot be called"
    assert len(OURS) > 10


def test_the_framework_s_events_are_those_of_the_installed_reflex() -> None:
    assert set(FRAMEWORK_EVENTS) <= set(HANDLERS)


# who is not signed in


async def everything(tab: Tab) -> int:
    """Send every event with right arguments and many wrong ones; how many that were."""
    events = [(name, payload) for name in HANDLERS for payload in payloads_of(name)]
    for name, payload in events:
        await tab.send(name, payload)
    return len(events)


def payloads_of(name: str) -> list[Mapping[str, Any]]:
    if name.endswith(".setvar"):
        return [{"var_name": "rows", "value": []}]
    return [right_payload(name) if name in OURS else {}, *wrong_payloads(name)]


def permission(name: str) -> Permission | None:
    handler = handler_of(name)
    return permission_of(handler) if handler else None


def supersedes(name: str) -> bool:
    return getattr(handler_of(name), SUPERSEDES_MARKER, False)


async def heard_until_closed(tab: Tab) -> list[Any]:
    heard: list[Any] = []
    with suppress(Closed):
        while True:
            heard.append(await tab.next())
    return heard


async def heard_until_quiet(tab: Tab) -> list[Any]:
    """Of events that supersede one another, not each is answered."""
    heard: list[Any] = []
    with suppress(TimeoutError):
        while True:
            heard.append(await asyncio.wait_for(tab.next(), 1))
    return heard


@pytest.mark.parametrize(
    "cookie",
    ["", "clientapp=", "clientapp=garbage", "clientapp=%00", "other=1", 'clientapp="a\\"b"'],
)
def test_a_socket_without_a_sign_in_is_told_to_load_the_page_and_closed(
    world: World, cookie: str
) -> None:
    async def knock() -> list[Any]:
        async with connected(world.server, cookie) as tab:
            heard = await heard_until_closed(tab)
            with suppress(ConnectionError):  # the server may not even listen any more
                for name in OURS:
                    await tab.send(name, right_payload(name))
            return heard + await heard_until_closed(tab)

    before = world.content()
    heard = run(knock())
    assert [events_of(update).count(NOT_SIGNED_IN) for update in heard] == [1]
    assert [update["delta"] for update in heard] == [{}]
    assert world.content() == before


def expire(world: World, cookie: str) -> None:
    token = hashlib.sha256(cookie.partition("=")[2].encode()).hexdigest()
    mine = col(UserSession.token_hash) == token
    with world.engine.execution_options(writes=True).begin() as connection:
        used = connection.execute(select(col(UserSession.used_at)).where(mine)).scalar_one()
        connection.execute(
            update(UserSession).where(mine).values(used_at=used - timedelta(hours=13))
        )


def sign_out(world: World, cookie: str) -> None:
    headers = {"Origin": world.server.url, "Cookie": cookie}
    assert httpx.post(world.server.url + routes.SIGN_OUT, headers=headers).status_code == 303


def disable(world: World, cookie: str) -> None:
    with world.writing() as session:
        commands.disable_user(session, email(Role.OFFICE))
    with world.writing() as session:
        commands.enable_user(session, email(Role.OFFICE))


def set_password(world: World, cookie: str) -> None:
    with world.writing() as session:
        office = commands.get_user(session, email(Role.OFFICE))
        commands.set_password(session, office, office.password_hash or "")


def set_role(world: World, role: Role) -> None:
    with world.writing() as session:
        commands.set_role(session, email(Role.OFFICE), role)


@pytest.mark.parametrize("ending", [expire, sign_out, disable, set_password])
def test_an_open_page_whose_sign_in_ends_gets_nothing_more(
    world: World, ending: Callable[[World, str], None]
) -> None:
    async def use() -> tuple[str, list[Any]]:
        cookie = world.cookie(Role.OFFICE)
        async with opened(world.server, cookie) as tab:
            await asyncio.to_thread(ending, world, cookie)
            before = world.content()
            assert await everything(tab) > 300
            heard = await heard_until_quiet(tab)
        async with connected(world.server, cookie) as again:
            return before, heard + await heard_until_closed(again)

    before, heard = run(use())
    assert len(heard) > 100
    assert {events_of(update).count(NOT_SIGNED_IN) for update in heard} == {1}
    assert world.leaks(heard) == []
    assert world.content() == before


# roles


@pytest.mark.parametrize("role", list(Role))
def test_a_role_can_do_nothing_that_it_may_not_and_nothing_with_wrong_arguments(
    world: World, role: Role
) -> None:
    may = permissions_of(role)
    before = world.content()

    async def attack() -> int:
        tried = 0
        async with opened(world.server, world.cookie(role)) as tab:
            for name in HANDLERS:
                forbidden = name in OURS and permission(name) not in may
                payloads = payloads_of(name) if forbidden else payloads_of(name)[1:]
                answers: list[Any] = []
                for payload in payloads:
                    await tab.send(name, payload)
                    if supersedes(name):  # the next one would stop it before it is answered
                        answers += await tab.answers()
                answers += await tab.answers()
                assert len(answers) == (len(payloads) if forbidden else 0), (name, answers)
                assert all(FORBIDDEN in events_of(update) for update in answers), name
                tried += len(payloads)
        return tried

    assert run(attack()) > 300
    assert world.content() == before


def test_variables_cannot_be_set_by_a_setter(world: World) -> None:
    async def attack() -> None:
        async with opened(world.server, world.cookie(Role.OWNER)) as tab:
            for name in [each for each in HANDLERS if each.endswith(".setvar")]:
                for variable in (
                    "rows",
                    "search",
                    "values",
                    "opened",
                    "may_edit",
                    "name",
                    "_total",
                ):
                    await tab.send(name, {"var_name": variable, "value": "forged"})
            assert await tab.answers() == []
            await tab.send(f"{ROOT}.hydrate")
            assert "forged" not in json.dumps(await tab.next())

    run(attack())


NAMES = (
    "open",
    "clientapp.customers.desk.list_state.open",
    f"{ROOT}.nothing",
    f"{ROOT}.__init__",
    f"{ROOT}.reset",
    f"{FORM}_store",
    f"{FORM}_load",
    f"{FORM}set_opened",
    f"{FORM}__class__",
    f"{FORM}save.fn",
    f"{LIST}_go",
    f"{LIST}rows.append",
    f"{ROOT}.reflex___istate___dynamic____counter_n1.increment",
    f"{ROOT}.reflex___istate___shared____shared_state_base_internal.modify",
    f"{ROOT}.reflex___state____state.hydrate",
    "_redirect",
    "_call_script",
    "",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_without_a_handler_closes_the_socket_and_leaves_no_trace_in_the_log(
    world: World, name: str
) -> None:
    async def attack() -> list[Any]:
        cookies.append(world.cookie(Role.OWNER))
        async with opened(world.server, cookies[0]) as tab:
            await tab.send(name, {"value": 1})
            return await heard_until_closed(tab)

    cookies: list[str] = []
    before = world.content()
    assert run(attack()) == []
    assert world.content() == before
    assert "Traceback" not in world.server.said()
    assert cookies[0].partition("=")[2] not in world.server.said()


@pytest.mark.parametrize(
    "kept",
    [
        {"customer_form": {"a": 1}},
        {"customer_form": ["a"]},
        {"customer_form": 5},
        {"customer_form": True},
        {"customer_form": "x" * 2000},
        {"rows": [{"id": 1}]},
        "text",
        None,
        [],
    ],
)
def test_a_browser_s_storage_brings_short_texts_and_nothing_else(world: World, kept: Any) -> None:
    async def attack() -> None:
        async with opened(world.server, world.cookie(Role.OFFICE)) as tab:
            await tab.send(STORAGE, {"vars": kept})
            assert await tab.answers() == []

    run(attack())


def test_a_browser_s_storage_fills_no_variable_but_those_kept_there(world: World) -> None:
    async def attack() -> str:
        async with opened(world.server, world.cookie(Role.OFFICE)) as tab:
            names = [RECORD + "name", LIST + "search", f"{ROOT}.clientapp", "name_rx_state_"]
            await tab.send(STORAGE, {"vars": dict.fromkeys(names, "forged")})
            await tab.answers()
            await tab.send(f"{ROOT}.hydrate")
            return json.dumps(await tab.next())

    assert "forged" not in run(attack())


def test_one_page_s_name_opens_nobody_else_s_state(world: World) -> None:
    async def use(role: Role, *events: str) -> list[Any]:
        async with connected(world.server, world.cookie(role), name="known", boot="hydrate") as tab:
            for event in events:
                await tab.send(event)
            return await heard_until_quiet(tab)

    assert world.leaks(run(use(Role.OWNER, LIST + "open")))
    assert world.leaks(run(use(Role.OWNER, f"{ROOT}.hydrate"))) == []  # another sign-in
    assert world.leaks(run(use(Role.OFFICE, f"{ROOT}.hydrate"))) == []


# and what may be done is done


async def loaded(tab: Tab, path: str) -> list[Any]:
    await tab.send(LIST + "open", path=path)
    return await tab.answers()


async def saved(tab: Tab, **values: str) -> list[Any]:
    await tab.send(FORM + "open", path=routes.NEW_CUSTOMER)
    await tab.send(FORM + "save", {"form": ANA | values}, path=routes.NEW_CUSTOMER)
    return await tab.answers()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_see_gets_the_rows_and_who_may_edit_saves(world: World, role: Role) -> None:
    check_what_a_role_may(world, role)


def check_what_a_role_may(world: World, role: Role) -> None:
    async def use() -> tuple[list[Any], list[Any]]:
        async with opened(world.server, world.cookie(role), path=routes.NEW_CUSTOMER) as tab:
            rows = await loaded(tab, routes.CUSTOMERS + "?sort=place")
            return rows, await saved(tab, last_name=f"Of the {role}")

    operations, customers = world.count(Operation), world.count(Customer)
    rows, answers = run(use())
    assert set(world.leaks(rows)) == set(world.secrets)
    may = Permission.EDIT in permissions_of(role)
    assert (FORBIDDEN in json.dumps(answers)) is not may
    assert world.count(Operation) - operations == world.count(Customer) - customers == int(may)


def test_a_viewer_can_neither_save_nor_undo_what_the_office_saved(world: World) -> None:
    async def use() -> list[Any]:
        async with opened(world.server, world.cookie(Role.OFFICE), path=routes.NEW_CUSTOMER) as tab:
            await saved(tab, last_name="Undoable")
        operation = world.count(Operation)
        state.append(world.content())
        async with opened(world.server, world.cookie(Role.VIEWER)) as tab:
            await tab.send(HISTORY + "undo", {"operation_id": operation})
            return await tab.answers()

    state: list[str] = []
    assert [FORBIDDEN in events_of(update) for update in run(use())] == [True]
    assert world.content() == state[0]


def test_the_office_undoes_what_it_saved(world: World) -> None:
    async def use() -> list[Any]:
        async with opened(world.server, world.cookie(Role.OFFICE), path=routes.NEW_CUSTOMER) as tab:
            await saved(tab, last_name="Stays")
            path = routes.customer(world.newest(Customer))
            await tab.send(FORM + "open", path=path)
            await tab.send(FORM + "save", {"form": {"first_name": "Changed"}}, path=path)
            await tab.send(RECORD + "open", path=path)
            assert "Changed" in json.dumps(await tab.answers())
            await tab.send(HISTORY + "undo", {"operation_id": world.newest(Operation)}, path=path)
            return await tab.answers()

    operations = world.count(Operation)
    assert "Undone" in json.dumps(run(use()))
    assert world.count(Operation) - operations == 3


def test_another_role_holds_at_the_next_event_of_an_open_page(world: World) -> None:
    async def use() -> list[Any]:
        async with opened(world.server, world.cookie(Role.OFFICE), path=routes.NEW_CUSTOMER) as tab:
            await asyncio.to_thread(set_role, world, Role.VIEWER)
            counts.append(world.count(Customer))
            return await saved(tab)

    counts: list[int] = []
    try:
        assert FORBIDDEN in json.dumps(run(use()))
        assert world.count(Customer) == counts[0]
    finally:
        set_role(world, Role.OFFICE)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICE])
def test_on_postgresql_roles_hold(postgres_world: World, role: Role) -> None:
    check_what_a_role_may(postgres_world, role)


@pytest.mark.parametrize("ending", [sign_out, expire])
def test_on_postgresql_an_ended_sign_in_ends_an_open_page(
    postgres_world: World, ending: Callable[[World, str], None]
) -> None:
    test_an_open_page_whose_sign_in_ends_gets_nothing_more(postgres_world, ending)


# the socket itself


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1",
        "http://127.0.0.1.evil.example",
        "file://",
    ],
)
def test_a_page_of_another_site_gets_no_socket(world: World, origin: str) -> None:
    async def knock() -> int:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with connected(world.server, world.cookie(Role.OWNER), origin=origin):
                pass
        return refused.value.status

    assert run(knock()) == 403


MALFORMED = (
    "not a frame",
    "42",
    "42/_event,",
    '42/_event,["event"]',
    '42/_event,["event",5]',
    '42/_event,["event",{"name":5}]',
    '42/_event,["event","{}"]',
    '42/_event,["nothing",{}]',
    '42/_event,["event",{"name":"a","payload":[1]}]',
    '42/_event,["event",{"name":"a","router_data":7}]',
    '42/_event,["event",{"name":"\\ud800"}]',
    '42/_event,["client_error",7]',
    '42/other,["event",{}]',
    '51-/_event,["event",{"_placeholder":true,"num":0}]',
    "42/_event," + "[" * 5000,
    "x" * 900_000,
)


def test_a_malformed_frame_closes_its_socket_and_nobody_else_s(world: World) -> None:
    async def use() -> None:
        cookie = world.cookie(Role.OWNER)
        async with opened(world.server, cookie) as other:
            for frame in MALFORMED:
                async with opened(world.server, cookie) as tab:
                    await tab.write(frame)
                    assert await heard_until_closed(tab) == []
            async with opened(world.server, cookie) as tab:
                await tab.socket.send_bytes(b"\x00\x01")
                assert await heard_until_closed(tab) == []
            assert world.leaks(await loaded(other, routes.CUSTOMERS + "?sort=industry"))

    run(use())
    assert "Traceback" not in world.server.said()


def test_a_flood_is_refused_then_closed_while_others_work_on(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("flooded")

    async def flood(server: Server, cookie: str) -> list[Any]:
        async with opened(server, cookie) as tab:
            for _number in range(600):
                await tab.send(LIST + "sort_by", {"column": "nothing"})
            return await heard_until_closed(tab)

    async def use(server: Server) -> tuple[list[Any], list[Any]]:
        mine, other = signed_in(server), signed_in(server)
        async with opened(server, other) as calm:
            told = await flood(server, mine)
            return told, await loaded(calm, routes.CUSTOMERS + "?sort=place")

    with running_server(folder, events_per_minute="60") as server:
        assert server.command("demo", "--customers", "1").returncode == 0
        told, calm = run(use(server))
        assert sum(TOO_MANY in events_of(update) for update in told) == 1
        assert "rows" in json.dumps(calm)
        assert len(server.said()) < 10_000
