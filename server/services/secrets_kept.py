"""Secrets as the database keeps them: long random ones hashed, short ones by argon2id."""

from __future__ import annotations

import hashlib
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# PINs and passwords cost 29 ms and 19 MiB each; two at a time leave memory for the rest.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_TWO_AT_A_TIME = threading.BoundedSemaphore(2)
_NOBODY = _HASHER.hash(secrets.token_hex(16))


def new_secret() -> str:
    """256 random bits as text that fits a link or a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """The hash of a long random secret: no salt needed, so it can be looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hash_password(password: str) -> str:
    """The argon2id hash of a password or PIN."""
    with _TWO_AT_A_TIME:
        return _HASHER.hash(password)


def password_fits(stored: str | None, password: str) -> bool:
    """Whether it is the password; takes as long when there is none to compare with."""
    with _TWO_AT_A_TIME:
        try:
            return _HASHER.verify(stored or _NOBODY, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False
