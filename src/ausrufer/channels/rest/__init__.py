"""What connectors to networks with a JSON interface share: asking, and telling what went wrong.

A connector says how its network names refusals (`Network`); the rest is the same everywhere: what
an answer means depends on its status, on the network's structured code, and on whether the request
could have made something public (`Effect`).
"""

from ausrufer.channels.rest.client import Rest
from ausrufer.channels.rest.meaning import Effect, Network, Refusal
from ausrufer.channels.rest.reading import number_of, object_of, objects_of, text_of

__all__ = [
    "Effect",
    "Network",
    "Refusal",
    "Rest",
    "number_of",
    "object_of",
    "objects_of",
    "text_of",
]
