"""Is the process alive, can it serve, and does anybody deliver? For supervisors and balancers."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from ausrufer.delivery.figures import seconds_since_last_beat

LATE_AFTER_SECONDS = 60.0


def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Answer as long as the process runs."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Answer whether pages can be served: the database answers and has the shape of this version.

    Whether somebody delivers is told beside it: pages are served without a worker too.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _is_migrated():
            return JsonResponse({"status": "migrations"}, status=503)
        return JsonResponse({"status": "ok", "worker": _worker()})
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)


def worker(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Answer whether a worker gave a sign of life within the last minute."""
    try:
        found = _worker()
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse(found, status=200 if found["status"] == "ok" else 503)


def _worker() -> dict[str, object]:
    age = seconds_since_last_beat()
    if age is None:
        return {"status": "none", "seconds": None}
    return {"status": "ok" if age <= LATE_AFTER_SECONDS else "late", "seconds": round(age, 1)}


def _is_migrated() -> bool:
    """A database does not lose its shape while this process runs: asked until it is right."""
    if not _SEEN_MIGRATED:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _SEEN_MIGRATED.append(True)
    return True


_SEEN_MIGRATED: list[bool] = []
