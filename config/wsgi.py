import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()

# Both need Django to be set up.
from asesmen.ujian.views.pintu import DOORS  # noqa: E402
from config.front import Front  # noqa: E402

application = Front(django, DOORS)
