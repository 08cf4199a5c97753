"""Numbers for Prometheus: how the deliveries stand, per network; nothing of people or contents."""

import ipaddress
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ausrufer.delivery.figures import Figures, figures

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BY_PROXY = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer in the text format of Prometheus; whoever may not ask finds nothing here."""
    if not _may_ask(request):
        return HttpResponseNotFound()
    registry = CollectorRegistry()
    registry.register(_Told(figures()))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE)


def _may_ask(request: HttpRequest) -> bool:
    """With a token whoever has it; without one this machine alone, and no proxy in between."""
    if settings.METRICS_TOKEN:
        told = request.headers.get("Authorization", "")
        return secrets.compare_digest(told.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    if settings.ENVIRONMENT.trust_proxy or any(name in request.headers for name in _BY_PROXY):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


class _Told(Collector):
    """What was asked once, in the words of Prometheus."""

    def __init__(self, told: Figures) -> None:
        self._told = told

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        told = self._told
        yield _gauge(
            "deliveries", "Deliveries that have not ended well", ("network", "state"), told.by_state
        )
        yield _gauge("deliveries_held", "Held after an outage", ("network",), _keyed(told.held))
        yield _gauge(
            "delivery_oldest_waiting_seconds",
            "How long the longest overdue delivery has been waiting",
            ("network",),
            _keyed(told.oldest_seconds),
        )
        yield _gauge("channels", "Channels in use", ("network", "state"), told.channels)
        attempts = CounterMetricFamily(
            "ausrufer_delivery_attempts", "Calls to platforms", labels=("network", "outcome")
        )
        for labels, number in told.attempts.items():
            attempts.add_metric(labels, number)
        yield attempts
        yield GaugeMetricFamily("ausrufer_workers", "Workers at work", told.workers)
        if told.last_beat_seconds is not None:
            yield GaugeMetricFamily(
                "ausrufer_worker_last_seen_seconds",
                "Since the last sign of life of any worker",
                told.last_beat_seconds,
            )


def _keyed(by_network: Mapping[str, float]) -> dict[tuple[str, ...], float]:
    return {(network,): number for network, number in by_network.items()}


def _gauge(
    name: str,
    documentation: str,
    labels: tuple[str, ...],
    values: Mapping[Any, float],  # by one word per label
) -> Metric:
    family = GaugeMetricFamily(f"ausrufer_{name}", documentation, labels=labels)
    for key, number in values.items():
        family.add_metric(key, number)
    return family
