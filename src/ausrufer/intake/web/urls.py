"""The address platforms call, and its page on the desk.

Keys have their own shape so that nothing else is looked up.
"""

from django.urls import path, re_path

from ausrufer.intake.web import calls, staff

urlpatterns = [
    re_path(r"^rueckruf/(?P<key>[A-Za-z0-9_-]{43})$", calls.called, name="webhook"),
    path("desk/kanaele/<uuid:public_id>/rueckruf/", staff.address, name="webhook_address"),
    path("desk/kanaele/<uuid:public_id>/rueckruf/loeschen/", staff.remove, name="webhook_remove"),
]
