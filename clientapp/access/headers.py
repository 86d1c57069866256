"""Security headers on every answer."""

from secrets import token_urlsafe

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope

APPLICATION_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""Reflex evaluates what the server asks the browser to call, hence 'unsafe-eval' (ASVS 3.4.3)."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOR_EVER = "public, max-age=31536000, immutable"
FINGERPRINTED = ("/assets/", "/fonts/")


def new_nonce() -> str:
    """A value that lets one inline script of one answer run."""
    return token_urlsafe(16)


def plain_policy(nonce: str) -> str:
    """The policy of the pages without Reflex: no script but the one that sets the theme."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def add_headers(message: Message, scope: Scope, *, secure: bool) -> None:
    """Add to the start of an answer what every answer has."""
    headers = MutableHeaders(raw=message["headers"])
    message["headers"] = headers.raw
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", APPLICATION_POLICY)
    if secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    path: str = scope["path"]
    fingerprinted = path.startswith(FINGERPRINTED) or (
        path.endswith((".css", ".js")) and b"v=" in scope.get("query_string", b"")
    )
    if fingerprinted and message["status"] == 200:
        headers["Cache-Control"] = FOR_EVER
    elif headers.get("content-type", "text/html").startswith("text/html"):
        headers["Cache-Control"] = "no-store"
