"""The public site takes every address nobody else wants: include it last."""

from django.urls import re_path

from ausrufer.hub.web.views import public_file

app_name = "hub"
urlpatterns = [re_path(r"^(?P<path>.*)$", public_file, name="file")]
