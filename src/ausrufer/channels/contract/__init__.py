"""The contract between the house and a connector.

A connector is a stateless object with a `manifest` and any of the small protocols below. Input and
output are the frozen dataclasses of this module: one canonical form for every network. A connector
never touches the database, sleeps, retries, reads settings or renders a page of the desk; it raises
the failures of `ausrufer.channels.errors` and nothing else.
"""

from ausrufer.channels.contract.abilities import (
    Amends,
    Authorises,
    ChecksAccess,
    Connector,
    Hides,
    Lends,
    Listens,
    Measures,
    OnlyShown,
    Publishes,
    Reconciles,
    Removes,
    Renews,
    Replies,
    Surroundings,
    Withdraws,
    lends_nothing,
)
from ausrufer.channels.contract.call import (
    Access,
    AccessReport,
    Command,
    Published,
    Recipient,
    RemotePart,
)
from ausrufer.channels.contract.consent import ClientSecret, Consent, Grant, Tokens
from ausrufer.channels.contract.hearing import Contribution, Heard, Measured
from ausrufer.channels.contract.manifest import (
    AccessField,
    Audience,
    Fact,
    FilmRules,
    Form,
    LongText,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)
from ausrufer.channels.contract.message import (
    Captions,
    Film,
    LanguageVersion,
    LinkCard,
    Outgoing,
    Picture,
)

__all__ = [
    "Access",
    "AccessField",
    "AccessReport",
    "Amends",
    "Audience",
    "Authorises",
    "Captions",
    "ChecksAccess",
    "ClientSecret",
    "Command",
    "Connector",
    "Consent",
    "Contribution",
    "Fact",
    "Film",
    "FilmRules",
    "Form",
    "Grant",
    "Heard",
    "Hides",
    "LanguageVersion",
    "Lends",
    "LinkCard",
    "Listens",
    "LongText",
    "Manifest",
    "Measured",
    "Measures",
    "OnlyShown",
    "Outgoing",
    "Picture",
    "PictureRules",
    "Published",
    "Publishes",
    "Recipient",
    "Reconciles",
    "RemotePart",
    "Removes",
    "Renews",
    "Replies",
    "Surroundings",
    "TextRules",
    "Tokens",
    "Unit",
    "Withdraws",
    "lends_nothing",
]
