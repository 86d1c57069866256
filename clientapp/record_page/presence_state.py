"""Who else has this record open, and what they changed since it was opened here."""

import asyncio
from datetime import UTC, datetime
from typing import ClassVar

import reflex as rx

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.database import reading
from clientapp.formatting import ago, initials
from clientapp.ledger.news import News, news_since
from clientapp.live import presence
from clientapp.live.boards import Visitor
from clientapp.record import Record
from clientapp.record_page.record_state import RecordState


class PresenceState(rx.State, mixin=True):
    """What the page of one record tells of other people.

    `here` is short ("TR and 2 more are here too"), `names` says it in full. `news` is of the inputs
    that were drawn from `news_of`; they stay as they are whatever it says.
    """

    here: str = ""
    names: str = ""
    initials: str = ""
    news: str = ""
    news_of: str = ""

    _place: int = 0

    RECORD: ClassVar[type[RecordState]]

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened."""
        asked = routes.id_in(self.router.url.path)
        if self._place not in (0, asked):
            await self._leave()
        self.news = ""
        await self._arrive(asked)

    @rx.event
    @requires(Permission.SEE)
    async def look_around(self, opened: str) -> None:
        """Every few seconds: note this tab, see who else is here and what they changed.

        Args:
            opened: what the inputs were drawn from, as `RecordFormState.opened` says it.
        """
        record = await self.get_state(self.RECORD)
        if record.record_id < 1 or not record.found:
            return
        await self._arrive(record.record_id)
        version = await asyncio.to_thread(_version, self._kind(), record.record_id)
        if version not in (None, record.version):
            await record._load()  # pyright: ignore[reportPrivateUsage] (a public method could be called by any browser)
        base = _base(opened, record.record_id)
        news: list[News] = []
        if base is not None and version is not None and version > base:
            news = await asyncio.to_thread(_news, self._kind(), record.record_id, base)
        self.news_of = opened if news else ""
        self.news = news_words(news, current_user().user_id, datetime.now(UTC), self._kind().label)

    @rx.event
    @requires(Permission.SEE)
    async def leave(self) -> None:
        """The record is not drawn any more: another page is shown, or another record."""
        if self.router.url.path.rstrip("/") != self._kind().url(self._place):
            await self._leave()

    async def _arrive(self, record_id: int) -> None:
        user, self._place = current_user(), record_id
        me = Visitor(user.user_id, user.name)
        others = await asyncio.to_thread(
            presence.arrive, self._kind().kind, record_id, self._tab(), me
        )
        self.here, self.names = here_words(others), full_words(others)
        self.initials = initials(others[0].name) if others else ""

    async def _leave(self) -> None:
        if self._place:
            await asyncio.to_thread(presence.leave, self._kind().kind, self._place, self._tab())
        self._place = 0
        self.here = self.names = self.initials = self.news = ""

    def _tab(self) -> str:
        return self.router.session.client_token

    def _kind(self) -> Record:
        return self.RECORD.EDITABLE.record


def _version(record: Record, record_id: int) -> int | None:
    with reading() as session:
        row = session.get(record.parts[0].model, record_id)
        return row.version if row else None


def _news(record: Record, record_id: int, version: int) -> list[News]:
    with reading() as session:
        return news_since(session, record.kind, record_id, version, record.fields)


def _base(opened: str, record_id: int) -> int | None:
    """The version of the inputs, if they are those of this record; it comes from a browser."""
    record, _, rest = opened.partition(":")
    version = rest.partition(":")[0]
    sane = version.isascii() and version.isdecimal() and len(version) < 10
    return int(version) if sane and record == str(record_id) else None


def here_words(others: list[Visitor]) -> str:
    """Who else is here, in short: "TR is here too", "TR and 2 more are here too"."""
    if not others:
        return ""
    first = initials(others[0].name)
    if len(others) == 1:
        return f"{first} is here too"
    return f"{first} and {len(others) - 1} more are here too"


def full_words(others: list[Visitor]) -> str:
    """Who else is here, with their names."""
    names = joined([each.name for each in others])
    return f"{names} {'is' if len(others) == 1 else 'are'} here too" if others else ""


def news_words(news: list[News], user_id: int, now: datetime, label: str) -> str:
    """What was changed since the inputs were drawn: "Ana Reyes changed Category 1 minute ago.
    Saving merges it."

    Args:
        news: newest first.
        user_id: of whoever reads it; what they changed in another tab is "You changed …".
        now: UTC.
        label: of the kind of record, such as "customer".
    """
    if not news:
        return ""
    who = joined(list(dict.fromkeys("you" if n.actor_id == user_id else n.who for n in news)))
    labels = list(dict.fromkeys(label for each in news for label in each.labels))
    what = joined(labels) or f"this {label}"
    when = ago(news[0].when, now)
    return f"{who[:1].upper()}{who[1:]} changed {what} {when}. Saving merges it."


def joined(words: list[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last
