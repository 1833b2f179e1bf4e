"""All settings. Every value an office may change comes from the environment and is listed in .env.example.

ASESMEN_MODE chooses the mode: production (the default), development (debug pages), run (`make run`: loopback, debug
off, no TLS) and test (the test suite).
"""

from pathlib import Path

from bootstrap_wrapper import get_bootstrap_dir

from config.embedded import attach
from config.environment import database, env, env_bool, env_int, env_key, env_list, env_mode, load_env_file

BASE_DIR = Path(__file__).resolve().parent.parent
load_env_file(Path(env("ASESMEN_ENV_FILE", str(BASE_DIR / ".env"))))

MODE = env_mode()
PRODUCTION = MODE == "production"
DEBUG = MODE == "development"

# What must survive a reinstall and is never served: uploads, results of jobs, keys of a local installation.
DATA_DIR = Path(env("DATA_DIR", str(BASE_DIR / ".data"))).resolve()
MEDIA_ROOT = DATA_DIR / "berkas"
DISK_MIN_FREE_MB = env_int("DISK_MIN_FREE_MB", 500)

# Keys: each for one purpose, so that one can be changed without the others.
_key_folder = None if PRODUCTION else DATA_DIR
SECRET_KEY = env_key("SECRET_KEY", _key_folder)
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
KARTU_KEY = env_key("KARTU_KEY", _key_folder)
UJIAN_KEY = env_key("UJIAN_KEY", _key_folder)
TANDA_TERIMA_KEY = env_key("TANDA_TERIMA_KEY", _key_folder)
FAKTOR_KEY = env_key("FAKTOR_KEY", _key_folder)

ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "config",
    "laporan",
    "pengembangan",
    "asesmen.penilaian",
    "asesmen.ujian",
    "asesmen.penugasan",
    "asesmen.gelombang",
    "asesmen.bank",
    "asesmen.kompetensi",
    "pegawai",
    "antrean",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "crispy_bootstrap5",
    "crispy_forms",
]

# The Django admin is off: an address here, best one that nobody guesses, turns it on, to look only (config/admin.py).
ADMIN_PATH = env("ADMIN_PATH", "").strip("/")
if ADMIN_PATH:
    INSTALLED_APPS.append("django.contrib.admin.apps.SimpleAdminConfig")

MIDDLEWARE = [
    "config.middleware.RequestIdMiddleware",
    "config.middleware.ClientAddressMiddleware",
    "config.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.TransportMiddleware",
    "config.middleware.TroubleMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.jejak.JejakMiddleware",
    "config.middleware.IdleMiddleware",
    "config.middleware.SignInMiddleware",
    "config.zone.ZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.sudo.SudoMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.shell",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Database: PostgreSQL only. Without DATABASE_URL the embedded one is used, which production refuses.
DATABASES = {"default": database(env("DATABASE_URL") if PRODUCTION else env("DATABASE_URL", attach.url(DATA_DIR)))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis carries nudges only. Without it Celery uses files and each process has its own cache.
REDIS_URL = env("REDIS_URL", "")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "asesmen"}}

# Who signs in
AUTH_USER_MODEL = "pegawai.Akun"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "pegawai.forms.sandi.PanjangValidator"},
    {"NAME": "pegawai.forms.sandi.KonteksValidator"},
]
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/masuk/"

# Administrators and pengelola sign in with a second factor; elsewhere than in production it is ready, not demanded.
FAKTOR_KEDUA_WAJIB = env_bool("FAKTOR_KEDUA_WAJIB", PRODUCTION)
# Acts that would do much harm in the wrong hands ask for the password again after so long.
SUDO_SECONDS = 15 * 60

# A whole school stands behind one address: only the pair of name and address is locked, and only for minutes.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 5 / 60
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
# Sign-ins are in the audit trail.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "config.views.locked_out"

# Sessions live in the database: losing Redis signs nobody out.
SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_NAME = "__Host-sessionid" if PRODUCTION else "sessionid"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Staff: at most 8 hours, and 30 minutes without a request (IdleMiddleware).
STAFF_SESSION_SECONDS = 8 * 3600
STAFF_IDLE_SECONDS = 30 * 60

CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Transport
SECURE_SSL_REDIRECT = PRODUCTION and env_bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^sehat/"]
SECURE_HSTS_SECONDS = env_int("SECURE_HSTS_SECONDS", 365 * 86400) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env_bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env_bool("SECURE_HSTS_PRELOAD", True)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Forwarded headers are believed only as far as proxies of our own are known to write them.
PROXY_COUNT = env_int("PROXY_COUNT", 0)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Language and numbers. Grouping is asked for by |intcomma where a number counts something: set here it would
# also turn the year 2026 into 2.026 and a row's number in an attribute into one nobody can look up.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["config.locale_formats"]
TIME_ZONE = env("TIME_ZONE", "Asia/Jakarta")
USE_TZ = True

# Files that are served: ours and Bootstrap's, under names that carry a digest of the content.
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", str(DATA_DIR / "static")))
if not PRODUCTION:
    # Before the first collectstatic: WhiteNoise warns of a folder that is not there.
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", get_bootstrap_dir())]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.storage.HashedStaticStorage"
        if MODE in {"production", "run"}
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = MODE in {"development", "test"}
# Looking a file up when it is asked for spares every test client a walk through all of them.
WHITENOISE_AUTOREFRESH = MODE in {"development", "test"}

# Celery: work is a row in the database, a task only hastens it.
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 240
CELERY_TASK_SOFT_TIME_LIMIT = 200
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_ENABLE_UTC = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30 if PRODUCTION else 2
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_VISIBILITY_TIMEOUT = 300
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": 300}
if REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "visibility_timeout": 300,
        "socket_timeout": 2,
        "socket_connect_timeout": 1,
        "max_retries": 1,
    }
else:
    _broker = DATA_DIR / "antrean"
    for _folder in ("pesan", "kendali"):
        (_broker / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "pesan"),
        "data_folder_out": str(_broker / "pesan"),
        "control_folder": str(_broker / "kendali"),
    }

# Logs: one JSON object a line where machines read them, plain lines elsewhere.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "config.logs.RequestIdFilter"}, "nip": {"()": "config.logs.NipFilter"}},
    "formatters": {
        "json": {"()": "config.logs.JsonFormatter"},
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["request_id", "nip"],
            "formatter": "json" if PRODUCTION else "plain",
        }
    },
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")},
    # Without this Django would also write its own lines, and mail them where mail is set up.
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True}},
}

# What a test of durability breaks on purpose, to show that it would notice. No other mode can set it.
UJIAN_BROKEN = frozenset(env_list("UJIAN_BROKEN")) if MODE == "test" else frozenset()

if MODE == "test":
    # Tests sign people in all the time; argon2 is slow by design.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    AXES_ENABLED = False
