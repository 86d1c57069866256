"""Passwords: what is taken, how it is kept, how it is checked without telling anything."""

from collections.abc import Callable
from functools import cache
from threading import BoundedSemaphore
from unicodedata import normalize

from pwdlib import PasswordHash

from clientapp.problem import Problem

SHORTEST = 8
LONGEST = 256

_AT_ONCE = BoundedSemaphore(2)
"""A hash takes 64 MiB; many sign-ins at once must not take all memory."""

COMMON = frozenset(
    (
        "password",
        "password1",
        "password123",
        "passw0rd",
        "12345678",
        "123456789",
        "1234567890",
        "11111111",
        "00000000",
        "87654321",
        "123123123",
        "qwertyuiop",
        "qwerty123",
        "1q2w3e4r",
        "1qaz2wsx",
        "iloveyou",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "superman",
        "trustno1",
        "welcome1",
        "letmein1",
        "abcd1234",
        "abc12345",
        "admin123",
        "changeme",
        "clientapp",
        "computer",
        "internet",
        "michelle",
        "jennifer",
        "starwars",
        "whatever",
        "dragon123",
        "monkey123",
    )
)
"""The commonest of at least eight characters; ASVS 5.0, 6.2.4."""


class WeakPassword(Problem):
    """A password that is not taken; the text says why."""


def new_hash(password: str, email: str) -> str:
    """The argon2 hash of a new password.

    It takes a moment, and longer where many sign in: never ask for it inside a transaction.

    Raises:
        WeakPassword: if it is too short, too long, too common, or the e-mail address.
    """
    _check(password, email)
    with _AT_ONCE:
        return _hasher().hash(_normal(password))


def _check(password: str, email: str) -> None:
    if len(password) < SHORTEST:
        raise WeakPassword(f"A password has at least {SHORTEST} characters")
    if len(password) > LONGEST:
        raise WeakPassword(f"A password has at most {LONGEST} characters")
    if password.casefold() in (email.casefold(), email.casefold().partition("@")[0]):
        raise WeakPassword("A password is not the email address")
    if password.casefold() in COMMON:
        raise WeakPassword("This password is one of the commonest; choose another")


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("nobody")


def is_password(
    password: str, stored: str | None, still_allowed: Callable[[], bool] = lambda: True
) -> bool:
    """Whether a password fits a hash. It takes as long where there is no hash.

    `still_allowed` is asked when its turn comes: of many guesses sent at once, those beyond the
    limit are not looked at.
    """
    with _AT_ONCE:
        if len(password) > LONGEST or not still_allowed():
            return False
        fits = _hasher().verify(_normal(password), stored or _nobodys_hash())
    return fits and stored is not None


def _normal(password: str) -> str:
    """One spelling of a letter with an accent, whatever the keyboard sent (NIST SP 800-63B)."""
    return normalize("NFC", password)
