app_name = "pengembangan"
urlpatterns: list = []
