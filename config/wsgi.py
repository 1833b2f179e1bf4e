import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()

# These need Django to be set up.
from asesmen.ujian.views.pintu import DOORS  # noqa: E402
from config.front import Front  # noqa: E402
from config.kept import Kept  # noqa: E402

# What is loaded now stays: no collection has to walk through it again, and collections are rarer.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)

application = Kept(Front(django, DOORS), ["ujian:kerja"], forms=["ujian:masuk"])
