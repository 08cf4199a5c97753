"""The way to a platform's page of consent and back, without a browser."""

from urllib.parse import parse_qs, urlsplit

from ausrufer.channels.connecting.address import consent_address
from ausrufer.channels.connecting.exchange import TokenEndpoint
from ausrufer.channels.contract import Access, Manifest, Tokens
from ausrufer.foundation.http import GuardedClient
from ausrufer.training.consent import PracticeApp, PracticeConsent

BACK = "https://ausrufer.musterstadt.example/kanaele/zurueck/"
APP, SECRET = "practice-app", "practice-secret"
_VERIFIER = "v" * 64


def practising(manifest: Manifest) -> PracticeConsent:
    """Return a platform's memory of consent in which the town's app is registered."""
    assert manifest.consent is not None
    wished = manifest.consent.separator.join(manifest.consent.scopes).split()
    memory = PracticeConsent(pkce=manifest.consent.pkce, renewal_expires_in=15_552_000)
    memory.register(PracticeApp(APP, SECRET, BACK, scopes=tuple(wished)))
    return memory


async def consented(
    http: GuardedClient, manifest: Manifest, access: Access, *, back: str = BACK
) -> Tokens:
    """Say yes on the page of consent and return the tokens that come of it."""
    consent = manifest.consent
    assert consent is not None
    address = consent_address(
        consent, access, redirect=back, state="here-and-back", verifier=_VERIFIER
    )
    page = await http.request("GET", address)
    assert page.status == 200, page.content
    answered = await http.request("POST", address, form=[("answer", "yes")])
    led = urlsplit(answered.headers["location"])
    told = parse_qs(led.query)
    assert told["state"] == ["here-and-back"]
    endpoint = TokenEndpoint(http, manifest, consent, access)
    return await endpoint.exchange(code=told["code"][0], redirect=back, verifier=_VERIFIER)
