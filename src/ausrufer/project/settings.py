"""Django's settings, computed from the typed environment; nothing here is edited per town."""

from pathlib import Path

from ausrufer.channels.practice import practice_platforms
from ausrufer.foundation.http import HttpPolicy
from ausrufer.project.environment import load_environment
from ausrufer.training.networks import real_networks

ENVIRONMENT = load_environment()
SOURCE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret_key.get_secret_value()
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
BASE_URL = ENVIRONMENT.base_url
ROOT_URLCONF = "ausrufer.project.urls"
WSGI_APPLICATION = "ausrufer.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

# One line per connector: the only place that knows which networks this house speaks to.
AUSRUFER_CONNECTORS = [
    "ausrufer.connectors.hub.HubConnector",
    "ausrufer.connectors.email.EmailConnector",
    "ausrufer.connectors.mastodon.MastodonConnector",
    "ausrufer.connectors.bluesky.BlueskyConnector",
    "ausrufer.connectors.meta.facebook_page.FacebookPageConnector",
    "ausrufer.connectors.meta.instagram.InstagramConnector",
    "ausrufer.connectors.meta.threads.ThreadsConnector",
    "ausrufer.connectors.x.XConnector",
    "ausrufer.connectors.linkedin_page.LinkedInPageConnector",
    "ausrufer.connectors.tiktok.TikTokConnector",
    "ausrufer.connectors.youtube.YouTubeConnector",
    "ausrufer.connectors.pinterest.PinterestConnector",
    "ausrufer.connectors.snapchat.SnapchatConnector",
    "ausrufer.connectors.reddit.RedditConnector",
    "ausrufer.connectors.telegram_channel.TelegramChannelConnector",
    "ausrufer.connectors.whatsapp_channel.WhatsAppChannelConnector",
    "ausrufer.connectors.whatsapp_business.WhatsAppBusinessConnector",
    "ausrufer.connectors.nextdoor.NextdoorConnector",
    "ausrufer.connectors.matrix_room.MatrixRoomConnector",
    "ausrufer.connectors.web_push.WebPushConnector",
    "ausrufer.connectors.rss.RssConnector",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "ausrufer.design",  # before allauth: its templates take the place of allauth's
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "ausrufer.records",
    "ausrufer.organisations",
    "ausrufer.notices",
    "ausrufer.channels",
    "ausrufer.library",
    "ausrufer.writing_aid",
    "ausrufer.subscriptions",
    "ausrufer.delivery",
    "ausrufer.intake",
    "ausrufer.approval",
    "ausrufer.announcements",
    "ausrufer.hub",
    "ausrufer.desk",
    "ausrufer.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ausrufer.hub.web.middleware.PublicFilesFirst",
    "ausrufer.project.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ausrufer.organisations.web.middleware.SeenSession",
    "ausrufer.organisations.web.middleware.ActiveMember",
    "ausrufer.organisations.web.middleware.OwnLogInOnly",
    "ausrufer.organisations.web.middleware.SecondFactorFirst",
    "ausrufer.project.web.blank.NothingBlank",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ausrufer.desk.navigation.shell",
            ],
        },
    },
]
FORM_RENDERER = "ausrufer.design.forms.KernFormRenderer"

DATABASES = {"default": ENVIRONMENT.django_database()}
CACHES = {
    "default": {  # shared: allauth counts attempts here, and a second factor is used once
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "project_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "ausrufer.organisations.web.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by an administrator, nobody signs up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told by mail
MFA_ADAPTER = "ausrufer.organisations.web.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "ausrufer.organisations.web.second_factor.PasskeyForm"}
MFA_TOTP_ISSUER = "Ausrufer"
MFA_TOTP_TOLERANCE = 1  # telephones and servers do not agree to the second

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.base_url.startswith("https://")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url.rstrip("/")]
CSRF_FAILURE_VIEW = "ausrufer.project.web.faults.stale"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if ENVIRONMENT.trust_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else everybody behind it would share one limit
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000  # bytes of text; files are counted apart
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
LANGUAGE_COOKIE_NAME = "sprache"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["ausrufer.project.formats"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

MEDIA_FOLDER = ENVIRONMENT.data_folder / "media"
PUBLIC_FOLDER = ENVIRONMENT.data_folder / "public"
LENT_FOLDER = ENVIRONMENT.data_folder / "lent"  # for platforms that fetch what they show

EMAIL_HOST = ENVIRONMENT.smtp_host
EMAIL_PORT = ENVIRONMENT.smtp_port
EMAIL_HOST_USER = ENVIRONMENT.smtp_user
EMAIL_HOST_PASSWORD = ENVIRONMENT.smtp_password.get_secret_value()
EMAIL_USE_TLS = ENVIRONMENT.smtp_security == "starttls"
EMAIL_USE_SSL = ENVIRONMENT.smtp_security == "tls"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "ausrufer.project.log_lines.JsonLines"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": ENVIRONMENT.log_format}},
    # one line per queued job says nothing that the journal does not say better
    "loggers": {"procrastinate": {"level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level},
}

# --- the house -----------------------------------------------------------------------------------
PRACTICE_PLATFORMS = practice_platforms(ENVIRONMENT.practice_platforms)
HTTP_POLICY = HttpPolicy(
    allowed_private=frozenset(ENVIRONMENT.allow_private) | PRACTICE_PLATFORMS.targets,
    # whoever practises is narrowed to them; a real organisation beside them never gets there
    refused=frozenset() if ENVIRONMENT.practice else PRACTICE_PLATFORMS.targets,
    user_agent=f"Ausrufer (+{ENVIRONMENT.base_url})",
)
REAL_NETWORKS = real_networks()  # who practises never asks them for anything
AUSRUFER_SWITCHED_ON = ENVIRONMENT.switched_on
AUSRUFER_BY_HAND = ENVIRONMENT.by_hand
AUSRUFER_FREE_DAYS: str = "ausrufer.announcements.place.days_off"
AUSRUFER_PICTURE_USES: str = "ausrufer.announcements.web.picture_uses.uses"
METRICS_TOKEN = ENVIRONMENT.metrics_token.get_secret_value()
PROCRASTINATE_IMPORT_PATHS = [
    "ausrufer.organisations.jobs",
    "ausrufer.library.jobs",
    "ausrufer.notices.jobs",
    "ausrufer.channels.jobs",
    "ausrufer.subscriptions.jobs",
    "ausrufer.delivery.jobs",
    "ausrufer.intake.jobs",
    "ausrufer.announcements.jobs",
    "ausrufer.announcements.subscribers",
    "ausrufer.project.jobs",
]
