"""Where it is noted which tab has what open: in the memory of one worker, or in Redis or Valkey.

A place is a text that names one record, such as "customer:12".
"""

import json
import time
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple, Protocol, cast

import redis

STAYS = 20.0
"""Seconds for which a tab counts as there after it said so."""

MOST = 2_000
"""Tabs that are noted at a time: by a worker in all, in Redis for each place."""


class Visitor(NamedTuple):
    """Somebody who has a record open; one user may have it open in several tabs."""

    user_id: int
    name: str


class Board(Protocol):
    """The face of both."""

    def note(self, place: str, tab: str, visitor: Visitor) -> list[Visitor]:
        """Note a tab; who is at this place, once for each tab, this one included."""
        ...

    def forget(self, place: str, tab: str) -> None:
        """Forget a tab."""
        ...


class MemoryBoard:
    """The board of a server with one worker. If there are too many, the longest silent go."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._noted: dict[tuple[str, str], tuple[float, Visitor]] = {}  # the longest silent first

    def note(self, place: str, tab: str, visitor: Visitor) -> list[Visitor]:
        """See `Board.note`."""
        with self._lock:
            self._noted.pop((place, tab), None)
            self._noted[place, tab] = (self._clock() + STAYS, visitor)
            self._drop()
            return [each for (at, _tab), (_until, each) in self._noted.items() if at == place]

    def forget(self, place: str, tab: str) -> None:
        """See `Board.forget`."""
        with self._lock:
            self._noted.pop((place, tab), None)

    def _drop(self) -> None:
        now = self._clock()
        for key, (until, _visitor) in list(self._noted.items()):
            if until > now and len(self._noted) <= MOST:
                return
            del self._noted[key]


class RedisBoard:
    """The board that several workers share: a hash for each place, a field for each tab.

    One script drops, notes and reads, so that no worker comes between. The clock is the server's,
    as those of the workers may differ. A place where nobody is leaves no key; one that is full
    notes no more.
    """

    _NOTE = """
        local key, tab, visitor = KEYS[1], ARGV[1], ARGV[2]
        local stays, most = tonumber(ARGV[3]), tonumber(ARGV[4])
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        redis.call('HDEL', key, tab)
        local noted, others = redis.call('HGETALL', key), {}
        for at = 1, #noted, 2 do
            local gone_at, who = string.match(noted[at + 1], '^(%d+) (.*)$')
            if tonumber(gone_at) <= now then
                redis.call('HDEL', key, noted[at])
            else
                table.insert(others, who)
            end
        end
        if #others < most then
            redis.call('HSET', key, tab, string.format('%.0f %s', now + stays, visitor))
            redis.call('PEXPIRE', key, stays)
        end
        return others
    """

    def __init__(self, url: str, stays: float = STAYS) -> None:
        self._client = redis.Redis.from_url(  # pyright: ignore[reportUnknownMemberType]
            url, decode_responses=True, socket_timeout=5
        )
        self._note = self._client.register_script(self._NOTE)
        self._milliseconds = int(stays * 1000)

    def note(self, place: str, tab: str, visitor: Visitor) -> list[Visitor]:
        """See `Board.note`."""
        arguments = [tab, json.dumps(visitor), self._milliseconds, MOST]
        others = cast("list[str]", self._note(keys=[_key(place)], args=arguments))
        return [visitor, *(Visitor(*json.loads(each)) for each in others)]

    def forget(self, place: str, tab: str) -> None:
        """See `Board.forget`."""
        self._client.hdel(_key(place), tab)


def _key(place: str) -> str:
    return f"clientapp:presence:{place}"
