"""Which passwords are taken, and how they are checked."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from clientapp.access.passwords import LONGEST, WeakPassword, is_password, new_hash

EMAIL = "ana.reyes@example.com"


@pytest.mark.parametrize(
    "password",
    [
        "short-7",
        "x" * (LONGEST + 1),
        "ana.reyes@example.com",
        "ANA.REYES@example.com",
        "ana.reyes",
        "password1",
        "QWERTY123",
        "12345678",
    ],
)
def test_a_weak_password_is_refused_with_a_sentence(password: str) -> None:
    with pytest.raises(WeakPassword, match=r"[Pp]assword"):
        new_hash(password, EMAIL)


@pytest.mark.parametrize(
    "password", ["eight ch", "ünïcödé is fine", "  spaces count  ", "x9" * (LONGEST // 2)]
)
def test_a_password_of_eight_to_256_characters_is_taken_as_it_is(password: str) -> None:
    stored = new_hash(password, EMAIL)
    assert stored.startswith("$argon2id$")
    assert is_password(password, stored)
    assert not is_password(password[:-1], stored)
    assert not is_password(password + " ", stored)


def test_a_letter_with_an_accent_is_the_same_however_it_is_typed() -> None:
    assert is_password("cafe\u0301 au lait", new_hash("caf\u00e9 au lait", EMAIL))


def test_nobody_s_hash_fits_no_password() -> None:
    assert not is_password("nobody", None)


def test_of_many_guesses_at_once_those_beyond_the_limit_are_not_looked_at() -> None:
    stored = new_hash("a right password", EMAIL)
    asked: list[bool] = []

    def allowed() -> bool:
        asked.append(len(asked) < 3)
        return asked[-1]

    def guess(_number: int) -> bool:
        return is_password("a right password", stored, allowed)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(guess, range(8))) == 3
