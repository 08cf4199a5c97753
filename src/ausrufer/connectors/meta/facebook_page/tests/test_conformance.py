"""A Facebook page meets what every connector must."""

from contextlib import AbstractAsyncContextManager

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.meta.facebook_page.tests.stage import stage


class TestFacebookPage(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()
