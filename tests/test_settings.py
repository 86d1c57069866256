"""Settings that cannot be used end the start with one clear line."""

import pytest

from clientapp.settings import WrongSetting, read_settings


def test_a_currency_is_three_letters_in_either_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIENTAPP_CURRENCY", "eur")
    assert read_settings().currency == "EUR"
    monkeypatch.setenv("CLIENTAPP_CURRENCY", "dollars")
    with pytest.raises(WrongSetting, match="CLIENTAPP_CURRENCY: a three-letter currency such as"):
        read_settings()
