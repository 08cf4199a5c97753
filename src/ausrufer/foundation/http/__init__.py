"""The one way out: an HTTP client that refuses private addresses, endless answers and waits."""

from ausrufer.foundation.http.client import GuardedClient
from ausrufer.foundation.http.failures import (
    AnswerTooLarge,
    BrokenOff,
    HttpFailure,
    NotReached,
    TargetRefused,
)
from ausrufer.foundation.http.shapes import Answer, FilePart, HttpPolicy

__all__ = [
    "Answer",
    "AnswerTooLarge",
    "BrokenOff",
    "FilePart",
    "GuardedClient",
    "HttpFailure",
    "HttpPolicy",
    "NotReached",
    "TargetRefused",
]
