"""The connectors this house knows, by kind."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from ausrufer.channels.contract import Connector, Manifest, Publishes, Surroundings


@cache
def _connectors() -> dict[str, type[Connector]]:
    found = [import_string(path) for path in settings.AUSRUFER_CONNECTORS]
    return {connector.manifest.kind: connector for connector in found}


def kinds() -> tuple[Manifest, ...]:
    """Return the manifests of what a channel can be set up for, in the order of the house."""
    return tuple(one.manifest for one in _connectors().values() if publishes(one.manifest.kind))


def every_kind() -> tuple[Manifest, ...]:
    """Return all manifests, also of networks that can only be previewed."""
    return tuple(connector.manifest for connector in _connectors().values())


def manifest_to_set_up(kind: str) -> Manifest:
    """Return the manifest of a kind that a channel can be set up for; raises KeyError."""
    if not publishes(kind):
        raise KeyError(kind)
    return manifest(kind)


def publishes(kind: str) -> bool:
    """Tell whether messages can be sent to networks of a kind; raises KeyError."""
    # protocols with data members refuse issubclass: the ability is asked for by its one method
    return hasattr(_connectors()[kind], Publishes.publish.__name__)


def manifest(kind: str) -> Manifest:
    """Return the manifest of a kind; raises KeyError."""
    return _connectors()[kind].manifest


def connector_class(kind: str) -> type[Connector]:
    """Return the class behind a kind, to see what it can do; raises KeyError."""
    return _connectors()[kind]


def connector(kind: str, surroundings: Surroundings) -> Connector:
    """Return the connector of a kind, ready to be called; raises KeyError."""
    return _connectors()[kind](surroundings)
