"""What tests of connectors and of the delivery engine share: a contract to meet, a network to fake.

`ConnectorContract` is the base class of every connector's tests; `FakeConnector` is a connector to
an in-memory network whose answers can be scripted. Ships with the product, needs no test framework.
"""

from ausrufer.channels.testing.conformance import ConnectorContract
from ausrufer.channels.testing.consenting import FakeConsentConnector
from ausrufer.channels.testing.fake import FakeByHandConnector, FakeConnector, FakeOneWayConnector
from ausrufer.channels.testing.platform import FakeCopy, FakePlatform, Mishap
from ausrufer.channels.testing.stage import Fault, Seen, SeenPicture, Stage, example_picture

__all__ = [
    "ConnectorContract",
    "FakeByHandConnector",
    "FakeConnector",
    "FakeConsentConnector",
    "FakeCopy",
    "FakeOneWayConnector",
    "FakePlatform",
    "Fault",
    "Mishap",
    "Seen",
    "SeenPicture",
    "Stage",
    "example_picture",
]
