"""Requests for approval and the decisions on them; knows no content type."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext

from ausrufer.approval.policy import RequestState, Verdict, Word
from ausrufer.approval.requirements import Rule, Way
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Department, Member, Organisation


class ApprovalRule(models.Model):
    """One version of a rule: a change ends it and begins the next one under the same number.

    Rows are never changed but for `ended_at` and `position` (held by the database), so that a
    decision can name the version it rests on.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    way = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Way])
    department_ids = ArrayField(models.BigIntegerField(), default=list)
    topics = ArrayField(models.CharField(max_length=60), default=list)
    channel_ids = ArrayField(models.BigIntegerField(), default=list)
    kinds = ArrayField(models.CharField(max_length=40), default=list)
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    countersign = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    people = ArrayField(models.BigIntegerField(), default=list)
    pictures = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["ApprovalRule"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        ordering = ["position", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number", "version"], name="rule_version_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "number"],
                condition=models.Q(ended_at=None),
                name="rule_in_force_once",
            ),
            models.CheckConstraint(
                name="free_has_limits",
                condition=~models.Q(way="free") | ~(models.Q(people=[]) | models.Q(channel_ids=[])),
            ),
            models.CheckConstraint(
                name="countersign_names_department",
                condition=models.Q(way="countersign", countersign__isnull=False)
                | (~models.Q(way="countersign") & models.Q(countersign__isnull=True)),
            ),
            models.CheckConstraint(
                name="rule_time_whole",
                condition=models.Q(begins__isnull=True, ends__isnull=True)
                | models.Q(begins__isnull=False, ends__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rule(self) -> Rule:
        """The rule as the pure decision reads it."""
        return Rule(
            pk=self.pk,
            number=self.number,
            name=self.name,
            way=Way(self.way),
            department_ids=frozenset(self.department_ids),
            topics=frozenset(self.topics),
            channel_ids=frozenset(self.channel_ids),
            kinds=frozenset(self.kinds),
            begins=self.begins,
            ends=self.ends,
            countersign_id=self.countersign_id,
            people=frozenset(self.people),
            pictures=self.pictures,
        )


class ApprovalRequest(models.Model):
    """Somebody asks a second person to approve exactly the content behind `fingerprint`.

    `author_ids` are all members who wrote this version. The database refuses a decision by any of
    them (see the migration `four_eyes`). `awaits` is the department whose word is needed next;
    `channel_ids` and `pictures` are what the limits of a Freiraum are held against.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    department = models.ForeignKey(Department, models.PROTECT)
    subject = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    author_ids = ArrayField(models.BigIntegerField())
    requested_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decide_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default=RequestState.OPEN)
    awaits = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    channel_ids = ArrayField(models.BigIntegerField(), default=list)
    pictures = models.BooleanField(default=True)

    objects: ClassVar[models.Manager["ApprovalRequest"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="approval_state_known",
                condition=models.Q(state__in=[state.value for state in RequestState]),
            ),
            models.UniqueConstraint(
                name="one_open_request_per_subject",
                fields=["subject"],
                condition=models.Q(state="open"),
            ),
            # target of the decision's composite foreign key
            models.UniqueConstraint(
                name="approval_request_identity", fields=["id", "author_ids", "fingerprint"]
            ),
            models.CheckConstraint(
                name="approval_request_has_author", condition=~models.Q(author_ids=[])
            ),
        ]
        indexes = [models.Index(name="approval_request_about", fields=["subject"])]

    @property
    def decision(self) -> "Decision | None":
        """The newest word on this request; None where nobody has decided."""
        return max(self.decisions.all(), key=lambda one: one.pk, default=None)

    @property
    def asked_department_id(self) -> int:
        """The department whose word is needed next."""
        return self.awaits_id or self.department_id


class ApprovalStep(models.Model):
    """One word a request needs, of a person of `department`; `rule` (or none) asked for it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    request = models.ForeignKey(ApprovalRequest, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    rule = models.ForeignKey(ApprovalRule, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager["ApprovalStep"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="approval_step_once"),
            # target of the decision's composite foreign key
            models.UniqueConstraint(fields=["id", "request"], name="approval_step_identity"),
        ]


class Decision(models.Model):
    """The word of a second person on one fingerprint.

    `author_ids` and `fingerprint` repeat the request's on purpose: a composite foreign key holds
    them equal, and a check constraint holds the approver apart from the authors. Only the word of a
    rule (`delegated`) has no approver; the database holds it against the limits of that rule.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    request = models.ForeignKey(ApprovalRequest, models.CASCADE, related_name="decisions")
    step = models.OneToOneField(ApprovalStep, models.CASCADE, null=True, related_name="decision")
    word = models.CharField(max_length=10, default=Word.STEP)
    rule = models.ForeignKey(ApprovalRule, models.PROTECT, null=True, related_name="+")
    fingerprint = models.CharField(max_length=64)
    author_ids = ArrayField(models.BigIntegerField())
    approver = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Verdict])
    comment = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Decision"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "approver"], name="nobody_decides_twice"),
        ]
        indexes = [
            # every page of the desk asks for second looks; there are few among all decisions
            models.Index(name="decision_fast", fields=["request"], condition=models.Q(word="fast")),
        ]

    @property
    def said_by(self) -> str:
        """Who decided, as people read it."""
        if self.approver is None:
            number = self.rule.number if self.rule else 0
            return gettext("Freiraum, Regel %(number)d") % {"number": number}
        if self.on_behalf_of is None:
            return self.approver.name
        names = {"deputy": self.approver.name, "absent": self.on_behalf_of.name}
        return gettext("%(deputy)s in Vertretung für %(absent)s") % names
