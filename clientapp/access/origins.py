"""Whose pages may talk to the application, and how a request reached it."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from starlette.types import Scope

from clientapp.settings import settings

LOCAL = ("localhost", "127.0.0.1")


def headers_of(scope: Scope) -> dict[str, str]:
    """The headers of a request; of one sent twice, the last, but all cookies."""
    pairs: Iterable[tuple[bytes, bytes]] = scope["headers"]
    headers: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name == "cookie" and name in headers:  # HTTP/2 may send one header for each
            value = f"{headers[name]}; {value}"
        headers[name] = value
    return headers


def is_secure(scope: Scope, headers: Mapping[str, str]) -> bool:
    """Whether the browser used https; a proxy's word counts only if proxies are trusted."""
    told = headers.get("x-forwarded-proto", "") if settings().trusted_proxies else ""
    return (told.split(",")[-1].strip() or scope["scheme"]) in ("https", "wss")


def client_address(scope: Scope, headers: Mapping[str, str]) -> str:
    """The address that a request comes from; behind trusted proxies, the one before them."""
    depth = settings().trusted_proxies
    hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    if depth and len(hops) >= depth:
        return hops[-depth]
    return scope["client"][0] if scope.get("client") else ""


def is_own_origin(scope: Scope, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from a page of this application.

    Allowed are the address served, localhost and 127.0.0.1 on its port, and those of the
    settings. What sends no Origin is no page; it needs a sign-in all the same.
    """
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    if origin in settings().allowed_origins:
        return True
    told = headers.get("x-forwarded-host") if settings().trusted_proxies else None
    host = told.split(",")[-1].strip() if told else headers.get("host")
    scheme = "https" if is_secure(scope, headers) else "http"
    return origin == f"{scheme}://{host}" or _is_this_machine(origin)


def _is_this_machine(origin: str) -> bool:
    try:
        page = urlsplit(origin)
        port = page.port or 80
    except ValueError:
        return False
    return page.scheme == "http" and page.hostname in LOCAL and port == settings().port
