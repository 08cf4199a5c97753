"""`python -m tests.journeys.gallery.serve`: the gallery on a free port, its address on stdout."""

import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    """Says nothing about what it serves."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Keep the output for the address."""


def main() -> None:
    """Serve until stopped; the first argument may name a port."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.journeys.gallery.settings")
    django.setup()
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    application = StaticFilesHandler(get_wsgi_application())
    server = make_server("127.0.0.1", port, application, ThreadedWSGIServer, Quiet)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)  # noqa: T201
    server.serve_forever()


if __name__ == "__main__":
    main()
