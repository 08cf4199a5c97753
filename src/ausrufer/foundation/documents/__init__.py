"""Documents (PDF): looked at with care before anybody may send them; never changed."""

from ausrufer.foundation.documents.facts import DocumentFacts, DocumentRefused
from ausrufer.foundation.documents.workshop import document_facts

__all__ = ["DocumentFacts", "DocumentRefused", "document_facts"]
