"""The connectors this house knows, by kind."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from ausrufer.channels.contract import (
    ADDRESS,
    AccessField,
    Connector,
    Errand,
    HandOver,
    HandsOver,
    Manifest,
    Outgoing,
    Publishes,
    Surroundings,
    handed_over,
)

_BROUGHT = frozenset({"access_token", "refresh_token"})


@cache
def _connectors() -> dict[str, type[Connector]]:
    found = [import_string(path) for path in settings.AUSRUFER_CONNECTORS]
    return {connector.manifest.kind: connector for connector in found}


def kinds() -> tuple[Manifest, ...]:
    """Return the manifests of what a channel can be set up for, in the order of the house."""
    return tuple(one.manifest for one in _connectors().values() if _usable(one.manifest.kind))


def every_kind() -> tuple[Manifest, ...]:
    """Return all manifests, also of networks that can only be previewed."""
    return tuple(connector.manifest for connector in _connectors().values())


def manifest_to_set_up(kind: str) -> Manifest:
    """Return the manifest of a kind that a channel can be set up for; raises KeyError."""
    if not _usable(kind):
        raise KeyError(kind)
    return manifest(kind)


def publishes(kind: str) -> bool:
    """Tell whether messages can be sent to networks of a kind; raises KeyError."""
    # protocols with data members refuse issubclass: the ability is asked for by its one method
    return hasattr(_connectors()[kind], Publishes.publish.__name__)


def sends(kind: str) -> bool:
    """Tell whether the house itself sends to networks of a kind; raises KeyError.

    Not where there is no interface, where it is off until the operator switches it on
    (`off_unless`), or where the operator switched it off.
    """
    waits = manifest(kind).off_unless and kind not in settings.AUSRUFER_SWITCHED_ON
    return publishes(kind) and not waits and kind not in settings.AUSRUFER_BY_HAND


def by_hand(kind: str) -> bool:
    """Tell whether people post on networks of a kind, as the house does not; raises KeyError."""
    if manifest(kind).by_hand is None or sends(kind):
        return False
    # a network that is only previewed becomes a channel where somebody says so
    hands_over = hasattr(_connectors()[kind], HandsOver.hand_over.__name__)
    return hands_over or publishes(kind) or kind in settings.AUSRUFER_BY_HAND


def hand_over(
    kind: str, outgoing: Outgoing, errand: Errand, settings: Mapping[str, str], post: str = ""
) -> HandOver:
    """Return what somebody needs who posts by hand on a network of a kind; raises KeyError."""
    connector = _connectors()[kind]
    own = getattr(connector, HandsOver.hand_over.__name__, None)
    if own is None:
        return handed_over(connector.manifest, outgoing, errand, settings, post)
    found: HandOver = own(outgoing, errand, settings, post)
    return found


def access_fields(kind: str) -> tuple[AccessField, ...]:
    """Return what is asked where a channel of a kind is set up: by hand, only where it is.

    What consent brings is never typed in.
    """
    rules = manifest(kind)
    if by_hand(kind):
        return (ADDRESS,)
    return tuple(one for one in rules.access if not (rules.consent and one.name in _BROUGHT))


def _usable(kind: str) -> bool:
    return sends(kind) or by_hand(kind)


def manifest(kind: str) -> Manifest:
    """Return the manifest of a kind; raises KeyError."""
    return _connectors()[kind].manifest


def connector_class(kind: str) -> type[Connector]:
    """Return the class behind a kind, to see what it can do; raises KeyError."""
    return _connectors()[kind]


def connector(kind: str, surroundings: Surroundings) -> Connector:
    """Return the connector of a kind, ready to be called; raises KeyError."""
    return _connectors()[kind](surroundings)
