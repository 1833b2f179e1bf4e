import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()

# These need Django to be set up.
from asesmen.ujian.views.pintu import DOORS  # noqa: E402
from config.front import Front  # noqa: E402
from config.kept import Kept  # noqa: E402

application = Kept(Front(django, DOORS), ["ujian:kerja"])
