"""The vault: what is sealed here can be read only with the house's secret, and only where it was put.

A seal is `v1.<key id>.<base64 of nonce, text and tag>` (AES-256-GCM). `place` names table, column and row: a seal moved
elsewhere does not open. `index` is a keyed hash by which a sealed value is found again; normalise the value before.
"""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = "v1"
_NONCE_BYTES = 12


class SealBroken(Exception):
    """The seal was altered, moved, or made with a secret that is not here."""


def derive(secret: str, purpose: str) -> bytes:
    """Derive the 256-bit key of one purpose; keys of different purposes tell nothing about each other."""
    return HKDF(SHA256(), 32, None, purpose.encode()).derive(secret.encode())


class Vault:
    """Seals with `secret`, opens what it or an `older` one sealed.

    To rotate, put the new secret first and seal anew what is `stale`; the index stays with the oldest secret given.
    """

    def __init__(self, secret: str, *older: str) -> None:
        self._keys = {_key_id(each): AESGCM(derive(each, "fawu field seal")) for each in (secret, *older)}
        self._current = _key_id(secret)
        self._index_key = derive((secret, *older)[-1], "fawu blind index")

    def seal(self, text: str, place: str) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._keys[self._current].encrypt(nonce, text.encode(), place.encode())
        return f"{_VERSION}.{self._current}.{base64.b64encode(sealed).decode()}"

    def open(self, seal: str, place: str) -> str:
        try:
            version, key_id, body = seal.split(".")
            sealed = base64.b64decode(body, validate=True)
            if version != _VERSION:
                raise SealBroken(f"unknown version {version!r}")
            key = self._keys[key_id]
            return key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode()).decode()
        except (InvalidTag, KeyError, ValueError) as broken:
            raise SealBroken(place) from broken

    def stale(self, seal: str) -> bool:
        """Whether it was sealed with an older secret."""
        return seal.split(".")[1:2] != [self._current]

    def index(self, domain: str, value: str) -> str:
        return hmac.new(self._index_key, f"{domain}\0{value}".encode(), hashlib.sha256).hexdigest()


def _key_id(secret: str) -> str:
    return derive(secret, "fawu key id")[:4].hex()
