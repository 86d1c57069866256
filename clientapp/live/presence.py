"""Who has a record open now, across sessions and workers.

A tab that has a record open says so every few seconds; one that is silent for 20 seconds is gone,
however it went. Nothing of it is stored for good. With one worker the board lies in its memory,
with several in the Redis or Valkey that they share.
"""

from functools import cache

from clientapp.live.boards import Board, MemoryBoard, RedisBoard, Visitor
from clientapp.settings import settings


def arrive(kind: str, record_id: int, tab: str, visitor: Visitor) -> list[Visitor]:
    """Note that a tab has a record open, for the next 20 seconds.

    It asks Redis where that is set: call it in a thread.

    Args:
        kind: the kind of record, such as "customer".
        tab: what tells this tab of a browser from all others.
        visitor: who looks at it.

    Returns:
        The other users who are there, each once, by name.
    """
    here = board().note(_place(kind, record_id), tab, visitor)
    others = {each.user_id: each for each in here if each.user_id != visitor.user_id}
    return sorted(others.values(), key=lambda each: (each.name.casefold(), each.user_id))


def leave(kind: str, record_id: int, tab: str) -> None:
    """Note that a tab no longer has a record open; call it in a thread."""
    board().forget(_place(kind, record_id), tab)


@cache
def board() -> Board:
    """The board of this process, chosen once; `board.cache_clear()` forgets it, for tests."""
    url = settings().redis_url
    return RedisBoard(url) if url else MemoryBoard()


def _place(kind: str, record_id: int) -> str:
    return f"{kind}:{record_id}"
