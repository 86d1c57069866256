"""Reflex's configuration, read when the front end is built and when the server starts.

Nothing that the build reads here may depend on host or port: one build serves them all.
"""

from typing import Unpack

import reflex as rx
from reflex_base.plugins.base import PreCompileContext

from clientapp.settings import Settings, settings


class SameOrigin(rx.plugins.Plugin):
    """Lets the browser talk to the address it got the page from, on any host, port or proxy.

    Reflex resolves the server's addresses against localhost and drops the port behind https.
    Ours have no host (`api_url=""`), and this resolves them against the page's own address.
    """

    RESOLVES = "const endpoint = new URL(url_str);"
    SAME_ORIGIN = (
        'if (url_str.startsWith("/")) '
        'return new URL(url_str, globalThis.location?.origin ?? "http://localhost");'
    )

    def pre_compile(self, **context: Unpack[PreCompileContext]) -> None:
        """Register the change of Reflex's script that runs in the browser."""
        context["add_modify_task"]("utils/state.js", self.resolve_against_the_page)

    def resolve_against_the_page(self, script: str) -> str:
        """Return the script with our rule before Reflex's; the script may have it already.

        Raises:
            RuntimeError: if this version of Reflex resolves addresses in another way.
        """
        if self.SAME_ORIGIN in script:
            return script
        if script.count(self.RESOLVES) != 1:
            raise RuntimeError("Reflex resolves addresses in a new way: look at getBackendURL.")
        return script.replace(self.RESOLVES, f"{self.SAME_ORIGIN}\n  {self.RESOLVES}")


def origins(chosen: Settings) -> list[str]:
    """Return the addresses whose pages may connect: the one served, this machine, those set."""
    hosts = dict.fromkeys((chosen.host, "localhost", "127.0.0.1"))
    served = [f"http://{f'[{host}]' if ':' in host else host}:{chosen.port}" for host in hosts]
    return [*served, *chosen.allowed_origins]


_settings = settings()

config = rx.Config(
    app_name="clientapp",
    api_url="",
    backend_host=_settings.host,
    cors_allowed_origins=origins(_settings),
    trusted_proxy_hops=_settings.trusted_proxies,
    redis_url=_settings.redis_url or None,
    state_manager_mode=rx.constants.StateManagerMode.REDIS
    if _settings.redis_url
    else rx.constants.StateManagerMode.MEMORY,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[SameOrigin()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
