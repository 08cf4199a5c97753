"""An emulated page of consent with its token endpoint, kept by the rules of authlib's server."""

from ausrufer.training.consent.app import add_consent, consent_app
from ausrufer.training.consent.state import PracticeApp, PracticeConsent

__all__ = ["PracticeApp", "PracticeConsent", "add_consent", "consent_app"]
