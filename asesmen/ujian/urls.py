app_name = "ujian"
urlpatterns: list = []
