"""The addresses of the writing aid on the desk."""

from django.urls import path

from ausrufer.writing_aid.web import views

urlpatterns = [path("schreibhilfe/", views.settings, name="writing_aid")]
