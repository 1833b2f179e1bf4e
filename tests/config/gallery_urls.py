from django.urls import include, path

from config import gallery
from config.urls import urlpatterns as product

urlpatterns = [path("galeri/", gallery.show), path("", include(product))]
