"""A worker that knows the measured connectors: `python -m bench.loop.worker [warnings]`."""

import logging
import sys

from bench.loop.knowing import django_with_loops


def main() -> None:
    """Work until ended."""
    django_with_loops()
    logging.getLogger("procrastinate").setLevel(logging.ERROR)
    from ausrufer.project import worker  # needs Django

    worker.run(only_urgent="warnings" in sys.argv)


if __name__ == "__main__":
    main()
