"""What can wait is read while nobody waits for rows."""

import asyncio

import pytest

from clientapp.listing import quiet as quiet_module
from clientapp.listing.quiet import Quiet


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The waiting, shortened."""
    monkeypatch.setattr(quiet_module, "STILL", 0.02)
    monkeypatch.setattr(quiet_module, "LOOK", 0.001)


def test_it_is_quiet_where_nobody_ever_read_rows() -> None:
    asyncio.run(asyncio.wait_for(Quiet().come(), 1))


def test_who_can_wait_waits_for_rows_and_a_moment_longer() -> None:
    async def action() -> list[str]:
        quiet, done = Quiet(), list[str]()

        async def wait() -> None:
            await quiet.come()
            done.append("counted")

        with quiet.reading_rows():
            waiting = asyncio.create_task(wait())
            for _ in range(5):
                await asyncio.sleep(0)
            done.append("rows")
        await waiting
        return done

    assert asyncio.run(action()) == ["rows", "counted"]


def test_a_failed_reading_is_over_too() -> None:
    async def action() -> None:
        quiet = Quiet()
        with pytest.raises(ValueError, match="broken"), quiet.reading_rows():
            raise ValueError("broken")
        await asyncio.wait_for(quiet.come(), 1)

    asyncio.run(action())


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quiet_module, "PATIENCE", 0.01)

    async def action() -> None:
        quiet = Quiet()
        with quiet.reading_rows():
            await asyncio.wait_for(quiet.come(), 1)

    asyncio.run(action())
