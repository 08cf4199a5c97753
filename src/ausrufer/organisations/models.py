"""Organisations, their departments and people, and who may do what for which department."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext

from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.policy import ROLE_NOTES, ROLE_WORDS, Grant, Right, Rights
from ausrufer.records.actor import Actor


class UserManager(BaseUserManager["User"]):
    """Creates log-ins; people get their rights as members, never here."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Store a log-in with an Argon2 password."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A log-in. One person may be a member of several organisations."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="email_once_in_any_case")]

    def __str__(self) -> str:
        return self.email


class Organisation(models.Model):
    """A town, county, library: the walls of the data."""

    name = models.CharField(max_length=140)
    slug = models.SlugField(max_length=60, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    second_factor_from = models.DateTimeField(null=True)  # from then on nobody works without one
    hosts_others = models.BooleanField(default=False)  # may create organisations it hosts
    host = models.ForeignKey("self", models.SET_NULL, null=True, related_name="hosted")
    practises = models.BooleanField(default=False, db_default=False)  # speaks to emulators only

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """An office of the organisation that speaks and answers."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="departments")
    name = models.CharField(max_length=120)
    contact = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager["Department"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="department_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person working for an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    name = models.CharField(max_length=120)
    active = models.BooleanField(default=True)

    objects: ClassVar[models.Manager["Member"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="member_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        """The member as the journal names them."""
        return Actor(self.organisation_id, self.pk, self.name)

    @property
    def rights(self) -> Rights:
        """What the member may do; reads the assignments once per object."""
        cached: Rights | None = self.__dict__.get("_rights")
        if cached is None:
            cached = rights_by(self.stored_assignments if self.active else [])
            self.__dict__["_rights"] = cached
        return cached

    @property
    def stored_assignments(self) -> "list[Assignment]":
        """The roles as stored, also of somebody without access, each with what it allows."""
        models.prefetch_related_objects([self], "assignments__role")
        return list(self.assignments.all())


class HouseRole(models.Model):
    """A role of one organisation: a name, and the rights it gives."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, blank=True)
    rights = ArrayField(models.CharField(max_length=20), default=list)
    house_wide = models.BooleanField(default=False)  # never given for one department
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["HouseRole"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="role_key_once"),
            models.UniqueConstraint(
                "organisation",
                Lower("name"),
                condition=models.Q(retired_at=None),
                name="role_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.word

    @property
    def word(self) -> str:
        """The name to show: the four first roles speak the reader's language until renamed."""
        first: str | None = ROLE_WORDS.get(self.key)  # type: ignore[call-overload]  # any key
        return gettext(self.name) if self.name == first else self.name

    @property
    def note(self) -> str:
        """The description to show, in the reader's language while it is the first one."""
        first: str | None = ROLE_NOTES.get(self.key)  # type: ignore[call-overload]  # any key
        return gettext(self.description) if self.description == first else self.description

    @property
    def allows(self) -> frozenset[Right]:
        """What the role allows; rights this version does not know count for nothing."""
        known = {right.value for right in Right}
        return frozenset(Right(one) for one in self.rights if one in known)

    @property
    def is_first(self) -> bool:
        """Whether it is one of the four every organisation begins with."""
        return self.key in ROLE_WORDS


def rights_by(assignments: "Iterable[Assignment]") -> Rights:
    """Return what assignments allow together."""
    found = list(assignments)
    grants = frozenset(Grant(one.role.key, one.department_id) for one in found)
    return Rights(grants, {one.role.key: one.role.allows for one in found})


class Assignment(models.Model):
    """A role of a member, for one department or (empty) for all."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    member = models.ForeignKey(Member, models.CASCADE, related_name="assignments")
    role = models.ForeignKey(HouseRole, models.RESTRICT, related_name="assignments")
    department = models.ForeignKey(Department, models.CASCADE, null=True)

    objects: ClassVar[models.Manager["Assignment"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "role", "department"],
                name="assignment_once",
                nulls_distinct=False,
            )
        ]


class ApiToken(models.Model):
    """A key for programs, acting as its member within its scopes. Only the digest is stored."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    member = models.ForeignKey(Member, models.CASCADE, related_name="api_tokens")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["ApiToken"]] = ScopedManager(organisation="organisation_id")


class Invitation(models.Model):
    """A way in for one person, by mail; of its token only the digest is stored."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    digest = models.CharField(max_length=64, blank=True)
    invited_by = models.ForeignKey(Member, models.CASCADE, related_name="invitations")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    member = models.OneToOneField(Member, models.CASCADE, null=True, related_name="invitation")

    objects: ClassVar[models.Manager["Invitation"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=models.Q(ended_at=None),
                name="one_open_invitation",
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=~models.Q(digest=""), name="invitation_digest_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def grants(self) -> frozenset[Grant]:
        """The roles that wait for this person."""
        models.prefetch_related_objects([self], "roles__role")
        return frozenset(Grant(one.role.key, one.department_id) for one in self.roles.all())


class InvitedRole(models.Model):
    """A role an invited person will have, for one department or (empty) for all."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="roles")
    role = models.ForeignKey(HouseRole, models.RESTRICT, related_name="+")
    department = models.ForeignKey(Department, models.CASCADE, null=True)

    objects: ClassVar[models.Manager["InvitedRole"]] = ScopedManager(organisation="organisation_id")


class Absence(models.Model):
    """A member is away from one moment to another, and a deputy stands in."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    member = models.ForeignKey(Member, models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(Member, models.CASCADE, null=True, related_name="standing_in")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    created_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Absence"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["begins_at"]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_later", condition=models.Q(ends_at__gt=models.F("begins_at"))
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves",
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("member")),
            ),
        ]


class SingleSignOn(models.Model):
    """The directory (OpenID Connect) by which people of one organisation log in here."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="sign_on")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    sealed_secret = models.BinaryField()
    active = models.BooleanField(default=True)
    newcomer_domains = ArrayField(models.CharField(max_length=253), default=list)
    newcomer_department = models.ForeignKey(Department, models.SET_NULL, null=True)

    objects: ClassVar[models.Manager["SingleSignOn"]] = ScopedManager(
        organisation="organisation_id"
    )


class DirectoryIdentity(models.Model):
    """Whom the directory means by a subject; an address given to somebody else opens nothing."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    sign_on = models.ForeignKey(SingleSignOn, models.CASCADE, related_name="identities")
    member = models.OneToOneField(Member, models.CASCADE, related_name="directory_identity")
    subject = models.CharField(max_length=255)

    objects: ClassVar[models.Manager["DirectoryIdentity"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sign_on", "subject"], name="directory_subject_once")
        ]
