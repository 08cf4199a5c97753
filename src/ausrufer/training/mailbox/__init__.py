"""The practice mailbox: a real mail server for the practice town, and pages to read its letters."""

from ausrufer.training.mailbox.faults import Fault, Script, Stage
from ausrufer.training.mailbox.letters import Letters, Received
from ausrufer.training.mailbox.server import Login, MailServer, Rules, serve_smtp
from ausrufer.training.mailbox.web import mailbox_app

__all__ = [
    "Fault",
    "Letters",
    "Login",
    "MailServer",
    "Received",
    "Rules",
    "Script",
    "Stage",
    "mailbox_app",
    "serve_smtp",
]
