app_name = "pegawai"
urlpatterns: list = []
