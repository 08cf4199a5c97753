"""Sealing of secrets at rest, so that a copy of the database opens no account."""

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealBroken(Exception):
    """No key of this house fits."""


class Seal:
    """Seals with the first key and opens with any: keys can be changed without a break."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._newest = Fernet(keys[0])
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def close(self, secrets: Mapping[str, str]) -> bytes:
        """Return the sealed secrets."""
        return self._fernet.encrypt(json.dumps(dict(secrets)).encode())

    def open(self, sealed: bytes) -> dict[str, str]:
        """Return the secrets; raises SealBroken where no key fits."""
        if not sealed:
            return {}
        try:
            opened: dict[str, str] = json.loads(self._fernet.decrypt(sealed))
        except InvalidToken as wrong:
            raise SealBroken from wrong
        return opened

    def renewed(self, sealed: bytes) -> bytes | None:
        """Return the same secrets sealed with the newest key; None where they are so already.

        Raises SealBroken where no key fits.
        """
        if not sealed:
            return None
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            pass
        else:
            return None
        try:
            return self._fernet.rotate(sealed)
        except InvalidToken as wrong:
            raise SealBroken from wrong
