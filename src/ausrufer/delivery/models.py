"""Deliveries and their attempts: the rows are the truth, jobs only wake things up."""

import uuid
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.fields.json import KeyTransform

from ausrufer.channels.models import Channel
from ausrufer.delivery.states import Priority, Purpose, State
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Member, Organisation
from ausrufer.subscriptions.models import Subscription


class Delivery(models.Model):
    """One command to one channel.

    `subject` names what is delivered without knowing its type; `content` is the canonical form as
    approved, `fingerprint` binds it. A delivery to a channel of subscribers spreads into one child
    (`parent`) per subscription when it is due. `after` must have left the house before this goes;
    `target` is the publication that an amendment or a withdrawal speaks of. `letters_told` names
    the states of its letters that people have been told of. `recalled_at` says since when its
    content must not go out any more: what is under way then is not tried again, and no letter of it
    leaves. `held_at` says since when it waits for a person's word after an outage. Attempts up to
    `patience_from`, and the time before `patience_since`, do not use up the patience with it: since
    then a person has had a hand in it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    subject = models.CharField(max_length=120)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deliveries")
    purpose = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Purpose])
    revision = models.PositiveIntegerField(default=1)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    subscription = models.ForeignKey(Subscription, models.PROTECT, null=True)
    after = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    target = models.ForeignKey("self", models.PROTECT, null=True, related_name="follow_ups")

    content = models.JSONField(null=True)
    fingerprint = models.CharField(max_length=64)

    state = models.CharField(max_length=10, default=State.WAITING)
    due_at = models.DateTimeField()
    not_after = models.DateTimeField(null=True)
    priority = models.PositiveSmallIntegerField(default=Priority.ORDINARY)
    attempt_count = models.PositiveIntegerField(default=0)
    patience_from = models.PositiveIntegerField(default=0, db_default=0)
    patience_since = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    worker = models.UUIDField(null=True)
    called_at = models.DateTimeField(null=True)
    first_attempt_at = models.DateTimeField(null=True)
    reconcile_at = models.DateTimeField(null=True)
    for_staff = models.CharField(max_length=600, blank=True)
    letters_told = models.JSONField(default=list)
    recalled_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)

    parts = models.JSONField(default=list)
    permalink = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Delivery"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_state_known",
                condition=models.Q(state__in=[state.value for state in State]),
            ),
            models.CheckConstraint(
                name="delivery_lease_in_flight",
                condition=models.Q(state="in_flight", lease_until__isnull=False)
                | (~models.Q(state="in_flight") & models.Q(lease_until__isnull=True)),
            ),
            # queued twice is impossible: this is half of "never twice"; what never went out may be
            # ordered anew once it was approved anew
            models.UniqueConstraint(
                name="delivery_once",
                fields=["subject", "channel", "revision", "subscription"],
                condition=models.Q(purpose="publish")
                & ~models.Q(state__in=[State.WITHDRAWN.value, State.EXPIRED.value]),
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                name="delivery_to_claim",
                fields=["channel", "priority", "due_at", "id"],
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                name="delivery_side_by_side",
                fields=["channel"],
                condition=models.Q(state="in_flight"),
            ),
            models.Index(
                name="delivery_held",
                fields=["organisation", "due_at"],
                condition=models.Q(state="waiting", held_at__isnull=False),
            ),
            models.Index(
                name="delivery_leases",
                fields=["lease_until"],
                condition=models.Q(state="in_flight"),
            ),
            models.Index(
                name="delivery_to_reconcile",
                fields=["reconcile_at"],
                condition=models.Q(state="unclear"),
            ),
            models.Index(
                name="delivery_to_expire",
                fields=["not_after"],
                condition=models.Q(state="waiting", not_after__isnull=False),
            ),
            models.Index(
                name="delivery_recalled",
                fields=["id"],
                condition=models.Q(recalled_at__isnull=False),
            ),
            models.Index(
                name="delivery_needs_a_hand",
                fields=["organisation"],
                condition=models.Q(state__in=["failed", "unclear"]),
            ),
            models.Index(
                name="delivery_by_hand",
                fields=["organisation", "due_at"],
                condition=models.Q(state="by_hand"),
            ),
            models.Index(name="delivery_subject", fields=["organisation", "subject"]),
            models.Index(name="delivery_parent", fields=["parent", "state"]),
            GinIndex(
                KeyTransform("pictures", "content"),
                name="delivery_pictures",
                condition=models.Q(state="settled", parent__isnull=True),
            ),
            GinIndex(
                KeyTransform("films", "content"),
                name="delivery_films",
                condition=models.Q(state="settled", parent__isnull=True),
            ),
            GinIndex(
                KeyTransform("documents", "content"),
                name="delivery_documents",
                condition=models.Q(state="settled", parent__isnull=True),
            ),
        ]

    @property
    def tries(self) -> int:
        """How often it was tried since a person last had a hand in it."""
        return self.attempt_count - self.patience_from

    @property
    def is_half_out(self) -> bool:
        """Whether parts are known to be there, though the whole is not settled."""
        return self.purpose == Purpose.PUBLISH and bool(self.parts)


class HandReport(models.Model):
    """What a person said of a delivery they had in hand; `reason` is empty where it was done.

    One per attempt: of two who report at once, the second is told and nothing is written.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="hand_reports")
    attempt = models.PositiveIntegerField()
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    link = models.CharField(max_length=500, blank=True)
    picture_sha256 = models.CharField(max_length=64, blank=True)
    picture_type = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    objects: ClassVar[models.Manager["HandReport"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "attempt"], name="reported_by_hand_once")
        ]


class Attempt(models.Model):
    """One try, written before the call and completed after it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    worker = models.UUIDField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    for_staff = models.CharField(max_length=600, blank=True)
    for_log = models.CharField(max_length=600, blank=True)

    objects: ClassVar[models.Manager["Attempt"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="attempt_once")]


class Pace(models.Model):
    """How a channel's platform fares: failures in a row, a rest, and when a token comes again.

    `ordinary_from` holds back what is not urgent; `rests_until` holds back everything.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    channel = models.OneToOneField(
        Channel, models.CASCADE, primary_key=True, related_name="delivery_pace"
    )
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    rests_because = models.CharField(max_length=600, blank=True)
    ordinary_from = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Pace"]] = ScopedManager(organisation="organisation_id")


class Bucket(models.Model):
    """Tokens of a rate budget, of one channel or of a network's app; see `budgets.py`."""

    name = models.CharField(max_length=120, primary_key=True)
    tokens = models.FloatField()
    filled_at = models.DateTimeField()


class WorkerBeat(models.Model):
    """The sign of life of a worker, of the whole house and not of one organisation."""

    worker = models.UUIDField(primary_key=True)
    host = models.CharField(max_length=120)
    only_urgent = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    stopped_at = models.DateTimeField(null=True)


class Tally(models.Model):
    """How many attempts on a network ended how, counted by the workers for the metrics."""

    network = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "outcome"], name="tally_once")]
