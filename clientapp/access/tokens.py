"""Secrets that a browser or a link carries. The database holds only their digests."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, fit for a cookie or a URL."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()
