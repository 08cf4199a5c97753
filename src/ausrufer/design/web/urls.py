from django.urls import path

from ausrufer.design.web import views

app_name = "design"
urlpatterns = [path("darstellung/", views.choose_theme, name="theme")]
