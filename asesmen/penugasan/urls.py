app_name = "penugasan"
urlpatterns: list = []
