"""How often a sign-in may fail. Only failures count, so that nobody is locked out by others.

The limit for an account holds per address it is tried from; an address has a looser one of its
own. Behind them, the hash itself slows guessing.
"""

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

PER_ACCOUNT = RateLimitItemPerHour(10)
PER_ADDRESS = RateLimitItemPerMinute(30)

_limiter = MovingWindowRateLimiter(MemoryStorage())


def may_try(account: str, address: str) -> bool:
    """Whether somebody at an address may try an account once more."""
    return _limiter.test(PER_ACCOUNT, account, address) and _limiter.test(PER_ADDRESS, address)


def failed(account: str, address: str) -> None:
    """Count a failure."""
    _limiter.hit(PER_ACCOUNT, account, address)
    _limiter.hit(PER_ADDRESS, address)


def forget() -> None:
    """Count from nothing (for tests)."""
    _limiter.storage.reset()
