"""The pictures and films of an organisation, each kept once, and what was made of them."""

import uuid
from typing import ClassVar

from django.db import models

from ausrufer.foundation.films import FilmFacts
from ausrufer.foundation.scope import ScopedManager
from ausrufer.library.policy import AssetFacts, Consent, Focus, Licence, Sort, sort_of
from ausrufer.library.states import AssetState, MadeState
from ausrufer.organisations.models import Department, Member, Organisation


class Asset(models.Model):
    """A picture with its rights; the cleaned file lies in the file store under its SHA-256.

    The same file is one asset: rights belong to the picture, not to its use. `small_sha256` is a
    copy for lists, empty where there is none. `suggestions` is what
    the file said about itself and nobody has confirmed yet, by field. What is `retired` is not
    offered any more; its rights still bind wherever it is in use.

    A film is told by its media type. `poster_sha256` is one of its pictures, `seconds` how long it
    lasts, `video` and `audio` name how it is coded (`foundation.films`). Until a job has read it
    (`state`) none of that is known, and `sha256` is that of the upload, as `uploaded_sha256` is for
    good. `reason` says in German why one was refused. `tries` counts how often reading
    it was begun. `kept_as` is the film the house had already, where one was refused as its double.

    A document (PDF) has `pages` instead of a width and a height, and needs a title. `tagged` and
    `language` (BCP 47) are what it says about itself (`foundation.documents`).
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    small_sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200, blank=True)
    seconds = models.FloatField(null=True)
    poster_sha256 = models.CharField(max_length=64, blank=True)
    video = models.CharField(max_length=60, blank=True)
    audio = models.CharField(max_length=40, blank=True)
    rate = models.FloatField(null=True)
    state = models.CharField(
        max_length=10, default=AssetState.READY, db_default=AssetState.READY.value
    )
    reason = models.CharField(max_length=400, blank=True, db_default="")
    uploaded_sha256 = models.CharField(max_length=64, blank=True, db_default="")
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    kept_as = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField(null=True)
    tagged = models.BooleanField(null=True)
    language = models.CharField(max_length=35, blank=True, db_default="")

    title = models.CharField(max_length=200, blank=True)
    alt_text = models.CharField(max_length=1500, blank=True)
    has_text = models.BooleanField(default=False)
    shown_text = models.CharField(max_length=1000, blank=True)
    author = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=20, blank=True)
    licence_note = models.CharField(max_length=300, blank=True)
    rights_until = models.DateField(null=True)
    consent = models.CharField(max_length=20, blank=True)
    consent_until = models.DateField(null=True)
    focus_x = models.FloatField(default=0.5)
    focus_y = models.FloatField(default=0.5)
    suggestions = models.JSONField(default=dict)

    version = models.PositiveIntegerField(default=1)
    uploaded_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Asset"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="asset_once"),
            models.CheckConstraint(
                name="asset_focus_inside",
                condition=models.Q(focus_x__gte=0, focus_x__lte=1, focus_y__gte=0, focus_y__lte=1),
            ),
            models.CheckConstraint(
                name="asset_consent_ends_where_given",
                condition=models.Q(consent_until__isnull=True) | models.Q(consent="given"),
            ),
            models.CheckConstraint(
                name="asset_state_known",
                condition=models.Q(state__in=[state.value for state in AssetState]),
            ),
            models.CheckConstraint(
                name="asset_refused_with_reason",
                condition=~models.Q(state=AssetState.REFUSED.value, reason=""),
            ),
        ]
        indexes = [
            models.Index(name="asset_newest", fields=["organisation", "-uploaded_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What people call it: the title, else the name of its file."""
        return self.title or self.file_name or str(self.public_id)

    @property
    def sort(self) -> Sort:
        """Picture, film or document."""
        return sort_of(self.media_type)

    @property
    def is_picture(self) -> bool:
        """Tell a picture from films and documents."""
        return self.sort is Sort.PICTURE

    @property
    def is_document(self) -> bool:
        """Tell a document from pictures and films."""
        return self.sort is Sort.DOCUMENT

    @property
    def is_film(self) -> bool:
        """Tell a film from a picture."""
        return self.media_type.startswith("video/")

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be shown and sent: a film is read first."""
        return self.state == AssetState.READY

    @property
    def film(self) -> FilmFacts:
        """What is known of a film's file."""
        return FilmFacts(
            media_type=self.media_type,
            width=self.width,
            height=self.height,
            seconds=self.seconds or 0.0,
            size=self.size,
            video=self.video,
            audio=self.audio,
            rate=self.rate or 0.0,
        )

    @property
    def subject(self) -> str:
        """The name under which the journal knows this picture."""
        return f"asset:{self.public_id}"

    @property
    def facts(self) -> AssetFacts:
        """What checks and previews must know."""
        return AssetFacts(
            title=self.name,
            licence=Licence(self.licence),
            author=self.author,
            rights_until=self.rights_until,
            consent=Consent(self.consent),
            consent_until=self.consent_until,
            has_text=self.has_text,
            shown_text=self.shown_text,
            focus=Focus(self.focus_x, self.focus_y),
        )


class AssetCaptions(models.Model):
    """The spoken words of a film in one language (BCP 47), as WebVTT in the file store.

    `burnable` tells whether the house's font can draw them into the pictures of a film; None:
    nobody looked yet (`queries.is_burnable` does).
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    asset = models.ForeignKey(Asset, models.CASCADE, related_name="captions")
    language = models.CharField(max_length=35)
    sha256 = models.CharField(max_length=64)
    burnable = models.BooleanField(null=True)
    changed_at = models.DateTimeField()

    objects: ClassVar[models.Manager["AssetCaptions"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["asset", "language"], name="captions_once_a_language")
        ]


class MadeFile(models.Model):
    """A picture or film made from another so that a network takes it: made once.

    It is found by the content of what it was made from and by what was wanted of it. `state` is one
    of MadeState; `reason` says in German why none could be made. With `final` that is about the
    file itself; else it is tried again when somebody asks later.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    source_sha256 = models.CharField(max_length=64)
    wanted = models.CharField(max_length=300)
    state = models.CharField(max_length=10, default=MadeState.MAKING)
    reason = models.CharField(max_length=400, blank=True)
    final = models.BooleanField(default=False, db_default=False)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(null=True)
    size = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["MadeFile"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source_sha256", "wanted"], name="made_once"
            ),
            models.CheckConstraint(
                name="made_state_known",
                condition=models.Q(state__in=[state.value for state in MadeState]),
            ),
        ]
