app_name = "gelombang"
urlpatterns: list = []
