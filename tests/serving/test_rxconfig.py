"""One build for any host, port and proxy: the browser talks to the address of its page."""

from importlib.resources import files

import pytest

from clientapp.settings import read_settings
from rxconfig import SameOrigin, config, origins

REFLEX_SCRIPT = files("reflex_base").joinpath(".templates/web/utils/state.js").read_text()


def test_reflex_s_script_resolves_addresses_against_the_page() -> None:
    script = SameOrigin().resolve_against_the_page(REFLEX_SCRIPT)
    ours = script.index("globalThis.location?.origin")
    assert ours < script.index('endpoint.port = ""')
    assert SameOrigin().resolve_against_the_page(script) == script


def test_a_script_that_resolves_in_another_way_stops_the_build() -> None:
    with pytest.raises(RuntimeError, match="getBackendURL"):
        SameOrigin().resolve_against_the_page("const endpoint = somethingNew(url_str);")


def test_no_host_is_built_into_the_front_end() -> None:
    assert config.api_url == ""


def test_the_address_served_and_this_machine_may_connect_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLIENTAPP_HOST", "10.0.0.5")
    monkeypatch.setenv("CLIENTAPP_PORT", "9000")
    monkeypatch.setenv("CLIENTAPP_ALLOWED_ORIGINS", "https://crm.example.com")
    assert origins(read_settings()) == [
        "http://10.0.0.5:9000",
        "http://localhost:9000",
        "http://127.0.0.1:9000",
        "https://crm.example.com",
    ]
    assert "*" not in config.cors_allowed_origins


def test_an_ipv6_address_is_written_in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIENTAPP_HOST", "::1")
    monkeypatch.setenv("CLIENTAPP_PORT", "9000")
    assert origins(read_settings())[0] == "http://[::1]:9000"
