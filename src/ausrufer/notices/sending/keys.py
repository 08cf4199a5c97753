"""The key pair of this installation for push services: made once, kept sealed."""

from django.conf import settings
from django.db import IntegrityError, transaction
from webpush.vapid import VAPID

from ausrufer.foundation.sealing import Seal
from ausrufer.notices.models import PushKey


def push_key() -> PushKey:
    """Return the key pair, made at the first need."""
    return PushKey.objects.first() or _made()


def opened(key: PushKey) -> bytes:
    """Return the private key (PEM); raises SealBroken where no key of the house fits."""
    return Seal(settings.ENVIRONMENT.sealing_keys()).open(bytes(key.sealed_private))["pem"].encode()


def _made() -> PushKey:
    private, public_pem, public = VAPID.generate_keys()
    sealed = Seal(settings.ENVIRONMENT.sealing_keys()).close({"pem": private.decode()})
    try:
        with transaction.atomic():
            return PushKey.objects.create(
                sealed_private=sealed, public_pem=public_pem.decode(), public=public
            )
    except IntegrityError:  # somebody was quicker; there is only ever one
        return PushKey.objects.get()
